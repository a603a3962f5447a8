// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/eurostat/eurostat.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/csv/records.hpp"
#include "connectors/formats/encoding.hpp"
#include "connectors/formats/flags.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/reader_of.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace {

using Stretch = LongTable::Stretch;
using Cells = std::vector<std::string_view>;

// "A,B,C" → three parts; codes hold no commas.
Cells parted(std::string_view text)
{
    Cells parts;
    for (;;) {
        const auto comma = std::min(text.find(','), text.size());
        parts.push_back(trimmed(text.substr(0, comma)));
        if (comma == text.size()) return parts;
        text.remove_prefix(comma + 1);
    }
}

bool belongs_to_figure(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == ':' || c == 'E';
}

// "833 be" → "833", "be"; "0n" → "0", "n"; ": c" → ":", "c".
struct Published {
    std::string_view figure, flags;
};
Published published(std::string_view cell)
{
    cell = trimmed(cell);
    const auto* const end = std::find_if_not(cell.begin(), cell.end(), belongs_to_figure);
    const auto length = static_cast<std::size_t>(end - cell.begin());
    return {cell.substr(0, length), trimmed(cell.substr(length))};
}

Error no_tsv()
{
    return {Remedy::mend,
            say("Das ist kein TSV von Eurostat: Die erste Zelle nennt keine Dimensionen der Form "
                "„freq,unit,geo\\TIME_PERIOD“.",
                "This is no TSV of Eurostat: the first cell does not name dimensions in the form "
                "'freq,unit,geo\\TIME_PERIOD'."),
            ""};
}

class TsvReader {
public:
    TsvReader(std::string_view name, const ReadLimits& limits) : table_(name, limits) {}

    Result<> read_head(const Cells& header);
    Result<> read_row(const Cells& cells, std::uint32_t line);
    Result<CellTable> take() { return table_.take(); }

private:
    LongTable table_;
    std::size_t dimensions_ = 0;
    std::vector<Stretch> periods_, row_;
};

Result<> TsvReader::read_head(const Cells& header)
{
    const auto corner = header.front();
    const auto backslash = corner.rfind('\\');
    if (backslash == std::string_view::npos || header.size() < 2) return tl::unexpected(no_tsv());
    for (const auto dimension : parted(corner.substr(0, backslash))) table_.add_column(dimension);
    dimensions_ = table_.columns();
    table_.add_column(trimmed(corner.substr(backslash + 1)));
    table_.add_column("value");
    table_.add_column("status");
    for (auto period = header.begin() + 1; period != header.end(); ++period)
        periods_.push_back(table_.keep_once(trimmed(*period)));
    return {};
}

Result<> TsvReader::read_row(const Cells& cells, std::uint32_t line)
{
    if (cells.size() == 1 && trimmed(cells.front()).empty()) return {};
    const auto codes = parted(cells.front());
    if (codes.size() != dimensions_ || cells.size() != periods_.size() + 1)
        return fail(
            Remedy::retry,
            say("Zeile {}: {} Dimensionen und {} Werte; der Kopf nennt {} und {}. Die Datei "
                "ist unvollständig.",
                "line {}: {} dimensions and {} figures; the header names {} and {}. The "
                "file is incomplete.",
                line, codes.size(), cells.size() - 1, dimensions_, periods_.size()));
    row_.clear();
    for (const auto code : codes) row_.push_back(table_.keep_once(code));
    for (std::size_t i = 0; i < periods_.size(); ++i) {
        const auto [figure, flags] = published(cells[i + 1]);
        row_.resize(dimensions_);
        row_.insert(row_.end(), {periods_[i], table_.keep(figure), table_.keep_once(flags)});
        if (auto added = table_.add_row(line, row_); !added) return added;
    }
    return {};
}

} // namespace

Result<ReadTable> read_eurostat_tsv(std::string_view bytes, std::string_view name,
                                    const EurostatSettings& settings)
{
    if (bytes.size() > settings.limits.bytes)
        return fail(Remedy::mend, say("Die Datei hat {} Byte; erlaubt sind {}.",
                                      "The file has {} bytes; {} are allowed.", bytes.size(),
                                      settings.limits.bytes));
    if (auto foreign = refuse_foreign_bytes(bytes)) return tl::unexpected(std::move(*foreign));
    const auto encoding = detect_encoding(bytes);
    if (!encoding) return tl::unexpected(encoding.error());
    auto text = to_utf8(bytes, *encoding);
    if (!text) return tl::unexpected(std::move(text.error()));
    if (auto foreign = refuse_foreign_text(*text)) return tl::unexpected(std::move(*foreign));
    const auto size = text->size();
    const char line_end = csv::line_end_of(*text);
    text->append(csv::Records::padding, '\0');
    csv::Records records{text->data(), text->data() + size, '\t', '\0', line_end};

    TsvReader reader{name, settings.limits};
    Cells cells;
    if (!records.next(cells)) return tl::unexpected(no_tsv());
    if (auto head = reader.read_head(cells); !head) return tl::unexpected(std::move(head.error()));
    while (records.next(cells))
        if (auto row = reader.read_row(cells, records.line()); !row)
            return tl::unexpected(std::move(row.error()));
    auto table = reader.take();
    if (!table) return tl::unexpected(std::move(table.error()));
    ReadTable read;
    read.dialect = plain_dialect();
    read.dialect.separator = '\t';
    read.signs = missing_signs();
    read.statuses = observation_flags();
    read.tables.push_back(std::move(*table));
    return read;
}

bool recognises_eurostat_tsv(std::string_view bytes)
{
    const auto line = bytes.substr(0, bytes.find('\n'));
    const auto tab = line.find('\t');
    return tab != std::string_view::npos &&
           line.substr(0, tab).find('\\') != std::string_view::npos;
}

std::unique_ptr<Reader> make_eurostat_reader(Settings&)
{
    return std::make_unique<ReaderOf<EurostatSettings>>(EurostatSettings{}, read_eurostat_tsv);
}

} // namespace tuermer
