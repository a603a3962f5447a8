// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/codes.hpp"
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

// From the columns value, sign, status; nothing for codes nobody wrote.
std::optional<Cell> cell_of(const sqlite::Query& row, int value)
{
    const auto missing =
        row.is_null(value + 1) ? Missing::none : value_of<Missing>(row.text(value + 1));
    const auto status =
        row.is_null(value + 2) ? Status::final : value_of<Status>(row.text(value + 2));
    if (!missing || !status) return std::nullopt;
    return Cell{row.real(value), Mark(*missing, *status)}; // NULL reads as 0
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

// One measure passing by, ordered by period, series, vintage: of each cell's vintages the newest
// known stays.
class Newest {
public:
    Newest(const MeasureShape& shape, const Reference& reference, std::optional<Instant> as_of)
        : shape_(&shape), reference_(&reference), as_of_(as_of)
    {
    }

    bool is_known(std::size_t vintage) const
    {
        return !as_of_ || reference_->vintages[vintage].known_since <= *as_of_;
    }

    // False for a row that does not make sense.
    bool see(const sqlite::Query& row, const Rows& rows)
    {
        const auto period = static_cast<std::size_t>(row.integer(0));
        const auto vintage = static_cast<std::size_t>(row.integer(2));
        if (period >= reference_->periods.size() || !reference_->periods[period]) return false;
        if (vintage >= reference_->vintages.size()) return false;
        const auto block_row = rows.of(row.integer(1));
        const auto when = *reference_->periods[period];
        if (block_row == no_row || when.frequency() != shape_->frequency) return true;
        if (!is_known(vintage)) return true;
        return take({block_row, when, {}}, vintage, cell_of(row, 3));
    }

    std::vector<Observation> observations;
    Vintage newest_vintage; // of all that was seen

private:
    bool take(Observation seen, std::size_t vintage_number, std::optional<Cell> cell)
    {
        if (!cell) return false;
        seen.cell = *cell;
        const auto& learned = reference_->vintages[vintage_number];
        if (learned.known_since >= newest_vintage.known_since) newest_vintage = learned;
        const bool again = !observations.empty() && observations.back().row == seen.row &&
                           observations.back().period == seen.period;
        if (!again) {
            observations.push_back(seen);
            known_since_ = learned.known_since;
        } else if (learned.known_since >= known_since_) {
            observations.back() = seen;
            known_since_ = learned.known_since;
        }
        return true;
    }

    const MeasureShape* shape_;
    const Reference* reference_;
    std::optional<Instant> as_of_;
    Instant known_since_; // of the last observation
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

Result<Release> newest_of(sqlite::Database& database, std::int64_t measure,
                          const MeasureShape& shape, const Reference& reference,
                          std::optional<Instant> as_of)
{
    KeyTable keys(shape.dimensions);
    const auto rows = rows_of(database, measure, keys);
    if (!rows) return tl::unexpected(rows.error());
    Newest newest(shape, reference, as_of);
    auto cells = database.query("SELECT period, series, vintage, value, sign, status FROM "
                                "observation WHERE measure = ? ORDER BY period, series, vintage",
                                measure);
    while (cells.next())
        if (!newest.see(cells, *rows)) return tl::unexpected(unreadable(database, shape.name));
    const auto read = cells.finish();
    if (!read) return tl::unexpected(read.error());
    Release release{shape.source, newest.newest_vintage, false, {}};
    release.blocks.push_back({shape.name, std::move(keys), std::move(newest.observations)});
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
    auto rows = database.query(
        "SELECT o.value, o.sign, o.status, v.known_since, v.retrieved, v.retrieval, v.url "
        "FROM measure AS m JOIN series AS s ON s.measure = m.id JOIN observation AS o "
        "ON o.measure = m.id AND o.series = s.id JOIN period AS p ON p.id = o.period "
        "JOIN vintage AS v ON v.id = o.vintage "
        "WHERE m.tenant = ? AND m.name = ? AND s.key = ? AND p.notation = ? "
        "ORDER BY v.known_since, v.id",
        tenant, measure, canonical, period);
    while (rows.next()) {
        const auto cell = cell_of(rows, 0);
        if (!cell) return tl::unexpected(unreadable(database, measure));
        history.push_back({measure, canonical, period, *cell, vintage_of(rows, 3)});
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return history;
}

} // namespace tuermer::stored
