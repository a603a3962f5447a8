// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;

TEST(Truth, OfAllIsFalseAsSoonAsOneIs)
{
    EXPECT_EQ(all_of(Truth::yes, Truth::yes), Truth::yes);
    EXPECT_EQ(all_of(Truth::yes, Truth::band), Truth::band);
    EXPECT_EQ(all_of(Truth::unknown, Truth::no), Truth::no);
    EXPECT_EQ(all_of(Truth::unknown, Truth::band), Truth::unknown);
    EXPECT_EQ(all_of(Truth::yes, Truth::unknown), Truth::unknown);
}

TEST(Truth, OfAnyIsTrueAsSoonAsOneIs)
{
    EXPECT_EQ(any_of(Truth::unknown, Truth::yes), Truth::yes);
    EXPECT_EQ(any_of(Truth::band, Truth::no), Truth::band);
    EXPECT_EQ(any_of(Truth::unknown, Truth::no), Truth::unknown);
    EXPECT_EQ(any_of(Truth::unknown, Truth::band), Truth::unknown);
    EXPECT_EQ(any_of(Truth::no, Truth::no), Truth::no);
}

TEST(Truth, DoesNotDependOnTheOrderOfTheTests)
{
    const auto truth = rc::gen::element(Truth::no, Truth::band, Truth::yes, Truth::unknown);
    EXPECT_TRUE(rc::check([&] {
        const auto a = *truth, b = *truth, c = *truth;
        RC_ASSERT(all_of(a, b) == all_of(b, a));
        RC_ASSERT(any_of(a, b) == any_of(b, a));
        RC_ASSERT(all_of(all_of(a, b), c) == all_of(a, all_of(b, c)));
        RC_ASSERT(any_of(any_of(a, b), c) == any_of(a, any_of(b, c)));
    }));
}

TEST(Severity, IsReadBackFromItsCode)
{
    for (const auto severity : {Severity::note, Severity::signal, Severity::urgent})
        EXPECT_EQ(parse_severity(code_of(severity)), severity);
    EXPECT_FALSE(parse_severity("alarm"));
    EXPECT_EQ(title_of(Severity::urgent).de, "Dringend");
}

TEST(Sight, DoesNotSeeBeyondTheJudgedPeriod)
{
    Sheet sheet;
    sheet.rates("03153", {{1, 10}, {2, 10}, {3, 10}});
    const auto sight = sheet.sight("03153", Period::year(2016));
    EXPECT_EQ(sight.value(Period::year(2016)).value, 20);
    EXPECT_EQ(sight.value(Period::year(2017)), Cell{});
    EXPECT_EQ(sight.denominator(Period::year(2017)).mark.missing(), Missing::not_yet);
    EXPECT_EQ(sight.numerator(Period::month(2016, 1)), Cell{});
    EXPECT_EQ(sight.area(), "03153");
}

TEST(Sight, FindsTheSameGroupsInAnotherArea)
{
    Sheet sheet;
    sheet.rates("03153", {{1, 10}}).rates("03", {{7, 100}});
    const auto land = sheet.sight("03153", Period::year(2015)).in_area("03");
    ASSERT_TRUE(land);
    EXPECT_EQ(land->value(Period::year(2015)).value, 7.000000000000001);
    EXPECT_FALSE(land->in_area("09"));
}

TEST(Sight, CountsPersonsButNotEuros)
{
    Sheet rate, income;
    rate.rates("03153", {{1, 10}});
    EXPECT_TRUE(rate.sight("03153", Period::year(2015)).is_count());
    income.unit = {{{"euro", 1}}, 1};
    income.values("03153", {1200});
    EXPECT_FALSE(income.sight("03153", Period::year(2015)).is_count());
}

TEST(Registry, DescribesEveryKindInBothLanguages)
{
    for (const auto& kind : detector_kinds()) {
        EXPECT_FALSE(kind.summary.de.empty()) << kind.name;
        EXPECT_FALSE(kind.summary.en.empty()) << kind.name;
        EXPECT_NE(kind.make, nullptr);
    }
}

} // namespace
