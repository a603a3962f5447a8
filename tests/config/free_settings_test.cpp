// SPDX-License-Identifier: EUPL-1.2
// What may be turned in a rule, and the file with other numbers.
#include "config/free_settings.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string file = R"(# Schule
[rule.steigt]
indicator = "abgang"   # Quote

[[rule.steigt.when]]
test     = "change"
against  = "1 y"
at_least = "+5 pp"     # Grenze
clear    = "+4 pp"

[[rule.steigt.when]]
test     = "change"
relative_to = "03"
at_least = "+3 pp"

[rule.leiter]
indicator = "abgang"
for = 2
when = [{ test = 'level', at_least = { note = "20 %", signal = "30 %" }, confidence = 0.9 }]

[rule.ohne]
indicator = "abgang"
)";

std::vector<std::string> lines_of(const FreeSetting& setting)
{
    std::vector<std::string> lines;
    for (const auto& form : setting.forms) lines.push_back(form.line);
    return lines;
}

std::vector<std::string> keys_of(const std::vector<FreeSetting>& settings)
{
    std::vector<std::string> keys;
    for (const auto& setting : settings) keys.push_back(setting.key);
    return keys;
}

TEST(FreeSettings, AreLimitCertaintyAndForOfTheFirstTest)
{
    const auto settings = free_settings(file, "steigt", {});
    EXPECT_THAT(keys_of(settings), ElementsAre("at_least", "confidence", "for"));
    EXPECT_EQ(settings.front().table, "[[rule.steigt.when]]");
    EXPECT_EQ(settings.front().test, 1U);
}

TEST(FreeSettings, KeepTheNotationOfALimitAndItsClear)
{
    const auto limit = free_settings(file, "steigt", {}).front();
    EXPECT_EQ(limit.forms.front().line, "at_least = \"+5 pp\"");
    EXPECT_THAT(lines_of(limit), Contains("at_least = \"+7.5 pp\"\nclear = \"+6 pp\""));
    const auto form = std::ranges::find(limit.forms, "at_least = \"+10 pp\"\nclear = \"+8 pp\"",
                                        &SettingForm::line);
    ASSERT_NE(form, limit.forms.end());
    const auto changed = edited(file, form->edits);
    EXPECT_THAT(changed, HasSubstr("at_least = \"+10 pp\"     # Grenze\nclear    = \"+8 pp\""));
    EXPECT_THAT(changed, HasSubstr("at_least = \"+3 pp\"")); // the other test
}

TEST(FreeSettings, WriteWhatIsNotWrittenBehindItsTable)
{
    const auto settings = free_settings(file, "steigt", {"confidence", "for"});
    ASSERT_EQ(settings.size(), 3U); // of both tests, and of the rule
    EXPECT_EQ(settings.front().forms.front().line, "");
    const auto changed = edited(file, settings.front().forms[1].edits);
    EXPECT_THAT(changed, HasSubstr("test     = \"change\"\nconfidence = 0.8\nagainst"));
    EXPECT_THAT(lines_of(settings.back()), ElementsAre("", "for = 2", "for = 3"));
    EXPECT_THAT(edited(file, settings.back().forms[1].edits),
                HasSubstr("indicator = \"abgang\"\nfor = 2   # Quote"));
}

TEST(FreeSettings, TurnLaddersAndInlineTables)
{
    const auto settings = free_settings(file, "leiter", {});
    EXPECT_THAT(keys_of(settings), ElementsAre("at_least", "confidence", "for"));
    EXPECT_THAT(lines_of(settings.front()),
                Contains("at_least = { note = \"30 %\", signal = \"45 %\" }"));
    EXPECT_THAT(lines_of(settings[1]), ElementsAre("confidence = 0.9", "confidence = 0.8",
                                                   "confidence = 0.95", "confidence = 0.99"));
    EXPECT_THAT(edited(file, settings[1].forms.back().edits), HasSubstr("confidence = 0.99 }]"));
    EXPECT_THAT(lines_of(settings[2]), ElementsAre("for = 2", "for = 1", "for = 3"));
}

TEST(FreeSettings, WriteTheTestOfARuleThatNamesNone)
{
    const auto settings = free_settings(file, "ohne", {});
    EXPECT_THAT(keys_of(settings), ElementsAre("caution", "for"));
    EXPECT_THAT(edited(file, settings.front().forms.back().edits),
                HasSubstr("[[rule.ohne.when]]\ntest = \"signal\"\ncaution = 4\n"));
}

TEST(FreeSettings, OfARuleThatIsNotThereAreNone)
{
    EXPECT_TRUE(free_settings(file, "fällt", {}).empty());
    EXPECT_TRUE(free_settings("[rule", "steigt", {}).empty());
}

} // namespace
} // namespace tuermer
