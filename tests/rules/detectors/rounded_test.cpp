// SPDX-License-Identifier: EUPL-1.2
// Figures that the publisher rounded: a rule fires only where it holds for all that may lie behind.
#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

Sheet counts(const std::vector<double>& figures)
{
    Sheet sheet;
    sheet.unit = persons;
    sheet.values("03153", figures);
    return sheet;
}

Assessment judged(const Sheet& sheet, std::string_view test, SettingsWritten written)
{
    const auto made = make(test, written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", sheet.panels.value.last()));
}

TEST(RoundedFigures, ReachALevelOnlyWithAllThatMayLieBehind)
{
    const SettingsWritten exact{{"at_least", "100 persons"}};
    const SettingsWritten rounded{{"at_least", "100 persons"}, {"rounded_to", 5.0}};
    EXPECT_EQ(judged(counts({100}), "level", exact).truth[0], Truth::yes);
    const auto open = judged(counts({100}), "level", rounded); // 98 to 102
    EXPECT_EQ(open.truth[0], Truth::band);
    EXPECT_THAT(open.finding.de, HasSubstr("auf Vielfache von 5 gerundet. Dahinter liegt 98"));
    EXPECT_EQ(judged(counts({105}), "level", rounded).truth[0], Truth::yes);
    EXPECT_EQ(judged(counts({60}), "level", rounded).truth[0], Truth::no);
}

TEST(RoundedFigures, AreJudgedAlikeOneByOneAndAsARow)
{
    const auto sheet = counts({80, 100, 105, 75, 0, 100});
    const auto made =
        make("level", {{"at_least", "100 persons"}, {"rounded_to", 5.0}}, context_of(sheet));
    std::array<Answer, 6> row;
    made.detector->answer(sheet.sight("03153", Period::year(2020)), Period::year(2015), row);
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(row[static_cast<std::size_t>(i)],
                  short_form(made.detector->assess(sheet.sight("03153", Period::year(2015 + i)))));
}

TEST(RoundedFigures, MoveOnlyByWhatTheyMustHaveMoved)
{
    const auto sheet = counts({100, 110}); // at least 108 − 102, at most 112 − 98
    const auto with = [&](const char* limit) {
        return judged(sheet, "change",
                      {{"against", "1 y"}, {"at_least", limit}, {"rounded_to", 5.0}})
            .truth[0];
    };
    EXPECT_EQ(with("+6 persons"), Truth::yes);
    EXPECT_EQ(with("+7 persons"), Truth::band);
    EXPECT_EQ(with("+20 persons"), Truth::no);
}

TEST(RoundedFigures, MakeRatesThatMayBeOthers)
{
    Sheet sheet;
    sheet.rates("03153", {{40, 200}, {55, 200}}); // 27.5 %: between 26.2 and 28.8
    const auto with = [&](const char* limit) {
        return judged(sheet, "level", {{"at_least", limit}, {"rounded_to", 5.0}}).truth[0];
    };
    EXPECT_EQ(with("26 %"), Truth::yes);
    EXPECT_EQ(with("27 %"), Truth::band);
    const auto grown = judged(sheet, "change",
                              {{"against", "1 y"},
                               {"at_least", "+20 %"},
                               {"relative", true},
                               {"confidence", 0.0},
                               {"rounded_to", 5.0}});
    EXPECT_EQ(grown.truth[0], Truth::yes); // at least 53/202 against 42/198: +23.7 %
}

TEST(RoundedFigures, OfADenominatorThatMayBeNothingSayNothing)
{
    Sheet sheet;
    sheet.rates("03153", {{5, 5}});
    const auto found = judged(sheet, "level", {{"at_least", "50 %"}, {"rounded_to", 10.0}});
    EXPECT_EQ(found.truth[0], Truth::band);
    EXPECT_THAT(found.finding.en, ::testing::Not(HasSubstr("inf")));
}

} // namespace
