// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/columns.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tuermer::suggesting {
namespace {

ColumnProfile gather(const CellTable& table, std::uint32_t place)
{
    ColumnProfile column;
    column.place = place;
    column.name = table.columns[place];
    const auto rows = std::min(table.rows(), most_profiled_rows);
    column.rows.reserve(rows);
    std::unordered_map<std::string_view, std::uint32_t> known;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const auto text = trimmed(table.cell(row, place));
        const auto [found, is_new] =
            known.try_emplace(text, static_cast<std::uint32_t>(column.texts.size()));
        if (is_new) column.texts.push_back({text});
        ++column.texts[found->second].count;
        column.rows.push_back(found->second);
    }
    return column;
}

NumberEvidence evidence_of(const ColumnProfile& column)
{
    NumberEvidence evidence;
    for (const auto& distinct : column.texts) evidence.add(distinct.text);
    return evidence;
}

TextSort sort_of(const PrintedFigure& figure)
{
    using Kind = PrintedFigure::Kind;
    if (figure.kind == Kind::empty) return TextSort::empty;
    if (figure.kind == Kind::ignored) return TextSort::sign;
    if (figure.kind == Kind::cell)
        return figure.cell.has_value() ? TextSort::figure : TextSort::sign;
    return figure.two_readings ? TextSort::figure : TextSort::word;
}

void judge(ColumnProfile& column, const Signs& signs)
{
    for (auto& distinct : column.texts) {
        const auto figure = read_figure(distinct.text, column.style, signs);
        distinct.sort = sort_of(figure);
        if (distinct.sort == TextSort::empty) column.empty += distinct.count;
        if (distinct.sort == TextSort::sign) column.signs += distinct.count;
        if (distinct.sort == TextSort::word) column.words += distinct.count;
        if (distinct.sort != TextSort::figure) continue;
        column.figures += distinct.count;
        column.percent = column.percent || figure.percent;
        if (figure.kind == PrintedFigure::Kind::cell &&
            figure.cell.value != std::floor(figure.cell.value))
            column.whole = false;
    }
}

} // namespace

std::vector<ColumnProfile> profile_columns(const CellTable& table, const Signs& signs,
                                           const Dialect& dialect)
{
    std::vector<ColumnProfile> columns;
    NumberEvidence all;
    for (std::uint32_t place = 0; place < table.columns.size(); ++place) {
        auto column = gather(table, place);
        const auto evidence = evidence_of(column);
        column.style = dialect.decimal_told
                           ? std::optional{NumberStyle{dialect.decimal, dialect.thousands}}
                           : evidence.style();
        all.add(evidence);
        columns.push_back(std::move(column));
    }
    for (auto& column : columns) {
        if (!column.style) column.style = all.style();
        judge(column, signs);
    }
    return columns;
}

bool admits_two_readings(const std::vector<ColumnProfile>& columns)
{
    return std::any_of(columns.begin(), columns.end(), [](const ColumnProfile& column) {
        return column.holds_figures() && !column.style;
    });
}

} // namespace tuermer::suggesting
