// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/parts.hpp"

#include "connectors/formats/zip/zip.hpp"
#include "tests/connectors/sources/source_case.hpp"

namespace tuermer {
namespace {

const std::string first = "Jahr;AGS;Wert\n2023;03153;12\n2024;03153;13\n";
const std::string second = "AGS;Wert;Jahr\n03101;7;2024\n";

TEST(Parts, AreOneDocumentThatAnyArchiverOpens)
{
    const auto bytes = packed({{"2015-2019", first}, {"2020/21", second}});
    ASSERT_TRUE(is_packed(HeldBytes{std::string_view{bytes}}));
    EXPECT_TRUE(recognises_zip(bytes));
    EXPECT_EQ(bytes, packed({{"2015-2019", first}, {"2020/21", second}}));
    const auto parts = unpack_parts(bytes);
    ASSERT_TRUE(parts) << parts.error().what.de;
    EXPECT_EQ(*parts, (std::vector<Part>{{"2015-2019", first}, {"2020_21", second}}));
}

TEST(Parts, SinglePartIsTheDocumentItself)
{
    EXPECT_EQ(packed({{"alles", first}}), first);
    EXPECT_FALSE(is_packed(HeldBytes{std::string_view{first}}));
}

TEST(Parts, AreReadAsOneTableWhateverTheOrderOfTheirColumns)
{
    EXPECT_EQ(test::read(test::simple_source(), packed({{"a", first}, {"b", second}})),
              (std::vector<std::string>{"leavers area=03153 2023 12", "leavers area=03153 2024 13",
                                        "leavers area=03101 2024 7"}));
}

TEST(Parts, OneUnreadablePartRefusesTheWhole)
{
    const auto said = test::read(test::simple_source(),
                                 packed({{"a", first}, {"b", "<html><title>Wartung</title>"}}));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_TRUE(said[0].starts_with("error: ")) << said[0];
}

TEST(Parts, CutOffAreRefused)
{
    auto bytes = packed({{"a", first}, {"b", second}});
    const auto mark = bytes.substr(bytes.size() - 28);
    bytes.erase(40, 60);
    EXPECT_FALSE(unpack_parts(bytes).has_value() && is_packed(HeldBytes{std::string_view{bytes}}) &&
                 unpack_parts(bytes)->size() == 2 && unpack_parts(bytes)->at(0).bytes == first);
    EXPECT_FALSE(unpack_parts("PK" + mark));
}

} // namespace
} // namespace tuermer
