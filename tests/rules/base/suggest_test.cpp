// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/suggest.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

const std::vector<std::string> keys{"numerator", "denominator", "limits", "limit", "per"};

TEST(Suggestion, IsTheNearestWord)
{
    EXPECT_EQ(nearest("limts", keys), "limits");
    EXPECT_EQ(nearest("limt", keys), "limit");
    EXPECT_EQ(nearest("enumerater", keys), "numerator");
    EXPECT_EQ(nearest("pre", keys), "per") << "two swapped letters are one mistake";
}

TEST(Suggestion, IsNotMadeForAnotherWord)
{
    EXPECT_EQ(nearest("titel", keys), std::nullopt);
    EXPECT_EQ(nearest("zähler", keys), std::nullopt);
    EXPECT_EQ(nearest("limits", {}), std::nullopt);
}

TEST(Suggestion, DoesNotComparePages)
{
    EXPECT_EQ(nearest(std::string(1'000'000, 'a'), {std::string(1'000'000, 'a')}), std::nullopt);
    EXPECT_EQ(nearest("limit", {std::string(1'000'000, 'l')}), std::nullopt);
}

} // namespace
} // namespace tuermer
