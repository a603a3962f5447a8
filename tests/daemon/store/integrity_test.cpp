// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/integrity.hpp"

#include "tests/daemon/store/fixture.hpp"

#include <fstream>

namespace tuermer {
namespace {

using namespace tuermer::testing;
using Lines = std::vector<std::string>;

class Integrity : public ::testing::Test {
protected:
    Integrity()
    {
        std::vector<Told> told;
        for (int area = 0; area < 500; ++area)
            told.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(1.0 * area)});
        auto& outcome = world.learn("2024-08-01", told);
        outcome.events.emplace_back().id = "abcd";
        done(store->commit(world.record(), at("2024-08-01")));
    }

    // Past the triggers, as a faulty disk or a person with a tool would.
    void damage(const std::string& sql)
    {
        auto database = value(sqlite::Database::open(file));
        done(database.script("DROP TRIGGER sheet_is_never_changed;"
                             "DROP TRIGGER vintage_is_never_removed;"
                             "DROP TRIGGER event_is_never_changed;" +
                             sql));
    }
    std::string finding()
    {
        const auto checked = store->check_integrity();
        if (checked) return "";
        EXPECT_EQ(checked.error().remedy, Remedy::restart);
        return checked.error().what.en;
    }

    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
    World world;
};

TEST_F(Integrity, IsConfirmedForASoundDatabase)
{
    EXPECT_EQ(finding(), "");
}

TEST_F(Integrity, MissesAVintageThatFiguresReferTo)
{
    damage("DELETE FROM vintage");
    EXPECT_NE(finding().find("of sheet refers to nothing in vintage"), std::string::npos);
}

TEST_F(Integrity, MissesSeriesUnderTheirMeasure)
{
    damage("UPDATE sheet SET first = NULL, cells = '{\"7777\":1}'");
    EXPECT_NE(finding().find("series 7777"), std::string::npos);
}

TEST_F(Integrity, MissesPlacesUnderTheirMeasure)
{
    damage("UPDATE sheet SET first = 7777, cells = '[1]'");
    EXPECT_NE(finding().find("series 7777"), std::string::npos);
    EXPECT_FALSE(store->load(shapes(), {}, [](const Panel&) -> Result<> { return {}; }));
}

TEST_F(Integrity, MissesFiguresThatCannotBeRead)
{
    damage("UPDATE sheet SET first = NULL, cells = '{\"1\":true}'");
    EXPECT_NE(finding().find("cannot be read"), std::string::npos);
    EXPECT_FALSE(store->load(shapes(), {}, [](const Panel&) -> Result<> { return {}; }));
}

TEST_F(Integrity, MissesEvidenceThatCannotBeRead)
{
    damage("UPDATE event SET evidence = '{}'");
    EXPECT_NE(finding().find("event abcd"), std::string::npos);
}

TEST_F(Integrity, MissesAPeriodThatIsNone)
{
    damage("UPDATE period SET notation = 'bald'");
    EXPECT_NE(finding().find("bald"), std::string::npos);
}

TEST_F(Integrity, IsDeniedForAFileWithAPageOverwritten)
{
    done(store->backup(folder.file("copy.db"))); // one file, nothing left in a WAL
    const auto size = std::filesystem::file_size(folder.file("copy.db"));
    {
        std::fstream copy(folder.file("copy.db"), std::ios::in | std::ios::out | std::ios::binary);
        copy.seekp(static_cast<std::streamoff>(size / 2));
        copy << std::string(8192, '\x55');
    }
    const auto opened = open_sqlite_store(folder.file("copy.db"), "goslar");
    if (!opened) {
        EXPECT_EQ(opened.error().remedy, Remedy::restart);
        return;
    }
    const auto checked = (*opened)->check_integrity();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().remedy, Remedy::restart);
}

using Backup = Integrity;

TEST_F(Backup, IsOneFileThatHoldsEverything)
{
    const auto copy = folder.file("copy.db");
    done(store->backup(copy));
    EXPECT_FALSE(std::filesystem::exists(copy + ".part"));
    EXPECT_FALSE(std::filesystem::exists(copy + "-wal"));
    EXPECT_EQ(rows(copy, "PRAGMA journal_mode", 1), Lines{"delete"});
    const auto restored = open(copy);
    EXPECT_EQ(figures(*restored), figures(*store));
    EXPECT_EQ(value(restored->events(10)).size(), 1);
    EXPECT_TRUE(restored->check_integrity());
}

TEST_F(Backup, ReplacesAnOlderOne)
{
    const auto copy = folder.file("copy.db");
    done(store->backup(copy));
    world.learn("2024-09-01", {{"unemployed", {"00001"}, "2024-08", of(5)}});
    done(store->commit(world.record(), at("2024-09-01")));
    done(store->backup(copy));
    EXPECT_EQ(figures(*open(copy)).size(), 501);
}

TEST_F(Backup, IsNotWrittenOverTheDatabaseItself)
{
    const auto refused = store->backup(file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::mend);
    EXPECT_EQ(finding(), "");
}

TEST_F(Backup, LeavesNothingBehindWhereItCannotBeWritten)
{
    EXPECT_FALSE(store->backup(folder.file("missing/copy.db")));
    std::filesystem::create_directories(folder.file("taken/x"));
    EXPECT_FALSE(store->backup(folder.file("taken")));
    EXPECT_FALSE(std::filesystem::exists(folder.file("taken.part")));
}

TEST_F(Backup, GoesOnWhileAnotherConnectionIsWriting)
{
    auto writer = value(sqlite::Database::open(file));
    auto transaction = value(sqlite::Transaction::begin(writer));
    done(writer.run("INSERT INTO tenant (name) VALUES ('half done')"));
    done(store->backup(folder.file("copy.db")));
    EXPECT_EQ(rows(folder.file("copy.db"), "SELECT name FROM tenant", 1), Lines{"goslar"});
}

} // namespace
} // namespace tuermer
