// SPDX-License-Identifier: EUPL-1.2
#include "tests/rules/areas/germany.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::area;
using test::day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// What is wrong with these areas and reforms, as `check` prints it.
std::vector<std::string> said(std::vector<Area> areas, std::vector<Reform> reforms = {},
                              Language language = Language::de)
{
    for (std::uint32_t i = 0; i < areas.size(); ++i) areas[i].place = test::line(i + 1);
    for (auto& reform : reforms)
        for (std::uint32_t i = 0; i < reform.became.size(); ++i)
            reform.became[i].place = test::line(100 + i);
    Mistakes mistakes;
    const Areas built(std::move(areas), std::move(reforms), mistakes);
    std::vector<std::string> lines;
    for (const auto& mistake : mistakes.sorted()) lines.push_back(describe(mistake, language));
    return lines;
}

TEST(Areas, WithoutAnyFileGivesOfficialKeysTheirParentsAndKindsByDigits)
{
    const Areas none;
    EXPECT_THAT(none.path("03153005"), ElementsAre("03153005", "03153", "03"));
    EXPECT_THAT(none.path("031535401005"), ElementsAre("031535401005", "03153", "03"));
    EXPECT_EQ(none.kind_of("03"), "land");
    EXPECT_EQ(none.kind_of("053"), "regierungsbezirk");
    EXPECT_EQ(none.kind_of("03153"), "kreis");
    EXPECT_EQ(none.kind_of("03153005"), "gemeinde");
    EXPECT_EQ(none.kind_of("031535401"), "gemeindeverband");
    EXPECT_EQ(none.kind_of("031535401005"), "gemeinde");
    EXPECT_EQ(none.kind_of("99153"), "");
    EXPECT_EQ(none.kind_of("Oker"), "");
}

TEST(Areas, WithoutAnyFileEveryCodeLiesWithinWhatItBeginsWith)
{
    const Areas none;
    EXPECT_TRUE(none.is_within("03153005", "03153"));
    EXPECT_TRUE(none.is_within("05334002", "053"));
    EXPECT_TRUE(none.is_within("oker-nord", "oker"));
    EXPECT_FALSE(none.is_within("03154", "03153"));
    EXPECT_FALSE(none.is_within("03", "03153"));
    EXPECT_TRUE(none.may_exist("anything"));
    EXPECT_FALSE(none.name_of("03153"));
}

TEST(Areas, KnowsNamesKindsAndParentsOfItsFiles)
{
    const auto areas = test::some_hierarchy();
    EXPECT_EQ(areas.name_of("03153")->de, "Landkreis Goslar");
    EXPECT_EQ(areas.name_of("03")->en, "Lower Saxony");
    EXPECT_EQ(areas.name_of("030")->de, "Niedersachsen");
    EXPECT_FALSE(areas.name_of("03154"));
    EXPECT_THAT(areas.path("sued"), ElementsAre("sued", "03101", "031", "03"));
    EXPECT_THAT(areas.path("03153005"), ElementsAre("03153005", "03153", "031", "03"));
    EXPECT_TRUE(areas.is_within("sued", "031"));
    EXPECT_TRUE(areas.is_within("sued", "03"));
    EXPECT_FALSE(areas.is_within("sued", "03153"));
    EXPECT_TRUE(areas.is_of_kind("03153", "kreis"));
    EXPECT_TRUE(areas.is_of_kind("03153", "landkreis"));
    EXPECT_FALSE(areas.is_of_kind("03153", "kreisfreie_stadt"));
    EXPECT_TRUE(areas.is_of_kind("03101", "kreis"));
    EXPECT_TRUE(areas.is_of_kind("sued", "stadtbezirk"));
}

TEST(Areas, AreaThatMovedBelongsToItsParentOfTheDay)
{
    const auto areas = test::some_hierarchy();
    EXPECT_EQ(areas.parent_of("q7", day("2019-12-31")), "nord");
    EXPECT_EQ(areas.parent_of("q7", day("2020-01-01")), "sued");
    EXPECT_EQ(areas.parent_of("q7"), "sued");
    EXPECT_EQ(areas.name_of("q7", day("2010-01-01"))->de, "Siegfriedviertel");
    EXPECT_TRUE(areas.is_within("q7", "nord", day("2015-06-01")));
    EXPECT_FALSE(areas.is_within("q7", "nord"));
}

TEST(Areas, ReformEndsThePredecessorsAndBeginsTheSuccessor)
{
    const auto areas = test::some_hierarchy();
    EXPECT_TRUE(areas.existed("03156", day("2016-10-31")));
    EXPECT_FALSE(areas.existed("03156", day("2016-11-01")));
    EXPECT_FALSE(areas.existed("03159", day("2016-10-31")));
    EXPECT_TRUE(areas.existed("03159", day("2016-11-01")));
    EXPECT_TRUE(areas.existed("16063", day("1990-10-03")));
    EXPECT_TRUE(areas.existed("16063", day("2024-01-01")));
    // What is gone keeps the name under which people knew it.
    EXPECT_EQ(areas.name_of("03156", day("2024-01-01"))->de, "Landkreis Osterode am Harz");
}

TEST(Areas, ListsWhatLayUnderAnAreaOnADay)
{
    const auto areas = test::some_hierarchy();
    EXPECT_THAT(areas.under("03", day("2016-10-31")),
                ElementsAre("03", "031", "03101", "03152", "03153", "03156", "nord", "q7", "sued"));
    EXPECT_THAT(areas.under("031", day("2016-11-01")),
                ElementsAre("031", "03101", "03153", "03159", "nord", "q7", "sued"));
    EXPECT_THAT(areas.of_kind("kreisfreie_stadt", day("2021-06-30")),
                ElementsAre("03101", "16056"));
    EXPECT_THAT(areas.of_kind("kreisfreie_stadt", day("2021-07-01")), ElementsAre("03101"));
}

TEST(Areas, SayWhoBecameWhatAndWho)
{
    const auto areas = test::some_hierarchy();
    const auto osterode = areas.successors_of("03156");
    ASSERT_EQ(osterode.size(), 1U);
    EXPECT_EQ(osterode[0].line->into, "03159");
    EXPECT_EQ(osterode[0].turn, AreaTurn::merged);
    EXPECT_EQ(osterode[0].reform->date, day("2016-11-01"));
    const auto zerbst = areas.successors_of("15151");
    ASSERT_EQ(zerbst.size(), 2U);
    EXPECT_EQ(zerbst[0].turn, AreaTurn::split);
    EXPECT_DOUBLE_EQ(zerbst[0].line->share.value() + zerbst[1].line->share.value(), 1);
    EXPECT_EQ(areas.successors_of("15363")[0].turn, AreaTurn::renamed);
    EXPECT_EQ(areas.successors_of("16056")[0].turn, AreaTurn::merged);
    EXPECT_EQ(areas.successors_of("16063")[0].turn, AreaTurn::kept);
    EXPECT_EQ(areas.predecessors_of("15082").size(), 3U);
    EXPECT_THAT(areas.successors_of("03153"), IsEmpty());
}

TEST(Areas, AcceptCodesOfLevelsThatTheFilesDoNotDescribe)
{
    const auto areas = test::some_hierarchy();
    EXPECT_TRUE(areas.may_exist("03153"));
    EXPECT_TRUE(areas.may_exist("03153005")); // a Gemeinde of a known Kreis
    EXPECT_TRUE(areas.may_exist("030"));
    EXPECT_FALSE(areas.may_exist("03135"));
    EXPECT_FALSE(areas.may_exist("03135005"));
    EXPECT_FALSE(areas.may_exist("3153"));
    EXPECT_FALSE(areas.may_exist("q8"));
}

TEST(Areas, RefuseReversedDates)
{
    auto reversed = area("q1", "Oker", "quartier");
    reversed.valid_from = day("2020-01-01");
    reversed.valid_to = day("2019-12-31");
    EXPECT_THAT(said({reversed}),
                ElementsAre("areas.d/test.toml:1:1: das Gebiet 'q1' endet am 2019-12-31, bevor es "
                            "am 2020-01-01 beginnt"));
}

TEST(Areas, RefuseTwoVersionsAtOneTime)
{
    auto early = area("q1", "Oker", "quartier");
    early.valid_to = day("2020-06-30");
    auto late = area("q1", "Oker", "quartier");
    late.valid_from = day("2020-06-30");
    EXPECT_THAT(said({early, late}, {}, Language::en),
                ElementsAre("areas.d/test.toml:2:1: the area 'q1' is valid here at a time at which "
                            "areas.d/test.toml:1:1 is too"));
    late.valid_from = day("2020-07-01");
    EXPECT_THAT(said({early, late}), IsEmpty());
}

TEST(Areas, RefuseAParentThatDoesNotExist)
{
    EXPECT_THAT(said({area("sued", "Süd", "stadtbezirk"), area("q1", "Oker", "quartier", "seud")}),
                ElementsAre("areas.d/test.toml:2:1: das Gebiet 'seud' steht in keiner Datei von "
                            "areas.d; meinten Sie 'sued'?"));
    // A Kreis needs no line of its own.
    EXPECT_THAT(said({area("q1", "Oker", "quartier", "03153")}), IsEmpty());
}

TEST(Areas, RefuseAnAreaAboveItself)
{
    const auto circle = said({area("a", "A", "quartier", "b"), area("b", "B", "quartier", "c"),
                              area("c", "C", "quartier", "a")});
    EXPECT_THAT(circle, ElementsAre(HasSubstr("'a' liegt über sich selbst"),
                                    HasSubstr("'b' liegt über sich selbst"),
                                    HasSubstr("'c' liegt über sich selbst")));
    EXPECT_THAT(said({area("a", "A", "quartier", "a")}), testing::SizeIs(1));
}

TEST(Areas, FindACircleThatClosesOnlyForAWhile)
{
    auto first = area("a", "A", "quartier", "c");
    first.valid_to = day("2019-12-31");
    auto second = area("a", "A", "quartier", "b");
    second.valid_from = day("2020-01-01");
    const auto circle =
        said({first, second, area("b", "B", "quartier", "a"), area("c", "C", "quartier")});
    EXPECT_THAT(circle,
                ElementsAre("areas.d/test.toml:2:1: das Gebiet 'a' liegt über sich selbst"));
}

TEST(Areas, RefuseReformsOfUnknownAreasAndTooLargeShares)
{
    Reform reform{.id = "r", .date = day("2020-01-01"), .why = {}, .became = {{"a", "x"}}};
    EXPECT_THAT(said({area("a", "A", "quartier")}, {reform}),
                ElementsAre(HasSubstr("test.toml:100:1: das Gebiet 'x' steht in keiner Datei")));
    reform.became = {{"a", "b", 0.7}, {"a", "c", 0.4}};
    EXPECT_THAT(
        said({area("a", "A", "quartier"), area("b", "B", "quartier"), area("c", "C", "quartier")},
             {reform}),
        ElementsAre(HasSubstr("Anteile des Gebiets 'a' ergeben zusammen mehr als 1")));
}

TEST(Areas, RefuseDatesThatContradictAReform)
{
    const Reform reform{.id = "r", .date = day("2020-01-01"), .why = {}, .became = {{"a", "b"}}};
    auto ended = area("a", "A", "quartier");
    ended.valid_to = day("2018-05-31");
    EXPECT_THAT(said({ended, area("b", "B", "quartier")}, {reform}),
                ElementsAre(HasSubstr("die Daten des Gebiets 'a' passen nicht zur Reform 'r' vom "
                                      "2020-01-01")));
    ended.valid_to = day("2019-12-31");
    EXPECT_THAT(said({ended, area("b", "B", "quartier")}, {reform}), IsEmpty());
}

} // namespace
} // namespace tuermer
