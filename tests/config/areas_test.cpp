// SPDX-License-Identifier: EUPL-1.2
// areas.d as a person writes it: what is understood, and what is said about mistakes.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

const std::string harz = R"([area]
03153 = { name = "Landkreis Goslar" }
03152 = { name = "Landkreis Göttingen" }
03156 = { name = "Landkreis Osterode am Harz" }
03159 = { name = "Landkreis Göttingen" }
[area.oker]
name   = { de = "Oker", en = "Oker quarter" }
kind   = "ortsteil"
parent = "03153"
[[area.altstadt]]
name  = "Altstadt"
kind  = "ortsteil"
parent = "03153"
until = 2019-12-31
[[area.altstadt]]
name  = "Altstadt und Wallanlagen"
kind  = "ortsteil"
parent = "03153"
from  = 2020-01-01
[reform.goettingen_2016]
date   = 2016-11-01
why    = "Zusammenschluss"
became = { 03152 = "03159", 03156 = ["03159"] }
[reform.beispiel]
date   = 2024-01-01
why    = "Beispiel"
became = { oker = { altstadt = 0.25, 03153 = 0.75 }, altstadt = "altstadt", 03153 = "03153" }
)";

std::string rule_on(const std::string& areas)
{
    return "[rule.zweite]\nindicator = \"ohne_abschluss\"\nnotify = \"integration\"\n"
           "owner = \"statistik\"\nareas = " +
           areas +
           "\n[[rule.zweite.when]]\ntest = \"change\"\nagainst = \"1 y\"\n"
           "at_least = \"+5 pp\"\n";
}

std::vector<std::string> said_of_rule_on(const std::string& areas, std::optional<Date> today = {})
{
    InstallationOnDisk disk;
    disk.with("areas.d/harz.toml", harz).with("rules.d/zweite.toml", rule_on(areas));
    return test::lines_of(disk.load(today).mistakes, Language::de);
}

TEST(AreasFile, IsUnderstood)
{
    InstallationOnDisk disk;
    disk.with("areas.d/harz.toml", harz);
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), IsEmpty());
    const auto& areas = loaded.config.installation.areas;
    ASSERT_NE(areas, nullptr);
    EXPECT_EQ(areas->name_of("oker"), (Text{"Oker", "Oker quarter"}));
    EXPECT_THAT(areas->path("oker"), ElementsAre("oker", "03153", "03"));
    EXPECT_EQ(areas->name_of("altstadt", parse_date("2019-12-31"))->de, "Altstadt");
    EXPECT_EQ(areas->name_of("altstadt")->de, "Altstadt und Wallanlagen");
    EXPECT_FALSE(areas->existed("03156", parse_date("2016-11-01").value()));
    const auto oker = areas->successors_of("oker");
    ASSERT_EQ(oker.size(), 2U);
    EXPECT_EQ(oker[0].line->share, 0.75);
    EXPECT_EQ(oker[1].line->share, 0.25);
    EXPECT_EQ(areas->predecessors_of("03159").size(), 2U);
}

TEST(AreasFile, IsNotNeeded)
{
    EXPECT_EQ(InstallationOnDisk().load().config.installation.areas, nullptr);
}

TEST(AreasFile, IsBlamedForEachMistakeAtItsPlace)
{
    InstallationOnDisk disk;
    disk.with("areas.d/a.toml",
              "[area]\n"
              "oker = { name = \"Oker\" }\n"
              "nord = { name = \"Nord\", kind = \"stadt teil\", parent = \"sued\" }\n"
              "west = { name = \"West\", kind = \"ortsteil\", form = 1990-01-01 }\n"
              "[reform.r]\n"
              "why = \"r\"\n"
              "became = { west = \"wset\" }\n");
    EXPECT_THAT(
        disk.said(),
        ElementsAre("areas.d/a.toml:2:8: 'kind' fehlt in area.oker",
                    "areas.d/a.toml:3:8: das Gebiet 'sued' steht in keiner Datei von areas.d",
                    "areas.d/a.toml:3:32: 'stadt teil' enthält ein Leerzeichen; Regeln könnten es "
                    "nicht nennen",
                    "areas.d/a.toml:4:44: 'form' ist keine Einstellung von area.west; meinten Sie "
                    "'from'?",
                    "areas.d/a.toml:5:1: 'date' fehlt in reform.r",
                    "areas.d/a.toml:7:19: das Gebiet 'wset' steht in keiner Datei von areas.d; "
                    "meinten Sie 'west'?"));
}

TEST(AreasFile, ThatCannotBeReadIsNotBlamedOnOthers)
{
    InstallationOnDisk disk;
    disk.with("areas.d/a.toml", "[area]\noker = {\n")
        .with("areas.d/b.toml",
              "[area]\nnord = { name = \"Nord\", kind = \"ortsteil\", parent = \"sued\" }\n")
        .with("rules.d/zweite.toml", rule_on("[\"sued\", \"kind stadtteil\"]"));
    EXPECT_THAT(disk.said(), ElementsAre(StartsWith("areas.d/a.toml:")));
}

TEST(RuleWithAreas, MayNameWhatTheFilesKnow)
{
    EXPECT_THAT(said_of_rule_on("[\"03153\", \"under 03153 kind ortsteil\", \"kind ortsteil\"]"),
                IsEmpty());
    EXPECT_THAT(said_of_rule_on("\"03153005\""), IsEmpty()); // a Gemeinde of a known Kreis
}

TEST(RuleWithAreas, IsToldWhichAreaWasProbablyMeant)
{
    EXPECT_THAT(said_of_rule_on("\"under 03135\""),
                ElementsAre("rules.d/zweite.toml:5:9: '03135' ist kein bekanntes Gebiet; meinten "
                            "Sie '03153'?"));
    EXPECT_THAT(said_of_rule_on("\"okre\""),
                ElementsAre("rules.d/zweite.toml:5:9: 'okre' ist kein bekanntes Gebiet; meinten "
                            "Sie 'oker'?"));
    EXPECT_THAT(said_of_rule_on("\"kind ortsteli\""),
                ElementsAre(testing::EndsWith("; meinten Sie 'ortsteil'?")));
}

TEST(RuleWithAreas, IsWarnedOfAnAreaThatIsNoMore)
{
    EXPECT_THAT(said_of_rule_on("\"03156\"", parse_date("2024-05-01")),
                ElementsAre("rules.d/zweite.toml:5:9: Warnung: das Gebiet 03156 (Landkreis "
                            "Osterode am Harz) gibt es nur bis 2016-10-31; Nachfolger: 03159 "
                            "(Landkreis Göttingen)"));
    EXPECT_THAT(said_of_rule_on("\"03156\"", parse_date("2016-10-31")), IsEmpty());
}

// A city that lists none of its quarters still has figures on them.
TEST(RuleWithAreas, IsOnlyWarnedWhereOwnCodesAreNowhereListed)
{
    const auto said = [](const std::string& areas) {
        InstallationOnDisk disk;
        disk.with("areas.d/a.toml", "[area]\n03153 = { name = \"Landkreis Goslar\" }\n");
        return disk.with("rules.d/zweite.toml", rule_on(areas)).said();
    };
    EXPECT_THAT(said("\"3153\""),
                ElementsAre("rules.d/zweite.toml:5:9: Warnung: '3153' ist kein bekanntes Gebiet; "
                            "meinten Sie '03153'?"));
    EXPECT_THAT(said("\"nordstadt\""), IsEmpty());
}

TEST(RuleWithAreas, JudgesByTheHierarchy)
{
    InstallationOnDisk disk;
    disk.with("areas.d/harz.toml", harz)
        .with("rules.d/zweite.toml", rule_on("\"under 03 kind ortsteil\""));
    const auto loaded = disk.load();
    const auto& rule = loaded.config.rules.back();
    ASSERT_EQ(rule.areas.size(), 1U);
    EXPECT_TRUE(selects(rule.areas[0], "oker"));
    EXPECT_FALSE(selects(rule.areas[0], "03153"));
}

TEST(OwnArea, ThatNoFileKnowsIsNoted)
{
    InstallationOnDisk disk;
    disk.with("areas.d/a.toml", "[area]\n03157 = { name = \"Landkreis Peine\" }\n");
    EXPECT_THAT(disk.said(), ElementsAre("tuermer.toml:3:8: das Gebiet '03153' steht in keiner "
                                         "Datei von areas.d; meinten Sie '03157'?"));
}

} // namespace
} // namespace tuermer
