// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/amount.hpp"

#include "rules/detectors/reference.hpp"
#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Unit per_mille{{}, 0.001};

Text refusal(std::string_view text, AmountKind kind, const Unit& unit)
{
    const auto amount = parse_amount(text, kind, unit);
    EXPECT_FALSE(amount) << text;
    return amount ? Text{} : amount.error();
}

TEST(Amount, IsTakenInTheNotationThatFitsTheIndicator)
{
    EXPECT_EQ(parse_amount("+5 pp", AmountKind::difference, percent), 5);
    EXPECT_EQ(parse_amount("-3.5 pp", AmountKind::difference, percent), -3.5);
    EXPECT_EQ(parse_amount("\u22123 pp", AmountKind::difference, percent), -3);
    EXPECT_EQ(parse_amount("+50 %", AmountKind::relative, percent), 50);
    EXPECT_EQ(parse_amount("+50%", AmountKind::relative, persons), 50);
    EXPECT_EQ(parse_amount("15 %", AmountKind::level, percent), 15);
    EXPECT_EQ(parse_amount("15 percent", AmountKind::level, percent), 15);
    EXPECT_EQ(parse_amount("100 persons", AmountKind::level, persons), 100);
    EXPECT_EQ(parse_amount("-100 persons", AmountKind::difference, persons), -100);
    EXPECT_EQ(parse_amount("20 per 1000", AmountKind::level, per_mille), 20);
    EXPECT_EQ(parse_amount("20 per_mille", AmountKind::level, per_mille), 20);
    EXPECT_EQ(parse_amount("1.5", AmountKind::level, ratio), 1.5);
}

TEST(Amount, NeverMixesPercentAndPoints)
{
    const auto change = refusal("+5 %", AmountKind::difference, percent);
    EXPECT_EQ(change.de, "\"+5 %\": Prozent wovon? Für Prozentpunkte schreiben Sie \"5 pp\"; für "
                         "eine prozentuale Veränderung setzen Sie relative = true dazu");
    EXPECT_THAT(change.en, HasSubstr("percent of what?"));
    EXPECT_THAT(refusal("15 pp", AmountKind::level, percent).de, HasSubstr("\"15 %\""));
    EXPECT_THAT(refusal("+5 pp", AmountKind::relative, percent).de, HasSubstr("\"5 %\""));
    EXPECT_THAT(refusal("+5 %", AmountKind::difference, persons).de, HasSubstr("\"5 persons\""));
}

TEST(Amount, AsksForTheUnit)
{
    EXPECT_THAT(refusal("5", AmountKind::difference, percent).de, HasSubstr("\"5 pp\""));
    EXPECT_THAT(refusal("100", AmountKind::level, persons).en, HasSubstr("\"100 persons\""));
    EXPECT_THAT(refusal("20", AmountKind::level, per_mille).de, HasSubstr("\"20 per 1000\""));
    EXPECT_THAT(refusal("5 euro", AmountKind::level, persons).de, HasSubstr("passt nicht"));
    EXPECT_THAT(refusal("5 per 100", AmountKind::level, per_mille).de, HasSubstr("per 1000"));
}

TEST(Amount, RefusesNumbersThatCouldBeReadInTwoWays)
{
    EXPECT_THAT(refusal("5,5 pp", AmountKind::difference, percent).de, HasSubstr("Dezimalpunkt"));
    EXPECT_THAT(refusal("1,000 persons", AmountKind::level, persons).en, HasSubstr("1000"));
    EXPECT_THAT(refusal("viel", AmountKind::level, percent).de, HasSubstr("beginnt nicht mit"));
    EXPECT_THAT(refusal("", AmountKind::level, percent).de, HasSubstr("beginnt nicht mit"));
    EXPECT_THAT(refusal("5.5.5 %", AmountKind::level, percent).de, HasSubstr("beginnt nicht mit"));
}

Reference reference(std::string_view text, Frequency frequency)
{
    const auto parsed = parse_reference(text, {nullptr, frequency, percent, true, {}});
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().de);
    return parsed.value_or(Reference{});
}

Text wrong_reference(std::string_view text, const DetectorContext& context)
{
    const auto parsed = parse_reference(text, context);
    EXPECT_FALSE(parsed) << text;
    return parsed ? Text{} : parsed.error();
}

TEST(Reference, LooksBackByPeriodsOfTheIndicator)
{
    EXPECT_THAT(reference("1 y", Frequency::year).back, ElementsAre(1));
    EXPECT_THAT(reference("1 y", Frequency::month).back, ElementsAre(12));
    EXPECT_THAT(reference("3 m", Frequency::month).back, ElementsAre(3));
    EXPECT_THAT(reference("pooled 3 y", Frequency::year).back, ElementsAre(1, 2, 3));
    EXPECT_THAT(reference("mean 2 q", Frequency::quarter).back, ElementsAre(1, 2));
    EXPECT_THAT(reference("same month last year", Frequency::month).back, ElementsAre(12));
    EXPECT_THAT(reference("median of same months 3 y", Frequency::month).back,
                ElementsAre(12, 24, 36));
    EXPECT_THAT(reference("mean of same quarters 2 y", Frequency::quarter).back, ElementsAre(4, 8));
    EXPECT_EQ(reference("20 %", Frequency::year).fixed, 20);
    EXPECT_EQ(reference("pooled 1 y", Frequency::year).kind, Reference::Kind::single);
}

TEST(Reference, IsNamedForPeople)
{
    EXPECT_EQ(reference("1 y", Frequency::year).text.de, "das Vorjahr");
    EXPECT_EQ(reference("pooled 3 y", Frequency::year).text.de, "die drei Jahre davor zusammen");
    EXPECT_EQ(reference("pooled 3 y", Frequency::year).text.en, "the three years before, pooled");
    EXPECT_EQ(reference("mean 3 y", Frequency::school_year).text.de,
              "das Mittel der drei Schuljahre davor");
    EXPECT_EQ(reference("median of same months 5 y", Frequency::month).text.de,
              "der Median derselben Monate der fünf Jahre davor");
    EXPECT_EQ(reference("same month last year", Frequency::month).text.de,
              "derselbe Monat des Vorjahres");
    EXPECT_EQ(reference("4 y", Frequency::year).text.de, "der Wert vier Jahre zuvor");
    EXPECT_EQ(reference("20 %", Frequency::year).text.de, "der feste Wert 20 %");
}

TEST(Reference, RefusesWhatTheCalendarDoesNotHave)
{
    const DetectorContext yearly{nullptr, Frequency::year, percent, true, {}};
    EXPECT_THAT(wrong_reference("1 m", yearly).de, HasSubstr("Takt Jahr"));
    EXPECT_THAT(wrong_reference("same month last year", yearly).en, HasSubstr("does not fit"));
    EXPECT_THAT(wrong_reference("median of same months 5 y", yearly).de, HasSubstr("Takt Jahr"));
    EXPECT_THAT(wrong_reference("pooled", yearly).de, HasSubstr("pooled 3 y"));
    EXPECT_THAT(wrong_reference("pooled drei", yearly).de, HasSubstr("Spanne"));
    EXPECT_THAT(wrong_reference("0 y", yearly).de, HasSubstr("zwischen 1 und"));
    EXPECT_THAT(wrong_reference("9999 y", yearly).de, HasSubstr("zwischen 1 und"));
    const DetectorContext value{nullptr, Frequency::year, persons, false, {}};
    EXPECT_THAT(wrong_reference("pooled 3 y", value).de, HasSubstr("Zähler und Nenner"));
    EXPECT_THAT(wrong_reference("20 %", value).de, HasSubstr("\"20 persons\""));
}

} // namespace
