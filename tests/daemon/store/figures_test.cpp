// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/figures.hpp"

#include "daemon/store/sqlite_store.hpp"
#include "tests/daemon/store/fixture.hpp"

#include <cstdlib>
#include <fstream>
#include <limits>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

using namespace tuermer::testing;
using Lines = std::vector<std::string>;

const Cell withheld{0, Missing::withheld};
const Cell provisional_52{52, Mark(Missing::none, Status::provisional)};

class Figures : public ::testing::Test {
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

TEST_F(Figures, AreLoadedAsTheyWereTakenIn)
{
    learn("2024-11-08", {{"leavers", {"03153", "foreign"}, "2023", of(44)},
                         {"leavers", {"03153", "foreign"}, "2024", provisional_52},
                         {"leavers", {"03", "german"}, "2024", withheld},
                         {"unemployed", {"03153"}, "2024-07", of(0.1)}});
    Lines panels;
    std::vector<Cell> cells;
    done(store->load(shapes(), {}, [&](const Panel& panel) -> Result<> {
        panels.push_back(panel.name());
        for (const auto& seen : held(panel)) cells.push_back(seen.cell);
        return {};
    }));
    EXPECT_EQ(panels, (Lines{"leavers", "unemployed"}));
    EXPECT_EQ(cells, (std::vector{of(44), provisional_52, withheld, of(0.1)}));
    EXPECT_EQ(figures(*store), (Lines{"leavers area=03153 nationality=foreign 2023 44.000000",
                                      "leavers area=03153 nationality=foreign 2024 52.000000",
                                      "leavers area=03 nationality=german 2024 withheld",
                                      "unemployed area=03153 2024-07 0.100000"}));
}

// Closing a file that SQLite holds open drops its locks; the next reader from outside would then
// take the journal away from under the store.
TEST_F(Figures, AreStillSeenFromOutsideAfterALoad)
{
    learn("2024-11-08", {{"leavers", {"03153", "foreign"}, "2023", of(44)}});
    done(store->load(shapes(), {}, [](const Panel&) -> Result<> { return {}; }));
    const auto look =
        "sqlite3 '" + file + "' 'SELECT count(*) FROM figures_now' > '" + folder.file("seen") + "'";
    ASSERT_EQ(std::system(look.c_str()), 0);
    learn("2025-11-08", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    ASSERT_EQ(std::system(look.c_str()), 0);
    std::string seen;
    std::getline(std::ifstream(folder.file("seen")), seen);
    EXPECT_EQ(seen, "2");
}

TEST_F(Figures, AreTheNewestKnownAtThatTime)
{
    learn("2023-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(40)}});
    learn("2024-03-01", {{"leavers", {"03153", "foreign"}, "2023", withheld}});
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(44)},
                         {"leavers", {"03153", "foreign"}, "2024", of(48)}});
    const std::string key = "leavers area=03153 nationality=foreign ";
    EXPECT_EQ(figures(*store, at("2023-10-31")), Lines{});
    EXPECT_EQ(figures(*store, at("2023-11-01")), Lines{key + "2023 40.000000"});
    EXPECT_EQ(figures(*store, at("2024-10-31")), Lines{key + "2023 withheld"});
    EXPECT_EQ(figures(*store), (Lines{key + "2023 44.000000", key + "2024 48.000000"}));
}

TEST_F(Figures, OfAnOlderReleaseThatComesLateDoNotReplaceNewerOnes)
{
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(44)}});
    learn("2023-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(40)}});
    EXPECT_EQ(figures(*store), Lines{"leavers area=03153 nationality=foreign 2023 44.000000"});
}

TEST_F(Figures, LearnedLaterWinOfTwoWithTheSameReleaseDay)
{
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(47)}});
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    EXPECT_EQ(figures(*store), Lines{"leavers area=03153 nationality=foreign 2024 48.000000"});
    EXPECT_EQ(rows(file, "SELECT value FROM figures_now", 1), Lines{"48"});
    EXPECT_EQ(value(store->as_of("leavers", "area=03153 nationality=foreign", Period::year(2024),
                                 at("2024-11-01")))
                  ->cell,
              of(48));
}

TEST_F(Figures, TellEveryVintageOfACellOldestFirst)
{
    learn("2023-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(40)},
                         {"leavers", {"03153", "german"}, "2023", of(1)}});
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", provisional_52}});
    const auto history =
        value(store->history("leavers", "area=03153 nationality=foreign", Period::year(2023)));
    ASSERT_EQ(history.size(), 2);
    EXPECT_EQ(history[0].cell, of(40));
    EXPECT_EQ(history[1].cell, provisional_52);
    EXPECT_EQ(history[1].vintage, world.outcome.vintage);
    EXPECT_TRUE(value(store->history("leavers", "area=03153", Period::year(2023))).empty());
    EXPECT_FALSE(value(store->as_of("leavers", "area=03153 nationality=foreign", Period::year(2023),
                                    at("2023-10-31"))));
}

TEST_F(Figures, KeepCodesWithBlanksAndEqualSigns)
{
    learn("2024-11-01", {{"leavers", {"Bad Harzburg", "a=b \\ c"}, "2024", of(3)}});
    EXPECT_EQ(figures(*store),
              Lines{R"(leavers area=Bad\ Harzburg nationality=a\=b\ \\\ c 2024 3.000000)"});
}

TEST_F(Figures, AreTheSameSeriesWhenTheDimensionsAreToldInAnotherOrder)
{
    learn("2023-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(40)}});
    auto turned = shapes();
    turned[0].dimensions = {"nationality", "area"};
    World other(turned);
    other.learn("2024-11-01", {{"leavers", {"foreign", "03153"}, "2023", of(44)}});
    done(store->commit(other.record(), at("2024-11-01")));
    EXPECT_EQ(figures(*store), Lines{"leavers area=03153 nationality=foreign 2023 44.000000"});
    EXPECT_EQ(figures(*store, {}, turned),
              Lines{"leavers nationality=foreign area=03153 2023 44.000000"});
    EXPECT_EQ(value(store->history("leavers", "nationality=foreign area=03153", Period::year(2023)))
                  .size(),
              2);
}

TEST_F(Figures, ThatNoLongerFitTheShapeAreLeftOutAndKept)
{
    learn("2024-11-01", {{"unemployed", {"03153"}, "2024-07", of(100)},
                         {"leavers", {"03153", "foreign"}, "2024", of(48)}});
    auto changed = shapes();
    changed[0].dimensions = {"area"};
    changed[1].frequency = Frequency::quarter;
    EXPECT_EQ(figures(*store, {}, changed), Lines{});
    EXPECT_EQ(figures(*store).size(), 2);
}

TEST_F(Figures, OfAnotherTenantAreNotSeen)
{
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    const auto other = open(file, "harz");
    EXPECT_EQ(figures(*other), Lines{});
    World theirs;
    theirs.learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(7)}});
    done(other->commit(theirs.record(), at("2024-11-01")));
    EXPECT_EQ(figures(*other), Lines{"leavers area=03153 nationality=foreign 2024 7.000000"});
    EXPECT_EQ(figures(*store), Lines{"leavers area=03153 nationality=foreign 2024 48.000000"});
}

TEST_F(Figures, CanNeitherBeChangedNorRemovedEvenByHand)
{
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    auto database = value(sqlite::Database::open(file));
    for (const auto* sql :
         {"UPDATE sheet SET cells = '{}'", "DELETE FROM sheet", "DELETE FROM vintage",
          "UPDATE vintage SET known_since = '2020-01-01T00:00:00Z'"})
        EXPECT_FALSE(database.run(sql)) << sql;
    EXPECT_EQ(figures(*store), Lines{"leavers area=03153 nationality=foreign 2024 48.000000"});
}

TEST_F(Figures, CanBeReadByAPersonWithPlainSql)
{
    learn("2023-11-01", {{"unemployed", {"03153"}, "2023-07", of(1)}});
    learn("2024-11-01", {{"unemployed", {"03153"}, "2023-07", withheld},
                         {"leavers", {"03153", "foreign"}, "2024", provisional_52}});
    EXPECT_EQ(rows(file,
                   "SELECT measure, key, period, value, sign, status, known_since, source "
                   "FROM figures_now WHERE tenant = 'goslar' ORDER BY measure",
                   8),
              (Lines{"leavers|area=03153 nationality=foreign|2024|52||provisional|"
                     "2024-11-01T00:00:00Z|schule",
                     "unemployed|area=03153|2023-07||withheld|final|2024-11-01T00:00:00Z|schule"}));
    EXPECT_EQ(rows(file,
                   "SELECT value, sign, known_since FROM observation WHERE measure = 'unemployed' "
                   "AND key = 'area=03153' AND period = '2023-07' ORDER BY known_since",
                   3),
              (Lines{"1||2023-11-01T00:00:00Z", "|withheld|2024-11-01T00:00:00Z"}));
    EXPECT_EQ(rows(file, "SELECT document, licence FROM vintage LIMIT 1", 2),
              Lines{"schule.csv|dl-de/by-2-0"});
}

// More areas than a sparse sheet would be worth, and one that is not told the second time.
TEST_F(Figures, OfManyAreasAreOneDenseSheetThatAPersonCanRead)
{
    std::vector<Told> july, august;
    for (int area = 0; area < 40; ++area)
        july.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(area + 0.5)});
    july[7].cell = withheld;
    august = july;
    for (auto& figure : august) figure.period = "2024-08";
    august.erase(august.begin() + 3);
    learn("2024-08-01", july);
    learn("2024-09-01", august);
    EXPECT_EQ(rows(file, "SELECT first, substr(cells, 1, 20) FROM sheet ORDER BY id", 2),
              (Lines{"0|[0.5,1.5,2.5,3.5,4.5", "0|[0.5,1.5,2.5,null,4."}));
    EXPECT_EQ(rows(file,
                   "SELECT key, period, value, sign FROM figures_now WHERE measure = 'unemployed' "
                   "AND key IN ('area=00003', 'area=00007', 'area=00008') ORDER BY key, period",
                   4),
              (Lines{"area=00003|2024-07|3.5|", "area=00007|2024-07||withheld",
                     "area=00007|2024-08||withheld", "area=00008|2024-07|8.5|",
                     "area=00008|2024-08|8.5|"}));
    EXPECT_EQ(figures(*store).size(), 79);
    EXPECT_EQ(value(store->history("unemployed", "area=00008", Period::month(2024, 8))).at(0).cell,
              of(8.5));
    EXPECT_TRUE(store->history("unemployed", "area=00003", Period::month(2024, 8))->empty());
    EXPECT_TRUE(store->check_integrity());
}

TEST_F(Figures, OfAreasFarApartAreASparseSheet)
{
    std::vector<Told> all;
    for (int area = 0; area < 40; ++area)
        all.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(area)});
    learn("2024-08-01", all);
    learn("2024-09-01", {{"unemployed", {"00001"}, "2024-07", of(100)},
                         {"unemployed", {"00039"}, "2024-07", of(200)}});
    EXPECT_EQ(rows(file, "SELECT coalesce(first, 'sparse'), cells FROM sheet WHERE id = 2", 2),
              Lines{R"(sparse|{"2":100,"40":200})"});
    EXPECT_EQ(rows(file, "SELECT key, value FROM figures_now WHERE value >= 100 ORDER BY key", 2),
              (Lines{"area=00001|100", "area=00039|200"}));
    EXPECT_EQ(figures(*store).size(), 40);
}

// A reload makes the graph anew: its rows are numbered otherwise, and the store must see that.
TEST_F(Figures, StayWithTheirSeriesWhenAnotherGraphNumbersItsRowsOtherwise)
{
    learn("2024-11-01", {{"unemployed", {"03153"}, "2024-07", of(1)},
                         {"unemployed", {"03154"}, "2024-07", of(2)}});
    world = World();
    learn("2024-12-01", {{"unemployed", {"03154"}, "2024-08", of(4)},
                         {"unemployed", {"03153"}, "2024-08", of(3)}});
    EXPECT_EQ(figures(*store), (Lines{"unemployed area=03153 2024-07 1.000000",
                                      "unemployed area=03153 2024-08 3.000000",
                                      "unemployed area=03154 2024-07 2.000000",
                                      "unemployed area=03154 2024-08 4.000000"}));
}

TEST_F(Figures, ThatAreNoNumbersAreRefused)
{
    world.learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(44)},
                               {"leavers", {"03153", "foreign"}, "2024", of(48)}});
    world.outcome.cells[1].now.value = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(store->commit(world.record(), at("2024-11-01")));
    world.outcome.cells[1].now.value = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(store->commit(world.record(), at("2024-11-01")));
    EXPECT_EQ(figures(*store), Lines{});
    EXPECT_EQ(rows(file, "SELECT id FROM vintage", 1), Lines{});
}

TEST_F(Figures, StayRightAfterACommitThatFailed)
{
    // The failed commit had numbered a series; that number must not be used again.
    world.learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    auto record = world.record();
    record.messages.emplace_back().addresses.emplace_back().state = "no such state";
    ASSERT_FALSE(store->commit(record, at("2024-11-01")));
    EXPECT_EQ(rows(file, "SELECT id FROM vintage UNION ALL SELECT id FROM series", 1), Lines{});

    World again;
    again.learn("2024-11-01", {{"unemployed", {"03153"}, "2024-07", of(1)},
                               {"leavers", {"03153", "foreign"}, "2024", of(48)}});
    done(store->commit(again.record(), at("2024-11-01")));
    EXPECT_EQ(figures(*store), (Lines{"leavers area=03153 nationality=foreign 2024 48.000000",
                                      "unemployed area=03153 2024-07 1.000000"}));
    EXPECT_TRUE(store->check_integrity());
}

TEST_F(Figures, FindSeriesThatAnotherDaemonAddedMeanwhile)
{
    learn("2024-11-01", {{"leavers", {"03153", "foreign"}, "2023", of(44)}});
    const auto second = open(file);
    World theirs;
    theirs.learn("2024-11-02", {{"leavers", {"03153", "german"}, "2024", of(5)}});
    done(second->commit(theirs.record(), at("2024-11-02")));
    learn("2024-11-03", {{"leavers", {"03153", "german"}, "2024", of(6)}});
    EXPECT_EQ(figures(*store), (Lines{"leavers area=03153 nationality=foreign 2023 44.000000",
                                      "leavers area=03153 nationality=german 2024 6.000000"}));
}

TEST_F(Figures, StopLoadingAtTheFirstErrorOfTheReader)
{
    int called = 0;
    const auto loaded = store->load(shapes(), {}, [&](const Panel&) -> Result<> {
        ++called;
        return fail(Remedy::mend, {"so nicht", "not so"});
    });
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().what.en, "not so");
    EXPECT_EQ(called, 1);
}

// A database that may not grow any further is a full disk to SQLite.
TEST(FullDisk, LeavesNothingBehindAsksForAnotherTryAndPasses)
{
    const Folder folder;
    const auto file = folder.file("t.db");
    open(file);
    auto database = value(sqlite::Database::open(file));
    const auto handle = database.handle();
    const auto limit = [handle](int pages) {
        const auto sql = fmt::format("PRAGMA max_page_count = {}", pages);
        ASSERT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    };
    const auto store = value(stored::open_store(std::move(database), "goslar"));
    limit(1); // SQLite takes the present size for it
    World world;
    std::vector<Told> told;
    for (int area = 0; area < 2'000; ++area)
        told.push_back({"unemployed", {fmt::format("{:05}", area)}, "2024-07", of(1.0 * area)});
    world.learn("2024-08-01", told);
    auto record = world.record();
    record.source.bookmark = "etag";
    const auto refused = store->commit(record, at("2024-08-01"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::retry);
    EXPECT_TRUE(refused.error().what.de.starts_with(
        "Für die Datenbank ist kein Platz mehr auf dem Datenträger"));
    EXPECT_EQ(figures(*store), Lines{});
    EXPECT_TRUE(value(store->sources()).empty());
    EXPECT_TRUE(store->check_integrity());

    limit(100'000);
    done(store->commit(record, at("2024-08-01")));
    EXPECT_EQ(figures(*store).size(), 2'000);
}

TEST_F(Figures, OfAreasThatCameLaterMakeNoRowsBefore)
{
    learn("2024-01-01", {{"unemployed", {"03152"}, "2023-12", of(1)},
                         {"unemployed", {"03154"}, "2023-12", of(2)}});
    learn("2024-02-01", {{"unemployed", {"03153"}, "2023-12", of(3)},
                         {"unemployed", {"03154"}, "2023-12", of(4)}});
    Lines areas;
    const auto note = [&](const Panel& panel) -> Result<> {
        for (std::uint32_t row = 0; row < panel.rows(); ++row)
            areas.push_back(panel.keys().code(row, 0));
        return {};
    };
    done(store->load({shapes()[1]}, at("2024-01-15"), note));
    EXPECT_EQ(areas, (Lines{"03152", "03154"}));
    areas.clear();
    done(store->load({shapes()[1]}, {}, note));
    EXPECT_EQ(areas, (Lines{"03152", "03154", "03153"}));
}

// Whole months of many areas in any order, some told again much later or out of turn.
RC_GTEST_PROP(FiguresOfManyPeriods, AreWhatAMapWouldHold, ())
{
    const Folder folder;
    const auto store = open(folder.file("t.db"));
    World world;
    struct Known {
        Instant since;
        Cell cell;
    };
    std::map<std::string, Known> expected;
    for (int left = *rc::gen::inRange(1, 40); left > 0; --left) {
        const auto day = fmt::format("2026-01-{:02}", *rc::gen::inRange(1, 29));
        const auto month =
            fmt::format("{}-{:02}", *rc::gen::inRange(2022, 2025), *rc::gen::inRange(1, 13));
        const auto first = *rc::gen::inRange(0, 10), areas = *rc::gen::inRange(1, 30);
        std::vector<Told> told;
        for (int area = first; area < first + areas; ++area)
            told.push_back({"unemployed",
                            {fmt::format("{:05}", area)},
                            month,
                            *rc::gen::element(of(1), of(2.5), of(12345), of(-7), withheld)});
        world.learn(day, told);
        done(store->commit(world.record(), at(day)));
        for (const auto& changed : world.outcome.cells) {
            const auto cell = key_text(world.graph.panel(1).keys(), changed.row) + " " + month;
            auto& known = expected.try_emplace(cell, Known{at(day), changed.now}).first->second;
            if (known.since <= at(day)) known = {at(day), changed.now};
        }
    }
    std::map<std::string, Cell> loaded;
    done(store->load(shapes(), {}, [&](const Panel& panel) -> Result<> {
        for (const auto& seen : held(panel))
            loaded.emplace(seen.key + " " + to_string(seen.period), seen.cell);
        return {};
    }));
    RC_ASSERT(loaded.size() == expected.size());
    for (const auto& [cell, known] : expected) RC_ASSERT(loaded.at(cell) == known.cell);
}

// Random histories: whatever was told, the store knows what a map would.
RC_GTEST_PROP(FiguresOfRandomHistories, AreWhatAMapWouldHold, ())
{
    const Folder folder;
    const auto store = open(folder.file("t.db"));
    World world;
    struct Known {
        Instant since;
        Cell cell;
    };
    std::map<std::string, std::vector<Known>> told;
    const int releases = *rc::gen::inRange(1, 6);
    for (int number = 0; number < releases; ++number) {
        const auto day = fmt::format("2024-0{}-01", *rc::gen::inRange(1, 9));
        for (int left = *rc::gen::inRange(0, 8); left > 0; --left) {
            const std::string area = *rc::gen::element<std::string>("03", "03153", "a b=c");
            const std::string month = *rc::gen::element<std::string>("2023-01", "2023-12");
            const Cell cell = *rc::gen::element(of(1), of(2.5), withheld);
            world.learn(day, {{"unemployed", {area}, month, cell}});
            const auto record = world.record();
            done(store->commit(record, at(day)));
            for (const auto& changed : world.outcome.cells)
                told[key_text(world.graph.panel(1).keys(), changed.row) + " " + month].push_back(
                    {at(day), changed.now});
        }
    }
    const auto as_of = at(fmt::format("2024-0{}-01", *rc::gen::inRange(1, 9)));
    std::map<std::string, Cell> expected, loaded;
    for (auto& [cell, history] : told) {
        std::ranges::stable_sort(history, {}, &Known::since);
        for (const auto& known : history)
            if (known.since <= as_of) expected[cell] = known.cell;
    }
    done(store->load(shapes(), as_of, [&](const Panel& panel) -> Result<> {
        for (const auto& seen : held(panel))
            loaded.emplace(seen.key + " " + to_string(seen.period), seen.cell);
        return {};
    }));
    RC_ASSERT(loaded == expected);
}

} // namespace
} // namespace tuermer
