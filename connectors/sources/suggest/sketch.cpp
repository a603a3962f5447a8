// SPDX-License-Identifier: EUPL-1.2
// The order in which roles are given: a figure's own column, the period, the area; what is left
// are figures and groups.
#include "connectors/sources/suggest/sketch.hpp"

#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <array>

namespace tuermer::suggesting {
namespace {

constexpr std::array<std::string_view, 5> value_names = {"value", "obs_value", "wert", "values",
                                                         "zahlenwert"};
constexpr std::array<std::string_view, 8> unit_names = {
    "value_unit", "unit",         "einheit",     "werteeinheit",
    "units",      "unit_measure", "masseinheit", "mengeneinheit"};
constexpr std::array<std::string_view, 9> content_names = {
    "value_variable_code", "merkmal",  "indikator", "indicator", "contentscode",
    "tabellinhalt",        "kennzahl", "tiedot",    "contents"};
constexpr std::array<std::string_view, 4> status_names = {"status", "value_q", "obs_status",
                                                          "wertstatus"};

template <std::size_t count>
std::optional<std::uint32_t> named(const TableSketch& sketch,
                                   const std::array<std::string_view, count>& names)
{
    for (const auto name : names)
        for (const auto& column : sketch.columns)
            if (!sketch.taken[column.place] && slug(column.name) == name) return column.place;
    return std::nullopt;
}

void take(TableSketch& sketch, const std::optional<std::uint32_t>& place)
{
    if (place) sketch.taken[*place] = true;
}

bool is_cube(const TableSketch& sketch)
{
    const std::string_view format = sketch.read->format;
    return format.ends_with("json-stat") || format.ends_with("sdmx") || format.ends_with("px");
}

// A long table has one column of figures, and others say what each figure is.
void find_value(TableSketch& sketch)
{
    const auto found = named(sketch, value_names);
    if (!found) return;
    const auto& column = sketch.columns[*found];
    const bool figures = column.figures + column.signs > 0 && column.words <= column.figures;
    if (!figures && !is_cube(sketch)) return;
    sketch.value = found;
    take(sketch, found);
    sketch.unit = named(sketch, unit_names);
    take(sketch, sketch.unit);
    sketch.content = named(sketch, content_names);
    take(sketch, sketch.content);
    sketch.status = named(sketch, status_names);
    take(sketch, sketch.status);
    if (sketch.status && sketch.columns[*sketch.status].empty == column.rows.size())
        sketch.status.reset();
}

bool is_label(const TableSketch& sketch, const ColumnProfile& column)
{
    for (const auto& other : sketch.columns)
        if (const auto labels = labels_of(sketch, other.place); labels && *labels == column.place)
            return true;
    return false;
}

// Numbers that count nothing: keys, house numbers, coordinates.
bool names_things(std::string_view name)
{
    return says(name, {"id",
                       "nr",
                       "nummer",
                       "lat",
                       "latitude",
                       "lon",
                       "long",
                       "lng",
                       "longitude",
                       "plz",
                       "x",
                       "y",
                       "objectid",
                       "fid",
                       "gid",
                       "code",
                       "schluessel",
                       "lfd",
                       "hausnummer",
                       "telefon",
                       "rechtswert",
                       "hochwert",
                       "fn",
                       "sf",
                       "gf",
                       "kennziffer",
                       "codigo",
                       "codigoap",
                       "codigoprograma",
                       "uecodigo",
                       "incisocodigo",
                       "zip",
                       "zipcode"});
}

// Measures of their own: every column of figures that is nothing else.
void find_figures(TableSketch& sketch)
{
    if (sketch.value) return;
    std::vector<std::uint32_t> doubtful;
    for (const auto& column : sketch.columns) {
        if (sketch.taken[column.place] || !column.holds_figures()) continue;
        (names_things(column.name) ? doubtful : sketch.figures).push_back(column.place);
    }
    if (sketch.figures.empty()) sketch.figures = std::move(doubtful);
}

void find_period(TableSketch& sketch)
{
    sketch.period = period_columns(sketch.columns);
    if (!sketch.period) return;
    for (const auto place : sketch.period->columns) sketch.taken[place] = true;
}

bool holds_periods_in_names(const TableSketch& sketch)
{
    return sketch.wide && sketch.wide->period;
}

// The period's column where the names of columns say it better: it is given back.
void find_wide(TableSketch& sketch)
{
    if (sketch.value || sketch.figures.empty()) return;
    sketch.wide =
        wide_layout(*sketch.table, sketch.columns, sketch.figures, sketch.period.has_value());
    if (!sketch.wide) return;
    if (holds_periods_in_names(sketch) && sketch.period) {
        for (const auto place : sketch.period->columns) sketch.taken[place] = false;
        sketch.period.reset();
    }
    sketch.figures.clear();
    for (const auto& group : sketch.wide->groups)
        for (const auto place : group.columns) sketch.figures.push_back(place);
}

void find_area(TableSketch& sketch)
{
    auto taken = sketch.taken;
    for (const auto place : sketch.figures) {
        const auto& column = sketch.columns[place];
        taken[place] = !names_things(column.name) && !may_be_area(column);
    }
    sketch.area = area_column(sketch.columns, taken, sketch.table->name);
    if (!sketch.area) return;
    sketch.taken[sketch.area->column] = true;
    std::erase(sketch.figures, sketch.area->column);
}

bool is_blank(const TableSketch& sketch, std::size_t row)
{
    const auto blank = [&](std::uint32_t place) {
        const auto& column = sketch.columns[place];
        return column.texts[column.rows[row]].sort == TextSort::empty;
    };
    if (sketch.value) return blank(*sketch.value);
    return std::all_of(sketch.figures.begin(), sketch.figures.end(), blank);
}

bool lacks_period(const TableSketch& sketch, std::size_t row)
{
    if (!sketch.period) return false;
    const auto& column = sketch.columns[sketch.period->columns.front()];
    const auto& not_periods = sketch.period->not_periods;
    const auto text = column.texts[column.rows[row]].text;
    return std::find(not_periods.begin(), not_periods.end(), text) != not_periods.end();
}

void skip_rows(TableSketch& sketch)
{
    const auto rows = sketch.columns.empty() ? 0 : sketch.columns.front().rows.size();
    sketch.skipped.resize(rows);
    for (std::size_t row = 0; row < rows; ++row)
        sketch.skipped[row] = is_blank(sketch, row) || lacks_period(sketch, row);
}

} // namespace

std::optional<std::uint32_t> labels_of(const TableSketch& sketch, std::uint32_t place)
{
    const auto& name = sketch.columns[place].name;
    std::vector<std::string> wanted = {name + " label", name + "_label"};
    constexpr std::string_view code = "_code";
    if (name.ends_with(code))
        wanted.push_back(name.substr(0, name.size() - code.size()) + "_label");
    for (const auto& column : sketch.columns)
        if (std::find(wanted.begin(), wanted.end(), column.name) != wanted.end())
            return column.place;
    return std::nullopt;
}

TableSketch sketch_of(const ReadTable& read, const CellTable& table)
{
    auto signs = default_signs();
    for (const auto& [sign, meaning] : read.signs) signs[sign] = meaning;
    TableSketch sketch;
    sketch.read = &read;
    sketch.table = &table;
    sketch.columns = profile_columns(table, signs, read.dialect);
    sketch.taken.assign(sketch.columns.size(), false);
    for (const auto& column : sketch.columns)
        if (is_label(sketch, column)) sketch.taken[column.place] = true;
    find_value(sketch);
    find_period(sketch);
    find_figures(sketch);
    find_wide(sketch);
    find_area(sketch);
    for (const auto place : sketch.figures) sketch.taken[place] = true;
    skip_rows(sketch);
    return sketch;
}

bool has_figures(const TableSketch& sketch)
{
    if (!sketch.value) return !sketch.figures.empty();
    const auto& value = sketch.columns[*sketch.value];
    return value.figures > 0 && value.words <= value.figures;
}

} // namespace tuermer::suggesting
