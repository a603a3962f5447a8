// SPDX-License-Identifier: EUPL-1.2
// Mistakes that show only when several files are seen together: formulas, names, everything at
// once.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::ElementsAre;

std::string indicator_with(const std::string& more)
{
    return "[indicator.zweiter]\ntitle = \"Zweiter\"\nlimits = \"wenig\"\n" + more;
}

std::string rule_with(const std::string& more)
{
    return "[rule.zweite]\nnotify = \"integration\"\nowner = \"statistik\"\n" + more;
}

// The sentences about formulas are tested where they are made, in rules/formulas and
// rules/indicators; here it is the place in the file.
std::string place_of_first(const std::vector<std::string>& lines)
{
    EXPECT_FALSE(lines.empty());
    return lines.empty() ? "" : lines[0].substr(0, lines[0].find(": "));
}

TEST(Formula, IsBlamedAtTheWordInTheFile)
{
    const auto place = [](const std::string& formula) {
        InstallationOnDisk disk;
        return place_of_first(
            disk.with("indicators.d/zweite.toml", indicator_with("value = " + formula + "\n"))
                .said());
    };
    EXPECT_EQ(place("\"leavers + leaver\""), "indicators.d/zweite.toml:4:20");
    EXPECT_EQ(place("'leaver'"), "indicators.d/zweite.toml:4:10");
    EXPECT_EQ(place("\"\"\"\nleavers\n  + leaver\"\"\""), "indicators.d/zweite.toml:6:5");
    EXPECT_EQ(place("\"leavers{nationality='größe'} + leaver\""), "indicators.d/zweite.toml:4:41")
        << "columns count characters";
}

TEST(Formula, WithPersonsPlusPercentIsRefused)
{
    InstallationOnDisk disk;
    disk.with("indicators.d/zweite.toml", indicator_with("value = \"leavers + share_without\"\n"));
    const auto said = disk.said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_THAT(said[0], testing::StartsWith("indicators.d/zweite.toml:4:"));
}

TEST(Rule, WithAnUnknownTestIsToldWhichThereAre)
{
    InstallationOnDisk disk;
    disk.with("rules.d/zweite.toml", rule_with("indicator = \"ohne_abschluss\"\n"
                                               "when = [{ test = \"chnge\" }, {}]\n"));
    const auto said = disk.said();
    ASSERT_EQ(said.size(), 2U);
    EXPECT_THAT(said[0],
                testing::StartsWith("rules.d/zweite.toml:5:18: 'chnge' ist kein Test; es gibt "));
    EXPECT_THAT(said[0], testing::EndsWith("; meinten Sie 'change'?"));
    EXPECT_EQ(said[1], "rules.d/zweite.toml:5:29: 'test' fehlt in rule.zweite.when");
}

TEST(Rule, WithAMisspeltIndicatorHasItsTestsCheckedAgainstTheOneMeant)
{
    InstallationOnDisk disk;
    disk.with("rules.d/zweite.toml",
              rule_with("indicator = \"ohne_abschlus\"\n"
                        "when = [{ test = \"level\", at_least = \"15 pp\" }]\n"));
    EXPECT_THAT(disk.said(), ElementsAre(testing::StartsWith("rules.d/zweite.toml:4:13: "),
                                         testing::StartsWith("rules.d/zweite.toml:5:38: ")));
}

TEST(Indicator, ThatDependsOnItselfIsRefusedAndTheOthersAreStillChecked)
{
    InstallationOnDisk disk;
    disk.with("indicators.d/kreis.toml",
              "[indicator.a]\ntitle = \"a\"\nlimits = \"-\"\nvalue = \"b + leavers\"\n"
              "[indicator.b]\ntitle = \"b\"\nlimits = \"-\"\nvalue = \"a + leavers\"\n")
        .with("rules.d/zweite.toml",
              rule_with("indicator = \"ohne_abschluss\"\n"
                        "when = [{ test = \"level\", at_least = \"15 pp\" }]\n"));
    const auto said = disk.said();
    ASSERT_GE(said.size(), 2U);
    EXPECT_THAT(said.front(), testing::StartsWith("indicators.d/kreis.toml:"));
    EXPECT_THAT(said.back(), testing::StartsWith("rules.d/zweite.toml:5:38: "));
}

TEST(Formula, IsNotBlamedForASourceThatCouldNotBeRead)
{
    InstallationOnDisk disk;
    disk.with("sources.d/schule.toml", "[source.schule\n");
    EXPECT_THAT(disk.said(), ElementsAre("sources.d/schule.toml:1:15: die schließende eckige "
                                         "Klammer ] fehlt"));
}

TEST(Rule, IsNotBlamedForAnIndicatorFileThatCouldNotBeRead)
{
    InstallationOnDisk disk;
    disk.with("indicators.d/schule.toml", "[indicator.x]\ntitle = ja\n");
    EXPECT_THAT(disk.said(), ElementsAre(testing::StartsWith("indicators.d/schule.toml:2:9: ")));
}

TEST(Configuration, WarnsOfAFolderThatNobodyReads)
{
    InstallationOnDisk disk;
    disk.with("rule.d/x.toml", "").with("concepts.d/x.toml", "").with("README.md", "");
    EXPECT_THAT(disk.said(),
                ElementsAre("concepts.d: Warnung: wird in dieser Fassung noch nicht gelesen",
                            "rule.d: Warnung: wird nicht gelesen; meinten Sie 'rules.d'?"));
}

TEST(Configuration, NeedsTheFileThatSaysWhereItIs)
{
    InstallationOnDisk disk;
    disk.without("tuermer.toml");
    EXPECT_THAT(disk.said(), ElementsAre("tuermer.toml: die Datei fehlt; in ihr steht, für welches "
                                         "Gebiet Türmer wacht"));
}

TEST(Configuration, ReportsEverythingWrongAtOnce)
{
    InstallationOnDisk disk;
    disk.with("tuermer.toml",
              "[installation]\nname = \"Goslar\"\narea = \"03153\"\nlanguage = \"fr\"\n")
        .with("sources.d/zweite.toml",
              "[source.zweite]\nkind = \"table\"\nmeasures.n.unit = \"person\"\n")
        .with(
            "indicators.d/zweite.toml",
            "[indicator.zweiter]\ntitle = 1\nlimits = \"-\"\nvalue = \"leavers + share_without\"\n")
        .with("rules.d/a.toml", "[rule.a]\nindicator = ja\n")
        .with("rules.d/b.toml", "[rule.b]\nindicator = \"zweiter\"\nnotify = \"integration\"\n"
                                "owner = \"niemand\"\nwhen = [{ test = \"lvel\" }]\n")
        .with("recipients.toml", "[recipient.integration]\nmail = "
                                 "\"a\"\n[recipient.statistik]\nmail = \"a@b\"\nrole = \"chef\"\n")
        .with("breaks.d/alle.toml", "[break.x]\ndate = 2022-02-30\n");
    std::vector<std::string> places;
    for (const auto& line : disk.said(Language::en))
        places.push_back(line.substr(0, line.find(": ")));
    EXPECT_THAT(places, ElementsAre("breaks.d/alle.toml:2:18", "indicators.d/zweite.toml:2:9",
                                    "indicators.d/zweite.toml:4:20", "recipients.toml:2:8",
                                    "recipients.toml:5:8", "rules.d/a.toml:2:13",
                                    "rules.d/b.toml:4:9", "rules.d/b.toml:5:18",
                                    "sources.d/zweite.toml:1:1", "tuermer.toml:4:12"));
}

TEST(Configuration, SpeaksEnglishToo)
{
    InstallationOnDisk disk;
    disk.with("rules.d/zweite.toml", "[rule.zweite]\nnotify = \"integraton\"\nindicator = \"x\"\n"
                                     "extends = \"catalogue:x\"\nfor = \"2\"\n");
    EXPECT_THAT(
        disk.said(Language::en),
        ElementsAre(
            "rules.d/zweite.toml:1:1: warning: rule.zweite belongs to nobody: 'owner' is "
            "missing; who is told when it changes?",
            "rules.d/zweite.toml:2:10: 'integraton' is not a recipient; did you mean "
            "'integration'?",
            "rules.d/zweite.toml:3:13: 'x' is not an indicator",
            "rules.d/zweite.toml:4:11: 'extends' comes with a later version; leave the key out",
            "rules.d/zweite.toml:5:7: 'for' is \"2\"; a whole number belongs here"));
}

} // namespace
} // namespace tuermer
