// SPDX-License-Identifier: EUPL-1.2
// Tables in archives: which member, what is in it, and bombs.
#include "connectors/formats/zip/zip.hpp"

#include "connectors/formats/classify/classify.hpp"
#include "tests/connectors/formats/archives.hpp"
#include "tests/connectors/formats/sheet_text.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

namespace tuermer {
namespace {

using ::testing::HasSubstr;

std::string seed(const std::string& name)
{
    std::ifstream file{TUERMER_ROOT "/tests/fuzz/seeds/zip/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string text(const std::string& bytes, const std::string& member = "")
{
    ZipSettings settings;
    settings.member = member;
    settings.inner = make_detecting_reader();
    return test::sheet_text(read_zip(bytes, "a.zip", settings));
}

const test::Members two = {{"2023/a.csv", "Jahr;Wert\n2023;1\n"},
                           {"2024/a.csv", "Jahr;Wert\n2024;2\n"},
                           {"__MACOSX/2024/._a.csv", "x"}};

TEST(Zip, ReadsItsOnlyTable)
{
    EXPECT_EQ(text(test::zip_of({{"a.csv", "Jahr;Wert\n2024;5\n"}})),
              "a.zip: a.csv: Jahr|Wert\n2: 2024|5\n");
    EXPECT_THAT(text(seed("packed")), HasSubstr("2: 2024|1,5"));
    const auto read = make_detecting_reader()->read(seed("packed"), "a.zip");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->format, "zip/csv");
}

TEST(Zip, AsksForTheMemberWhereThereAreSeveral)
{
    EXPECT_THAT(text(test::zip_of(two)), HasSubstr("mehrere Dateien"));
    EXPECT_THAT(text(test::zip_of(two), "2024/*"), HasSubstr("2: 2024|2"));
    EXPECT_THAT(text(test::zip_of(two), "a.csv"), HasSubstr("passen 2 Dateien"));
    EXPECT_THAT(text(test::zip_of(two), "b.csv"), HasSubstr("passen 0 Dateien"));
}

TEST(Zip, RefusesArchivesWithinArchives)
{
    EXPECT_THAT(text(test::zip_of({{"b.zip", test::zip_of(two)}})), HasSubstr("wieder ein Archiv"));
}

TEST(Zip, IsTakenForDataOnlyWhereItIsWhole)
{
    const auto whole = test::zip_of(two);
    EXPECT_EQ(classify({.bytes = whole}).format, "zip");
    EXPECT_THAT(text(whole.substr(0, whole.size() - 30)), HasSubstr("abgeschnitten"));
    auto damaged = test::zip_of({{"a.csv", "Jahr;Wert\n2024;5\n"}});
    damaged[damaged.find("2024")] = '3';
    EXPECT_THAT(text(damaged), HasSubstr("beschädigt"));
}

TEST(Gzip, IsUnpackedByItsBytes)
{
    const auto read = make_detecting_reader()->read(seed("gzipped"), "a.tsv");
    ASSERT_TRUE(read.has_value()) << read.error().what.de;
    EXPECT_EQ(read->format, "gzip/csv");
    const auto half = seed("gzipped").substr(0, 20);
    const auto refused = unpack_gzip(half, {});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().remedy, Remedy::retry);
}

TEST(Gzip, IsRefusedWhereItGrowsBeyondTheLimit)
{
    ReadLimits limits;
    limits.bytes = 10;
    const auto refused = unpack_gzip(seed("gzipped"), limits);
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(refused.error().what.de, HasSubstr("entpackt sich zu mehr als"));
}

} // namespace
} // namespace tuermer
