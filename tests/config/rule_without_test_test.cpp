// SPDX-License-Identifier: EUPL-1.2
// A rule that names no test is judged by `signal`, as if its author had written that.
#include "tests/config/installation_on_disk.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::HasSubstr;

Rule rule_with(const std::string& tests)
{
    InstallationOnDisk disk;
    disk.with("rules.d/zweite.toml", "[rule.zweite]\nindicator = \"ohne_abschluss\"\n"
                                     "notify = [\"integration\"]\nowner = \"statistik\"\n" +
                                         tests);
    const auto loaded = disk.load();
    EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), testing::IsEmpty());
    for (const auto& rule : loaded.config.rules)
        if (rule.id == "zweite") return rule;
    ADD_FAILURE() << "the rule is missing";
    return {};
}

TEST(RuleWithoutATest, IsJudgedBySignal)
{
    const auto bare = rule_with("");
    ASSERT_EQ(bare.when.size(), 1U);
    EXPECT_TRUE(bare.any.empty());
    EXPECT_EQ(bare.severities, std::vector{Severity::signal});
    EXPECT_GT(bare.look_back(), 8);
    EXPECT_THAT(bare.text, HasSubstr("[[rule.zweite.when]]\ntest = \"signal\"\n"));
}

TEST(RuleWithoutATest, HasTheHashOfOneThatNamesSignal)
{
    const auto bare = rule_with(""), written = rule_with("when = [{ test = \"signal\" }]\n");
    EXPECT_EQ(bare.hash, written.hash);
    EXPECT_EQ(bare.text, written.text);
    const auto other = rule_with("when = [{ test = \"signal\", caution = 1.2 }]\n");
    EXPECT_NE(bare.hash, other.hash);
}

TEST(RuleWithoutATest, KeepsItsAlternativesToItself)
{
    const auto rule = rule_with("any = [{ test = \"level\", at_least = \"15 %\" }]\n");
    EXPECT_TRUE(rule.when.empty());
    EXPECT_EQ(rule.any.size(), 1U);
}

} // namespace
} // namespace tuermer
