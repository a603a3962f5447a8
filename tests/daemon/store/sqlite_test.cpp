// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sqlite.hpp"

#include "tests/daemon/store/fixture.hpp"

namespace tuermer::sqlite {
namespace {

using namespace tuermer::testing;

class Sqlite : public ::testing::Test {
protected:
    Sqlite() { done(database.script("CREATE TABLE t (a INTEGER PRIMARY KEY, b ANY) STRICT")); }

    std::int64_t count()
    {
        auto rows = database.query("SELECT count(*) FROM t");
        return rows.next() ? rows.integer(0) : -1;
    }

    Folder folder;
    Database database = value(Database::open(folder.file("t.db")));
};

TEST_F(Sqlite, GivesBackWhatWasBound)
{
    done(database.run("INSERT INTO t (b) VALUES (?), (?), (?), (?)", std::string_view("Bär\0x", 6),
                      0.1, std::optional<double>(), Blob{std::string_view("\xff\0", 2)}));
    auto rows = database.query("SELECT b FROM t ORDER BY a");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(0), std::string_view("Bär\0x", 6));
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.real(0), 0.1);
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.is_null(0));
    EXPECT_EQ(rows.optional_real(0), std::nullopt);
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(0), std::string_view("\xff\0", 2));
    EXPECT_FALSE(rows.next());
    EXPECT_FALSE(rows.next()) << "must not run again";
    EXPECT_TRUE(rows.finish());
}

TEST_F(Sqlite, StoresAnEmptyTextAsTextAndNotAsNull)
{
    done(database.run("INSERT INTO t (b) VALUES (?)", std::string_view()));
    auto rows = database.query("SELECT b FROM t");
    ASSERT_TRUE(rows.next());
    EXPECT_FALSE(rows.is_null(0));
}

TEST_F(Sqlite, RollsBackWhatIsNotCommitted)
{
    {
        auto transaction = value(Transaction::begin(database));
        done(database.run("INSERT INTO t (b) VALUES (1)"));
    }
    EXPECT_EQ(count(), 0);
    auto transaction = value(Transaction::begin(database));
    done(database.run("INSERT INTO t (b) VALUES (1)"));
    done(transaction.commit());
    EXPECT_EQ(count(), 1);
}

TEST_F(Sqlite, RefusesToUseAStatementWhileItsRowsAreBeingRead)
{
    done(database.run("INSERT INTO t (b) VALUES (1), (2)"));
    auto outer = database.query("SELECT b FROM t");
    ASSERT_TRUE(outer.next());
    auto inner = database.query("SELECT b FROM t");
    EXPECT_FALSE(inner.next());
    EXPECT_FALSE(inner.finish());
    EXPECT_TRUE(outer.next()) << "the outer rows are not disturbed";
}

TEST_F(Sqlite, TellsAMistakeInBothLanguagesWithTheFile)
{
    const auto refused = database.run("SELECT a FROM nowhere");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().where, folder.file("t.db"));
    EXPECT_NE(refused.error().what.de.find("no such table: nowhere"), std::string::npos);
    EXPECT_NE(refused.error().what.en.find("no such table: nowhere"), std::string::npos);
    EXPECT_NE(refused.error().what.de, refused.error().what.en);
}

TEST_F(Sqlite, NamesTheRemedyByWhatHappened)
{
    EXPECT_EQ(error_of(SQLITE_FULL, "", "").remedy, Remedy::retry);
    EXPECT_EQ(error_of(SQLITE_BUSY_SNAPSHOT, "", "").remedy, Remedy::retry);
    EXPECT_EQ(error_of(SQLITE_IOERR_FSYNC, "", "").remedy, Remedy::retry);
    EXPECT_EQ(error_of(SQLITE_CORRUPT_INDEX, "", "").remedy, Remedy::restart);
    EXPECT_EQ(error_of(SQLITE_NOTADB, "", "").remedy, Remedy::restart);
    EXPECT_EQ(error_of(SQLITE_READONLY_DIRECTORY, "", "").remedy, Remedy::mend);
    EXPECT_EQ(error_of(SQLITE_CANTOPEN_ISDIR, "", "").remedy, Remedy::mend);
}

TEST_F(Sqlite, SaysWhereAFileCannotBeOpened)
{
    const auto opened = Database::open(folder.file("missing/t.db"));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, Remedy::mend);
    EXPECT_EQ(opened.error().where, folder.file("missing/t.db"));
}

} // namespace
} // namespace tuermer::sqlite
