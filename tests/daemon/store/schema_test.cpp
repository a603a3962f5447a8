// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/schema.hpp"

#include "tests/daemon/store/fixture.hpp"

#include <fstream>
#include <sstream>

namespace tuermer::sqlite {
namespace {

using namespace tuermer::testing;

std::string bytes_of(const std::string& file)
{
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

void write(const std::string& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

// As the first shipped schema holds it: one figure, one source, one event with its message.
constexpr const char* first_contents = R"sql(
INSERT INTO tenant VALUES (1, 'goslar');
INSERT INTO source VALUES (1, 'schule', 'etag-1', '2024-11-08T06:00:00Z', NULL, NULL, 2, '', '', '');
INSERT INTO vintage VALUES (1, 1, 'schule', '2024-11-08T00:00:00Z', '2024-11-08T06:00:00Z', 'abc',
                            'https://example.org', 'schule.csv', 'text/csv', 'LSN', 'dl-de/by-2-0');
INSERT INTO period VALUES (1, '2024');
INSERT INTO measure VALUES (1, 1, 'leavers');
INSERT INTO series VALUES (1, 1, 'area=03153 nationality=foreign');
INSERT INTO sheet VALUES (1, 1, 1, 1, '{"1":124}');
INSERT INTO event VALUES (1, 1, 'e1', 'a1', 'p1', 'rule', 'indicator', 'area=03153', 'fired',
                          'signal', 'notify', 'schule', '2024', '2024-11-08T06:00:00Z',
                          '2024-11-08T00:00:00Z', 0, '{}');
INSERT INTO outbox_message VALUES (1, 1, '<m1@x>', 'integration', 'smtp', 'Signal', 'schule',
                                   'signal', '2024-11-08T06:00:00Z', x'41');
INSERT INTO outbox_event VALUES (1, 0, 'e1');
INSERT INTO outbox_address VALUES (1, 0, 'a@kreis.example', 'waiting', 0, '2024-11-08T06:00:00Z',
                                   0, '', NULL);
)sql";

void make_first(const std::string& file)
{
    auto database = value(Database::open(file));
    done(bring_up_to_date(database, 1));
    done(database.script(first_contents));
}

std::string version_of(const std::string& file)
{
    return rows(file, "PRAGMA user_version", 1).front();
}

TEST(Schema, IsMadeInANewFileAndFoundAgain)
{
    const Folder folder;
    const auto file = folder.file("t.db");
    open(file);
    EXPECT_EQ(version_of(file), std::to_string(newest_version()));
    EXPECT_EQ(rows(file, "PRAGMA application_id", 1).front(), std::to_string(application_id));
    EXPECT_EQ(rows(file, "PRAGMA journal_mode", 1).front(), "wal");
    open(file);
    EXPECT_EQ(rows(file, "SELECT name FROM tenant", 1), std::vector<std::string>{"goslar"});
}

TEST(Schema, NumbersItsStepsWithoutGaps)
{
    int expected = 0;
    for (const auto& step : migrations()) EXPECT_EQ(step.version, ++expected);
    EXPECT_EQ(expected, newest_version());
}

TEST(Schema, OfTheFirstVersionIsBroughtUpToDateWithAllItsData)
{
    const Folder folder;
    const auto file = folder.file("old.db");
    make_first(file);
    ASSERT_EQ(version_of(file), "1");
    const auto store = open(file);
    EXPECT_EQ(version_of(file), std::to_string(newest_version()));
    EXPECT_EQ(figures(*store),
              (std::vector<std::string>{"leavers area=03153 nationality=foreign 2024 124.000000"}));
    const auto source = value(store->sources()).at(0);
    EXPECT_EQ(source.bookmark, "etag-1");
    EXPECT_EQ(source.failures, 2);
    EXPECT_EQ(source.content_digest, "");
    EXPECT_EQ(value(store->due(at("2025-01-01"), 10)).at(0).bytes, "A");
    EXPECT_EQ(value(store->thread_of("p1", "integration")), "<m1@x>");
    EXPECT_EQ(rows(file, "SELECT address, state FROM deliveries", 2),
              std::vector<std::string>{"a@kreis.example|waiting"});
}

TEST(Schema, BroughtUpToDateIsTheSameAsMadeAnew)
{
    const Folder folder;
    make_first(folder.file("old.db"));
    open(folder.file("old.db"));
    open(folder.file("new.db"));
    constexpr auto all = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";
    EXPECT_EQ(rows(folder.file("old.db"), all, 3), rows(folder.file("new.db"), all, 3));
}

TEST(Schema, StepThatFailsLeavesTheOldVersionWhole)
{
    const Folder folder;
    const auto file = folder.file("old.db");
    make_first(file);
    // In the way of the second step's last statement.
    done(value(Database::open(file)).script("CREATE TABLE deliveries (x)"));
    ASSERT_FALSE(open_sqlite_store(file, "goslar"));
    EXPECT_EQ(version_of(file), "1");
    EXPECT_EQ(
        rows(file, "SELECT name FROM pragma_table_info('source') WHERE name LIKE 'content%'", 1),
        std::vector<std::string>{});
}

TEST(Schema, NewerThanTheProgramIsRefusedAndLeftAsItIs)
{
    const Folder folder;
    const auto file = folder.file("new.db");
    open(file);
    done(value(Database::open(file)).script("PRAGMA user_version = 99"));
    const auto before = bytes_of(file);
    const auto opened = open_sqlite_store(file, "goslar");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, Remedy::mend);
    EXPECT_EQ(opened.error().what.de,
              "Die Datenbank hat den Stand 99, dieses Programm kennt nur Stände bis 7. Bitte das "
              "neuere Türmer installieren, das sie angelegt hat.");
    EXPECT_EQ(bytes_of(file), before);
}

TEST(Schema, RefusesAFileThatIsNoDatabaseAndLeavesItAsItIs)
{
    const Folder folder;
    const auto file = folder.file("brief.txt");
    std::string letter;
    while (letter.size() < 10'000) letter += "Sehr geehrte Damen und Herren,\n";
    write(file, letter);
    const auto opened = open_sqlite_store(file, "goslar");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, Remedy::restart);
    EXPECT_EQ(bytes_of(file), letter);
}

TEST(Schema, RefusesATruncatedDatabaseAndLeavesItAsItIs)
{
    const Folder folder;
    const auto file = folder.file("t.db");
    open(file);
    const auto half = bytes_of(file).substr(0, bytes_of(file).size() / 2);
    write(file, half);
    const auto opened = open_sqlite_store(file, "goslar");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, Remedy::restart);
    EXPECT_EQ(bytes_of(file), half);
}

TEST(Schema, RefusesTheDatabaseOfAnotherProgram)
{
    const Folder folder;
    const auto file = folder.file("other.db");
    done(value(Database::open(file)).script("CREATE TABLE kunden (name)"));
    const auto before = bytes_of(file);
    const auto opened = open_sqlite_store(file, "goslar");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().remedy, Remedy::mend);
    EXPECT_EQ(bytes_of(file), before);
}

TEST(Schema, IsMadeOnceWhenTwoOpenTheSameNewFile)
{
    const Folder folder;
    auto first = value(Database::open(folder.file("t.db")));
    auto second = value(Database::open(folder.file("t.db")));
    done(bring_up_to_date(first));
    done(bring_up_to_date(second));
    EXPECT_EQ(version_of(folder.file("t.db")), std::to_string(newest_version()));
}

} // namespace
} // namespace tuermer::sqlite
