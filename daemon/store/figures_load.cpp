// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/figures.hpp"

#include <algorithm>
#include <limits>

namespace tuermer::stored {

namespace {

constexpr std::uint32_t no_row = std::numeric_limits<std::uint32_t>::max();

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
std::optional<std::vector<std::string_view>>
codes_in(const std::vector<std::pair<std::string, std::string>>& key,
         const std::vector<std::string>& dimensions)
{
    if (key.size() != dimensions.size()) return std::nullopt;
    std::vector<std::string_view> codes;
    for (const auto& dimension : dimensions) {
        const auto part = std::ranges::find(key, dimension, [](auto& pair) { return pair.first; });
        if (part == key.end()) return std::nullopt;
        codes.push_back(part->second);
    }
    return codes;
}

// Of one measure: which row of the block a series is.
class Rows {
public:
    std::uint32_t of(std::int64_t series) const
    {
        const auto place = static_cast<std::size_t>(series - first_);
        return place < rows_.size() ? rows_[place] : no_row;
    }
    // In ascending order of series.
    void add(std::int64_t series, std::uint32_t row)
    {
        if (rows_.empty()) first_ = series;
        rows_.resize(static_cast<std::size_t>(series - first_) + 1, no_row);
        rows_.back() = row;
    }

private:
    std::int64_t first_ = 0;
    std::vector<std::uint32_t> rows_;
};

Result<Rows> rows_of(sqlite::Database& database, std::int64_t measure, KeyTable& keys)
{
    Rows rows;
    auto series =
        database.query("SELECT id, key FROM series WHERE measure = ? ORDER BY id", measure);
    while (series.next()) {
        const auto key = parse_key(series.text(1));
        if (!key) return tl::unexpected(unreadable(database, series.text(1)));
        const auto codes = codes_in(*key, keys.dimensions());
        rows.add(series.integer(0), codes ? keys.row(*codes) : no_row);
    }
    const auto read = series.finish();
    if (!read) return tl::unexpected(read.error());
    return rows;
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

// Of each cell what was told last, while the sheets pass by in their order.
class Newest {
public:
    explicit Newest(const Rows& rows, std::uint32_t row_count)
        : rows_(&rows), places_(row_count, none)
    {
    }

    // False for a sheet that does not make sense.
    bool see(Period period, std::string_view sheet)
    {
        if (period != period_) begin(period);
        SheetReader reader(sheet);
        SheetCell cell;
        while (reader.next(cell)) take(rows_->of(cell.series), cell.cell);
        return reader.whole();
    }

    std::vector<Observation> observations;

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    void begin(Period period)
    {
        period_ = period;
        period_start_ = observations.size();
    }
    void take(std::uint32_t row, Cell cell)
    {
        if (row == no_row) return;
        auto& place = places_[row];
        if (place == none || place < period_start_) {
            place = observations.size();
            observations.push_back({row, period_, cell});
        } else {
            observations[place].cell = cell;
        }
    }

    const Rows* rows_;
    std::vector<std::size_t> places_; // [row]: its newest observation
    Period period_;
    std::size_t period_start_ = 0;
};

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

Result<Newest> read_sheets(sqlite::Database& database, const std::vector<SheetPlace>& sheets,
                           Newest newest)
{
    for (const auto& sheet : sheets) {
        auto row = database.query("SELECT cells FROM sheet WHERE id = ?", sheet.id);
        const bool sound = !row.next() || newest.see(sheet.period, row.text(0));
        const auto read = row.finish();
        if (!read) return tl::unexpected(read.error());
        if (!sound) return tl::unexpected(unreadable(database, to_string(sheet.period)));
    }
    return newest;
}

Result<Release> newest_of(sqlite::Database& database, std::int64_t measure,
                          const MeasureShape& shape, const Reference& reference,
                          std::optional<Instant> as_of)
{
    KeyTable keys(shape.dimensions);
    const auto rows = rows_of(database, measure, keys);
    if (!rows) return tl::unexpected(rows.error());
    const auto sheets = sheets_of(database, measure, shape.frequency, reference, as_of);
    if (!sheets) return tl::unexpected(sheets.error());
    auto newest = read_sheets(database, *sheets, Newest(*rows, keys.rows()));
    if (!newest) return tl::unexpected(newest.error());
    Release release{shape.source, {}, false, {}};
    if (!sheets->empty()) {
        const auto last = std::ranges::max(*sheets, {}, [](const SheetPlace& sheet) {
            return std::pair(sheet.known_since, sheet.vintage);
        });
        release.vintage = reference.vintages[static_cast<std::size_t>(last.vintage)];
    }
    release.blocks.push_back({shape.name, std::move(keys), std::move(newest->observations)});
    return release;
}

} // namespace

Result<> load_figures(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                      const std::function<Result<>(Release)>& each)
{
    const auto held = reference(database);
    if (!held) return tl::unexpected(held.error());
    for (const auto& shape : measures) {
        const auto measure = measure_number(database, tenant, shape.name);
        if (!measure) return tl::unexpected(measure.error());
        auto release = newest_of(database, *measure, shape, *held, as_of);
        if (!release) return tl::unexpected(release.error());
        const auto taken = each(std::move(*release));
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
    auto rows =
        database.query("SELECT s.id, o.cells, v.known_since, v.retrieved, v.retrieval, v.url "
                       "FROM measure AS m JOIN series AS s ON s.measure = m.id JOIN period AS p "
                       "JOIN sheet AS o ON o.measure = m.id AND o.period = p.id "
                       "JOIN vintage AS v ON v.id = o.vintage "
                       "WHERE m.tenant = ? AND m.name = ? AND s.key = ? AND p.notation = ? "
                       "ORDER BY v.known_since, v.id",
                       tenant, measure, canonical, period);
    while (rows.next()) {
        SheetReader reader(rows.text(1));
        SheetCell cell;
        while (reader.next(cell))
            if (cell.series == rows.integer(0))
                history.push_back({measure, canonical, period, cell.cell, vintage_of(rows, 2)});
        if (!reader.whole()) return tl::unexpected(unreadable(database, measure));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return history;
}

Result<> check_sheets(sqlite::Database& database)
{
    std::unordered_map<std::int64_t, std::int64_t> measure_of;
    auto series = database.query("SELECT id, measure FROM series");
    while (series.next()) measure_of.emplace(series.integer(0), series.integer(1));
    const auto known = series.finish();
    if (!known) return known;
    auto sheets = database.query("SELECT measure, cells FROM sheet");
    while (sheets.next()) {
        SheetReader reader(sheets.text(1));
        SheetCell cell;
        while (reader.next(cell)) {
            const auto found = measure_of.find(cell.series);
            if (found == measure_of.end() || found->second != sheets.integer(0))
                return tl::unexpected(unreadable(database, fmt::format("series {}", cell.series)));
        }
        if (!reader.whole())
            return tl::unexpected(unreadable(database, sheets.text(1).substr(0, 40)));
    }
    return sheets.finish();
}

} // namespace tuermer::stored
