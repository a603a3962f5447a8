// SPDX-License-Identifier: EUPL-1.2
// Single cells with all their vintages, and whether every sheet can be read.
#include "daemon/store/figures.hpp"

#include <unordered_map>

namespace tuermer::stored {

namespace {

Vintage vintage_of(const sqlite::Query& row, int first)
{
    return {row.instant(first), row.instant(first + 1), std::string(row.text(first + 2)),
            std::string(row.text(first + 3))};
}

} // namespace

Error unreadable(const sqlite::Database& database, std::string_view what)
{
    return {Remedy::restart,
            say("Die gespeicherten Werte von „{}“ sind nicht lesbar; bitte eine Sicherung "
                "zurückspielen.",
                "The stored figures of \"{}\" cannot be read; please restore a backup.", what),
            database.file()};
}

Result<std::vector<StoredObservation>> history_of(sqlite::Database& database, std::int64_t tenant,
                                                  const std::string& measure,
                                                  const std::string& key, Period period)
{
    std::vector<StoredObservation> history;
    const auto canonical = canonical_key(key);
    auto rows = database.query(
        "SELECT s.id, s.place, o.cells, o.first, v.known_since, v.retrieved, v.retrieval, v.url "
        "FROM measure AS m JOIN series AS s ON s.measure = m.id JOIN period AS p "
        "JOIN sheet AS o ON o.measure = m.id AND o.period = p.id "
        "JOIN vintage AS v ON v.id = o.vintage "
        "WHERE m.tenant = ? AND m.name = ? AND s.key = ? AND p.notation = ? "
        "ORDER BY v.known_since, v.id",
        tenant, measure, canonical, period);
    while (rows.next()) {
        const auto first = rows.optional_integer(3);
        const auto wanted = first ? rows.integer(1) : rows.integer(0);
        SheetReader reader(rows.text(2), first);
        SheetCell cell;
        while (reader.next(cell))
            if (cell.series == wanted)
                history.push_back({measure, canonical, period, cell.cell, vintage_of(rows, 4)});
        if (!reader.whole()) return tl::unexpected(unreadable(database, measure));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return history;
}

Result<> check_sheets(sqlite::Database& database)
{
    std::unordered_map<std::int64_t, std::int64_t> measure_of; // of a series
    std::unordered_map<std::int64_t, std::int64_t> count_of;   // of a measure's series
    auto series = database.query("SELECT id, measure FROM series");
    while (series.next()) {
        measure_of.emplace(series.integer(0), series.integer(1));
        ++count_of[series.integer(1)];
    }
    const auto known = series.finish();
    if (!known) return known;
    auto sheets = database.query("SELECT measure, cells, first FROM sheet");
    while (sheets.next()) {
        const auto measure = sheets.integer(0);
        const auto first = sheets.optional_integer(2);
        const auto is_of_measure = [&](std::int64_t number) {
            if (first) return number >= 0 && number < count_of[measure];
            const auto found = measure_of.find(number);
            return found != measure_of.end() && found->second == measure;
        };
        SheetReader reader(sheets.text(1), first);
        SheetCell cell;
        while (reader.next(cell))
            if (!is_of_measure(cell.series))
                return tl::unexpected(unreadable(database, fmt::format("series {}", cell.series)));
        if (!reader.whole())
            return tl::unexpected(unreadable(database, sheets.text(1).substr(0, 40)));
    }
    return sheets.finish();
}

} // namespace tuermer::stored
