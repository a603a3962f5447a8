// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/suggest.hpp"

#include "connectors/formats/periods.hpp"
#include "connectors/sources/suggest/beginning.hpp"
#include "connectors/sources/suggest/sketch.hpp"
#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace tuermer {
namespace {

using namespace suggesting;

constexpr std::uint64_t unclear_share = 10; // one cell in so many that cannot be read

std::string stem_of(std::string_view name)
{
    const auto end = name.find_first_of("?#");
    return std::filesystem::path{std::string{name.substr(0, end)}}.stem().string();
}

// "zip/xlsx" → `{ kind = "zip", inner = { kind = "xlsx", … } }`.
std::string format_value(std::string_view format, const std::string& settings)
{
    const auto slash = format.find('/');
    if (slash == std::string_view::npos)
        return fmt::format("{{ kind = \"{}\", {} }}", format, settings);
    return fmt::format("{{ kind = \"{}\", inner = {} }}", format.substr(0, slash),
                       format_value(format.substr(slash + 1), settings));
}

std::string toml_text(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

bool is_workbook(std::string_view format)
{
    return format.ends_with("xlsx") || format.ends_with("xls") || format.ends_with("ods");
}

// What has to be told of the format: which of several tables, or what a point means.
void suggest_format(const TableSketch& sketch, ReadTable& alone, SuggestedSource& source)
{
    const auto& read = *sketch.read;
    const std::string_view format = read.format;
    if (admits_two_readings(sketch.columns) && format.ends_with("csv")) {
        alone.dialect.decimal = ',';
        alone.dialect.thousands = '.';
        alone.dialect.decimal_told = true;
        source.format = format_value(format, "decimal = \",\", thousands = \".\"");
        source.notes.emplace("format",
                             say("ob Punkte Tausender trennen, sagt die Datei nicht: angenommen",
                                 "the file does not say whether points part thousands: assumed"));
    }
    if (read.tables.size() < 2) return;
    if (is_workbook(format))
        source.format = format_value(format, "sheet = " + toml_text(sketch.table->name));
    if (format.ends_with("json-stat"))
        source.format = format_value(format, "dataset = " + toml_text(sketch.table->name));
}

void fixed_period(SuggestedSource& source, const TableSketch& sketch, const SuggestOptions& options)
{
    auto& period = source.mapping.period;
    const auto names = period_names(sketch.columns);
    if (names && names->names.size() == 1) {
        period.value = names->names.front().period;
        period.frequency = names->fit.frequency;
        return;
    }
    auto year = year_in(sketch.table->name);
    if (!year) year = year_in(stem_of(options.name));
    period.value = year.value_or(fmt::format("{}", options.year));
    source.notes.emplace(
        "period",
        year ? say("nach dem Namen der Datei; bitte prüfen", "by the file's name; please check")
             : say("die Datei sagt keinen Zeitraum: das Jahr des Abrufs ist angenommen",
                   "the file says no period: the year of retrieval is assumed"));
}

void suggest_period(SuggestedSource& source, const TableSketch& sketch,
                    const SuggestOptions& options)
{
    auto& mapping = source.mapping;
    if (sketch.wide) {
        mapping.unpivot = sketch.wide->unpivot;
        if (sketch.wide->period) {
            mapping.period.frequency = sketch.wide->period->frequency;
            mapping.period.strip = sketch.wide->strip;
            return;
        }
    }
    if (!sketch.period) return fixed_period(source, sketch, options);
    for (const auto place : sketch.period->columns)
        mapping.period.columns.push_back(sketch.columns[place].name);
    mapping.period.frequency = sketch.period->fit.frequency;
    if (!sketch.period->not_periods.empty())
        mapping.skip.push_back({mapping.period.columns.front(), sketch.period->not_periods});
}

void suggest_area(SuggestedSource& source, const TableSketch& sketch, const SuggestOptions& options)
{
    DimensionMapping area;
    area.name = "area";
    if (sketch.wide)
        for (const auto& dimension : sketch.wide->dimensions)
            if (dimension.name == "area") return;
    if (sketch.area) {
        area.column = sketch.columns[sketch.area->column].name;
        area.notation = sketch.area->notation;
    } else if (const auto code = area_in(stem_of(options.name))) {
        area.value = *code;
        source.notes.emplace("area", say("nach dem Namen der Datei", "by the file's name"));
    } else {
        return;
    }
    source.mapping.dimensions.insert(source.mapping.dimensions.begin(), std::move(area));
}

// Every measure's cells: how many periods and areas they speak of.
void count(SuggestedSource& source, const Understood& understood)
{
    std::set<Period> periods;
    std::set<std::string> areas;
    for (const auto& block : understood.release.blocks) {
        for (const auto& seen : block.observations) periods.insert(seen.period);
        const auto& names = block.keys.dimensions();
        const auto place = std::find(names.begin(), names.end(), "area");
        if (place == names.end()) continue;
        for (std::uint32_t row = 0; row < block.keys.rows(); ++row)
            areas.emplace(block.keys.code(row, static_cast<std::size_t>(place - names.begin())));
    }
    source.periods = periods.size();
    source.areas = areas.size();
    source.cells = understood.cells_read;
    source.unread = understood.unread_total;
    source.first_unread = understood.unread;
}

std::string id_of(const SuggestOptions& options, const ReadTable& read, const CellTable& table)
{
    auto title = stem_of(options.name);
    if (read.tables.size() > 1) title += " " + table.name;
    return identifier(title, "quelle");
}

bool is_wordy(const DistinctText& distinct)
{
    return distinct.sort == TextSort::word && !slug(distinct.text).empty();
}

// A header's row that the reader took for figures: words in several columns of figures. It is named
// by what stands in the first column.
bool looks_like_header(const TableSketch& sketch, std::size_t row)
{
    const auto words =
        std::count_if(sketch.figures.begin(), sketch.figures.end(), [&](std::uint32_t place) {
            const auto& column = sketch.columns[place];
            return is_wordy(column.texts[column.rows[row]]);
        });
    const auto& labels = sketch.columns.front();
    const auto& label = labels.texts[labels.rows[row]];
    return words >= 2 && label.count == 1 && !label.text.empty();
}

void skip_header_rows(TableSketch& sketch, SuggestedSource& source)
{
    if (sketch.value || sketch.columns.empty()) return;
    const auto& labels = sketch.columns.front();
    RowCondition headers{labels.name, {}};
    for (std::size_t row = 0; row < sketch.skipped.size(); ++row) {
        if (sketch.skipped[row] || !looks_like_header(sketch, row)) continue;
        sketch.skipped[row] = true;
        headers.values.emplace_back(labels.texts[labels.rows[row]].text);
    }
    if (!headers.values.empty()) source.mapping.skip.push_back(std::move(headers));
}

Result<SuggestedSource> suggest_one(TableSketch& sketch, const SuggestOptions& options)
{
    const auto& table = *sketch.table;
    SuggestedSource source;
    source.id = id_of(options, *sketch.read, table);
    source.table = table.name;
    source.rows = table.rows();
    source.columns = static_cast<std::uint32_t>(table.columns.size());
    ReadTable alone{sketch.read->format, sketch.read->dialect, {table}, {},
                    sketch.read->signs,  sketch.read->statuses};
    suggest_format(sketch, alone, source);
    suggest_period(source, sketch, options);
    settle_contents(sketch);
    if (sketch.wide)
        for (const auto& said : sketch.wide->dimensions) {
            sketch.names.push_back(said.name);
            source.mapping.dimensions.push_back(said);
        }
    skip_header_rows(sketch, source);
    suggest_dimensions(sketch, source);
    suggest_measures(sketch, source, source.id);
    suggest_area(source, sketch, options);
    suggest_signs(sketch, source);
    source.mapping.source = source.id;
    source.dialect = alone.dialect;
    const auto understood = apply_mapping(source.mapping, alone, {}, Strictness::lenient);
    if (!understood) return tl::unexpected(understood.error());
    count(source, *understood);
    return source;
}

NotSuggested no_clear_table(const Unread& first, const SuggestOptions& options)
{
    return {"unclear",
            {Remedy::mend,
             say("Was die Zeilen und Spalten heißen, geht aus dem Aufbau nicht hervor: mehrere "
                 "Tabellen auf einem Blatt, oder Zeilen ohne Beschriftung? Zuerst Zeile {0}, "
                 "Spalte „{1}“: „{2}“: {3}.",
                 "What rows and columns mean does not follow from the layout: several tables on "
                 "one sheet, or rows without labels? First line {0}, column '{1}': '{2}': {4}.",
                 first.line, first.column, first.content, first.why.de, first.why.en),
             options.name}};
}

NotSuggested no_table(const ReadTable& read, const SuggestOptions& options)
{
    return {"no_figures",
            {Remedy::mend,
             say("Das ist zu lesen ({}), enthält aber keine Zahlen, die sich beobachten ließen.",
                 "This can be read ({}), but holds no figures that could be watched.", read.format),
             options.name}};
}

bool is_clear(const SuggestedSource& source)
{
    return source.unread * unclear_share <= source.cells + source.unread;
}

} // namespace

tl::expected<std::vector<SuggestedSource>, NotSuggested>
suggest_sources(const ReadTable& read, const SuggestOptions& options)
{
    std::vector<SuggestedSource> sources;
    std::vector<std::string> ids, measures; // each name exists once in an installation
    std::vector<Unread> unclear;
    for (const auto& table : read.tables) {
        auto sketch = sketch_of(read, table);
        if (!has_figures(sketch)) continue;
        sketch.names = measures;
        auto source = suggest_one(sketch, options);
        if (!source) return tl::unexpected(NotSuggested{"unclear", std::move(source.error())});
        if (source->cells == 0 || !is_clear(*source)) {
            unclear.insert(unclear.end(), source->first_unread.begin(), source->first_unread.end());
            continue;
        }
        for (const auto& measure : source->mapping.measures) measures.push_back(measure.name);
        source->id = unused(std::move(source->id), ids);
        source->mapping.source = source->id;
        sources.push_back(std::move(*source));
    }
    if (!sources.empty()) return sources;
    if (!unclear.empty()) return tl::unexpected(no_clear_table(unclear.front(), options));
    return tl::unexpected(no_table(read, options));
}

tl::expected<std::vector<SuggestedSource>, NotSuggested>
suggest_sources(TablePortions& portions, const SuggestOptions& options)
{
    const auto refused = [&](Error error) {
        return tl::unexpected(NotSuggested{"unread", std::move(error)});
    };
    const auto beginning = beginning_of(portions);
    if (!beginning) return refused(beginning.error());
    auto sources = suggest_sources(beginning->read, options);
    if (!sources || beginning->is_all) return sources;
    auto& source = sources->front();
    portions.about().dialect = source.dialect;
    auto counted = count_cells(source.mapping, portions);
    if (!counted) return refused(std::move(counted.error()));
    source.rows = counted->rows;
    source.cells = counted->cells;
    source.unread = counted->unread;
    source.periods = counted->periods.size();
    source.areas = counted->areas.size();
    source.first_unread = std::move(counted->first_unread);
    if (is_clear(source)) return sources;
    return tl::unexpected(no_clear_table(source.first_unread.front(), options));
}

} // namespace tuermer
