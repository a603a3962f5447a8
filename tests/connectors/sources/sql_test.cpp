// SPDX-License-Identifier: EUPL-1.2
// Databases: SQLite files made by each case, and a real PostgreSQL of its own through unixODBC
// where both are installed.
#include "connectors/sources/sql/query.hpp"
#include "tests/connectors/sources/kind_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <sqlite3.h>

namespace tuermer {
namespace {

using Seen = std::vector<std::string>;

// What comes of one poll, through figures, "nothing new", or the error.
class Polling {
public:
    Seen lived(Connector& connector, Bookmark bookmark = {})
    {
        auto fetched = loop.wait(connector.fetch(std::move(bookmark)));
        if (!fetched) return {fetched.error().what.de};
        left = fetched->bookmark;
        if (fetched->documents.empty()) return {"nothing new"};
        received = all_bytes(*fetched->documents.front().bytes).value();
        return test::observations(connector, fetched);
    }

    testing::Loop loop;
    Bookmark left;
    std::string received;
};

class SqliteFile : public ::testing::Test, protected Polling {
protected:
    SqliteFile()
    {
        run("CREATE TABLE zahlen (jahr INTEGER, ags TEXT, wert REAL, bemerkung TEXT);"
            "INSERT INTO zahlen VALUES (2023, '03153', 1234.5, 'Größe, \"ä\"'),"
            "(2024, '03153', 48, NULL);");
    }

    void run(const char* statements)
    {
        sqlite3* file = nullptr;
        sqlite3_open((folder_.path() / "zahlen.db").c_str(), &file);
        EXPECT_EQ(sqlite3_exec(file, statements, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(file);
    }

    std::unique_ptr<Connector> source(const std::string& query, const std::string& keys = "")
    {
        SourceServices services;
        services.base = folder_.path();
        return test::connector_of("sql",
                                  "sqlite = \"zahlen.db\"\nquery = '''" + query + "'''\n" + keys +
                                      "\n" + test::plain_columns,
                                  services);
    }

    testing::Folder folder_;
};

TEST_F(SqliteFile, IsReadLikeATableAndKnownAgain)
{
    const auto all = source("SELECT * FROM zahlen ORDER BY jahr");
    EXPECT_EQ(lived(*all), (Seen{"wert area=03153 2023 1234.5", "wert area=03153 2024 48"}));
    EXPECT_EQ(received, "jahr,ags,wert,bemerkung\n2023,03153,1234.5,\"Größe, \"\"ä\"\"\"\n"
                        "2024,03153,48.0,\n");
    EXPECT_EQ(lived(*all, left), (Seen{"nothing new"}));
    run("UPDATE zahlen SET wert = 49 WHERE jahr = 2024");
    EXPECT_EQ(lived(*all, left).back(), "wert area=03153 2024 49");
}

TEST_F(SqliteFile, IsNeverWritten)
{
    const auto writing = source("WITH x AS (SELECT 1) DELETE FROM zahlen");
    EXPECT_EQ(lived(*writing), (Seen{"Die Abfrage würde die Datenbank ändern; Türmer liest nur."}));
    EXPECT_EQ(lived(*source("SELECT * FROM zahlen")).size(), 2U);
}

TEST_F(SqliteFile, IsLeftAloneAfterTooManyRowsOrTooLong)
{
    EXPECT_NE(lived(*source("SELECT * FROM zahlen", "row_limit = 1")).front().find("mehr als 1 "),
              std::string::npos);
    const auto endless = source("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT count(*) AS wert FROM n",
                                "timeout = \"1 s\"");
    EXPECT_NE(lived(*endless).front().find("timeout"), std::string::npos);
}

TEST_F(SqliteFile, SaysWhatIsWrong)
{
    EXPECT_EQ(lived(*source("SELECT * FROM nirgends")),
              (Seen{"Die Datenbank sagt: „no such table: nirgends“."}));
}

TEST(SqlSettings, LetNothingPassThatIsNoSingleSelect)
{
    using sql::refuse_query;
    EXPECT_FALSE(refuse_query("SELECT ';' FROM x -- ; Ende\n;"));
    EXPECT_FALSE(refuse_query("/* Zahlen */ with a as (select 1) select * from a"));
    EXPECT_TRUE(refuse_query("DELETE FROM x"));
    EXPECT_TRUE(refuse_query("SELECT 1; COMMIT; DELETE FROM x"));
    EXPECT_TRUE(refuse_query("SELECT '''; DROP' ; DROP TABLE x"));
    EXPECT_TRUE(refuse_query(""));
}

TEST(SqlSettings, HoldNoPassword)
{
    EXPECT_NE(test::said_of("sql", "odbc = \"DSN=x;PWD=geheim\"\nquery = \"SELECT 1\"\n" +
                                       test::plain_columns)
                  .front()
                  .find("Ein Passwort gehört nicht in die Konfiguration"),
              std::string::npos);
}

TEST_F(SqliteFile, NeedsOneDatabase)
{
    EXPECT_NE(test::said_of("sql", "query = \"SELECT 1\"\n" + test::plain_columns)
                  .front()
                  .find("braucht entweder 'sqlite'"),
              std::string::npos);
}

constexpr const char* driver = "/usr/lib/x86_64-linux-gnu/odbc/psqlodbcw.so";

bool has_postgres()
{
    namespace fs = std::filesystem;
    return fs::exists("/usr/lib/postgresql") && fs::exists(driver);
}

class PostgresOverOdbc : public ::testing::Test, protected Polling {
protected:
    void SetUp() override
    {
        if (!has_postgres()) GTEST_SKIP() << "skipped: no PostgreSQL with its ODBC driver here";
        server_.emplace("../sources/postgres_server.py", std::vector<std::string>{});
    }

    std::unique_ptr<Connector> source(const std::string& query, const std::string& keys = "")
    {
        SourceServices services;
        services.secret = [](const std::string&) -> Result<std::string> { return "geheim}wort"; };
        const auto connection = fmt::format("Driver={};Server=127.0.0.1;Port={};Database=postgres",
                                            driver, server_->port);
        return test::connector_of("sql",
                                  "odbc = \"" + connection +
                                      "\"\nuser = \"leser\"\npassword_file = \"passwort\"\n"
                                      "query = '''" +
                                      query + "'''\n" + keys + "\n" + test::plain_columns,
                                  services);
    }

    std::optional<testing::Server> server_;
};

TEST_F(PostgresOverOdbc, IsReadToTheLastDigitAndLetter)
{
    const auto all = source("SELECT * FROM zahlen ORDER BY jahr");
    EXPECT_EQ(lived(*all), (Seen{"wert area=03153 2023 1234.5", "wert area=03153 2024 48"}));
    EXPECT_EQ(received, "jahr,ags,wert,bemerkung\n2023,03153,1234.50,\"Größe; \"\"ä\"\"\"\n"
                        "2024,03153,48.00,\n");
    EXPECT_EQ(lived(*all, left), (Seen{"nothing new"}));

    // Its login may write, the transaction may not.
    const auto writing = source("WITH x AS (DELETE FROM zahlen RETURNING *) SELECT * FROM x");
    EXPECT_NE(lived(*writing).front().find("read-only"), std::string::npos);
    EXPECT_EQ(lived(*all).size(), 2U);

    const auto slow =
        source("SELECT 2024 AS jahr, 'x' AS ags, 1 AS wert FROM pg_sleep(30)", "timeout = \"1 s\"");
    const auto answer = lived(*slow).front();
    EXPECT_TRUE(answer.find("timeout") != std::string::npos) << answer;
    EXPECT_NE(lived(*source("SELECT * FROM nirgends")).front().find("nirgends"), std::string::npos);
}

} // namespace
} // namespace tuermer
