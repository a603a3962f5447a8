// SPDX-License-Identifier: EUPL-1.2
// Many districts at once are told as one: over small stories, and over the real June of 2022.
#include "rules/base/numbers.hpp"
#include "tests/rules/county.hpp"
#include "tests/rules/lsn.hpp"

#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>

namespace tuermer::county {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(CommonShock, IsToldOnceWithHowManyAndHowManyOf)
{
    auto knowledge = land({rule("r")});
    publish(knowledge, "2022-01-10", year_of(2021, {0, 0, 0, 0, 0}));
    const auto outcome = publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 0, 0}));
    EXPECT_THAT(told(outcome), ElementsAre("office: 03(3 of 5)"));
    ASSERT_EQ(outcome.events.size(), 4U);
    for (const auto& event : outcome.events) {
        if (event.common_shock) continue;
        EXPECT_EQ(event.reach, Reach::record);
        EXPECT_THAT(say_of(event, "common_shock")->what.de, HasSubstr("In 3 von 5 vergleichbaren"));
    }
    const auto& one = outcome.notices.front().events.front();
    EXPECT_THAT(one.common_shock->areas, ElementsAre("03101", "03102", "03103"));
    EXPECT_TRUE(one.common_shock->upward);
    EXPECT_THAT(say_of(one, "common_shock")->what.en, HasSubstr("a new law"));
}

TEST(CommonShock, IsNoneWhereFewMoveOrThereAreFew)
{
    auto knowledge = land({rule("r")});
    publish(knowledge, "2022-01-10", year_of(2021, {0, 0, 0, 0, 0, 0, 0}));
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 7, 0, 0, 0}))),
                ElementsAre("office: 03104 03103 03102 03101"))
        << "4 of 7 are 57 %";
    auto small = land({rule("r")});
    EXPECT_THAT(told(publish(small, "2023-01-10", year_of(2022, {4, 4, 4, 4}))),
                ElementsAre("office: 03101 03102 03103 03104"));
}

TEST(CommonShock, CountsRisesAndFallsByThemselves)
{
    auto knowledge = land({rule("r")});
    const auto outcome =
        publish(knowledge, "2023-01-10", year_of(2022, {2, 2, 2, -2, -2, 0, 0, 0}));
    EXPECT_EQ(outcome.notices.front().events.size(), 5U);
    const auto falls = publish(knowledge, "2024-01-10", year_of(2023, {0, 0, 0, 0, 0, -3, -3, -3}));
    EXPECT_TRUE(std::ranges::none_of(falls.events, [](const auto& e) {
        return e.common_shock.has_value();
    })) << "3 of 8 begin";
}

TEST(CommonShock, DoesNotCountWhatHasNoVerdict)
{
    auto knowledge = land({rule("r")});
    auto figures = year_of(2022, {4, 5, 6, 0, 0});
    for (int i = 5; i < 10; ++i) figures.push_back({district(i), 2022, 0, Missing::withheld});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", figures)), ElementsAre("office: 03(3 of 5)"));
}

TEST(CommonShock, IsNotToldAgainWhenTheLastDistrictsPublish)
{
    auto knowledge = land({rule("r")});
    publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 7, 0}));
    const auto late = publish(knowledge, "2023-02-10", {{district(5), 2022, 8}});
    EXPECT_THAT(told(late), IsEmpty());
    ASSERT_EQ(late.events.size(), 2U);
    for (const auto& event : late.events)
        EXPECT_TRUE(is_held(event, event.common_shock ? "recipients" : "common_shock"));
}

TEST(CommonShock, ReachesThoseWhoLookAfterOneOfTheAreas)
{
    auto knowledge = land({rule("r")});
    knowledge.rules.front().notify = {"office", "one", "other"};
    for (const auto* id : {"one", "other"}) knowledge.recipients.push_back(recipient(id));
    knowledge.recipients[1].areas = {*parse_area_selector(district(0))};
    knowledge.recipients[2].areas = {*parse_area_selector(district(4))};
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 0, 0}))),
                ElementsAre("office: 03(3 of 5)", "one: 03(3 of 5)"));
}

TEST(CommonShock, IsCorrectedToThoseWhoHeardOfIt)
{
    auto knowledge = land({rule("r")});
    publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 0, 0}));
    const auto revised = publish(knowledge, "2023-03-10", {{district(1), 2022, 0}});
    EXPECT_THAT(told(revised), ElementsAre("office: 03102"));
    EXPECT_EQ(revised.events.front().transition, Transition::withdrawn);
}

TEST(CommonShock, LeavesTheEndsOfWhatItHeldToTheRecords)
{
    auto knowledge = land({rule("r")});
    publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 0, 0}));
    const auto over = publish(knowledge, "2024-01-10", year_of(2023, {0, 0, 0, 0, 0}));
    EXPECT_THAT(told(over), IsEmpty());
    ASSERT_EQ(over.events.size(), 3U);
    EXPECT_TRUE(is_held(over.events.front(), "recipients"));
}

TEST(CommonShock, CanBeSwitchedOffAndMadeStricter)
{
    auto off = rule("r");
    off.common_shock.watched = false;
    auto knowledge = land({off});
    EXPECT_EQ(publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 7, 8})).events.size(), 5U);
    auto strict = rule("r");
    strict.common_shock.share = 0.9;
    knowledge = land({strict});
    EXPECT_EQ(publish(knowledge, "2023-01-10", year_of(2022, {4, 5, 6, 7, 0})).events.size(), 4U);
}

TEST(CommonShock, IsFoundWithinOneLandWhereTheOthersAreCalm)
{
    auto knowledge = land({rule("r")});
    auto figures = year_of(2022, {4, 5, 6, 7, 8});
    for (int i = 0; i < 10; ++i) figures.push_back({fmt::format("0576{}", i), 2022, 0});
    EXPECT_THAT(told(publish(knowledge, "2023-01-10", figures)), ElementsAre("office: 03(5 of 5)"));
}

// Recipients of minimum social security among foreign nationals, per 1000 (Landesamt für Statistik
// Niedersachsen, indicator 6-2-1).
std::vector<Said> rates(std::istream& in)
{
    std::vector<Said> rates;
    for (std::string line; std::getline(in, line);) {
        const auto cells = lsn::cells_of(line);
        if (cells.size() != 6 || !cells[2].starts_with("Ausl") || cells[3] != "Quote") continue;
        const auto value = parse_number(cells[5]);
        if (!value || !cells[4].starts_with("K03")) continue;
        rates.push_back({lsn::area_of(cells[4]), std::stoi(cells[0]), *value});
    }
    return rates;
}

Rule twenty_more()
{
    static const Indicator indicator;
    const DetectorContext context{&indicator, Frequency::year, *parse_unit("euro"), false, {}, {}};
    auto made = rule("r");
    made.when = {
        detector({{"test", "change"}, {"against", "1 y"}, {"at_least", "+20 euro"}}, context)};
    return made;
}

TEST(CommonShock, OfJune2022IsOneMessageInsteadOfForty)
{
    std::ifstream in(lsn::table("6-2-1/2025-12-16.csv"));
    if (!in) GTEST_SKIP() << "skipped: no shared data";
    const auto all = rates(in);
    auto knowledge = land({twenty_more()});
    const auto until = [&](int first, int last) {
        std::vector<Said> some;
        std::ranges::copy_if(all, std::back_inserter(some), [&](const Said& said) {
            return said.year >= first && said.year <= last;
        });
        return some;
    };
    publish(knowledge, "2022-11-15", until(2010, 2021));
    const auto outcome = publish(knowledge, "2023-09-05", until(2022, 2022));
    EXPECT_THAT(told(outcome), ElementsAre("office: 03(40 of 45)"));
    const auto& one = outcome.notices.front().events.front();
    EXPECT_EQ(one.evidence.assessments.front().measured, 45) << "the Land: 285 to 330 per 1000";
    const auto next = publish(knowledge, "2024-04-16", until(2023, 2023));
    EXPECT_TRUE(std::ranges::none_of(next.events,
                                     [](const auto& e) { return e.common_shock.has_value(); }));
}

} // namespace
} // namespace tuermer::county
