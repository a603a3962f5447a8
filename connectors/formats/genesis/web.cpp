// SPDX-License-Identifier: EUPL-1.2
// The download button's CSV: title lines, header rows that begin with an empty cell, the table, a
// line of underscores, then footnotes and the time of retrieval ("Stand").
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/genesis/layouts.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>

namespace tuermer::genesis {
namespace {

constexpr std::string_view rule = "_____";
constexpr std::uint32_t most_title_lines = 60, most_header_rows = 8;

// Calls body(line, text) until it answers false.
template <class Body>
void each_line(std::string_view text, Body body)
{
    std::uint32_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!body(number++, line)) return;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Lines before the first header row, and how many header rows there are.
struct Head {
    std::uint32_t skip = 0, rows = 0;
};

Head head_of(std::string_view text)
{
    Head head;
    each_line(text, [&](std::uint32_t number, std::string_view line) {
        const bool header = line.starts_with(';') || line.starts_with("\"\";");
        if (!header) return head.rows == 0 && number < most_title_lines;
        if (head.rows++ == 0) head.skip = number;
        return head.rows < most_header_rows;
    });
    return head;
}

std::size_t rule_at(std::string_view text)
{
    if (text.starts_with(rule)) return 0;
    for (auto at = text.find(rule); at != std::string_view::npos; at = text.find(rule, at + 1))
        if (text[at - 1] == '\n' || text[at - 1] == '\r') return at;
    return text.size();
}

std::vector<Text> stand_of(std::string_view footer)
{
    std::vector<Text> found;
    each_line(footer, [&](std::uint32_t, std::string_view line) {
        if (!line.starts_with("Stand:")) return true;
        const auto stand = header_name(line.substr(0, line.find(';')));
        found.push_back(say("Abgerufen ({})", "Retrieved ({})", stand));
        return false;
    });
    return found;
}

// Labels hold commas too; only what begins with a digit and holds nothing else is a figure.
bool is_figure_with_comma(std::string_view cell)
{
    cell = trimmed(cell);
    if (cell.starts_with('-')) cell.remove_prefix(1);
    const bool only_digits = cell.find_first_not_of("0123456789,") == std::string_view::npos;
    return only_digits && cell.size() > 2 && cell.front() != ',' &&
           std::count(cell.begin(), cell.end(), ',') == 1;
}

bool decimal_comma(const CellTable& table)
{
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            if (is_figure_with_comma(table.cell(row, column))) return true;
    return false;
}

} // namespace

Result<ReadTable> read_web(std::string_view text, std::string_view name, const ReadLimits& limits)
{
    const auto end = rule_at(text);
    const auto head = head_of(text.substr(0, end));
    CsvSettings csv;
    csv.encoding = "utf-8";
    csv.separator = ';';
    csv.limits = limits;
    if (head.rows > 0) {
        csv.skip = head.skip;
        csv.header_rows = head.rows;
    }
    auto read = read_csv(text.substr(0, end), name, csv);
    if (!read) return read;
    if (end == text.size())
        read->remarks.push_back(say("Der Tabelle fehlt ihr Schlussstrich; ist sie vollständig?",
                                    "The table lacks its closing line; is it complete?"));
    for (auto& remark : stand_of(text.substr(end))) read->remarks.push_back(std::move(remark));
    read->dialect.decimal_told = true;
    read->dialect.thousands = '\0';
    read->dialect.decimal = decimal_comma(read->tables.front()) ? ',' : '.';
    return read;
}

} // namespace tuermer::genesis
