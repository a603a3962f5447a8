// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/figures.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tuermer::stored {

namespace {

// "area" sorts before every other dimension.
auto rank(const std::string& dimension)
{
    return std::pair<bool, std::string_view>(dimension != "area", dimension);
}

bool by_dimension(const std::pair<std::string, std::string>& a,
                  const std::pair<std::string, std::string>& b)
{
    return rank(a.first) < rank(b.first);
}

bool is_number(const ChangedCell& changed)
{
    return !changed.now.has_value() || std::isfinite(changed.now.value);
}

} // namespace

std::string canonical_key(const std::string& key)
{
    auto parts = parse_key(key);
    if (!parts || std::ranges::is_sorted(*parts, by_dimension)) return key;
    std::ranges::sort(*parts, by_dimension);
    std::vector<std::string> dimensions;
    std::vector<std::string_view> codes;
    for (const auto& [dimension, code] : *parts) {
        dimensions.push_back(dimension);
        codes.push_back(code);
    }
    KeyTable keys(dimensions);
    return key_text(keys, keys.row(codes));
}

Result<> FigureIntake::add(const ReleaseRecord& record)
{
    const auto& cells = record.outcome->cells;
    if (record.outcome->source.empty() && cells.empty()) return {}; // rules were edited, no release
    if (!cells.empty() && record.graph == nullptr)
        return fail(Remedy::restart, say("Zu den Zellen der Lieferung fehlen ihre Merkmale.",
                                         "The cells of the release come without their measures."));
    const auto vintage = add_vintage(record);
    if (!vintage) return tl::unexpected(vintage.error());
    if (cells.empty()) return {};
    if (!std::ranges::all_of(cells, is_number))
        return fail(Remedy::mend, say("Ein Wert der Lieferung ist keine endliche Zahl.",
                                      "A figure of the release is not a finite number."));
    const auto placed = place(cells, *record.graph);
    if (!placed) return tl::unexpected(placed.error());
    return insert(*placed, *vintage);
}

void FigureIntake::forget()
{
    measures_.clear();
    periods_.clear();
}

Result<std::int64_t> FigureIntake::add_vintage(const ReleaseRecord& record)
{
    const auto& vintage = record.outcome->vintage;
    const auto added = database_->run(
        "INSERT INTO vintage (tenant, source, known_since, retrieved, retrieval, url, document, "
        "media_type, attribution, licence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tenant_, record.outcome->source, vintage.known_since, vintage.retrieved, vintage.retrieval,
        vintage.url, record.document_name, record.media_type, record.attribution, record.licence);
    if (!added) return tl::unexpected(added.error());
    return database_->last_row();
}

// Sorted by sheet, and by series within it.
Result<std::vector<FigureIntake::Placed>> FigureIntake::place(const std::vector<ChangedCell>& cells,
                                                              const Graph& graph)
{
    std::vector<Placed> placed;
    placed.reserve(cells.size());
    std::map<PanelId, std::vector<std::int64_t>> known; // [row] of a panel, 0 where not asked yet
    for (const auto& changed : cells) {
        const auto& panel = graph.panel(changed.panel);
        const auto measured = measure(graph.measures()[changed.panel].name);
        if (!measured) return tl::unexpected(measured.error());
        auto& series_of_row = known[changed.panel];
        series_of_row.resize(panel.rows());
        auto& row_series = series_of_row.at(changed.row);
        if (row_series == 0) {
            const auto found = series(**measured, key_text(panel.keys(), changed.row));
            if (!found) return tl::unexpected(found.error());
            row_series = *found;
        }
        const auto when = period(changed.period);
        if (!when) return tl::unexpected(when.error());
        placed.push_back({(*measured)->id, *when, {row_series, changed.now}});
    }
    std::ranges::sort(placed, {}, [](const Placed& cell) {
        return std::tuple(cell.measure, cell.period, cell.cell.series);
    });
    return placed;
}

Result<> FigureIntake::insert(const std::vector<Placed>& cells, std::int64_t vintage)
{
    for (auto first = cells.begin(); first != cells.end();) {
        std::string sheet;
        auto cell = first;
        for (; cell != cells.end() && cell->measure == first->measure &&
               cell->period == first->period;
             ++cell)
            append(sheet, cell->cell);
        finish(sheet);
        const auto added = database_->run(
            "INSERT INTO sheet (measure, period, vintage, cells) VALUES (?, ?, ?, ?)",
            first->measure, first->period, vintage, sheet);
        if (!added) return added;
        first = cell;
    }
    return {};
}

// The number of what `find` looks for, added when it is new.
template <class... Values>
Result<std::int64_t> FigureIntake::number(std::string_view find, std::string_view add,
                                          const Values&... values)
{
    auto found = database_->query(find, values...);
    if (found.next()) return found.integer(0);
    const auto looked = found.finish();
    if (!looked) return tl::unexpected(looked.error());
    const auto added = database_->run(add, values...);
    if (!added) return tl::unexpected(added.error());
    return database_->last_row();
}

Result<FigureIntake::Measure*> FigureIntake::measure(const std::string& name)
{
    if (const auto known = measures_.find(name); known != measures_.end()) return &known->second;
    const auto id = number("SELECT id FROM measure WHERE tenant = ? AND name = ?",
                           "INSERT INTO measure (tenant, name) VALUES (?, ?)", tenant_, name);
    if (!id) return tl::unexpected(id.error());
    Measure measure{*id, {}};
    auto rows = database_->query("SELECT key, id FROM series WHERE measure = ?", *id);
    while (rows.next()) measure.series.emplace(rows.text(0), rows.integer(1));
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return &measures_.emplace(name, std::move(measure)).first->second;
}

Result<std::int64_t> FigureIntake::series(Measure& measure, const std::string& key)
{
    if (const auto known = measure.series.find(key); known != measure.series.end())
        return known->second; // a quarter of a million times in a national release
    const auto canonical = canonical_key(key);
    const auto id =
        number("SELECT id FROM series WHERE measure = ? AND key = ?",
               "INSERT INTO series (measure, key) VALUES (?, ?)", measure.id, canonical);
    if (id) measure.series.emplace(key, *id);
    return id;
}

Result<std::int64_t> FigureIntake::period(Period period)
{
    if (const auto known = periods_.find(period); known != periods_.end()) return known->second;
    const auto id = number("SELECT id FROM period WHERE notation = ?",
                           "INSERT INTO period (notation) VALUES (?)", period);
    if (id) periods_.emplace(period, *id);
    return id;
}

} // namespace tuermer::stored
