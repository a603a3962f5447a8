// SPDX-License-Identifier: EUPL-1.2
#include "config/reading.hpp"

#include <gtest/gtest.h>

namespace tuermer::config {
namespace {

std::string canonical_of(const std::string& text)
{
    Mistakes mistakes;
    const auto document = read_document(text, "a.toml", mistakes);
    EXPECT_TRUE(document.has_value());
    return document ? canonical(document->root) : "";
}

TEST(CanonicalText, IsTheSameForWhatSaysTheSame)
{
    EXPECT_EQ(canonical_of("b = 1.0\na = 'x'\n"), canonical_of("# c\na = \"x\"\nb = 1\n"));
    EXPECT_EQ(canonical_of("[a]\nb = 1\n"), canonical_of("a = { b = 1 }"));
    EXPECT_EQ(canonical_of("[a]\nb = 1\n"), canonical_of("a.b = 0x1"));
}

TEST(CanonicalText, DiffersWhereTheMeaningDoes)
{
    EXPECT_NE(canonical_of("a = '1'"), canonical_of("a = 1"));
    EXPECT_NE(canonical_of("a = ['x', 'y']"), canonical_of("a = ['x, y']"));
    EXPECT_NE(canonical_of("a = ['y', 'x']"), canonical_of("a = ['x', 'y']"));
    EXPECT_NE(canonical_of("a = 'true'"), canonical_of("a = true"));
    EXPECT_NE(canonical_of("a = '2024-06-27'"), canonical_of("a = 2024-06-27"));
}

TEST(CanonicalText, IsTomlAgain)
{
    Mistakes mistakes;
    const std::string text = "[rule.x]\nwhy = \"\"\"a\n\\\"b\\\\ \\u0007 ü\"\"\"\nd = 2024-06-27\n"
                             "t = { \"größe\" = [1, 2.5, true], b-c = {} }\n"
                             "[[rule.x.when]]\ntest = 'level'\n[[rule.x.when.of]]\na = 1\n"
                             "[[rule.x.when]]\ntest = 'change'\n";
    const auto first = read_document(text, "a.toml", mistakes);
    ASSERT_TRUE(first.has_value());
    const auto& rules = std::get<Table>(std::get<Table>(first->root.value).at("rule").value->value);
    const auto written = canonical_table("rule.x", std::get<Table>(rules.at("x").value->value));
    const auto second = read_document(written, "b.toml", mistakes);
    ASSERT_TRUE(second.has_value()) << written;
    EXPECT_EQ(canonical(second->root), canonical(first->root));
}

} // namespace
} // namespace tuermer::config
