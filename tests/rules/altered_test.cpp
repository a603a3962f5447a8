// SPDX-License-Identifier: EUPL-1.2
// What a figure would have had to be.
#include "rules/altered.hpp"

#include "tests/rules/county.hpp"

namespace tuermer {
namespace {

using county::day;
using county::year_of;

Rule limit(const std::map<std::string, std::string>& settings, const char* unit)
{
    static Indicator indicator;
    auto made = county::rule("limit");
    const DetectorContext context{&indicator, Frequency::year, *parse_unit(unit), false, {}};
    made.when = {county::detector(settings, context)};
    return made;
}

std::optional<TurningPoint> asked(const Rule& rule, double before, double now, const char* unit)
{
    auto knowledge = county::land({rule}, nullptr, unit);
    county::publish(knowledge, "2024-03-01", year_of(2023, {before}));
    county::publish(knowledge, "2025-03-01", year_of(2024, {now}));
    return turning_point(knowledge, rule, 0, Period::year(2024));
}

TEST(TurningPoint, OfALevelIsTheLastCountBeyondIt)
{
    const auto rule = limit(
        {{"test", "level"}, {"at_least", "120 persons"}, {"clear", "120 persons"}}, "persons");
    const auto above = asked(rule, 100, 137, "persons");
    ASSERT_TRUE(above);
    EXPECT_TRUE(above->fires);
    EXPECT_EQ(above->value, 137);
    EXPECT_EQ(above->turned, 119);
    const auto below = asked(rule, 100, 80, "persons");
    ASSERT_TRUE(below);
    EXPECT_FALSE(below->fires);
    EXPECT_EQ(below->turned, 120);
}

TEST(TurningPoint, OfAChangeKeepsTheReferenceAsItWas)
{
    const auto rule =
        limit({{"test", "change"}, {"against", "1 y"}, {"at_most", "-10 euro"}}, "euro");
    const auto fell = asked(rule, 100, 85, "euro");
    ASSERT_TRUE(fell);
    EXPECT_TRUE(fell->fires);
    EXPECT_NEAR(fell->turned, 90, 0.02);
    const auto calm = asked(rule, 100, 97, "euro");
    ASSERT_TRUE(calm);
    EXPECT_NEAR(calm->turned, 90, 0.02);
}

TEST(TurningPoint, IsNoneWhereNoFigureCouldTurnIt)
{
    const auto rule =
        limit({{"test", "level"}, {"at_least", "0 persons"}, {"clear", "0 persons"}}, "persons");
    EXPECT_FALSE(asked(rule, 100, 50, "persons")); // nothing is below nothing
}

TEST(TurningPoint, OfAMissingFigureIsNone)
{
    const auto rule = limit({{"test", "level"}, {"at_least", "120 persons"}}, "persons");
    auto knowledge = county::land({rule}, nullptr, "persons");
    county::publish(knowledge, "2024-03-01", {{"03101", 2023, 0, Missing::withheld}});
    EXPECT_FALSE(turning_point(knowledge, rule, 0, Period::year(2023)));
}

} // namespace
} // namespace tuermer
