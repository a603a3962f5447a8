// SPDX-License-Identifier: EUPL-1.2
// A start: all figures of all measures, as fast as the file can be read.
#include "daemon/store/figures.hpp"
#include "daemon/store/filling.hpp"

#include <algorithm>
#include <future>
#include <memory>
#include <span>
#include <tuple>
#include <utility>

namespace tuermer::stored {

namespace {

// Tables small enough to hold while the figures pass by, by number (0 is never given).
struct Reference {
    std::vector<std::optional<Instant>> known_since; // of a vintage
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

Result<Reference> reference(sqlite::Database& database)
{
    Reference reference;
    auto vintages = database.query("SELECT id, known_since FROM vintage");
    while (vintages.next())
        put(reference.known_since, vintages.integer(0), vintages.optional_instant(1));
    auto periods = database.query("SELECT id, notation FROM period");
    while (periods.next())
        put(reference.periods, periods.integer(0), parse_period(periods.text(1)));
    for (auto* query : {&vintages, &periods}) {
        const auto read = query->finish();
        if (!read) return tl::unexpected(read.error());
    }
    return reference;
}

// The measures' numbers, by their names.
Result<std::unordered_map<std::int64_t, std::size_t>>
measures_by_number(sqlite::Database& database, std::int64_t tenant,
                   const std::vector<MeasureShape>& shapes)
{
    std::unordered_map<std::int64_t, std::size_t> places;
    auto rows = database.query("SELECT id, name FROM measure WHERE tenant = ?", tenant);
    while (rows.next()) {
        const auto shape = std::ranges::find(shapes, rows.text(1), &MeasureShape::name);
        if (shape != shapes.end())
            places.emplace(rows.integer(0), static_cast<std::size_t>(shape - shapes.begin()));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return places;
}

// A sheet that is wanted, and when its turn is.
struct SheetPlace {
    std::size_t measure = 0;
    Period period;
    Instant known_since;
    std::int64_t vintage = 0, id = 0, turn = 0;
};

// As they lie in the file, so that it is read from its beginning to its end. Only of one measure's
// sheets of one period it matters which comes first: what was known first.
void put_in_order(std::vector<SheetPlace>& sheets)
{
    const auto cells_of = [](const SheetPlace& sheet) {
        return std::tuple(sheet.measure, sheet.period);
    };
    std::ranges::sort(sheets, [&](const SheetPlace& a, const SheetPlace& b) {
        return std::tuple(cells_of(a), a.known_since, a.vintage) <
               std::tuple(cells_of(b), b.known_since, b.vintage);
    });
    for (auto first = sheets.begin(); first != sheets.end();) {
        const auto end = std::find_if(first, sheets.end(), [&](const SheetPlace& sheet) {
            return cells_of(sheet) != cells_of(*first);
        });
        std::vector<std::int64_t> turns;
        for (const auto& sheet : std::span(first, end)) turns.push_back(sheet.id);
        std::ranges::sort(turns);
        for (const auto turn : turns) (first++)->turn = turn;
    }
    std::ranges::sort(sheets, {}, &SheetPlace::turn);
}

// What is there is listed, then the sheets are read part by part while two threads make
// sense of the part before. Half of a national start is waiting for the disk and for new memory.
class Loading {
public:
    Loading(sqlite::Database& database, const std::vector<MeasureShape>& shapes)
        : database_(&database), shapes_(&shapes), measures_(shapes.size())
    {
    }

    Result<> list(std::int64_t tenant, std::optional<Instant> as_of);
    Result<> read();
    Result<> give(const std::function<Result<>(Panel)>& each);

private:
    static constexpr std::size_t threads = 2, part_bytes = std::size_t{4} << 20U;

    struct Measure {
        StoredSeries series;
        std::optional<PeriodRange> periods; // of its sheets
        std::unique_ptr<Filling> filling;
    };
    struct Part {
        std::vector<std::pair<std::size_t, StoredSheet>> sheets; // with their measures
        std::size_t bytes = 0;
    };

    Result<> list_series();
    Result<> list_sheets(std::optional<Instant> as_of);
    Result<> prepare();
    Result<StoredSheet> sheet(const SheetPlace& place);
    Result<> hand_over(Part part);
    Result<> wait();
    const std::pair<std::size_t, StoredSheet>* make_sense(std::size_t thread);

    sqlite::Database* database_;
    const std::vector<MeasureShape>* shapes_;
    std::unordered_map<std::int64_t, std::size_t> numbers_; // number of a measure → its place
    std::vector<Measure> measures_;                         // as the shapes
    std::vector<SheetPlace> sheets_;
    Part under_way_;
    std::vector<std::future<const std::pair<std::size_t, StoredSheet>*>> workers_;
};

Result<> Loading::list(std::int64_t tenant, std::optional<Instant> as_of)
{
    auto numbers = measures_by_number(*database_, tenant, *shapes_);
    if (!numbers) return tl::unexpected(numbers.error());
    numbers_ = std::move(*numbers);
    const auto series = list_series();
    if (!series) return series;
    const auto sheets = list_sheets(as_of);
    if (!sheets) return sheets;
    put_in_order(sheets_);
    return prepare();
}

// In one pass, which is quicker than to ask for each measure's by an index.
Result<> Loading::list_series()
{
    auto rows = database_->query("SELECT measure, id, place, key FROM series ORDER BY id");
    while (rows.next()) {
        const auto found = numbers_.find(rows.integer(0));
        if (found == numbers_.end()) continue;
        auto& series = measures_[found->second].series;
        if (rows.integer(2) != static_cast<std::int64_t>(series.numbers.size()))
            return tl::unexpected(unreadable(*database_, rows.text(3)));
        series.numbers.push_back(rows.integer(1));
        series.keys += rows.text(3);
        series.key_ends.push_back(series.keys.size());
    }
    return rows.finish();
}

Result<> Loading::list_sheets(std::optional<Instant> as_of)
{
    const auto held = reference(*database_);
    if (!held) return tl::unexpected(held.error());
    auto rows = database_->query("SELECT measure, period, vintage, id FROM sheet");
    while (rows.next()) {
        const auto found = numbers_.find(rows.integer(0));
        if (found == numbers_.end()) continue;
        const auto* period = at(held->periods, rows.integer(1));
        const auto* known_since = at(held->known_since, rows.integer(2));
        if (period == nullptr || !*period || known_since == nullptr || !*known_since)
            return tl::unexpected(unreadable(*database_, fmt::format("sheet {}", rows.integer(3))));
        if ((*period)->frequency() != (*shapes_)[found->second].frequency) continue;
        if (as_of && **known_since > *as_of) continue;
        sheets_.push_back(
            {found->second, **period, **known_since, rows.integer(2), rows.integer(3), 0});
        auto& periods = measures_[found->second].periods;
        if (!periods) periods = {**period, **period};
        periods = {std::min(periods->first, **period), std::max(periods->last, **period)};
    }
    return rows.finish();
}

// Measures of one publisher have the same keys; to copy is quicker than to make sense of them.
Result<> Loading::prepare()
{
    std::shared_ptr<const SeriesRows> rows;
    const Measure* before = nullptr;
    for (std::size_t i = 0; i < measures_.size(); ++i) {
        auto& measure = measures_[i];
        const auto& shape = (*shapes_)[i];
        const bool same = before != nullptr && before->series.has_keys_of(measure.series) &&
                          rows->model.keys().dimensions() == shape.dimensions;
        if (!same) {
            auto own = rows_of(measure.series, shape.dimensions);
            if (!own) return tl::unexpected(unreadable(*database_, shape.name));
            rows = std::make_shared<const SeriesRows>(std::move(*own));
        }
        before = &measure;
        const auto periods = measure.periods.value_or(PeriodRange{});
        measure.filling = std::make_unique<Filling>(shape, measure.series.numbers, rows, periods);
    }
    return {};
}

Result<StoredSheet> Loading::sheet(const SheetPlace& place)
{
    auto row = database_->query("SELECT cells, first FROM sheet WHERE id = ?", place.id);
    StoredSheet sheet{place.period, {}, {}};
    if (row.next()) sheet = {place.period, row.optional_integer(1), std::string(row.text(0))};
    const auto read = row.finish();
    if (!read) return tl::unexpected(read.error());
    return sheet;
}

Result<> Loading::read()
{
    Part part;
    for (const auto& place : sheets_) {
        auto read = sheet(place);
        if (!read) return tl::unexpected(read.error());
        part.bytes += read->cells.size();
        part.sheets.emplace_back(place.measure, std::move(*read));
        if (part.bytes < part_bytes) continue;
        const auto begun = hand_over(std::exchange(part, {}));
        if (!begun) return begun;
    }
    const auto begun = hand_over(std::move(part));
    if (!begun) return begun;
    return wait();
}

Result<> Loading::hand_over(Part part)
{
    const auto before = wait();
    if (!before) return before;
    under_way_ = std::move(part);
    for (std::size_t thread = 0; thread < threads; ++thread)
        workers_.push_back(
            std::async(std::launch::async, [=, this] { return make_sense(thread); }));
    return {};
}

Result<> Loading::wait()
{
    const std::pair<std::size_t, StoredSheet>* senseless = nullptr;
    for (auto& worker : workers_)
        if (const auto* const found = worker.get()) senseless = found;
    workers_.clear();
    if (senseless == nullptr) return {};
    const auto& [measure, sheet] = *senseless;
    return tl::unexpected(unreadable(
        *database_, fmt::format("{} {}", (*shapes_)[measure].name, to_string(sheet.period))));
}

// Of the part under way, every other measure's sheets; the first that does not make sense.
const std::pair<std::size_t, StoredSheet>* Loading::make_sense(std::size_t thread)
{
    for (const auto& read : under_way_.sheets)
        if (read.first % threads == thread && !measures_[read.first].filling->see(read.second))
            return &read;
    return nullptr;
}

Result<> Loading::give(const std::function<Result<>(Panel)>& each)
{
    for (auto& measure : measures_) {
        const auto taken = each(std::move(*measure.filling).finish());
        if (!taken) return taken;
        measure.filling.reset();
    }
    return {};
}

} // namespace

Result<> load_figures(sqlite::Database& database, std::int64_t tenant,
                      const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                      const std::function<Result<>(Panel)>& each)
{
    Loading loading(database, measures);
    const auto listed = loading.list(tenant, as_of);
    if (!listed) return listed;
    const auto read = loading.read();
    if (!read) return read;
    return loading.give(each);
}

} // namespace tuermer::stored
