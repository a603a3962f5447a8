// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/releases.hpp"

#include "daemon/store/doubt_rows.hpp"
#include "daemon/store/sheet.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>

namespace tuermer::stored {

namespace {

// A measure with its series as rows of one key table.
struct Rows {
    const MeasureShape* shape = nullptr;
    KeyTable keys;
    std::vector<std::optional<std::uint32_t>> by_place;
    std::unordered_map<std::int64_t, std::uint32_t> by_number;

    std::optional<std::uint32_t> of(const SheetCell& cell, bool dense) const
    {
        if (!dense) {
            const auto row = by_number.find(cell.series);
            return row == by_number.end() ? std::nullopt : std::optional(row->second);
        }
        const auto place = static_cast<std::size_t>(cell.series);
        return place < by_place.size() ? by_place[place] : std::nullopt;
    }
};

// In the order of the shape's dimensions; nothing when the key has others.
std::optional<std::vector<std::string>>
codes_in(const std::vector<std::pair<std::string, std::string>>& key,
         const std::vector<std::string>& dimensions)
{
    if (key.size() != dimensions.size()) return std::nullopt;
    std::vector<std::string> codes;
    for (const auto& dimension : dimensions) {
        const auto part = std::ranges::find(key, dimension, [](auto& pair) { return pair.first; });
        if (part == key.end()) return std::nullopt;
        codes.push_back(part->second);
    }
    return codes;
}

Result<Rows> rows_of(sqlite::Database& database, std::int64_t measure, const MeasureShape& shape)
{
    Rows rows{&shape, KeyTable(shape.dimensions), {}, {}};
    auto series = database.query("SELECT id, key, place FROM series WHERE measure = ? "
                                 "ORDER BY place",
                                 measure);
    while (series.next()) {
        const auto key = parse_key(series.text(1));
        const auto codes = key ? codes_in(*key, shape.dimensions) : std::nullopt;
        const auto place = static_cast<std::size_t>(series.integer(2));
        if (rows.by_place.size() <= place) rows.by_place.resize(place + 1);
        if (!codes) continue;
        const auto row = rows.keys.row({codes->begin(), codes->end()});
        rows.by_place[place] = row;
        rows.by_number.emplace(series.integer(0), row);
    }
    const auto read = series.finish();
    if (!read) return tl::unexpected(read.error());
    return rows;
}

using Measures = std::map<std::int64_t, Rows>; // by number in the store

Result<Measures> measures_of(sqlite::Database& database, std::int64_t tenant,
                             const std::vector<MeasureShape>& shapes)
{
    std::map<std::int64_t, const MeasureShape*> wanted;
    auto names = database.query("SELECT id, name FROM measure WHERE tenant = ?", tenant);
    while (names.next()) {
        const auto shape = std::ranges::find(shapes, names.text(1), &MeasureShape::name);
        if (shape != shapes.end()) wanted.emplace(names.integer(0), &*shape);
    }
    if (const auto read = names.finish(); !read) return tl::unexpected(read.error());
    Measures measures;
    for (const auto& [number, shape] : wanted) {
        auto rows = rows_of(database, number, *shape);
        if (!rows) return tl::unexpected(rows.error());
        measures.emplace(number, std::move(*rows));
    }
    return measures;
}

Error unreadable(const sqlite::Database& database, std::int64_t sheet)
{
    return {Remedy::restart,
            say("Das Blatt {} des Bestands ist nicht lesbar; bitte eine Sicherung zurückspielen.",
                "Sheet {} of the store cannot be read; please restore a backup.", sheet),
            database.file()};
}

// Where a sheet lies; ordered as they are read: by publication, then measure by measure.
struct SheetAddress {
    std::int64_t vintage = 0, measure = 0, sheet = 0, period = 0;
    auto operator<=>(const SheetAddress&) const = default;
};

Result<std::vector<SheetAddress>> addresses_of(sqlite::Database& database, const Measures& measures)
{
    std::vector<SheetAddress> addresses;
    for (const auto& [measure, rows] : measures) {
        auto sheets =
            database.query("SELECT vintage, id, period FROM sheet WHERE measure = ?", measure);
        while (sheets.next())
            addresses.push_back({sheets.integer(0), measure, sheets.integer(1), sheets.integer(2)});
        if (const auto read = sheets.finish(); !read) return tl::unexpected(read.error());
    }
    std::ranges::sort(addresses);
    return addresses;
}

Result<std::map<std::int64_t, Period>> periods_of(sqlite::Database& database)
{
    std::map<std::int64_t, Period> periods;
    auto rows = database.query("SELECT id, notation FROM period");
    while (rows.next())
        if (const auto period = parse_period(rows.text(1)))
            periods.emplace(rows.integer(0), *period);
    if (const auto read = rows.finish(); !read) return tl::unexpected(read.error());
    return periods;
}

Result<> read_sheet(sqlite::Database& database, std::int64_t sheet, Period period, const Rows& rows,
                    std::vector<Observation>& observations)
{
    auto found = database.query("SELECT first, cells FROM sheet WHERE id = ?", sheet);
    if (!found.next()) return tl::unexpected(unreadable(database, sheet));
    const bool dense = !found.is_null(0);
    SheetReader reader(found.text(1), dense ? std::optional(found.integer(0)) : std::nullopt);
    SheetCell cell;
    while (reader.next(cell))
        if (const auto row = rows.of(cell, dense))
            observations.push_back({*row, period, cell.cell});
    return reader.whole() ? found.finish() : tl::unexpected(unreadable(database, sheet));
}

// One publication's blocks, one per measure.
Result<std::vector<MeasureBlock>> blocks_of(sqlite::Database& database, const Measures& measures,
                                            const std::map<std::int64_t, Period>& periods,
                                            std::span<const SheetAddress> addresses)
{
    std::vector<MeasureBlock> blocks;
    for (const auto& address : addresses) {
        const auto period = periods.find(address.period);
        if (period == periods.end()) return tl::unexpected(unreadable(database, address.sheet));
        const auto& rows = measures.at(address.measure);
        if (period->second.frequency() != rows.shape->frequency) continue;
        if (blocks.empty() || blocks.back().measure != rows.shape->name)
            blocks.push_back({rows.shape->name, rows.keys, {}});
        auto read =
            read_sheet(database, address.sheet, period->second, rows, blocks.back().observations);
        if (!read) return tl::unexpected(read.error());
    }
    return blocks;
}

} // namespace

Result<std::vector<Publication>> publications(sqlite::Database& database, std::int64_t tenant)
{
    std::vector<Publication> all;
    auto rows = database.query("SELECT id, source, known_since, retrieved, retrieval, url, "
                               "document, media_type FROM vintage WHERE tenant = ? ORDER BY id",
                               tenant);
    while (rows.next())
        all.push_back({rows.integer(0),
                       std::string(rows.text(1)),
                       {rows.instant(2), rows.instant(3), std::string(rows.text(4)),
                        std::string(rows.text(5))},
                       std::string(rows.text(6)),
                       std::string(rows.text(7))});
    if (const auto read = rows.finish(); !read) return tl::unexpected(read.error());
    if (const auto read = read_parts_taken(database, all); !read)
        return tl::unexpected(read.error());
    return all;
}

Result<> each_release(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& shapes,
                      const std::function<Result<>(Release)>& each)
{
    const auto measures = measures_of(database, tenant, shapes);
    if (!measures) return tl::unexpected(measures.error());
    const auto addresses = addresses_of(database, *measures);
    if (!addresses) return tl::unexpected(addresses.error());
    const auto periods = periods_of(database);
    if (!periods) return tl::unexpected(periods.error());
    auto taken_in = publications(database, tenant);
    if (!taken_in) return tl::unexpected(taken_in.error());
    for (auto& publication : *taken_in) {
        const auto own =
            std::ranges::equal_range(*addresses, publication.number, {}, &SheetAddress::vintage);
        auto blocks = blocks_of(database, *measures, *periods, {own.begin(), own.end()});
        if (!blocks) return tl::unexpected(blocks.error());
        auto taken = each({std::move(publication.source), std::move(publication.vintage), false,
                           std::move(*blocks)});
        if (!taken) return taken;
    }
    return {};
}

} // namespace tuermer::stored
