// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/figures.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <future>
#include <limits>
#include <span>

namespace tuermer::stored {

namespace {

constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();

constexpr std::size_t measures_at_once = 2;

// Tables small enough to hold while the figures pass by, by number (0 is never given).
struct Reference {
    std::vector<Vintage> vintages;
    std::vector<std::optional<Period>> periods;
};

template <class Value>
void put(std::vector<Value>& values, std::int64_t number, Value value)
{
    const auto place = static_cast<std::size_t>(number);
    if (values.size() <= place) values.resize(place + 1);
    values[place] = std::move(value);
}

template <class Value>
const Value* at(const std::vector<Value>& values, std::int64_t number)
{
    const auto place = static_cast<std::size_t>(number);
    return place < values.size() ? &values[place] : nullptr;
}

Vintage vintage_of(const sqlite::Query& row, int first)
{
    return {row.instant(first), row.instant(first + 1), std::string(row.text(first + 2)),
            std::string(row.text(first + 3))};
}

std::optional<std::int64_t> first_of(const sqlite::Query& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    return row.integer(column);
}

Result<Reference> reference(sqlite::Database& database)
{
    Reference reference;
    auto vintages =
        database.query("SELECT id, known_since, retrieved, retrieval, url FROM vintage");
    while (vintages.next()) put(reference.vintages, vintages.integer(0), vintage_of(vintages, 1));
    auto periods = database.query("SELECT id, notation FROM period");
    while (periods.next())
        put(reference.periods, periods.integer(0), parse_period(periods.text(1)));
    for (auto* query : {&vintages, &periods}) {
        const auto read = query->finish();
        if (!read) return tl::unexpected(read.error());
    }
    return reference;
}

Error unreadable(const sqlite::Database& database, std::string_view measure)
{
    return {Remedy::restart,
            say("Die gespeicherten Werte von „{}“ sind nicht lesbar; bitte eine Sicherung "
                "zurückspielen.",
                "The stored figures of \"{}\" cannot be read; please restore a backup.", measure),
            database.file()};
}

// The codes of a key in the order of the shape; nothing when its dimensions are others.
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

// A measure's series as far as they have the dimensions of its shape.
struct SeriesOfMeasure {
    using Codes =
        std::vector<std::string>; // in the order of the dimensions; empty: other dimensions
    std::vector<std::optional<Codes>> codes; // [place]
    std::vector<std::int64_t> numbers;       // [place], ascending

    // Of a sparse sheet's series; nothing when it is not one of the measure.
    std::optional<std::int64_t> place_of(std::int64_t number) const
    {
        const auto found = std::ranges::lower_bound(numbers, number);
        if (found == numbers.end() || *found != number) return std::nullopt;
        return found - numbers.begin();
    }
};

Result<SeriesOfMeasure> series_of(sqlite::Database& database, std::int64_t measure,
                                  const std::vector<std::string>& dimensions)
{
    SeriesOfMeasure series;
    auto rows = database.query("SELECT id, key, place FROM series WHERE measure = ? ORDER BY place",
                               measure);
    while (rows.next()) {
        const auto place = rows.integer(2);
        auto key = parse_key(rows.text(1));
        if (!key || place != static_cast<std::int64_t>(series.codes.size()))
            return tl::unexpected(unreadable(database, rows.text(1)));
        series.codes.push_back(codes_in(std::move(*key), dimensions));
        series.numbers.push_back(rows.integer(0));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return series;
}

struct SheetPlace {
    Period period;
    Instant known_since;
    std::int64_t vintage, id;

    auto operator<=>(const SheetPlace&) const = default;
};

// The sheets of a measure that are wanted: period by period, what was known first comes first.
Result<std::vector<SheetPlace>> sheets_of(sqlite::Database& database, std::int64_t measure,
                                          Frequency frequency, const Reference& reference,
                                          std::optional<Instant> as_of)
{
    std::vector<SheetPlace> sheets;
    auto rows = database.query("SELECT period, vintage, id FROM sheet WHERE measure = ?", measure);
    while (rows.next()) {
        const auto* period = at(reference.periods, rows.integer(0));
        const auto* vintage = at(reference.vintages, rows.integer(1));
        if (period == nullptr || !*period || vintage == nullptr)
            return tl::unexpected(unreadable(database, fmt::format("sheet {}", rows.integer(2))));
        if ((*period)->frequency() != frequency) continue;
        if (as_of && vintage->known_since > *as_of) continue;
        sheets.push_back({**period, vintage->known_since, rows.integer(1), rows.integer(2)});
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    std::ranges::sort(sheets);
    return sheets;
}

// A sheet that is wanted.
struct Told {
    Period period;
    std::optional<std::int64_t> first;
    std::string cells;
};

// A measure's panel, filled while its sheets pass by in their order: of each cell what was told
// last stays. A sheet is a column and the panel holds rows, so some columns are gathered at a time,
// as many as make a line of the processor's memory.
class Filling {
public:
    Filling(const SeriesOfMeasure& series, Panel panel)
        : series_(&series), panel_(std::move(panel)), row_of_(series.codes.size(), no_row)
    {
    }

    // False for a sheet that does not make sense.
    bool see(const Told& sheet);
    Panel finish() &&
    {
        flush();
        return std::move(panel_);
    }

private:
    static constexpr std::size_t width = 8;
    struct Column {
        Period period;
        std::vector<double> values;      // [place]
        std::vector<std::uint8_t> marks; // [place]
    };

    Column& begin(Period period);
    bool see_figures(Column& column, SheetReader& reader);
    void add_row(std::size_t place);
    void flush();

    const SeriesOfMeasure* series_;
    Panel panel_;
    std::vector<std::uint32_t> row_of_; // [place]
    std::vector<std::size_t> place_of_; // [row]
    std::array<Column, width> columns_;
    std::size_t used_ = 0;
};

bool Filling::see(const Told& sheet)
{
    const bool goes_on = used_ > 0 && columns_[used_ - 1].period == sheet.period;
    auto& column = goes_on ? columns_[used_ - 1] : begin(sheet.period);
    SheetReader reader(sheet.cells, sheet.first);
    SheetCell cell;
    do {
        if (sheet.first && !see_figures(column, reader)) return false;
        if (!reader.next(cell)) break;
        const auto told = sheet.first ? std::optional(cell.series) : series_->place_of(cell.series);
        const auto place = static_cast<std::size_t>(told.value_or(-1));
        if (place >= row_of_.size()) return false;
        if (row_of_[place] == no_row) add_row(place);
        column.values[place] = cell.cell.value;
        column.marks[place] = cell.cell.mark.byte();
    } while (true);
    return reader.whole();
}

// The bulk of a dense sheet at once.
bool Filling::see_figures(Column& column, SheetReader& reader)
{
    const auto first = static_cast<std::size_t>(reader.place());
    if (first > row_of_.size()) return false;
    const auto count = reader.plain_figures(std::span(column.values).subspan(first));
    std::fill_n(column.marks.begin() + static_cast<std::ptrdiff_t>(first), count,
                Mark(Missing::none).byte());
    for (auto place = first; place < first + count; ++place)
        if (row_of_[place] == no_row) add_row(place);
    return true;
}

Filling::Column& Filling::begin(Period period)
{
    if (used_ == width) flush();
    auto& column = columns_[used_++];
    column.period = period;
    column.values.assign(row_of_.size(), 0);
    column.marks.assign(row_of_.size(), Mark(Missing::not_yet).byte());
    return column;
}

// A row exists from its first figure on, as in the process that took it in.
void Filling::add_row(std::size_t place)
{
    const auto& codes = series_->codes[place];
    if (!codes) return;
    row_of_[place] = panel_.row({codes->begin(), codes->end()});
    place_of_.push_back(place);
}

void Filling::flush()
{
    if (used_ == 0) return;
    panel_.cover({columns_[0].period, columns_[used_ - 1].period});
    for (std::uint32_t row = 0; row < panel_.rows(); ++row) {
        const auto values = panel_.values(row);
        const auto marks = panel_.marks(row);
        for (std::size_t c = 0; c < used_; ++c) {
            const auto at = static_cast<std::size_t>(columns_[c].period - panel_.first());
            values[at] = columns_[c].values[place_of_[row]];
            marks[at] = columns_[c].marks[place_of_[row]];
        }
    }
    used_ = 0;
}

Result<std::int64_t> measure_number(sqlite::Database& database, std::int64_t tenant,
                                    const std::string& name)
{
    auto rows =
        database.query("SELECT id FROM measure WHERE tenant = ? AND name = ?", tenant, name);
    const auto number = rows.next() ? rows.integer(0) : 0;
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return number;
}

// All that is stored of a measure, before it is made sense of.
struct Reading {
    MeasureShape shape;
    SeriesOfMeasure series;
    std::vector<Told> sheets;
};

Result<Reading> read_measure(sqlite::Database& database, std::int64_t tenant,
                             const MeasureShape& shape, const Reference& reference,
                             std::optional<Instant> as_of)
{
    const auto measure = measure_number(database, tenant, shape.name);
    if (!measure) return tl::unexpected(measure.error());
    auto series = series_of(database, *measure, shape.dimensions);
    if (!series) return tl::unexpected(series.error());
    const auto places = sheets_of(database, *measure, shape.frequency, reference, as_of);
    if (!places) return tl::unexpected(places.error());
    Reading reading{shape, std::move(*series), {}};
    for (const auto& sheet : *places) {
        auto row = database.query("SELECT cells, first FROM sheet WHERE id = ?", sheet.id);
        if (row.next())
            reading.sheets.push_back({sheet.period, first_of(row, 1), std::string(row.text(0))});
        const auto read = row.finish();
        if (!read) return tl::unexpected(read.error());
    }
    return reading;
}

// The panel; or the period whose sheet does not make sense.
tl::expected<Panel, Period> panel_of(const Reading& reading)
{
    const auto& [shape, series, sheets] = reading;
    Panel panel(shape.name, shape.unit, shape.frequency, shape.dimensions);
    if (sheets.empty()) return panel;
    panel.cover({sheets.front().period, sheets.back().period});
    panel.reserve(static_cast<std::uint32_t>(series.codes.size()), panel.columns());
    Filling filling(series, std::move(panel));
    for (const auto& sheet : sheets)
        if (!filling.see(sheet)) return tl::unexpected(sheet.period);
    return std::move(filling).finish();
}

} // namespace

// While one measure is made sense of, the next is read: half of a national start is waiting for the
// disk and for new memory.
Result<> load_figures(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                      const std::function<Result<>(Panel)>& each)
{
    const auto held = reference(database);
    if (!held) return tl::unexpected(held.error());
    std::deque<std::pair<std::string, std::future<tl::expected<Panel, Period>>>> underway;
    const auto take_oldest = [&]() -> Result<> {
        auto panel = underway.front().second.get();
        const auto name = std::move(underway.front().first);
        underway.pop_front();
        if (panel) return each(std::move(*panel));
        return tl::unexpected(
            unreadable(database, fmt::format("{} {}", name, to_string(panel.error()))));
    };
    for (const auto& shape : measures) {
        auto reading = read_measure(database, tenant, shape, *held, as_of);
        if (!reading) return tl::unexpected(reading.error());
        underway.emplace_back(shape.name,
                              std::async(std::launch::async, panel_of, std::move(*reading)));
        if (underway.size() <= measures_at_once) continue;
        const auto taken = take_oldest();
        if (!taken) return taken;
    }
    while (!underway.empty()) {
        const auto taken = take_oldest();
        if (!taken) return taken;
    }
    return {};
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
        const auto first = first_of(rows, 3);
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
        const auto first = first_of(sheets, 2);
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
