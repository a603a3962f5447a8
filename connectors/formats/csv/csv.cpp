// SPDX-License-Identifier: EUPL-1.2
// From bytes to a table: encoding, dialect, layout, then one pass of the scanner over the text.
#include "connectors/formats/csv/csv.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/csv/footers.hpp"
#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/csv/records.hpp"
#include "connectors/formats/encoding.hpp"
#include "connectors/formats/figures.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace {

using csv::Records;

struct Decoded {
    std::shared_ptr<std::string> text; // with the scanner's padding behind it
    std::size_t size = 0;
    Encoding encoding;
    std::string_view view() const { return {text->data(), size}; }
};

Error too_many_bytes(std::uint64_t bytes, std::uint64_t limit)
{
    return {Remedy::mend,
            say("Die Datei hat {} Byte; erlaubt sind {}.", "The file has {} bytes; {} are allowed.",
                bytes, limit),
            ""};
}

Result<std::string> decoded_text(std::string_view bytes, const CsvSettings& settings,
                                 Encoding& encoding)
{
    const auto limit = settings.limits.bytes;
    if (bytes.size() > limit) return tl::unexpected(too_many_bytes(bytes.size(), limit));
    if (auto refused = refuse_foreign_bytes(bytes)) return tl::unexpected(std::move(*refused));
    auto found = settings.encoding ? Result<Encoding>{told_encoding(bytes, *settings.encoding)}
                                   : detect_encoding(bytes);
    if (!found) return tl::unexpected(std::move(found.error()));
    encoding = std::move(*found);
    auto text = to_utf8(bytes, encoding);
    if (!text) return text;
    if (text->size() > limit) return tl::unexpected(too_many_bytes(text->size(), limit));
    if (auto refused = refuse_foreign_text(*text)) return tl::unexpected(std::move(*refused));
    return text;
}

Result<Decoded> decode(std::string_view bytes, const CsvSettings& settings)
{
    Decoded decoded;
    auto text = decoded_text(bytes, settings, decoded.encoding);
    if (!text) return tl::unexpected(std::move(text.error()));
    decoded.size = text->size();
    decoded.text = std::make_shared<std::string>(std::move(*text));
    decoded.text->append(Records::padding, '\0');
    return decoded;
}

// What the figures of the sample say, for show; whoever maps a column judges all of it.
void guess_numbers(Dialect& dialect, const csv::Sample& sample, std::size_t first)
{
    NumberEvidence evidence;
    for (auto i = first; i < sample.size(); ++i)
        for (const auto& cell : sample[i].cells) evidence.add(cell);
    const auto style = evidence.style().value_or(NumberStyle{});
    dialect.decimal = style.decimal;
    dialect.thousands = style.thousands;
}

void tell_numbers(Dialect& dialect, const CsvSettings& settings)
{
    dialect.decimal_told = settings.decimal.has_value();
    if (settings.decimal) {
        dialect.decimal = *settings.decimal;
        dialect.thousands = style_with_decimal(*settings.decimal).thousands;
    }
    if (settings.thousands) dialect.thousands = *settings.thousands;
}

Result<char> separator_of(std::string_view text, const CsvSettings& settings, char quote)
{
    if (settings.separator) return *settings.separator;
    const char guessed = csv::guess_separator(text, quote, settings.skip.value_or(0));
    if (guessed != '\0') return guessed;
    return fail(Remedy::mend, say("Kein Trennzeichen gefunden (gesucht: Semikolon, Tabulator, "
                                  "senkrechter Strich, Komma): Das sieht "
                                  "nach Fließtext aus, nicht nach einer Tabelle. Hat die Datei "
                                  "wirklich nur eine Spalte, bitte "
                                  "„separator“ angeben.",
                                  "No separator found (semicolon, tab, vertical bar, comma were "
                                  "tried): this looks like running "
                                  "text, not like a table. If the file really has one column only, "
                                  "please state 'separator'."));
}

// The sample's index of the record that begins behind `skip` lines.
std::size_t record_behind(const csv::Sample& sample, std::uint32_t skip)
{
    const auto behind = [&](const csv::SampleRecord& record) { return record.line > skip; };
    return static_cast<std::size_t>(std::find_if(sample.begin(), sample.end(), behind) -
                                    sample.begin());
}

csv::Layout layout_of(const csv::Sample& sample, const CsvSettings& settings)
{
    auto layout = settings.skip ? csv::Layout{*settings.skip, csv::guess_header_rows(sample, 0)}
                                : csv::guess_layout(sample);
    if (settings.header_rows) layout.header_rows = *settings.header_rows;
    return layout;
}

Result<Dialect> dialect_of(const Decoded& decoded, const CsvSettings& settings, csv::Sample& sample)
{
    Dialect dialect;
    dialect.encoding = decoded.encoding.name;
    dialect.bom = decoded.encoding.bom_bytes > 0;
    dialect.quote = settings.quote.value_or('"');
    const auto separator = separator_of(decoded.view(), settings, dialect.quote);
    if (!separator) return tl::unexpected(separator.error());
    dialect.separator = *separator;
    sample = csv::sample_of(decoded.view(), *separator, dialect.quote, settings.skip.value_or(0));
    const auto layout = layout_of(sample, settings);
    dialect.skip = layout.skip;
    dialect.header_rows = layout.header_rows;
    guess_numbers(dialect, sample, record_behind(sample, layout.skip) + layout.header_rows);
    tell_numbers(dialect, settings);
    return dialect;
}

std::vector<std::string> columns_of(const csv::Sample& sample, const Dialect& dialect)
{
    const auto first = std::min(record_behind(sample, dialect.skip), sample.size());
    const auto last = std::min(first + dialect.header_rows, sample.size());
    const auto table = sample.begin() + static_cast<std::ptrdiff_t>(first);
    if (dialect.header_rows == 0) // title lines do not say how wide the table is
        return csv::column_names({}, csv::usual_width({table, sample.end()}));
    return csv::column_names({table, sample.begin() + static_cast<std::ptrdiff_t>(last)}, 1);
}

bool is_blank(const std::vector<std::string_view>& cells)
{
    if (!cells.front().empty() && cells.front().front() > ' ') return false;
    return std::all_of(cells.begin(), cells.end(), [](auto cell) { return trimmed(cell).empty(); });
}

// One pass over the records; afterwards the footers are taken off the end.
class TableBuilder {
public:
    TableBuilder(CellTable& table, const CsvSettings& settings)
        : table_(table), limits_(settings.limits)
    {
    }

    Result<> fill(Records& records, const Dialect& dialect);
    void drop_footers() { footers_ = csv::drop_footers(table_, rows_behind_blank_); }
    std::vector<Text> remarks() const;

private:
    Result<> add(const Records& records, const std::vector<std::string_view>& cells);
    void note_width(std::uint32_t line, const std::vector<std::string_view>& cells);
    Result<> check_size(const Records& records, const std::vector<std::string_view>& cells) const;
    Result<> check_end(const Records& records, std::size_t cells_in_last) const;

    CellTable& table_;
    ReadLimits limits_;
    bool blank_before_ = false;
    std::vector<std::uint32_t> rows_behind_blank_;
    std::uint64_t blanks_ = 0, short_rows_ = 0, overlong_rows_ = 0;
    std::uint32_t first_short_line_ = 0;
    csv::Footers footers_;
};

void TableBuilder::note_width(std::uint32_t line, const std::vector<std::string_view>& cells)
{
    const auto width = table_.columns.size();
    if (cells.size() < width && short_rows_++ == 0) first_short_line_ = line;
    if (cells.size() <= width) return;
    const auto beyond = cells.begin() + static_cast<std::ptrdiff_t>(width);
    if (std::all_of(beyond, cells.end(), [](auto cell) { return trimmed(cell).empty(); })) return;
    if (overlong_rows_++ < CellTable::max_overlong)
        table_.overlong.push_back({line, static_cast<std::uint32_t>(cells.size())});
}

Result<> TableBuilder::check_size(const Records& records,
                                  const std::vector<std::string_view>& cells) const
{
    if (cells.size() > limits_.columns)
        return fail(Remedy::mend, say("Zeile {} hat {} Zellen; erlaubt sind {}.",
                                      "Line {} has {} cells; {} are allowed.", records.line(),
                                      cells.size(), limits_.columns));
    if (records.size() <= limits_.cell_bytes) return {};
    const auto too_long = [&](std::string_view cell) { return cell.size() > limits_.cell_bytes; };
    if (std::none_of(cells.begin(), cells.end(), too_long)) return {};
    return fail(
        Remedy::mend,
        say("Zeile {}: Eine Zelle ist länger als {} Byte; vermutlich fehlt ein schließendes "
            "Anführungszeichen.",
            "line {}: a cell is longer than {} bytes; probably a closing quote is missing.",
            records.line(), limits_.cell_bytes));
}

Result<> TableBuilder::add(const Records& records, const std::vector<std::string_view>& cells)
{
    if (is_blank(cells)) {
        ++blanks_;
        blank_before_ = true;
        return {};
    }
    if (table_.rows() == limits_.rows)
        return fail(Remedy::mend, say("Die Datei hat mehr als {} Zeilen.",
                                      "The file has more than {} rows.", limits_.rows));
    if (std::exchange(blank_before_, false)) rows_behind_blank_.push_back(table_.rows());
    if (cells.size() != table_.columns.size()) note_width(records.line(), cells);
    table_.add_row(records.line(), cells);
    return {};
}

Error unclosed(std::uint32_t line)
{
    return {Remedy::mend,
            say("Zeile {}: Ein Anführungszeichen wird geöffnet und bis zum Ende der Datei nicht "
                "geschlossen. Die Datei "
                "ist abgeschnitten, oder es gehört zum Text; dann bitte quote = \"\" setzen.",
                "line {}: a quote opens and is not closed up to the end of the file. The file is "
                "cut off, or the quote "
                "belongs to the text; then please set quote = \"\".",
                line),
            ""};
}

// A last line without line end and with too few cells, where all others are whole: cut off on its
// way.
Result<> TableBuilder::check_end(const Records& records, std::size_t cells_in_last) const
{
    if (records.unclosed_quote()) return tl::unexpected(unclosed(records.line()));
    const bool last_is_short =
        short_rows_ == 1 && first_short_line_ == records.line() && cells_in_last > 0;
    const bool footer =
        table_.rows() > 0 && csv::only_label_filled(table_, table_.rows() - 1) &&
        (csv::is_footer_text(table_.cell(table_.rows() - 1, 0)) ||
         (!rows_behind_blank_.empty() && rows_behind_blank_.back() + 1 == table_.rows()));
    if (records.ended_by_line_end() || !last_is_short || footer) return {};
    return fail(
        Remedy::retry,
        say("Zeile {}: Die Datei bricht mitten in der Zeile ab ({} von {} Zellen, kein "
            "Zeilenende); sie ist unvollständig.",
            "line {}: the file breaks off in the middle of the line ({} of {} cells, no line end); "
            "it is incomplete.",
            records.line(), cells_in_last, table_.columns.size()));
}

Result<> TableBuilder::fill(Records& records, const Dialect& dialect)
{
    std::vector<std::string_view> cells;
    std::uint32_t header_left = dialect.header_rows;
    std::size_t in_last = 0;
    while (records.next(cells)) {
        if (records.line() <= dialect.skip) continue;
        if (header_left > 0) {
            --header_left;
            continue;
        }
        if (auto fits = check_size(records, cells); !fits) return fits;
        if (auto added = add(records, cells); !added) return added;
        in_last = cells.size();
    }
    return check_end(records, in_last);
}

std::vector<Text> TableBuilder::remarks() const
{
    std::vector<Text> found;
    if (footers_.count > 0) found.push_back(csv::footer_remark(footers_));
    if (blanks_ > 0)
        found.push_back(
            say("Übergangene Leerzeilen: {}.", "Blank lines passed over: {}.", blanks_));
    if (short_rows_ > footers_.count)
        found.push_back(say("Zeilen mit weniger Zellen als der Kopf: {} (zuerst Zeile {}); was "
                            "fehlt, gilt als leer.",
                            "Rows with fewer cells than the header: {} (line {} first); what is "
                            "missing counts as empty.",
                            short_rows_, first_short_line_));
    if (overlong_rows_ > 0)
        found.push_back(say("Zeilen mit mehr Zellen als der Kopf: {} (zuerst Zeile {}).",
                            "Rows with more cells than the header: {} (line {} first).",
                            overlong_rows_, table_.overlong.front().line));
    return found;
}

// By the sample's rows, so that a large table grows once.
std::size_t expected_rows(const csv::Sample& sample, std::size_t size)
{
    if (sample.empty()) return 0;
    std::size_t bytes = 0;
    for (const auto& record : sample)
        for (const auto& cell : record.cells) bytes += cell.size() + 1;
    return size / std::max<std::size_t>(bytes / sample.size(), 1) + sample.size();
}

Error in_file(Error error, std::string_view name)
{
    if (error.where.empty()) error.where = name;
    return error;
}

Result<ReadTable> read_text(const Decoded& decoded, std::string_view name,
                            const CsvSettings& settings)
{
    csv::Sample sample;
    const auto dialect = dialect_of(decoded, settings, sample);
    if (!dialect) return tl::unexpected(dialect.error());
    ReadTable read;
    read.dialect = *dialect;
    CellTable table;
    table.name = name;
    table.columns = columns_of(sample, *dialect);
    if (table.columns.size() > settings.limits.columns)
        return fail(Remedy::mend, say("Die Datei hat {} Spalten; erlaubt sind {}.",
                                      "The file has {} columns; {} are allowed.",
                                      table.columns.size(), settings.limits.columns));
    char* const begin = decoded.text->data();
    Records records{begin, begin + decoded.size, dialect->separator, dialect->quote,
                    csv::line_end_of(decoded.view())};
    table.own(decoded.text);
    table.reserve(expected_rows(sample, decoded.size));
    TableBuilder builder{table, settings};
    if (auto filled = builder.fill(records, *dialect); !filled)
        return tl::unexpected(std::move(filled.error()));
    builder.drop_footers();
    if (table.rows() > 0) table.first_data_line = table.line(0);
    read.remarks = builder.remarks();
    read.tables.push_back(std::move(table));
    return read;
}

class CsvReader final : public Reader {
public:
    explicit CsvReader(CsvSettings settings) : settings_(std::move(settings)) {}
    Result<ReadTable> read(std::string_view bytes, std::string_view name) const override
    {
        return read_csv(bytes, name, settings_);
    }

private:
    CsvSettings settings_;
};

} // namespace

Result<ReadTable> read_csv(std::string_view bytes, std::string_view name,
                           const CsvSettings& settings)
{
    auto decoded = decode(bytes, settings);
    if (!decoded) return tl::unexpected(in_file(std::move(decoded.error()), name));
    auto read = read_text(*decoded, name, settings);
    if (!read) return tl::unexpected(in_file(std::move(read.error()), name));
    return read;
}

bool recognises_csv(std::string_view bytes)
{
    constexpr std::size_t looked_at = 64 * 1'024;
    const auto head = bytes.substr(0, looked_at);
    if (refuse_foreign_bytes(head)) return false;
    const auto encoding = detect_encoding(head);
    if (!encoding) return true; // damaged text: the reader says where
    const auto text = to_utf8(head, *encoding);
    return !text || !refuse_foreign_text(*text);
}

std::unique_ptr<Reader> make_csv_reader(Settings& settings)
{
    return std::make_unique<CsvReader>(read_csv_settings(settings));
}

} // namespace tuermer
