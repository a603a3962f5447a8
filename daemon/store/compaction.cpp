// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/compaction.hpp"

#include "daemon/store/figures.hpp"

#include <algorithm>
#include <unordered_map>

namespace tuermer::stored {

namespace {

constexpr std::size_t digest_length = 64;

bool is_hexadecimal(char sign)
{
    return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f');
}

// Every SHA-256 that stands in a text, whatever it is the digest of: rather one too many.
void add_digests(std::string_view text, std::set<std::string>& digests)
{
    std::size_t length = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && is_hexadecimal(text[at])) {
            ++length;
            continue;
        }
        if (length == digest_length) digests.emplace(text.substr(at - length, length));
        length = 0;
    }
}

Result<> add_named_by_evidence(sqlite::Database& database, std::set<std::string>& digests)
{
    auto rows = database.query("SELECT evidence FROM event");
    while (rows.next()) add_digests(rows.text(0), digests);
    return rows.finish();
}

Result<> add_retrieved(sqlite::Database& database, Instant since, std::set<std::string>& digests)
{
    auto rows = database.query("SELECT retrieval FROM vintage WHERE retrieved >= ?", since);
    while (rows.next()) digests.emplace(rows.text(0));
    return rows.finish();
}

// Figures held lie in their documents only.
Result<> add_doubtful(sqlite::Database& database, std::set<std::string>& digests)
{
    auto rows = database.query("SELECT v.retrieval FROM doubt AS d JOIN vintage AS v "
                               "ON v.id = d.vintage WHERE d.taken IS NULL "
                               "AND d.state IN ('held', 'accepted')");
    while (rows.next()) digests.emplace(rows.text(0));
    return rows.finish();
}

struct Place {
    std::int64_t sheet, measure, period;
    std::string retrieval;
};

// While a measure's sheets of one period pass by, newest first: whether a sheet still holds a cell
// that no newer one tells of.
class Newest {
public:
    explicit Newest(std::unordered_map<std::int64_t, std::int64_t> places)
        : places_(std::move(places))
    {
    }
    void begin() { seen_.clear(); }
    bool adds(std::string_view sheet, std::optional<std::int64_t> first)
    {
        bool added = false;
        SheetReader reader(sheet, first);
        for (SheetCell cell; reader.next(cell);) {
            const auto found = first ? places_.end() : places_.find(cell.series);
            if (!first && found == places_.end()) return true; // damaged: nothing goes
            const auto place = static_cast<std::size_t>(first ? cell.series : found->second);
            if (place >= seen_.size()) seen_.resize(place + 1);
            added = added || !seen_[place];
            seen_[place] = true;
        }
        return added;
    }

private:
    std::unordered_map<std::int64_t, std::int64_t> places_; // of a series
    std::vector<bool> seen_;                                // [place]
};

Result<Newest> newest(sqlite::Database& database)
{
    std::unordered_map<std::int64_t, std::int64_t> places;
    auto series = database.query("SELECT id, place FROM series");
    while (series.next()) places.emplace(series.integer(0), series.integer(1));
    const auto read = series.finish();
    if (!read) return tl::unexpected(read.error());
    return Newest(std::move(places));
}

// Ordered without their cells, which would all have to be sorted along.
Result<std::vector<Place>> newest_first(sqlite::Database& database)
{
    std::vector<Place> places;
    auto sheets = database.query("SELECT o.id, o.measure, o.period, v.retrieval FROM sheet AS o "
                                 "JOIN vintage AS v ON v.id = o.vintage "
                                 "ORDER BY o.measure, o.period, v.known_since DESC, v.id DESC");
    while (sheets.next())
        places.push_back(
            {sheets.integer(0), sheets.integer(1), sheets.integer(2), std::string(sheets.text(3))});
    const auto read = sheets.finish();
    if (!read) return tl::unexpected(read.error());
    return places;
}

Result<> add_in_force(sqlite::Database& database, std::set<std::string>& digests)
{
    auto in_force = newest(database);
    if (!in_force) return tl::unexpected(in_force.error());
    const auto places = newest_first(database);
    if (!places) return tl::unexpected(places.error());
    const Place* before = nullptr;
    for (const auto& place : *places) {
        if (before == nullptr || place.measure != before->measure || place.period != before->period)
            in_force->begin();
        before = &place;
        auto sheet = database.query("SELECT cells, first FROM sheet WHERE id = ?", place.sheet);
        if (sheet.next()) {
            if (in_force->adds(sheet.text(0), sheet.optional_integer(1)))
                digests.insert(place.retrieval);
        }
        const auto read = sheet.finish();
        if (!read) return read;
    }
    return {};
}

Result<std::int64_t> pragma(sqlite::Database& database, std::string_view sql)
{
    auto row = database.query(sql);
    const auto number = row.next() ? row.integer(0) : 0;
    const auto read = row.finish();
    if (!read) return tl::unexpected(read.error());
    return number;
}

} // namespace

Result<std::set<std::string>> documents_needed(sqlite::Database& database, Instant since)
{
    std::set<std::string> digests;
    for (const auto& added :
         {add_in_force(database, digests), add_named_by_evidence(database, digests),
          add_retrieved(database, since, digests), add_doubtful(database, digests)})
        if (!added) return tl::unexpected(added.error());
    return digests;
}

Result<std::uint64_t> unused_bytes(sqlite::Database& database)
{
    const auto pages = pragma(database, "PRAGMA freelist_count");
    if (!pages) return tl::unexpected(pages.error());
    const auto size = pragma(database, "PRAGMA page_size");
    if (!size) return tl::unexpected(size.error());
    return static_cast<std::uint64_t>(*pages) * static_cast<std::uint64_t>(*size);
}

Result<> compact(sqlite::Database& database)
{
    const auto written = database.run("VACUUM");
    if (!written) return written;
    return database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace tuermer::stored
