// SPDX-License-Identifier: EUPL-1.2
// ffcsv as all installations write it since 2024: one row per figure, columns named in English. Its
// cells stay where they are in the text; only empty codes of totals get the code that other tables
// write there.
#include "connectors/formats/genesis/layouts.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <optional>

namespace tuermer::genesis {
namespace {

constexpr std::string_view attribute_code = "_variable_attribute_code";

std::vector<std::string> names_of(const std::vector<std::string_view>& header)
{
    std::vector<std::string> names;
    for (const auto cell : header) names.emplace_back(trimmed(cell));
    while (!names.empty() && names.back().empty()) names.pop_back();
    return names;
}

std::optional<std::uint32_t> column_of(const CellTable& table, std::string_view name)
{
    for (std::uint32_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i] == name) return i;
    return std::nullopt;
}

// Codes that may be empty: each has its label beside it.
std::vector<std::uint32_t> code_columns(const CellTable& table)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i + 1 < table.columns.size(); ++i)
        if (table.columns[i].ends_with(attribute_code)) found.push_back(i);
    return found;
}

class FlatRows {
public:
    FlatRows(CellTable& table, const DecodedFile& file, const ReadLimits& limits)
        : table_(table), limits_(limits), total_(file.total()), codes_(code_columns(table))
    {
    }

    Result<> fill(csv::Records& records);
    std::vector<Text> remarks() const;

private:
    Result<> add(std::uint32_t line, std::vector<std::string_view>& cells);
    bool joins(std::vector<std::string_view>& cells, const std::vector<std::string_view>& next);
    void note_misfit(std::uint32_t line, std::size_t cells);

    CellTable& table_;
    const ReadLimits& limits_;
    std::string_view total_;
    std::vector<std::uint32_t> codes_;
    std::uint64_t joined_ = 0, misfits_ = 0;
};

Result<> FlatRows::add(std::uint32_t line, std::vector<std::string_view>& cells)
{
    const auto cells_then = (std::uint64_t{table_.rows()} + 1) * table_.columns.size();
    if (table_.rows() == limits_.rows || cells_then > limits_.cells)
        return fail(Remedy::mend,
                    say("Die Datei hat zu viele Zeilen ({} sind zu viel).",
                        "The file has too many rows ({} are too many).", table_.rows() + 1));
    if (cells.size() == table_.columns.size())
        for (const auto column : codes_)
            if (cells[column].empty() && !cells[column + 1].empty()) cells[column] = total_;
    table_.add_row(line, cells);
    return {};
}

// Labels with a raw line end part a row in two; the halves are neighbours in the text.
bool FlatRows::joins(std::vector<std::string_view>& cells,
                     const std::vector<std::string_view>& next)
{
    if (cells.size() + next.size() != table_.columns.size() + 1) return false;
    const auto* const begin = cells.back().data();
    const auto* const end = next.front().data() + next.front().size();
    cells.back() = {begin, static_cast<std::size_t>(end - begin)};
    cells.insert(cells.end(), next.begin() + 1, next.end());
    ++joined_;
    return true;
}

void FlatRows::note_misfit(std::uint32_t line, std::size_t cells)
{
    if (misfits_++ < CellTable::max_overlong)
        table_.overlong.push_back({line, static_cast<std::uint32_t>(cells)});
}

bool is_blank(const std::vector<std::string_view>& cells)
{
    return cells.size() == 1 && trimmed(cells.front()).empty();
}

Result<> FlatRows::fill(csv::Records& records)
{
    const auto width = table_.columns.size();
    std::vector<std::string_view> cells, next;
    bool have_next = false;
    for (;;) {
        auto line = records.line();
        if (std::exchange(have_next, false))
            cells.swap(next);
        else if (!records.next(cells))
            break;
        else
            line = records.line();
        if (is_blank(cells)) continue;
        if (cells.size() < width && records.next(next)) have_next = !joins(cells, next);
        if (cells.size() != width) note_misfit(line, cells.size());
        if (auto added = add(line, cells); !added) return added;
    }
    if (records.unclosed_quote())
        return fail(Remedy::retry, say("Die Datei bricht innerhalb von Anführungszeichen ab; sie "
                                       "ist unvollständig.",
                                       "The file breaks off within quotes; it is incomplete."));
    return {};
}

std::vector<Text> FlatRows::remarks() const
{
    std::vector<Text> found;
    if (joined_ > 0)
        found.push_back(say("Zeilen, die ein Zeilenende in einer Beschriftung zerteilt hatte: {}.",
                            "Rows that a line end within a label had parted: {}.", joined_));
    if (misfits_ > 0)
        found.push_back(say("Zeilen mit mehr oder weniger Zellen als der Kopf: {} (zuerst Zeile "
                            "{}).",
                            "Rows with more or fewer cells than the header: {} (line {} first).",
                            misfits_, table_.overlong.front().line));
    return found;
}

// Each line of a whole file ends with a line end.
bool is_cut_off(const DecodedFile& file, const CellTable& table)
{
    const bool ended = file.text().ends_with('\n') || file.text().ends_with('\r');
    if (ended || table.rows() == 0 || table.overlong.empty()) return false;
    return table.overlong.back().line == table.line(table.rows() - 1);
}

} // namespace

Result<ReadTable> read_flat(const DecodedFile& file, std::string_view name,
                            const ReadLimits& limits)
{
    auto records = file.records();
    std::vector<std::string_view> header;
    records.next(header);
    ReadTable read;
    CellTable table;
    table.name = name;
    table.columns = names_of(header);
    const auto value = column_of(table, "value");
    if (!value || table.columns.size() > limits.columns)
        return fail(
            Remedy::mend,
            say("Der Kopf der ffcsv-Datei hat keine Spalte „value“, oder zu viele Spalten.",
                "The header of the ffcsv file has no column 'value', or too many columns."));
    const auto header_bytes = records.size();
    table.own(file.owned());
    table.reserve(file.text().size() / std::max<std::size_t>(header_bytes / 2, 1) + 1);
    FlatRows rows{table, file, limits};
    if (auto filled = rows.fill(records); !filled) return tl::unexpected(filled.error());
    if (is_cut_off(file, table))
        return fail(Remedy::retry,
                    say("Zeile {}: Die Datei bricht mitten in der Zeile ab; sie ist unvollständig.",
                        "line {}: the file breaks off in the middle of the line; it is incomplete.",
                        table.line(table.rows() - 1)));
    if (table.rows() > 0) table.first_data_line = table.line(0);
    read.dialect = dialect_of(table, {*value});
    read.remarks = rows.remarks();
    read.tables.push_back(std::move(table));
    return read;
}

} // namespace tuermer::genesis
