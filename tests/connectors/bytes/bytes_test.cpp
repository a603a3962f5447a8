// SPDX-License-Identifier: EUPL-1.2
// Large documents lie in files: what is read of them is what arrived, or an error.
#include "connectors/bytes/growing_bytes.hpp"
#include "rules/base/digest.hpp"
#include "tests/folder.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

class Bytes : public ::testing::Test {
protected:
    fs::path put(const std::string& bytes) const
    {
        std::ofstream{folder_ / "a.csv", std::ios::binary} << bytes;
        return folder_ / "a.csv";
    }

    test::Folder folder_;
};

// Not periodic in any power of two.
std::string long_text()
{
    std::string text;
    for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i) + ";";
    return text;
}

TEST_F(Bytes, OfAFileAreReadPartByPartWithTheSameDigest)
{
    const auto text = long_text();
    const auto file = FileBytes::open(put(text));
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->size(), text.size());
    EXPECT_EQ((*file)->digest(), sha256(text));
    EXPECT_EQ(all_bytes(**file), text);
    EXPECT_EQ(HeldBytes{std::string_view{text}}.digest(), sha256(text));
}

TEST_F(Bytes, OfAFileThatWasChangedMeanwhileAreAnErrorToBeTriedAgain)
{
    const auto file = FileBytes::open(put("Jahr;Wert\n2024;48\n"));
    ASSERT_TRUE(file);
    put("Jahr;Wert\n2024;49\n");
    fs::last_write_time(folder_ / "a.csv",
                        fs::file_time_type::clock::now() + std::chrono::hours{1});
    const auto read = (*file)->digest();
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().remedy, Remedy::retry);
    EXPECT_EQ(read.error().where, (folder_ / "a.csv").string());
}

TEST_F(Bytes, OfAFileThatWasCutMeanwhileAreAnErrorAndNotTheEnd)
{
    const auto file = FileBytes::open(put(long_text()));
    ASSERT_TRUE(file);
    fs::resize_file(folder_ / "a.csv", 1'000);
    EXPECT_FALSE(all_bytes(**file));
}

TEST_F(Bytes, ThatArriveStayInMemoryWhileTheyAreFew)
{
    GrowingBytes few{folder_.path(), 10};
    ASSERT_TRUE(few.append("12345"));
    ASSERT_TRUE(few.append("67890"));
    EXPECT_FALSE(few.lies_in_file());
    EXPECT_EQ(few.size(), 10U);
    EXPECT_EQ(std::move(few).take_text(), "1234567890");
}

TEST_F(Bytes, ThatArriveInNumbersLieInAFileThatNobodyElseSees)
{
    const auto text = long_text();
    GrowingBytes many{folder_.path(), 10};
    for (std::size_t at = 0; at < text.size(); at += 777)
        ASSERT_TRUE(many.append(std::string_view{text}.substr(at, 777)));
    EXPECT_TRUE(many.lies_in_file());
    EXPECT_TRUE(fs::is_empty(folder_.path()));
    const auto bytes = std::move(many).take();
    ASSERT_TRUE(bytes);
    EXPECT_FALSE((*bytes)->whole());
    EXPECT_EQ(all_bytes(**bytes), text);
}

TEST_F(Bytes, WithoutAFolderStayInMemory)
{
    GrowingBytes many{{}, 10};
    ASSERT_TRUE(many.append(std::string(100, 'x')));
    EXPECT_FALSE(many.lies_in_file());
    const auto bytes = std::move(many).take();
    ASSERT_TRUE(bytes);
    EXPECT_EQ((*bytes)->whole(), std::string(100, 'x'));
}

TEST_F(Bytes, ThatFindNoRoomAreAnErrorThatSaysWhere)
{
    GrowingBytes many{folder_ / "missing", 10};
    const auto kept = many.append(std::string(100, 'x'));
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().where, (folder_ / "missing").string());
}

} // namespace
} // namespace tuermer
