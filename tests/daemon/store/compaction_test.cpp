// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/compaction.hpp"

#include "daemon/store/archive.hpp"
#include "tests/daemon/store/fixture.hpp"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>

namespace tuermer {
namespace {

using namespace tuermer::testing;
using Names = std::set<std::string>;

const Instant never = at("2100-01-01");

class Compaction : public ::testing::Test {
protected:
    void learn(const std::string& known_since, const std::vector<Told>& told)
    {
        world.learn(known_since, told);
        done(store->commit(world.record(), at(known_since)));
    }

    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
    World world;
};

TEST_F(Compaction, NeedsTheDocumentsOfEveryCellsNewestVintage)
{
    learn("2023-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(40)},
                         {"leavers", {"03153", "german"}, "2023", of(200)}});
    learn("2024-03-01", {{"leavers", {"03153", "foreign"}, "2023", of(41)}});
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(42)}});
    EXPECT_EQ(value(store->documents_needed(never)),
              (Names{"digest of 2023-11-01", "digest of 2024-11-01"}));
    learn("2024-12-01", {{"leavers", {"03153", "german"}, "2023", of(201)}});
    EXPECT_EQ(value(store->documents_needed(never)),
              (Names{"digest of 2024-11-01", "digest of 2024-12-01"}));
}

TEST_F(Compaction, NeedsTheNewerReleaseThoughAnOlderOneCameLater)
{
    learn("2024-11-01", {{"unemployed", {"03153"}, "2024-07", of(2)}});
    learn("2024-08-01", {{"unemployed", {"03153"}, "2024-07", of(1)}});
    EXPECT_EQ(value(store->documents_needed(never)), Names{"digest of 2024-11-01"});
}

TEST_F(Compaction, NeedsWhatWasRetrievedLately)
{
    learn("2024-07-01", {{"unemployed", {"03153"}, "2024-07", of(1)}});
    learn("2024-08-01", {{"unemployed", {"03153"}, "2024-07", of(2)}});
    EXPECT_EQ(value(store->documents_needed(at("2024-07-02"))), Names{"digest of 2024-08-01"});
    EXPECT_EQ(value(store->documents_needed(at("2024-07-01"))),
              (Names{"digest of 2024-07-01", "digest of 2024-08-01"}));
}

TEST_F(Compaction, NeedsWhatEvidenceNames)
{
    const std::string digest(64, 'e');
    done(value(sqlite::Database::open(file))
             .script("INSERT INTO event VALUES (1, 1, 'e1', 'a1', 'p1', 'r', 'i', 'k', 'fired', "
                     "'signal', 'notify', 's', '2024', '2024-01-01T00:00:00Z', "
                     "'2024-01-01T00:00:00Z', 0, '{\"inputs\":[{\"retrieval\":\"" +
                     digest + "\"}],\"short\":\"abc\"}')"));
    EXPECT_EQ(value(store->documents_needed(never)), Names{digest});
}

TEST_F(Compaction, GivesRoomBackAndLosesNothing)
{
    std::vector<Told> told;
    for (int area = 0; area < 500; ++area)
        told.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(area)});
    learn("2024-08-01", told);
    done(value(sqlite::Database::open(file))
             .script("CREATE TABLE large (x); INSERT INTO large VALUES (zeroblob(1000000)); "
                     "DROP TABLE large"));
    const auto before = figures(*store);
    const auto large = std::filesystem::file_size(file);
    EXPECT_GE(value(store->unused_bytes()), 900'000);
    done(store->compact());
    EXPECT_EQ(value(store->unused_bytes()), 0);
    EXPECT_LT(std::filesystem::file_size(file), large - 900'000);
    EXPECT_EQ(figures(*store), before);
    EXPECT_TRUE(store->check_integrity());
}

// A document that was last written on that day.
std::string kept(const Folder& folder, const Archive& archive, const std::string& bytes,
                 Instant written)
{
    const auto digest = value(archive.keep(bytes));
    const timespec time{written.time_since_epoch().count(), 0};
    const timespec times[2] = {time, time};
    const auto path = folder.path() / digest.substr(0, 2) / (digest + ".zst");
    EXPECT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    return digest;
}

TEST(ArchivePrune, RemovesWhatIsOldAndNotNeededAndNothingElse)
{
    const Folder folder;
    const Archive archive(folder.path());
    const auto old = kept(folder, archive, "old", at("2010-01-01"));
    const auto needed = kept(folder, archive, "needed", at("2010-01-01"));
    const auto young = kept(folder, archive, "young", at("2024-01-01"));
    std::ofstream(folder.file("notes.zst")) << "not a document of ours";
    const auto would =
        value(archive.prune({needed}, at("2020-01-01"), Archive::Pruning::count_only));
    EXPECT_EQ(would.documents, 1);
    EXPECT_EQ(would.of, 3);
    EXPECT_GT(would.bytes, 0);
    EXPECT_TRUE(archive.open(old));
    EXPECT_EQ(value(archive.prune({needed}, at("2020-01-01"), Archive::Pruning::remove)), would);
    EXPECT_FALSE(archive.open(old));
    EXPECT_TRUE(archive.open(needed));
    EXPECT_TRUE(archive.open(young));
    EXPECT_TRUE(std::filesystem::exists(folder.file("notes.zst")));
    EXPECT_EQ(value(archive.prune({needed}, at("2020-01-01"), Archive::Pruning::remove)).documents,
              0);
}

} // namespace
} // namespace tuermer
