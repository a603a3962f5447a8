// SPDX-License-Identifier: EUPL-1.2
// The figures in SQLite: measures, series, periods, vintages and the observations under them.
// Taking in caches the numbers of series, since a national release asks for a quarter of a million
// of them; reading is one pass over a measure in the order in which it lies on disk.
#pragma once

#include "daemon/store/sheet.hpp"
#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"

#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tuermer::stored {

class FigureIntake {
public:
    FigureIntake(sqlite::Database& database, std::int64_t tenant)
        : database_(&database), tenant_(tenant)
    {
    }

    // The record's vintage and its cells; belongs into a transaction. The vintage's number; none
    // where rules were edited and nothing was published.
    Result<std::optional<std::int64_t>> add(const ReleaseRecord& record);
    // After a rollback: the numbers given within the transaction are no longer true.
    void forget();

private:
    using Place = std::int64_t; // of a series within its measure
    static constexpr Place unknown = -1;
    struct Measure {
        std::int64_t id = 0;
        std::vector<std::int64_t> series;              // [place]: number
        std::unordered_map<std::string, Place> places; // by key, canonical or as told
        // Shares the key table whose rows `rows` are: it is only ever added to, and while it is
        // held, no other one takes its address.
        Panel keys;
        std::vector<Place> rows; // [row]
    };
    // The cells of one period, by place.
    using Sheet = std::vector<SheetCell>;

    Result<std::int64_t> add_vintage(const ReleaseRecord& record);
    Result<> add_measure(std::span<const ChangedCell> cells, const Graph& graph,
                         std::int64_t vintage);
    Result<> insert(const Measure& measure, Period period, Sheet cells, std::int64_t vintage);

    Result<Measure*> measure(const std::string& name);
    Result<> catch_up(Measure& measure);
    Result<> add_series(Measure& measure, const std::string& canonical);
    Result<> find_rows(Measure& measure, std::span<const ChangedCell> cells, const Panel& panel);
    Result<Place> place(Measure& measure, const std::string& key);
    Result<std::int64_t> period(Period period);
    template <class... Values>
    Result<std::int64_t> number(std::string_view find, std::string_view add,
                                const Values&... values);

    sqlite::Database* database_;
    std::int64_t tenant_;
    std::map<std::string, Measure, std::less<>> measures_;
    std::map<Period, std::int64_t> periods_;
};

// See Store::load. Cells whose dimensions or frequency are no longer those of the shape stay in the
// store and are left out.
Result<> load_figures(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                      const std::function<Result<>(Panel)>& each);

// See Store::history.
Result<std::vector<StoredObservation>> history_of(sqlite::Database& database, std::int64_t tenant,
                                                  const std::string& measure,
                                                  const std::string& key, Period period);

// What to say when stored figures cannot be read.
Error unreadable(const sqlite::Database& database, std::string_view what);

// Every sheet can be read, and its series belong to its measure.
Result<> check_sheets(sqlite::Database& database);

// A key with its dimensions in one order (area first, then by name), so that a measure whose
// dimensions are told in another order one day is still the same series.
std::string canonical_key(const std::string& key);

} // namespace tuermer::stored
