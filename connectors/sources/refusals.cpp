// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/refusals.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <set>

namespace tuermer {
namespace {

constexpr std::size_t most_unread_told = 3;  // in the sentence of an error
constexpr std::size_t most_values_told = 12; // of a column, where `where` found nothing

// What stands in a column, for the person who must mend a condition that nothing fulfils.
std::vector<std::string> values_of(const CellTable& table, std::uint32_t column)
{
    std::set<std::string, std::less<>> values;
    for (std::uint32_t row = 0; row < table.rows() && values.size() < most_values_told; ++row)
        values.emplace(trimmed(table.cell(row, column)));
    return {values.begin(), values.end()};
}

std::string quoted_list(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", word);
    return text;
}

} // namespace

Text why_unread(const PrintedFigure& figure)
{
    if (figure.two_readings)
        return say("Das hat zwei Lesarten: Punkt oder Komma kann Tausender oder Nachkommastellen "
                   "trennen. Bitte "
                   "format = {{ …, decimal = \",\" }} oder \".\" angeben",
                   "this has two readings: the point or comma may part thousands or decimals. "
                   "Please state "
                   "format = {{ …, decimal = \",\" }} or \".\"");
    return say("Das ist keine Zahl in der Schreibweise dieser Spalte und kein bekanntes Zeichen",
               "this is no number in the notation of this column and no known sign");
}

Error nothing_matched(const CellTable& table, const BoundMeasure& bound)
{
    Text what = say("Für {} gibt es keine einzige Zeile.", "There is not a single row for {}.",
                    bound.measure->name);
    for (const auto& condition : bound.where) {
        const auto values = quoted_list(values_of(table, condition.column));
        what.de +=
            fmt::format(" Gesucht: {} in der Spalte „{}“; dort steht: {}.",
                        quoted_list(condition.values), table.columns[condition.column], values);
        what.en +=
            fmt::format(" Wanted: {} in column '{}', which holds: {}.",
                        quoted_list(condition.values), table.columns[condition.column], values);
    }
    what.de += " Die bisherigen Zahlen gelten weiter.";
    what.en += " The previous figures stay in force.";
    return {Remedy::mend, std::move(what), table.name};
}

Error no_figures(const CellTable& table, const MeasureMapping& measure)
{
    return {Remedy::mend,
            say("Für {} steht in der ganzen Datei keine Zahl. Die bisherigen Zahlen gelten weiter.",
                "There is no figure for {} in the whole file. The previous figures stay in force.",
                measure.name),
            table.name};
}

Error too_many_unread(const Understood& understood, const std::string& table)
{
    const auto total = understood.unread_total;
    Text what = total == 1
                    ? say("Eine Stelle ist nicht zu lesen; die bisherigen Zahlen gelten weiter.",
                          "One place cannot be read; the previous figures stay in force.")
                    : say("{} Stellen sind nicht zu lesen; die bisherigen Zahlen gelten weiter.",
                          "{} places cannot be read; the previous figures stay in force.", total);
    const auto told = std::min(understood.unread.size(), most_unread_told);
    for (std::size_t i = 0; i < told; ++i) {
        const auto& cell = understood.unread[i];
        what.de += fmt::format(" Zeile {}, Spalte „{}“: „{}“ – {}.", cell.line, cell.column,
                               cell.content, cell.why.de);
        what.en += fmt::format(" Line {}, column '{}': \"{}\" – {}.", cell.line, cell.column,
                               cell.content, cell.why.en);
    }
    if (told < total) {
        what.de += fmt::format(" Weitere: {}.", total - told);
        what.en += fmt::format(" More: {}.", total - told);
    }
    return {Remedy::mend, std::move(what), table};
}

} // namespace tuermer
