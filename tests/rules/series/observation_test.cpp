// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/observation.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Release release(const std::vector<std::tuple<const char*, int, double>>& figures)
{
    Release made;
    MeasureBlock block{"leavers", KeyTable({"area", "nationality"}), {}};
    for (const auto& [area, year, value] : figures)
        block.observations.push_back(
            {block.keys.row({area, "foreign"}), Period::year(year), {value, Missing::none}});
    made.blocks.push_back(std::move(block));
    return made;
}

TEST(KeyTable, GivesEachCombinationOneRow)
{
    KeyTable keys({"area", "nationality"});
    const auto a = keys.row({"03153", "foreign"});
    const auto b = keys.row({"03153", "german"});
    EXPECT_NE(a, b);
    EXPECT_EQ(keys.row({"03153", "foreign"}), a);
    EXPECT_EQ(keys.find({"03153", "german"}), b);
    EXPECT_EQ(keys.find({"03", "german"}), std::nullopt);
    EXPECT_EQ(keys.find({"03153"}), std::nullopt);
    EXPECT_EQ(keys.code(b, 1), "german");
}

TEST(KeyTable, FindsTheRowsOfAnotherTableWhateverItsOrder)
{
    KeyTable keys({"area", "nationality"});
    keys.row({"03153", "foreign"});
    keys.row({"03153", "german"});
    keys.row({"03", "foreign"});
    KeyTable other({"nationality", "area"});
    for (const auto* area : {"03", "03153", "1"}) {
        other.row({"german", area});
        other.row({"foreign", area});
    }
    constexpr auto none = KeyTable::no_row;
    EXPECT_EQ(keys.find_all(other, {1, 0}),
              (std::vector<std::uint32_t>{none, 2, 1, 0, none, none}));
    EXPECT_EQ(keys.find_all(keys, {0, 1}), (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(KeyTable().find_all(KeyTable(), {}), std::vector<std::uint32_t>{});
}

TEST(Key, IsWrittenAndReadBackWhateverItsCodesHold)
{
    KeyTable keys({"area", "group"});
    const auto row = keys.row({"03 153", R"(a=b\c d)"});
    const auto text = key_text(keys, row);
    EXPECT_EQ(text, R"(area=03\ 153 group=a\=b\\c\ d)");
    const auto parts = parse_key(text);
    ASSERT_TRUE(parts);
    EXPECT_EQ((*parts)[1], (std::pair<std::string, std::string>("group", R"(a=b\c d)")));
    for (const auto* wrong : {"area", "area=1 x", "a=b=c", "a=b\\", "a=b "})
        EXPECT_FALSE(parse_key(wrong)) << wrong;
    EXPECT_TRUE(parse_key("")->empty());
}

TEST(ContentDigest, DependsOnWhatIsSaidAndNotOnItsOrder)
{
    const auto one = content_digest(release({{"03153", 2024, 124}, {"03", 2024, 9000}}));
    const auto turned = content_digest(release({{"03", 2024, 9000}, {"03153", 2024, 124}}));
    const auto revised = content_digest(release({{"03153", 2024, 125}, {"03", 2024, 9000}}));
    EXPECT_EQ(one, turned);
    EXPECT_NE(one, revised);
}

TEST(Mark, KeepsSignAndStatusApart)
{
    const Mark mark(Missing::withheld, Status::provisional);
    EXPECT_EQ(mark.missing(), Missing::withheld);
    EXPECT_EQ(mark.status(), Status::provisional);
    EXPECT_EQ(Mark::from_byte(mark.byte()), mark);
}

} // namespace
} // namespace tuermer
