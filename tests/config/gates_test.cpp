// SPDX-License-Identifier: EUPL-1.2
// The settings of the gates over a whole release: what is read, and what is wrong.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::ElementsAre;
using testing::IsEmpty;

std::string rule_with(const std::string& id, const std::string& more)
{
    return "[rule." + id +
           "]\nindicator = \"ohne_abschluss\"\nnotify = \"integration\"\nowner = \"statistik\"\n" +
           more;
}

Rule read(const std::string& more)
{
    InstallationOnDisk disk;
    disk.with("rules.d/schule.toml", rule_with("r", more));
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::en), IsEmpty());
    return loaded.config.rules.front();
}

std::vector<std::string> wrong(const std::string& rules)
{
    InstallationOnDisk disk;
    disk.with("rules.d/schule.toml", rules);
    return disk.said();
}

TEST(GatesOfARule, AreOnWithCarefulDefaults)
{
    const auto rule = read("");
    EXPECT_TRUE(rule.common_shock.watched);
    EXPECT_EQ(rule.common_shock.share, 0.6);
    EXPECT_EQ(rule.common_shock.least_areas, 5);
    EXPECT_EQ(rule.multiplicity, Multiplicity{});
    EXPECT_EQ(rule.multiplicity.level, 0.1);
    EXPECT_EQ(rule.act_on, ActOn::provisional_then_confirm);
}

TEST(GatesOfARule, AreReadAsWritten)
{
    EXPECT_FALSE(read("common_shock = false\n").common_shock.watched);
    const auto shock = read("common_shock = { share = 0.75, areas = 8 }\n").common_shock;
    EXPECT_EQ(shock.share, 0.75);
    EXPECT_EQ(shock.least_areas, 8);
    EXPECT_EQ(read("multiplicity = \"none\"\n").multiplicity.method, Multiplicity::Method::none);
    const auto family =
        read("multiplicity = { family = \"schule\", method = \"benjamini_yekutieli\", "
             "level = 0.05 }\n")
            .multiplicity;
    EXPECT_EQ(family, (Multiplicity{"schule", Multiplicity::Method::benjamini_yekutieli, 0.05}));
    EXPECT_EQ(read("act_on = \"any\"\n").act_on, ActOn::any);
}

TEST(GatesOfARule, DecideNoVerdictsButForFiguresThatMustBeFinal)
{
    const auto plain = read("").hash;
    for (const auto* more : {"common_shock = false\n", "multiplicity = \"none\"\n",
                             "act_on = \"any\"\n", "act_on = \"provisional_then_confirm\"\n"})
        EXPECT_EQ(read(more).hash, plain) << more;
    EXPECT_NE(read("act_on = \"final\"\n").hash, plain);
}

TEST(GatesOfARule, ThatAreWrongAreNamedWithTheirPlace)
{
    EXPECT_THAT(
        wrong(rule_with("r", "common_shock = { share = 60, area = 5 }\nmultiplicity = \"holm\"\n"
                             "act_on = \"provisional\"\n")),
        ElementsAre(
            "rules.d/schule.toml:5:26: 'share' ist 60; erlaubt sind Werte zwischen 0.1 und 1",
            "rules.d/schule.toml:5:30: 'area' ist keine Einstellung von rule.r.common_shock; "
            "meinten Sie 'areas'?",
            "rules.d/schule.toml:6:16: 'multiplicity' ist \"holm\"; erlaubt ist eines von "
            "benjamini_hochberg, benjamini_yekutieli, none",
            "rules.d/schule.toml:7:10: 'act_on' ist \"provisional\"; erlaubt ist eines von "
            "provisional_then_confirm, any, final"));
}

TEST(GatesOfARule, OfOneFamilyMustAgree)
{
    const auto in_family = [](const char* level) {
        return std::string("multiplicity = { family = \"schule\", level = ") + level + " }\n";
    };
    EXPECT_THAT(wrong(rule_with("a", in_family("0.1")) + rule_with("b", in_family("0.1"))),
                IsEmpty());
    EXPECT_THAT(
        wrong(rule_with("a", in_family("0.1")) + rule_with("b", in_family("0.05"))),
        ElementsAre("rules.d/schule.toml:6:1: 'rule.b' gehört wie 'rule.a' zur Familie 'schule', "
                    "nennt aber eine andere 'method' oder ein anderes 'level'; eine Familie wird "
                    "gemeinsam geprüft"));
}

TEST(Budgets, AreReadFromRecipients)
{
    InstallationOnDisk disk;
    const auto with = [&](const std::string& budget) {
        disk.with("recipients.toml", "[recipient.integration]\nmail = \"a@kreis.example\"\n" +
                                         budget +
                                         "[recipient.statistik]\nmail = \"b@kreis.example\"\n");
    };
    with("budget = { per = \"quarter\", messages = 12 }\n");
    EXPECT_THAT(disk.said(), IsEmpty());
    const auto recipients = disk.load().config.recipients;
    EXPECT_EQ(recipients[0].budget, (Budget{Budget::Per::quarter, 12}));
    EXPECT_EQ(recipients[1].budget, std::nullopt);
    with("budget = { per = \"month\" }\n");
    EXPECT_THAT(disk.said(),
                ElementsAre("recipients.toml:3:10: 'budget' braucht eine Zahl: { per = "
                            "\"quarter\", messages = 12 }"));
}

} // namespace
} // namespace tuermer
