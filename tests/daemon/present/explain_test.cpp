// SPDX-License-Identifier: EUPL-1.2
#include "goslar.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using testing::HasSubstr;
using testing::Not;

Trace input(const std::string& name, double value)
{
    return {.text = name,
            .key = "area=03153",
            .period = Period::year(2024),
            .cell = {value, Mark()},
            .unit = *parse_unit("persons"),
            .is_input = true,
            .parts = {}};
}

Event explained()
{
    auto event = goslar::leavers_event();
    event.evidence.trace.text = "100 * leavers_without / leavers";
    event.evidence.trace.cell = {100 * 48.0 / 124, Mark()};
    event.evidence.trace.unit = *parse_unit("percent");
    event.evidence.trace.parts = {input("leavers_without", 48), input("leavers", 124)};
    return event;
}

struct Explanation : testing::Test {
    Knowledge known = goslar::knowledge();

    std::string german(const Event& event) const
    {
        return explain_text(event, known, Language::de,
                            {"leavers_without: schulabgaenge_2025-10-17.csv, Zeile 12"});
    }
};

TEST_F(Explanation, ShowsEachPartOfTheFormulaWithItsValue)
{
    const auto text = german(explained());
    EXPECT_THAT(text, HasSubstr("100 * leavers_without / leavers = 38,7097"));
    EXPECT_THAT(text, HasSubstr("    leavers_without = 48 Personen   (2024; area=03153)"));
    EXPECT_THAT(text, HasSubstr("    leavers = 124 Personen"));
}

TEST_F(Explanation, ShowsIntervalsLimitsGatesAndProvenance)
{
    const auto text = german(explained());
    EXPECT_THAT(text, HasSubstr("95-%-Intervall +9,3 bis +28,8 (Newcombe)"));
    EXPECT_THAT(text, HasSubstr("Schwelle +5 Prozentpunkte; Entwarnung +4 Prozentpunkte"));
    EXPECT_THAT(text, HasSubstr("Brüche: passiert. Kein bekannter Bruch"));
    EXPECT_THAT(text, HasSubstr("schulabgaenge_2025-10-17.csv, Zeile 12"));
    EXPECT_THAT(text, HasSubstr("ausgelöst (ruht → ausgelöst)"));
    EXPECT_THAT(text, HasSubstr("17. Oktober 2025, 07:12 Uhr"));
    EXPECT_THAT(text, HasSubstr("  indicator = \"leavers_without_certificate_foreign\""));
}

TEST_F(Explanation, SpeaksEnglishToo)
{
    const auto text = explain_text(explained(), known, Language::en, {});
    EXPECT_THAT(text, HasSubstr("95% interval +9.3 to +28.8 (Newcombe)"));
    EXPECT_THAT(text, HasSubstr("leavers = 124 persons"));
    EXPECT_THAT(text, Not(HasSubstr("Prozentpunkte")));
}

TEST_F(Explanation, SaysWhyATestHasNoResult)
{
    auto event = explained();
    auto& test = event.evidence.assessments[0];
    test.measured.reset();
    test.interval.reset();
    test.reason = {"2022: kein Wert (geheim)", "2022: no figure (withheld)"};
    EXPECT_THAT(german(event), HasSubstr("2022: kein Wert (geheim)"));
}

TEST_F(Explanation, SaysThatAFigureIsProtectedAfterItWasTakenOut)
{
    auto event = explained();
    for (auto& test : event.evidence.assessments) {
        test.measured.reset();
        test.interval.reset();
        test.figures[0].value = test.figures[0].numerator = test.figures[0].denominator =
            std::nullopt;
    }
    const auto text = german(event);
    EXPECT_THAT(text, HasSubstr("Landkreis Goslar, 2024: Wert geschützt (kleine Zahlen)"));
    EXPECT_THAT(text, Not(HasSubstr("38,7 %")));
}

} // namespace
} // namespace tuermer
