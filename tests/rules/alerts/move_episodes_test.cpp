// SPDX-License-Identifier: EUPL-1.2
// Real reforms: Göttingen and Osterode am Harz became one district in 2016, Anhalt-Zerbst was split
// in 2007, Eisenach joined the Wartburgkreis in 2021.
#include "rules/alerts/move_episodes.hpp"

#include "tests/rules/areas/germany.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::day;
using testing::IsEmpty;
using testing::SizeIs;

// Firing since `since`, judged up to and including `last`.
Alert firing(const std::string& key, int since, int last, const std::string& rule = "r")
{
    Alert alert;
    alert.id = alert_id(rule, key);
    alert.rule = rule;
    alert.key = key;
    alert.rule_hash = "hash";
    alert.first = Period::year(since - 1);
    alert.steps.emplace_back();
    for (int year = since; year <= last; ++year)
        alert.steps.push_back({{Truth::yes, Severity::signal}, Phase::firing, 0, Severity::signal});
    alert.episode = Period::year(since);
    alert.told = 7;
    alert.flaps = 2;
    return alert;
}

std::vector<EpisodeMove> moved(const std::vector<Alert>& alerts, std::string_view on)
{
    static const auto areas = test::some_hierarchy();
    return move_episodes(alerts, areas, day(on));
}

TEST(OpenEpisode, GoesOnInTheAreaThatItsOwnWasMergedInto)
{
    const auto osterode = firing("area=03156 nationality=foreign", 2014, 2015);
    const auto moves = moved({osterode}, "2016-12-31");
    ASSERT_THAT(moves, SizeIs(1));
    const auto& move = moves[0];
    ASSERT_TRUE(move.opened);
    EXPECT_EQ(move.opened->key, "area=03159 nationality=foreign");
    EXPECT_EQ(move.opened->id, alert_id("r", "area=03159 nationality=foreign"));
    auto same_state = *move.opened;
    same_state.id = osterode.id;
    same_state.key = osterode.key;
    EXPECT_EQ(same_state, osterode);
    EXPECT_TRUE(move.told);
    EXPECT_EQ(move.closed.id, osterode.id);
    EXPECT_EQ(move.closed.phase(), Phase::inactive);
    EXPECT_FALSE(move.closed.episode);
    EXPECT_EQ(move.closed.steps.size(), osterode.steps.size() + 1);
}

TEST(OpenEpisode, SaysWhyItMoved)
{
    const auto moves = moved({firing("area=03156", 2014, 2015)}, "2016-12-31");
    ASSERT_THAT(moves, SizeIs(1));
    EXPECT_EQ(moves[0].why.de,
              "von Landkreis Osterode am Harz (03156) nach Landkreis Göttingen (03159) verlegt, "
              "Gebietsstand 01.11.2016: Zusammenschluss der Landkreise Göttingen und Osterode am "
              "Harz");
    EXPECT_EQ(moves[0].why.en,
              "moved from Landkreis Osterode am Harz (03156) to Landkreis Göttingen (03159), "
              "territory as of 2016-11-01: merger of the districts of Göttingen and Osterode am "
              "Harz");
}

TEST(OpenEpisode, StaysUntilFiguresReachTheNewOrder)
{
    EXPECT_THAT(moved({firing("area=03156", 2014, 2015)}, "2015-12-31"), IsEmpty());
    EXPECT_THAT(moved({firing("area=03156", 2014, 2015)}, "2016-10-31"), IsEmpty());
    EXPECT_THAT(moved({firing("area=03156", 2014, 2015)}, "2016-11-01"), SizeIs(1));
}

TEST(OpenEpisode, OfAnAreaThatIsStillThereStays)
{
    EXPECT_THAT(
        moved({firing("area=03153", 2014, 2015), firing("area=16063", 2014, 2020)}, "2024-12-31"),
        IsEmpty());
    EXPECT_THAT(moved({firing("nationality=foreign", 2014, 2015)}, "2024-12-31"), IsEmpty());
}

TEST(OpenEpisode, ThatBeganFirstIsTheOneThatGoesOn)
{
    const auto moves =
        moved({firing("area=03156", 2014, 2015), firing("area=03152", 2012, 2015)}, "2016-12-31");
    ASSERT_THAT(moves, SizeIs(2));
    for (const auto& move : moves) {
        EXPECT_EQ(move.opened.has_value(), move.from == "03152");
        EXPECT_EQ(move.into, "03159");
        EXPECT_EQ(move.closed.phase(), Phase::inactive);
        if (!move.opened) {
            EXPECT_THAT(move.why.de, testing::HasSubstr("aufging und dort schon beurteilt wird"));
        }
    }
}

TEST(OpenEpisode, OfAnotherRuleOrGroupMovesByItself)
{
    EXPECT_THAT(moved({firing("area=03156", 2014, 2015), firing("area=03152", 2012, 2015, "s")},
                      "2016-12-31"),
                testing::Each(testing::Field(&EpisodeMove::opened, testing::Ne(std::nullopt))));
}

TEST(OpenEpisode, DoesNotOverrideWhatTheSuccessorWasJudged)
{
    Alert calm = firing("area=16063", 2014, 2021);
    calm.steps.emplace_back();
    calm.episode.reset();
    const auto moves = moved({firing("area=16056", 2019, 2020), calm}, "2021-12-31");
    ASSERT_THAT(moves, SizeIs(1));
    EXPECT_FALSE(moves[0].opened);
    EXPECT_EQ(moves[0].closed.phase(), Phase::inactive);
}

TEST(OpenEpisode, EndsWhereItsAreaWasSplit)
{
    const auto moves = moved({firing("area=15151", 2004, 2006)}, "2007-12-31");
    ASSERT_THAT(moves, SizeIs(1));
    EXPECT_FALSE(moves[0].opened);
    EXPECT_EQ(moves[0].into, "");
    EXPECT_EQ(moves[0].why.de,
              "beendet, weil Landkreis Anhalt-Zerbst (15151) auf Landkreis Anhalt-Bitterfeld "
              "(15082), Landkreis Jerichower Land (15086) aufgeteilt wurde, Gebietsstand "
              "01.07.2007: Kreisgebietsreform Sachsen-Anhalt");
}

TEST(OpenEpisode, KeepsItsCountTowardsFiring)
{
    auto pending = firing("area=03156", 2015, 2014);
    pending.steps.push_back({{Truth::yes, Severity::signal}, Phase::pending, 1, Severity::note});
    pending.episode.reset();
    const auto moves = moved({pending}, "2016-12-31");
    ASSERT_THAT(moves, SizeIs(1));
    EXPECT_FALSE(moves[0].told);
    EXPECT_EQ(moves[0].opened->phase(), Phase::pending);
    EXPECT_EQ(moves[0].opened->steps.back().count, 1);
}

TEST(ClosedEpisode, IsLeftAlone)
{
    auto over = firing("area=03156", 2012, 2014);
    over.steps.emplace_back();
    over.episode.reset();
    EXPECT_THAT(moved({over}, "2016-12-31"), IsEmpty());
}

TEST(OpenEpisode, IsMovedOnlyOnce)
{
    const std::vector<Alert> alerts{firing("area=03156", 2014, 2015)};
    const auto areas = test::some_hierarchy();
    const auto move = move_episodes(alerts, areas, day("2016-12-31")).front();
    const std::vector<Alert> after{move.closed, *move.opened};
    EXPECT_THAT(move_episodes(after, areas, day("2017-12-31")), IsEmpty());
}

TEST(OpenEpisode, FollowsItsAreaThroughTwoReforms)
{
    Mistakes mistakes;
    const auto quarter = [](std::string code) { return test::area(code, code, "quartier"); };
    const Areas areas({quarter("a"), quarter("b"), quarter("ab"), quarter("abc"), quarter("c")},
                      {{"first", day("2010-01-01"), {}, {{"a", "ab"}, {"b", "ab"}}},
                       {"second", day("2015-01-01"), {}, {{"ab", "abc"}, {"c", "abc"}}}},
                      mistakes);
    const std::vector<Alert> alerts{firing("area=a", 2008, 2009)};
    EXPECT_EQ(move_episodes(alerts, areas, day("2012-12-31"))[0].opened->key, "area=ab");
    EXPECT_EQ(move_episodes(alerts, areas, day("2018-12-31"))[0].opened->key, "area=abc");
}

} // namespace
} // namespace tuermer
