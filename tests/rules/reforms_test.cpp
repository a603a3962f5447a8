// SPDX-License-Identifier: EUPL-1.2
// Reforms of areas through the whole way: Göttingen and Osterode am Harz 2016, Eisenach and the
// Wartburgkreis 2021, a quarter that changed its district.
#include "tests/rules/areas/germany.hpp"
#include "tests/rules/county.hpp"

#include <algorithm>
#include <gmock/gmock.h>

namespace tuermer::county {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::shared_ptr<const Areas> hierarchy()
{
    static const auto areas = std::make_shared<const Areas>(test::some_hierarchy());
    return areas;
}

Knowledge germany(const char* selection = "kind kreis", const char* unit = "euro")
{
    auto made = rule("r");
    made.areas = {*parse_area_selector(selection, hierarchy())};
    return land({made}, hierarchy(), unit);
}

std::vector<Transition> transitions(const Outcome& outcome)
{
    std::vector<Transition> all;
    for (const auto& event : outcome.events) all.push_back(event.transition);
    return all;
}

// The process ends and begins again: memory is made from what is stored.
void restart(Knowledge& knowledge)
{
    knowledge.watches.clear();
    knowledge.reforms_seen.clear();
}

TEST(Reform, LetsAnOpenEpisodeGoOnUnderTheNewArea)
{
    for (const bool restarts : {false, true}) {
        auto knowledge = germany();
        const auto fired = publish(knowledge, "2015-08-01",
                                   {{"03152", 2014, 0}, {"03156", 2014, 5}, {"03153", 2014, 0}});
        ASSERT_THAT(told(fired), ElementsAre("office: 03156"));
        publish(knowledge, "2016-08-01", {{"03152", 2015, 0}, {"03156", 2015, 5}});
        if (restarts) restart(knowledge);
        const auto moved = publish(knowledge, "2017-08-01", {{"03159", 2016, 5}});
        EXPECT_THAT(told(moved), IsEmpty());
        ASSERT_EQ(transitions(moved), std::vector{Transition::rekeyed});
        const auto& event = moved.events.front();
        EXPECT_EQ(event.area, "03159");
        EXPECT_EQ(event.reach, Reach::record);
        EXPECT_EQ(event.episode, fired.events.front().episode);
        EXPECT_THAT(say_of(event, "areas")->what.de,
                    HasSubstr("von Landkreis Osterode am Harz (03156) nach Landkreis Göttingen "
                              "(03159) verlegt, Gebietsstand 01.11.2016"));
        EXPECT_EQ(moved.alerts.size(), 2U) << "the one that closed and the one that goes on";
        if (restarts) restart(knowledge);
        const auto over = publish(knowledge, "2018-08-01", {{"03159", 2017, 0}});
        ASSERT_EQ(transitions(over), std::vector{Transition::resolved});
        EXPECT_EQ(over.events.front().episode, fired.events.front().episode);
        EXPECT_EQ(over.events.front().episode_start, Period::year(2014));
        EXPECT_THAT(told(over), ElementsAre("office: 03159")) << "to those who heard of Osterode";
    }
}

TEST(Reform, EndsAnEpisodeThatTheNewAreaDoesNotShare)
{
    auto knowledge = germany("kind kreis", "persons");
    publish(knowledge, "2015-08-01", {{"03152", 2015, -5}, {"03156", 2015, 5}});
    // The sum of both for 2015 is 0, and so is 2016.
    const auto moved = publish(knowledge, "2017-08-01", {{"03159", 2016, 0}});
    EXPECT_EQ(transitions(moved),
              (std::vector{Transition::rekeyed, Transition::rekeyed, Transition::resolved}));
    EXPECT_THAT(told(moved), ElementsAre("office: 03159"));
    EXPECT_TRUE(std::ranges::none_of(moved.events, [](const Event& event) {
        return event.transition == Transition::withdrawn;
    })) << "no figure was corrected";
}

TEST(Reform, WaitsForTheFirstFigureOfTheNewArea)
{
    auto knowledge = germany();
    publish(knowledge, "2016-08-01", {{"03156", 2015, 5}, {"03153", 2015, 0}});
    EXPECT_THAT(publish(knowledge, "2017-08-01", {{"03153", 2016, 0}}).events, IsEmpty());
    EXPECT_EQ(transitions(publish(knowledge, "2017-09-01", {{"03159", 2016, 5}})),
              std::vector{Transition::rekeyed});
}

TEST(Reform, EndsSilentlyWhatTheSuccessorIsJudgedForAlready)
{
    auto knowledge = germany();
    publish(knowledge, "2021-02-01", {{"16056", 2020, 5}, {"16063", 2020, 0}});
    const auto moved = publish(knowledge, "2022-02-01", {{"16063", 2021, 0}});
    ASSERT_EQ(transitions(moved), std::vector{Transition::rekeyed});
    EXPECT_EQ(moved.events.front().area, "16056");
    EXPECT_EQ(moved.events.front().evidence.after, Phase::inactive);
    EXPECT_THAT(say_of(moved.events.front(), "areas")->what.en,
                HasSubstr("Eisenach (16056) became part of Wartburgkreis (16063)"));
    EXPECT_THAT(told(moved), IsEmpty());
    EXPECT_THAT(publish(knowledge, "2023-02-01", {{"16063", 2022, 0}}).events, IsEmpty());
}

TEST(Reform, LeavesTheFiguresOfAreasThatAreNoMoreInPeace)
{
    auto knowledge = germany();
    publish(knowledge, "2016-08-01", {{"03156", 2015, 5}});
    publish(knowledge, "2017-08-01", {{"03159", 2016, 5}});
    for (const bool restarts : {false, true}) {
        if (restarts) restart(knowledge);
        EXPECT_THAT(publish(knowledge, restarts ? "2018-02-01" : "2018-01-01",
                            {{"03156", 2015, restarts ? 6.0 : 0.0}})
                        .events,
                    IsEmpty());
    }
}

TEST(SelectionOfAreas, FollowsThemWhenTheyChangeTheirParent)
{
    auto north = germany("under nord"), south = germany("under sued");
    for (auto* knowledge : {&north, &south}) publish(*knowledge, "2020-03-01", {{"q7", 2019, 0}});
    EXPECT_THAT(publish(south, "2020-04-01", {{"q7", 2019, 1}}).events, IsEmpty());
    EXPECT_THAT(publish(north, "2020-04-01", {{"q7", 2019, 1}}).events, SizeIs(1));
    EXPECT_THAT(publish(south, "2021-03-01", {{"q7", 2020, 5}}).events, SizeIs(1));
    EXPECT_THAT(publish(north, "2021-03-01", {{"q7", 2020, 0}}).events, IsEmpty());
}

} // namespace
} // namespace tuermer::county
