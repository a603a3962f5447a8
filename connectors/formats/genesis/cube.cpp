// SPDX-License-Identifier: EUPL-1.2
// Quader-CSV: blocks of a "K;" line that names the columns and "D;" lines that fill them. DQA names
// the axes, DQZ the time, DQI the value variables; QEI holds the figures, four columns per
// variable. A figure whose quality is a sign is written as 0: the sign counts.
#include "connectors/formats/genesis/layouts.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/long_table.hpp"

#include <algorithm>

namespace tuermer::genesis {
namespace {

using Stretch = LongTable::Stretch;
using Cells = std::vector<std::string_view>;

Error wrong(std::uint32_t line, Text why)
{
    return {Remedy::mend, say("Zeile {0}: {1}", "line {0}: {2}", line, why.de, why.en), ""};
}

// A value variable: its code and unit.
struct Variable {
    Stretch code, unit;
};

class CubeReader {
public:
    CubeReader(std::string_view name, const ReadLimits& limits) : table_(name, limits) {}

    Result<> read(csv::Records records);
    Result<CellTable> take();

private:
    Result<> define(const Cells& cells, std::uint32_t line);
    Result<> fill(const Cells& cells, std::uint32_t line);
    Result<> open_figures(const Cells& cells, std::uint32_t line);
    Result<> figure(const Cells& cells, std::uint32_t line);

    LongTable table_;
    std::string block_;
    std::vector<std::string> axes_;
    std::string time_ = "time";
    std::vector<Variable> variables_;
    std::size_t keys_ = 0; // axes and time, of a row of figures
    bool opened_ = false;
};

constexpr std::size_t per_variable = 4; // WERT, QUALITAET, GESPERRT, WERT-VERFAELSCHT

// "K;QEI;FACH-SCHL;FACH-SCHL;ZI-WERT;WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT"
Result<> CubeReader::open_figures(const Cells& cells, std::uint32_t line)
{
    const auto first = std::find(cells.begin(), cells.end(), "WERT");
    keys_ = static_cast<std::size_t>(first - cells.begin()) - 2;
    const auto figures = static_cast<std::size_t>(cells.end() - first);
    const bool fits = keys_ == axes_.size() + 1 && figures == per_variable * variables_.size();
    if (first == cells.end() || variables_.empty() || !fits)
        return tl::unexpected(
            wrong(line, say("Die Spalten der Werte (QEI) passen nicht zu den Achsen des Quaders.",
                            "The columns of the figures (QEI) do not match the cube's axes.")));
    if (std::exchange(opened_, true)) return {};
    auto axis = axes_.begin();
    for (auto cell = cells.begin() + 2; cell != first; ++cell)
        table_.add_column(*cell == "ZI-WERT" || axis == axes_.end() ? time_ : *axis++);
    for (const auto* const name :
         {"value", "value_q", "value_locked", "value_unit", "value_variable_code"})
        table_.add_column(name);
    return {};
}

Result<> CubeReader::define(const Cells& cells, std::uint32_t line)
{
    block_ = cells.size() > 1 ? std::string{cells[1]} : std::string{};
    return block_ == "QEI" ? open_figures(cells, line) : Result<>{};
}

Result<> CubeReader::figure(const Cells& cells, std::uint32_t line)
{
    if (!opened_ || cells.size() != 1 + keys_ + per_variable * variables_.size())
        return tl::unexpected(wrong(
            line, say("Die Zeile hat {} Zellen; so viele Werte hat der Quader nicht.",
                      "the row has {} cells; the cube has not as many figures.", cells.size())));
    std::vector<Stretch> row;
    for (std::size_t i = 1; i <= keys_; ++i) row.push_back(table_.keep_once(trimmed(cells[i])));
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        const auto at = 1 + keys_ + i * per_variable;
        const bool locked = !trimmed(cells[at + 2]).empty();
        row.resize(keys_);
        row.push_back(table_.keep(trimmed(cells[at])));
        row.push_back(table_.keep_once(locked ? "." : trimmed(cells[at + 1])));
        row.push_back(table_.keep_once(trimmed(cells[at + 2])));
        row.insert(row.end(), {variables_[i].unit, variables_[i].code});
        if (auto added = table_.add_row(line, row); !added) return added;
    }
    return {};
}

Result<> CubeReader::fill(const Cells& cells, std::uint32_t line)
{
    if (block_ == "QEI") return figure(cells, line);
    const auto name = cells.size() > 1 ? trimmed(cells[1]) : std::string_view{};
    if (block_ == "DQA")
        axes_.emplace_back(name);
    else if (block_ == "DQZ")
        time_ = name;
    else if (block_ == "DQI")
        variables_.push_back({table_.keep_once(name),
                              cells.size() > 2 ? table_.keep_once(trimmed(cells[2])) : Stretch{}});
    return {};
}

Result<> CubeReader::read(csv::Records records)
{
    Cells cells;
    while (records.next(cells)) {
        const auto line = records.line();
        Result<> done;
        if (cells.front() == "K")
            done = define(cells, line);
        else if (cells.front() == "D")
            done = fill(cells, line);
        else if (!cells.front().starts_with('*') && !trimmed(cells.front()).empty())
            done =
                tl::unexpected(wrong(line, say("Die Zeile beginnt weder mit „K“ noch mit „D“.",
                                               "the line begins neither with 'K' nor with 'D'.")));
        if (!done) return done;
    }
    return {};
}

Result<CellTable> CubeReader::take()
{
    if (!opened_)
        return fail(Remedy::retry, say("Der Quader hat keinen Block mit Werten (QEI); die Datei "
                                       "ist unvollständig.",
                                       "The cube has no block of figures (QEI); the file is "
                                       "incomplete."));
    return table_.take();
}

} // namespace

Result<ReadTable> read_cube(const DecodedFile& file, std::string_view name,
                            const ReadLimits& limits)
{
    CubeReader reader{name, limits};
    if (auto whole = reader.read(file.records()); !whole) return tl::unexpected(whole.error());
    auto table = reader.take();
    if (!table) return tl::unexpected(std::move(table.error()));
    ReadTable read;
    read.dialect.separator = ';';
    read.dialect.decimal_told = true; // a point, even in German
    read.tables.push_back(std::move(*table));
    return read;
}

} // namespace tuermer::genesis
