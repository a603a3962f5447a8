// SPDX-License-Identifier: EUPL-1.2
#include "rules/areas/selection.hpp"

#include "tests/rules/areas/germany.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::day;

std::shared_ptr<const Areas> hierarchy()
{
    static const auto areas = std::make_shared<const Areas>(test::some_hierarchy());
    return areas;
}

bool is(std::string_view selector, std::string_view area, Areas::Day on = {})
{
    return selects(parse_area_selector(selector, hierarchy()).value(), area, on);
}

bool is_by_digits(std::string_view selector, std::string_view area)
{
    return selects(parse_area_selector(selector).value(), area);
}

TEST(Selection, ReadsItsFourForms)
{
    using Kind = AreaSelector::Kind;
    EXPECT_EQ(parse_area_selector("03153"), (AreaSelector{Kind::code, "03153"}));
    EXPECT_EQ(parse_area_selector("under 03"), (AreaSelector{Kind::under, "03"}));
    EXPECT_EQ(parse_area_selector("kind kreis"), (AreaSelector{Kind::kind, "kreis"}));
    EXPECT_EQ(parse_area_selector("under 03 kind kreis"),
              (AreaSelector{Kind::under, "03", "kreis"}));
    for (const auto* wrong :
         {"", " ", "under ", "under", "kind stern", "unter 03", "under 03 04", "under 03 kind",
          "under 03 kind stern", "under 03 art kreis", "kind kreis under 03"})
        EXPECT_EQ(parse_area_selector(wrong).has_value(), std::string_view(wrong) == "under")
            << wrong;
}

TEST(Selection, KnowsOwnKindsOnlyWhereAFileHasThem)
{
    EXPECT_TRUE(parse_area_selector("kind stadtbezirk", hierarchy()));
    EXPECT_FALSE(parse_area_selector("kind stadtbezirk"));
}

TEST(Selection, WithoutFilesGoesByTheDigits)
{
    EXPECT_TRUE(is_by_digits("under 03153", "03153"));
    EXPECT_TRUE(is_by_digits("under 03153", "03153005"));
    EXPECT_FALSE(is_by_digits("under 03153", "03154"));
    EXPECT_TRUE(is_by_digits("kind kreis", "03154"));
    EXPECT_TRUE(is_by_digits("kind bezirk", "053"));
    EXPECT_FALSE(is_by_digits("kind kreis", "03"));
    EXPECT_TRUE(is_by_digits("under 03 kind kreis", "03154"));
    EXPECT_FALSE(is_by_digits("under 03 kind kreis", "05154"));
    EXPECT_FALSE(is_by_digits("under 03 kind kreis", "03153005"));
}

TEST(Selection, GoesUpTheHierarchyOfTheDay)
{
    EXPECT_TRUE(is("under 03101", "q7"));
    EXPECT_TRUE(is("under nord", "q7", day("2019-06-01")));
    EXPECT_FALSE(is("under nord", "q7", day("2020-06-01")));
    EXPECT_TRUE(is("under 03101 kind stadtbezirk", "nord"));
    EXPECT_FALSE(is("under 03101 kind stadtbezirk", "q7"));
    EXPECT_TRUE(is("kind landkreis", "03153"));
    EXPECT_FALSE(is("kind landkreis", "03101"));
    EXPECT_TRUE(is("under 03 kind kreis", "03101"));
    // What no file describes still goes by its digits.
    EXPECT_TRUE(is("under 03153", "03153005"));
    EXPECT_TRUE(is("kind gemeinde", "03153005"));
}

} // namespace
} // namespace tuermer
