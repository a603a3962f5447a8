// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/numbers.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck.h>

namespace tuermer {
namespace {

TEST(Number, IsReadOnlyWhenTheWholeTextIsOne)
{
    EXPECT_EQ(parse_number("-12.5"), -12.5);
    EXPECT_EQ(parse_number("3e4"), 30000.0);
    EXPECT_EQ(parse_number("0"), 0.0);
    for (const auto* text : {"", " 1", "1 ", "1,5", "1.000,5", "12 h", "+1", "0x10", "1e", "--1"})
        EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

TEST(Number, IsNeverInfiniteOrUndefined)
{
    for (const auto* text : {"inf", "-inf", "nan", "infinity", "1e999"})
        EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

TEST(Number, ReadsIntegersUpToTheirLimits)
{
    EXPECT_EQ(parse_integer("-7"), -7);
    EXPECT_EQ(parse_integer("9223372036854775807"), std::numeric_limits<long long>::max());
    for (const auto* text : {"9223372036854775808", "1.0", "", "1 "})
        EXPECT_EQ(parse_integer(text), std::nullopt) << text;
}

TEST(Number, IsWrittenAsShortAsItReadsBack)
{
    EXPECT_EQ(shortest(0.1), "0.1");
    EXPECT_EQ(shortest(48), "48");
    EXPECT_EQ(shortest(100 * 48.0 / 124.0), "38.70967741935484");
    EXPECT_TRUE(rc::check("reads back to the same double", [](double value) {
        RC_PRE(std::isfinite(value));
        RC_ASSERT(parse_number(shortest(value)) == value);
    }));
}

} // namespace
} // namespace tuermer
