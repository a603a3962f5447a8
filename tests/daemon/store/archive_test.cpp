// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/archive.hpp"

#include "connectors/bytes/growing_bytes.hpp"
#include "rules/base/digest.hpp"
#include "tests/daemon/store/fixture.hpp"

#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace tuermer {
namespace {

using namespace tuermer::testing;

struct ArchiveOfDocuments : ::testing::Test {
    std::filesystem::path file_of(const std::string& digest) const
    {
        return folder.path() / "archive" / digest.substr(0, 2) / (digest + ".zst");
    }
    std::size_t files() const
    {
        const std::filesystem::recursive_directory_iterator all(folder.path());
        return static_cast<std::size_t>(std::count_if(
            begin(all), end(all), [](auto& entry) { return entry.is_regular_file(); }));
    }

    Result<std::string> get(const std::string& digest) const
    {
        const auto bytes = archive.open(digest);
        if (!bytes) return tl::unexpected(bytes.error());
        return all_bytes(**bytes);
    }

    Folder folder;
    Archive archive{folder.path() / "archive"};
};

TEST_F(ArchiveOfDocuments, GivesBackTheSameBytesUnderTheirDigest)
{
    const std::string bytes("Jahr;Wert\r\n2024;48\r\n\0\xff", 22);
    const auto digest = value(archive.keep(bytes));
    EXPECT_EQ(digest, sha256(bytes));
    EXPECT_EQ(value(get(digest)), bytes);
    EXPECT_TRUE(std::filesystem::exists(file_of(digest)));
}

TEST_F(ArchiveOfDocuments, KeepsAnEmptyDocumentToo)
{
    EXPECT_EQ(value(get(value(archive.keep("")))), "");
}

TEST_F(ArchiveOfDocuments, KeepsTheSameBytesOnce)
{
    const auto digest = value(archive.keep("a"));
    const auto written = std::filesystem::last_write_time(file_of(digest));
    EXPECT_EQ(value(archive.keep("a")), digest);
    EXPECT_EQ(std::filesystem::last_write_time(file_of(digest)), written);
    EXPECT_EQ(files(), 1);
}

TEST_F(ArchiveOfDocuments, PacksATableToAFractionOfItsSize)
{
    std::string table;
    for (int row = 0; row < 20'000; ++row) table += fmt::format("03153;foreign;{};48\n", row);
    const auto digest = value(archive.keep(table));
    EXPECT_LT(std::filesystem::file_size(file_of(digest)) * 5, table.size());
    EXPECT_EQ(value(get(digest)), table);
}

// Beyond what is held in memory: packed and unpacked as it passes by.
TEST_F(ArchiveOfDocuments, KeepsALargeFileAndGivesItBackAsAFileWithoutAName)
{
    std::string row = "03153;foreign;2024;48\n", table;
    while (table.size() <= held_at_most) table += row + std::to_string(table.size());
    const auto source = folder.path() / "large.csv";
    std::ofstream(source, std::ios::binary) << table;
    const auto file = value(FileBytes::open(source));
    const auto digest = value(archive.keep(*file));
    EXPECT_EQ(digest, sha256(table));
    const auto back = value(archive.open(digest));
    EXPECT_FALSE(back->whole());
    EXPECT_TRUE(value(all_bytes(*back)) == table);
    EXPECT_EQ(files(), 2); // the source and the packed document
}

TEST_F(ArchiveOfDocuments, KeepsNoDocumentThatChangesOnItsWay)
{
    const auto source = folder.path() / "changing.csv";
    std::ofstream(source, std::ios::binary) << "Jahr;Wert\n2024;48\n";
    const auto file = value(FileBytes::open(source));
    std::ofstream(source, std::ios::binary) << "Jahr;Wert\n2024;4";
    const auto kept = archive.keep(*file);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().remedy, Remedy::retry);
    EXPECT_EQ(files(), 1);
}

TEST_F(ArchiveOfDocuments, ReportsADamagedFileAndReplacesItWhenTheSameBytesComeAgain)
{
    for (const std::string damage : {"", "no zstd", "\x28\xb5\x2f\xfd"}) {
        const auto digest = value(archive.keep("Jahr;Wert"));
        std::ofstream(file_of(digest), std::ios::binary) << damage;
        const auto read = get(digest);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().where, file_of(digest).string());
        EXPECT_EQ(value(archive.keep("Jahr;Wert")), digest);
        EXPECT_EQ(value(get(digest)), "Jahr;Wert");
    }
}

TEST_F(ArchiveOfDocuments, ReportsAFileThatHoldsOtherBytesThanItsNameSays)
{
    const auto a = value(archive.keep("a")), b = value(archive.keep("b"));
    std::filesystem::copy_file(file_of(b), file_of(a),
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_FALSE(get(a));
    EXPECT_TRUE(get(b));
}

TEST_F(ArchiveOfDocuments, SaysWhatItDoesNotHold)
{
    const auto read = get(sha256("never kept"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().what.de, "Dieses Dokument liegt nicht im Archiv.");
    EXPECT_FALSE(get("../../../etc/passwd"));
    EXPECT_FALSE(get(""));
}

TEST_F(ArchiveOfDocuments, IsNotDisturbedByWhatACrashLeftHalfWritten)
{
    const auto digest = sha256("a");
    std::filesystem::create_directories(file_of(digest).parent_path());
    std::ofstream(file_of(digest).string() + ".part") << "half";
    EXPECT_EQ(value(archive.keep("a")), digest);
    EXPECT_EQ(files(), 1);
}

// A file size limit stands for a full disk: the same write fails in the same place.
TEST_F(ArchiveOfDocuments, LeavesNothingBehindWhenTheDiskIsFullAndAsksForAnotherTry)
{
    std::string noise;
    for (int i = 0; i < 3'000; ++i) noise += sha256(std::to_string(i));
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto kept = archive.keep(noise);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().remedy, Remedy::retry);
    EXPECT_EQ(files(), 0);
    EXPECT_TRUE(archive.keep(noise));
}

TEST_F(ArchiveOfDocuments, SaysWhereItMayNotWrite)
{
    std::ofstream(folder.path() / "archive") << "a file is in the way";
    const auto kept = archive.keep("a");
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().remedy, Remedy::mend);
}

} // namespace
} // namespace tuermer
