// SPDX-License-Identifier: EUPL-1.2
// ffcsv as written until 2023: German names and one column per value, "FLC006__Gebietsfläche__qkm".
// It becomes what the new layout would be, so that one mapping reads both.
#include "connectors/formats/genesis/layouts.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/long_table.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tuermer::genesis {
namespace {

using Stretch = LongTable::Stretch;

constexpr std::string_view between = "__";

// German names of the old layout and those of the new one; "1_" and so on stands before some.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names = {{
    {"Statistik_Code", "statistics_code"},
    {"Statistik_Label", "statistics_label"},
    {"Zeit_Code", "time_code"},
    {"Zeit_Label", "time_label"},
    {"Zeit", "time"},
    {"_Merkmal_Code", "_variable_code"},
    {"_Merkmal_Label", "_variable_label"},
    {"_Auspraegung_Code", "_variable_attribute_code"},
    {"_Auspraegung_Label", "_variable_attribute_label"},
}};

std::optional<std::string> new_name(std::string_view old)
{
    for (const auto& [german, english] : names) {
        if (german.starts_with('_') ? !old.ends_with(german) : old != german) continue;
        return std::string{old.substr(0, old.size() - german.size())} + std::string{english};
    }
    return std::nullopt;
}

// What a value column's name says.
struct ValueVariable {
    std::uint32_t column = 0;
    Stretch code, label, unit;
};

struct Head {
    std::vector<std::uint32_t> keys; // columns of the file
    std::vector<ValueVariable> values;
};

ValueVariable value_variable(std::uint32_t column, std::string_view name, LongTable& table)
{
    ValueVariable variable{column, {}, {}, {}};
    const auto first = name.find(between);
    variable.code = table.keep_once(name.substr(0, first));
    if (first == std::string_view::npos) return variable;
    const auto last = name.rfind(between);
    const auto label = first + between.size();
    if (last > first) {
        variable.label = table.keep_once(name.substr(label, last - label));
        variable.unit = table.keep_once(name.substr(last + between.size()));
    } else {
        variable.label = table.keep_once(name.substr(label));
    }
    return variable;
}

Head read_head(const std::vector<std::string_view>& header, LongTable& table)
{
    Head head;
    for (std::uint32_t i = 0; i < header.size(); ++i) {
        const auto name = trimmed(header[i]);
        if (auto key = new_name(name)) {
            head.keys.push_back(i);
            table.add_column(*key);
        } else if (!name.empty()) {
            head.values.push_back(value_variable(i, name, table));
        }
    }
    for (const auto* const name :
         {"value", "value_unit", "value_variable_code", "value_variable_label"})
        table.add_column(name);
    return head;
}

// One row of the file: as many rows as it has values.
Result<> add(const std::vector<std::string_view>& cells, const Head& head, std::uint32_t line,
             LongTable& table)
{
    std::vector<Stretch> row;
    for (const auto column : head.keys) row.push_back(table.keep_once(trimmed(cells[column])));
    const auto keys = row.size();
    for (const auto& variable : head.values) {
        row.resize(keys);
        row.push_back(table.keep(trimmed(cells[variable.column])));
        row.insert(row.end(), {variable.unit, variable.code, variable.label});
        if (auto added = table.add_row(line, row); !added) return added;
    }
    return {};
}

} // namespace

Result<ReadTable> read_old_flat(const DecodedFile& file, std::string_view name,
                                const ReadLimits& limits)
{
    auto records = file.records();
    std::vector<std::string_view> cells;
    records.next(cells);
    const auto width = cells.size();
    LongTable table{name, limits};
    const auto head = read_head(cells, table);
    while (records.next(cells)) {
        if (std::all_of(cells.begin(), cells.end(),
                        [](std::string_view cell) { return trimmed(cell).empty(); }))
            continue;
        if (cells.size() != width)
            return fail(Remedy::mend,
                        say("Zeile {}: {} Zellen, der Kopf hat {}. Die Datei ist unvollständig, "
                            "oder eine Beschriftung enthält ein Semikolon.",
                            "line {}: {} cells, the header has {}. The file is incomplete, or a "
                            "label holds a semicolon.",
                            records.line(), cells.size(), width));
        if (auto added = add(cells, head, records.line(), table); !added)
            return tl::unexpected(added.error());
    }
    auto taken = table.take();
    if (!taken) return tl::unexpected(std::move(taken.error()));
    ReadTable read;
    read.dialect = dialect_of(*taken, {static_cast<std::uint32_t>(taken->columns.size() - 4)});
    read.tables.push_back(std::move(*taken));
    return read;
}

} // namespace tuermer::genesis
