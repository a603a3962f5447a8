// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/figures.hpp"

#include <algorithm>
#include <cmath>

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

Result<std::optional<std::int64_t>> FigureIntake::add(const ReleaseRecord& record)
{
    const auto& cells = record.outcome->cells;
    if (record.outcome->source.empty() && cells.empty())
        return std::nullopt; // rules were edited, no release
    if (!cells.empty() && record.graph == nullptr)
        return fail(Remedy::restart, say("Zu den Zellen der Lieferung fehlen ihre Merkmale.",
                                         "The cells of the release come without their measures."));
    const auto vintage = add_vintage(record);
    if (!vintage) return tl::unexpected(vintage.error());
    if (cells.empty()) return *vintage;
    for (auto first = cells.begin(); first != cells.end();) {
        const auto end = std::partition_point(first, cells.end(), [&](const ChangedCell& cell) {
            return cell.panel == first->panel;
        });
        const auto added = add_measure({first, end}, *record.graph, *vintage);
        if (!added) return tl::unexpected(added.error());
        first = end;
    }
    return *vintage;
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

// Cells come sorted by panel (Graph::absorb); each period of a panel becomes one sheet.
Result<> FigureIntake::add_measure(std::span<const ChangedCell> cells, const Graph& graph,
                                   std::int64_t vintage)
{
    if (!std::ranges::all_of(cells, is_number))
        return fail(Remedy::mend, say("Ein Wert der Lieferung ist keine endliche Zahl.",
                                      "A figure of the release is not a finite number."));
    const auto id = cells.front().panel;
    const auto& panel = graph.panel(id);
    const auto measured = measure(graph.measures()[id].name);
    if (!measured) return tl::unexpected(measured.error());
    const auto found = find_rows(**measured, cells, panel);
    if (!found) return found;
    const auto [first, last] = std::ranges::minmax(cells, {}, &ChangedCell::period);
    std::vector<Sheet> sheets(static_cast<std::size_t>(last.period - first.period) + 1);
    sheets.front().reserve(cells.size() / sheets.size());
    for (const auto& changed : cells)
        sheets[static_cast<std::size_t>(changed.period - first.period)].push_back(
            {(*measured)->rows[changed.row], changed.now});
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (sheets[i].empty()) continue;
        const auto added =
            insert(**measured, first.period + static_cast<int>(i), std::move(sheets[i]), vintage);
        if (!added) return added;
    }
    return {};
}

Result<> FigureIntake::insert(const Measure& measure, Period when, Sheet cells,
                              std::int64_t vintage)
{
    const auto number = period(when);
    if (!number) return tl::unexpected(number.error());
    const auto by_place = [](const SheetCell& a, const SheetCell& b) {
        return a.series < b.series;
    };
    if (!std::ranges::is_sorted(cells, by_place)) std::ranges::sort(cells, by_place);
    std::optional<std::int64_t> first;
    if (is_dense(cells)) first = cells.front().series;
    if (!first)
        for (auto& cell : cells)
            cell.series = measure.series[static_cast<std::size_t>(cell.series)];
    return database_->run(
        "INSERT INTO sheet (measure, period, vintage, first, cells) VALUES (?, ?, ?, ?, ?)",
        measure.id, *number, vintage, first, first ? dense_sheet(cells) : sparse_sheet(cells));
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
    auto& known = measures_[name];
    known.id = *id;
    return &known;
}

// The series that are there by now, perhaps through another daemon.
Result<> FigureIntake::catch_up(Measure& measure)
{
    auto rows = database_->query(
        "SELECT key, id FROM series WHERE measure = ? AND place >= ? ORDER BY place", measure.id,
        measure.series.size());
    while (rows.next()) {
        measure.places.emplace(rows.text(0), static_cast<Place>(measure.series.size()));
        measure.series.push_back(rows.integer(1));
    }
    return rows.finish();
}

// A graph may have been made anew since (a reload) and number its rows otherwise; then its keys are
// others, too.
Result<> FigureIntake::find_rows(Measure& measure, std::span<const ChangedCell> cells,
                                 const Panel& panel)
{
    if (&measure.keys.keys() != &panel.keys()) {
        measure.keys.share_keys(panel);
        measure.rows.clear();
    }
    measure.rows.resize(panel.keys().rows(), unknown);
    for (const auto& changed : cells) {
        auto& known = measure.rows[changed.row];
        if (known != unknown) continue;
        const auto found = place(measure, key_text(panel.keys(), changed.row));
        if (!found) return tl::unexpected(found.error());
        known = *found;
    }
    return {};
}

Result<FigureIntake::Place> FigureIntake::place(Measure& measure, const std::string& key)
{
    if (const auto known = measure.places.find(key); known != measure.places.end())
        return known->second;
    const auto caught_up = catch_up(measure);
    if (!caught_up) return tl::unexpected(caught_up.error());
    const auto canonical = canonical_key(key);
    const auto known = measure.places.find(canonical);
    auto place = static_cast<Place>(measure.series.size());
    if (known == measure.places.end()) {
        const auto added = add_series(measure, canonical);
        if (!added) return tl::unexpected(added.error());
    } else {
        place = known->second;
    }
    measure.places.emplace(key, place);
    return place;
}

Result<> FigureIntake::add_series(Measure& measure, const std::string& canonical)
{
    const auto place = static_cast<Place>(measure.series.size());
    const auto added = database_->run("INSERT INTO series (measure, key, place) VALUES (?, ?, ?)",
                                      measure.id, canonical, place);
    if (!added) return added;
    measure.series.push_back(database_->last_row());
    measure.places.emplace(canonical, place);
    return {};
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
