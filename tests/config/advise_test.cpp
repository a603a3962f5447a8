// SPDX-License-Identifier: EUPL-1.2
// What is no mistake, but not well: each in a valid installation, with its place, level and code.
#include "config/advise.hpp"
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// "rules.d/a.toml:1:7 unused-measure", without what every installation of these tests has.
std::vector<std::string> advice(const InstallationOnDisk& disk)
{
    const auto loaded = disk.load();
    Mistakes mistakes;
    advise(loaded, mistakes);
    std::vector<std::string> said;
    for (const auto& mistake : mistakes.sorted())
        if (mistake.key != "share_without")
            said.push_back(to_string(mistake.place) + " " + std::string(mistake.code));
    return said;
}

InstallationOnDisk& with_text(InstallationOnDisk& disk, const std::string& key,
                              const std::string& text)
{
    auto file = disk.text_of("indicators.d/schule.toml");
    const auto at = file.find(key + " = \"");
    const auto end = file.find('\n', at);
    return disk.with("indicators.d/schule.toml",
                     file.replace(at, end - at, key + " = \"" + text + "\""));
}

TEST(Advice, IsSilentWhereAllIsWell)
{
    EXPECT_THAT(advice(InstallationOnDisk{}), IsEmpty());
}

TEST(Advice, FindsTheMeasureThatNoFormulaUses)
{
    const InstallationOnDisk disk;
    Mistakes mistakes;
    advise(disk.load(), mistakes);
    ASSERT_EQ(mistakes.sorted().size(), 1U);
    const auto mistake = mistakes.sorted()[0];
    EXPECT_EQ(mistake.level, Level::hint);
    EXPECT_EQ(mistake.code, "unused-measure");
    EXPECT_EQ(describe(mistake, Language::de),
              "sources.d/schule.toml:10:1: Hinweis: die Messgröße 'share_without' kommt in keiner "
              "Formel vor: sie wird geholt und aufbewahrt, aber nicht beobachtet");
}

TEST(Advice, FindsIndicatorsAndRecipientsThatNothingLeadsTo)
{
    InstallationOnDisk disk;
    disk.with("indicators.d/mehr.toml",
              "[indicator.a]\ntitle = \"A\"\nvalue = \"leavers\"\nlimits = \"Grenzen.\"\n"
              "[indicator.b]\ntitle = \"B\"\nvalue = \"2 * a\"\nlimits = \"Grenzen.\"\n");
    disk.with("recipients.toml",
              disk.text_of("recipients.toml") +
                  "[recipient.stille]\nmail = \"s@kreis.example\"\n"
                  "[recipient.it]\nmail = \"it@kreis.example\"\nrole = \"it\"\n");
    EXPECT_THAT(advice(disk), ElementsAre("indicators.d/mehr.toml:5:1 indicator-without-rule",
                                          "recipients.toml:6:1 recipient-never-told"))
        << "a feeds b, and IT hears of trouble";
}

TEST(Advice, DoesNotCallUnusedWhatAMistakeMayUse)
{
    InstallationOnDisk disk;
    disk.with("indicators.d/mehr.toml", "[indicator.a]\ntitle = \"A\"\nvalue = \"leavers +\"\n"
                                        "limits = \"Grenzen.\"\n");
    EXPECT_THAT(advice(disk), IsEmpty());
}

TEST(Advice, CountsIndicatorsAndWeighsResources)
{
    InstallationOnDisk disk;
    std::string indicators, rules;
    for (int i = 0; i < 26; ++i) {
        const auto id = "i" + std::to_string(i);
        indicators += "[indicator." + id +
                      "]\ntitle = \"T\"\nvalue = \"leavers\"\nlimits = \"G\"\n" +
                      (i < 8 ? "frame = \"resource\"\n" : "");
        rules += "[rule." + id + "]\nindicator = \"" + id +
                 "\"\nnotify = [\"integration\"]\nowner = \"statistik\"\n";
    }
    disk.with("indicators.d/viele.toml", indicators).with("rules.d/viele.toml", rules);
    EXPECT_THAT(advice(disk), ElementsAre("rules.d many-indicators", "rules.d few-resources"));
}

TEST(Advice, AsksForWordsThatNeitherPraiseMeasuresNorBlameNorRank)
{
    InstallationOnDisk disk;
    const std::string place = "indicators.d/schule.toml:7:10 ";
    EXPECT_THAT(advice(with_text(disk, "limits", "Zeigt den ERFOLG der Maßnahmen.")),
                ElementsAre(place + "wording-success"));
    EXPECT_THAT(advice(with_text(disk, "limits", "Die Eltern sind schuld.")),
                ElementsAre(place + "wording-blame"));
    EXPECT_THAT(advice(with_text(disk, "limits", "Goslar ist Schlusslicht.")),
                ElementsAre(place + "wording-ranking"));
    EXPECT_THAT(advice(with_text(disk, "limits", "Ohne Schuldnerberatung; der Schulort zählt.")),
                IsEmpty())
        << "only whole words";
}

TEST(Advice, KeepsOriginOutOfSubjectLines)
{
    InstallationOnDisk disk;
    EXPECT_THAT(advice(with_text(disk, "theme", "Ausländer")),
                ElementsAre("indicators.d/schule.toml:6:9 nationality-in-subject"));
    EXPECT_THAT(advice(with_text(disk, "theme", "Bildung")), IsEmpty());
    EXPECT_THAT(advice(with_text(disk, "title", "Ausländische Schulabgänge")), IsEmpty())
        << "titles stand in the text, not in the subject";
}

TEST(Advice, HasASummaryForEveryCode)
{
    for (const auto& kind : check_kinds()) {
        EXPECT_FALSE(kind.summary.de.empty()) << kind.code;
        EXPECT_FALSE(kind.summary.en.empty()) << kind.code;
    }
}

TEST(NameIndex, KnowsWhereNamesAreDefinedAndUsed)
{
    const auto names = InstallationOnDisk{}.load().names;
    const auto places = [](const std::vector<Named>& all, NameKind kind, std::string_view name) {
        std::vector<std::string> found;
        for (const auto& named : all)
            if (named.kind == kind && named.name == name) found.push_back(to_string(named.place));
        return found;
    };
    EXPECT_THAT(places(names.defined, NameKind::measure, "leavers"),
                ElementsAre("sources.d/schule.toml:8:1"));
    EXPECT_THAT(places(names.mentioned, NameKind::measure, "leavers"),
                ElementsAre("indicators.d/schule.toml:4:16"));
    EXPECT_THAT(places(names.mentioned, NameKind::indicator, "ohne_abschluss"),
                ElementsAre("rules.d/schule.toml:2:13", "breaks.d/alle.toml:3:51"));
    EXPECT_THAT(places(names.mentioned, NameKind::recipient, "statistik"),
                ElementsAre("rules.d/schule.toml:4:9"));
}

TEST(UnsavedFiles, AreReadInsteadOfThoseOnDisk)
{
    const InstallationOnDisk disk;
    const auto broken =
        load_config(disk.path(), test::check_small_source, {}, {{"rules.d/schule.toml", "[rule"}});
    ASSERT_TRUE(broken);
    EXPECT_TRUE(broken->mistakes.any_error());
    const auto added =
        load_config(disk.path(), test::check_small_source, {},
                    {{"rules.d/neu.toml", "[rule.neu]\nindicator = \"ohne_abschluss\"\n"},
                     {"rules.d/liste.story.toml", "no rules at all"}});
    ASSERT_TRUE(added);
    EXPECT_FALSE(added->mistakes.any_error());
    EXPECT_EQ(added->config.rules.size(), 2U);
}

} // namespace
} // namespace tuermer
