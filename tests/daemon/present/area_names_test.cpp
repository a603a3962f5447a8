// SPDX-License-Identifier: EUPL-1.2
// How areas are called in mails, status and explain.
#include "daemon/present/words.hpp"

#include <gtest/gtest.h>

namespace tuermer::present {
namespace {

Knowledge goslar_with(std::vector<Area> described)
{
    Knowledge knowledge;
    knowledge.installation.name = {"Landkreis Goslar", "Goslar district"};
    knowledge.installation.area = "03153";
    Mistakes mistakes;
    if (!described.empty())
        knowledge.installation.areas =
            std::make_shared<const Areas>(std::move(described), std::vector<Reform>{}, mistakes);
    return knowledge;
}

Area area(std::string code, Text name)
{
    return {.code = std::move(code), .name = std::move(name), .kind = {}, .parent = {}};
}

TEST(AreaName, IsTheOneInTheFileOfAreas)
{
    const auto knowledge = goslar_with({area("03153", {"Kreis Goslar", "Kreis Goslar"}),
                                        area("03159", {"Landkreis Göttingen", "Göttingen"})});
    EXPECT_EQ(area_name("03159", knowledge, Language::de), "Landkreis Göttingen");
    EXPECT_EQ(area_name("03159", knowledge, Language::en), "Göttingen");
    EXPECT_EQ(area_name("03153", knowledge, Language::de), "Landkreis Goslar");
    EXPECT_EQ(area_name("03154", knowledge, Language::de), "03154");
    EXPECT_EQ(area_name("03", knowledge, Language::en), "Lower Saxony");
}

TEST(AreaName, IsTheCodeWhereNoFileSaysMore)
{
    const auto knowledge = goslar_with({});
    EXPECT_EQ(area_name("03159", knowledge, Language::de), "03159");
    EXPECT_EQ(area_name("03", knowledge, Language::de), "Niedersachsen");
    EXPECT_EQ(area_name("", knowledge, Language::en), "Goslar district");
}

} // namespace
} // namespace tuermer::present
