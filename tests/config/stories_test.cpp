// SPDX-License-Identifier: EUPL-1.2
// Stories of rule authors: what they may say, and the sentence for each mistake in them.
#include "config/stories.hpp"
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
    std::vector<Story> stories;
    std::vector<std::string> said;
};

Read read(const std::string& text)
{
    test::InstallationOnDisk disk;
    disk.with("rules.d/schule.story.toml", text);
    Mistakes mistakes;
    auto stories = load_stories(disk.path(), disk.load().config, mistakes);
    return {std::move(stories), test::lines_of(mistakes, Language::de)};
}

std::string told(const std::string& figures, const std::string& expect = "")
{
    return "[[story.s.release]]\ndate = 2024-10-01\nfigures = " + figures + "\n" + expect;
}

TEST(Stories, TellFiguresWithSignsAndStatusesBySource)
{
    const auto result =
        read(told("{ \"leavers{nationality='foreign'}\" = { from = \"2021\", values = "
                  "[90, \"withheld\", { value = 80, status = \"provisional\" }] }, "
                  "\"leavers{area='03', nationality='foreign'}\" = { \"2021\" = 900 } }"));
    EXPECT_THAT(result.said, IsEmpty());
    ASSERT_EQ(result.stories.size(), 1U);
    ASSERT_EQ(result.stories[0].days.size(), 1U);
    const auto& day = result.stories[0].days[0];
    EXPECT_FALSE(day.expected);
    ASSERT_EQ(day.releases.size(), 1U);
    ASSERT_EQ(day.releases[0].blocks.size(), 1U);
    const auto& block = day.releases[0].blocks[0];
    EXPECT_EQ(key_text(block.keys, 0), "area=03 nationality=foreign");
    EXPECT_EQ(key_text(block.keys, 1), "area=03153 nationality=foreign");
    ASSERT_EQ(block.observations.size(), 4U);
    EXPECT_EQ(block.observations[2].cell.mark.missing(), Missing::withheld);
    EXPECT_EQ(block.observations[3].cell, (Cell{80, Mark(Missing::none, Status::provisional)}));
    EXPECT_EQ(block.observations[3].period, Period::year(2023));
}

TEST(Stories, ExpectNothingOnlyWhereTheySaySo)
{
    const auto result = read(told("{}", "expect = []\n"));
    EXPECT_THAT(result.said, IsEmpty());
    ASSERT_TRUE(result.stories[0].days[0].expected);
    EXPECT_THAT(*result.stories[0].days[0].expected, IsEmpty());
}

struct Wrong {
    std::string text, said;
};
class WrongStory : public testing::TestWithParam<Wrong> {};

TEST_P(WrongStory, IsReportedWithPlaceAndSentence)
{
    EXPECT_THAT(read(GetParam().text).said,
                ElementsAre("rules.d/schule.story.toml:" + GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Stories, WrongStory,
    testing::Values(
        Wrong{
            told("{ \"leaver{nationality='foreign'}\" = { \"2021\" = 1 } }"),
            "3:13: 'leaver' ist keine Messgröße; meinten Sie 'leavers'?; eine Geschichte erzählt, "
            "was Quellen sagen"},
        Wrong{told("{ leavers = { \"2021\" = 1 } }"),
              "3:13: 'leavers' braucht einen Schlüssel für 'nationality': "
              "leavers{nationality='…'}"},
        Wrong{
            told("{ \"leavers{nationality='foreign'} + 1\" = { \"2021\" = 1 } }"),
            "3:13: 'leavers{nationality='foreign'} + 1' ist keine Reihe einer Messgröße; erwartet "
            "wird etwas wie leavers{area='03153', nationality='foreign'}"},
        Wrong{told("{ \"leavers{nationality='foreign'}\" = { \"2021-03\" = 1 } }"),
              "3:50: '2021-03' ist kein Zeitraum der Messgröße; ihre Häufigkeit ist: Jahr"},
        Wrong{told("{ \"leavers{nationality='foreign'}\" = { \"2021\" = \"secret\" } }"),
              "3:59: hier gehört eine Zahl hin, ein Zeichen (not_yet, withheld, not_applicable, "
              "unreliable, not_collected, withdrawn) oder { value = 48, status = … } mit final, "
              "provisional, estimated, rounded, break_in_series, limited"},
        Wrong{told("{}", "expect = [{ rule = \"ohne_abschluss_steigt\", event = \"fird\" }]\n"),
              "4:53: 'event' ist \"fird\"; erlaubt ist eines von fired, resolved, withdrawn, "
              "escalated, eased, amended, confirmed, rule_changed; meinten Sie 'fired'?"},
        Wrong{told("{}", "expect = [{ period = \"Juli\" }]\n"),
              "4:22: 'Juli' ist kein Zeitraum (2024, 2024-Q3, 2024-07, 2023/24 …)"},
        Wrong{"[[story.s.release]]\ndate = 2024-10-01\n[[story.s.release]]\ndate = 2023-10-01\n",
              "3:1: dieser Tag liegt vor dem vorigen; erzählt wird der Reihe nach"},
        Wrong{"[story.s]\ntitle = \"nichts\"\n",
              "1:1: die Geschichte erzählt nichts: [[story.NAME.release]] fehlt"}));

} // namespace
} // namespace tuermer
