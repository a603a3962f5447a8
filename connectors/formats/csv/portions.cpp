// SPDX-License-Identifier: EUPL-1.2
// A portion ends where its last whole record does. What comes behind is loaded again with the next
// one, for the scanner folds quotes in place. Rows that may turn out to be footers wait too.
#include "connectors/formats/csv/portions.hpp"

#include "connectors/formats/csv/layout.hpp"
#include "rules/base/large_pages.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace tuermer::csv {
namespace {

constexpr auto any_number = std::numeric_limits<std::uint32_t>::max();

Result<std::string> beginning_of(const DecodedText& text)
{
    std::string beginning(sample_bytes + 1, '\0');
    const auto got = text.bytes->read(text.begin, beginning);
    if (!got) return tl::unexpected(got.error());
    beginning.resize(*got);
    return beginning;
}

// The first line may be longer than what is looked at.
Result<char> line_end_of(const DecodedText& text)
{
    constexpr std::size_t at_once = std::size_t{1} << 16U;
    std::string part(at_once, '\0');
    bool carriage_return = false;
    for (auto offset = text.begin;; offset += at_once) {
        const auto got = text.bytes->read(offset, part);
        if (!got) return tl::unexpected(got.error());
        const auto seen = std::string_view{part}.substr(0, *got);
        if (seen.find('\n') != std::string_view::npos) return '\n';
        carriage_return = carriage_return || seen.find('\r') != std::string_view::npos;
        if (*got < at_once) return carriage_return ? '\r' : '\n';
    }
}

Error too_many_columns(std::size_t columns, std::uint32_t limit)
{
    return {Remedy::mend,
            say("Die Datei hat {} Spalten; erlaubt sind {}.",
                "The file has {} columns; {} are allowed.", columns, limit),
            ""};
}

} // namespace

Result<std::unique_ptr<CsvPortions>> CsvPortions::open(DecodedText text, std::string_view name,
                                                       const CsvSettings& settings,
                                                       std::size_t portion_bytes)
{
    const auto beginning = beginning_of(text);
    if (!beginning) return tl::unexpected(beginning.error());
    auto opening = opening_of(*beginning, text.encoding, settings);
    if (!opening) return tl::unexpected(std::move(opening.error()));
    if (opening->columns.size() > settings.limits.columns)
        return tl::unexpected(too_many_columns(opening->columns.size(), settings.limits.columns));
    const auto line_end = line_end_of(text);
    if (!line_end) return tl::unexpected(line_end.error());
    return std::unique_ptr<CsvPortions>{new CsvPortions(std::move(text), std::move(*opening),
                                                        *line_end, name, settings, portion_bytes)};
}

CsvPortions::CsvPortions(DecodedText text, Opening opening, char line_end, std::string_view name,
                         const CsvSettings& settings, std::size_t portion_bytes)
    : text_(std::move(text)),
      line_end_(line_end),
      portion_bytes_(portion_bytes),
      record_bytes_(opening.record_bytes),
      builder_(table_, about_.dialect, settings.limits)
{
    about_.dialect = std::move(opening.dialect);
    table_.name = name;
    table_.columns = std::move(opening.columns);
    if (record_bytes_ > 0)
        table_.reserve(std::min<std::uint64_t>(portion_bytes, text_.bytes->size()) / record_bytes_ +
                       sample_records);
    rewind();
}

std::size_t CsvPortions::expected_rows() const
{
    return record_bytes_ == 0 ? 0 : text_.bytes->size() / record_bytes_ + sample_records;
}

void CsvPortions::rewind()
{
    behind_ = {text_.begin, 1, {}};
    ended_ = false;
}

Result<const CellTable*> CsvPortions::next()
{
    if (ended_) return nullptr;
    place_ = behind_;
    for (auto bytes = portion_bytes_;;) {
        const auto scanned = scan_without_footers(bytes);
        if (!scanned) return tl::unexpected(scanned.error());
        if (*scanned != Scanned::nothing && (table_.rows() > 0 || ended_)) return &table_;
        if (*scanned == Scanned::nothing)
            bytes *= 2; // a single record is longer
        else
            place_ = behind_;
        if (bytes > longest_record) return tl::unexpected(builder_.too_long_from(place_.line));
    }
}

Result<CsvPortions::Scanned> CsvPortions::scan_without_footers(std::size_t bytes)
{
    auto scanned = scan(bytes, any_number);
    if (!scanned || *scanned != Scanned::some) return scanned;
    const auto waiting = builder_.rows_that_may_be_footers();
    if (waiting == 0) return scanned;
    if (waiting == table_.rows()) return Scanned::nothing;
    return scan(bytes, table_.rows() - waiting);
}

Result<CsvPortions::Scanned> CsvPortions::scan(std::size_t bytes, std::uint32_t most_rows)
{
    const auto loaded = load(bytes);
    if (!loaded) return tl::unexpected(loaded.error());
    const bool goes_on = place_.offset + *loaded < text_.bytes->size();
    char* const begin = buffer_->data();
    Records records{begin,     begin + *loaded, about_.dialect.separator, about_.dialect.quote,
                    line_end_, place_.line};
    builder_.begin(place_.seen);
    const auto cut = builder_.fill(records, goes_on, most_rows);
    if (!cut) return tl::unexpected(cut.error());
    const auto* const end = *cut ? records.record_begin() : records.position();
    behind_ = {place_.offset + static_cast<std::uint64_t>(end - begin),
               *cut ? records.line() : records.next_line(), builder_.seen()};
    if (goes_on) return end == begin ? Scanned::nothing : Scanned::some;
    ended_ = true;
    if (auto whole = builder_.finish(records); !whole) return tl::unexpected(whole.error());
    about_.remarks = builder_.remarks();
    return Scanned::all;
}

// With room for the scanner to look ahead.
Result<std::size_t> CsvPortions::load(std::size_t bytes)
{
    const auto left = text_.bytes->size() - place_.offset;
    bytes = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, left));
    if (const auto held = text_.bytes->whole()) {
        buffer_->reserve(bytes + Records::padding);
        prefer_large_pages(buffer_->data(), buffer_->capacity());
        buffer_->assign(held->substr(place_.offset, bytes));
        buffer_->append(Records::padding, '\0');
    } else {
        buffer_->resize(bytes + Records::padding);
        const auto got = text_.bytes->read(place_.offset, std::span(buffer_->data(), bytes));
        if (!got) return got;
        std::fill(buffer_->data() + bytes, buffer_->data() + buffer_->size(), '\0');
    }
    table_.own(buffer_);
    return bytes;
}

} // namespace tuermer::csv
