// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/csv_rows.hpp"

#include "connectors/formats/csv/csv.hpp"
#include "connectors/sources/mapping.hpp"
#include "tests/bench/measure.hpp"

#include <filesystem>
#include <fmt/format.h>

namespace tuermer::bench {

namespace {

constexpr int runs = 5;

Mapping mapping()
{
    Mapping mapping;
    mapping.source = "panel";
    mapping.period.columns = {"period"};
    mapping.period.frequency = Frequency::month;
    DimensionMapping area;
    area.name = "area";
    area.column = "area";
    mapping.dimensions = {area};
    mapping.measures = {{"rate", "value", {}, *parse_unit("percent")}};
    return mapping;
}

// As a source reads a large file: portion by portion.
Result<Understood> read(const std::string& file)
{
    constexpr std::size_t portion_bytes = 256 * 1'024;
    CsvSettings settings;
    settings.decimal = '.'; // "3.466" alone has two readings
    auto bytes = FileBytes::open(file);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto portions = csv_portions(std::move(*bytes), file, settings, portion_bytes);
    if (!portions) return tl::unexpected(portions.error());
    return apply_mapping(mapping(), **portions, {}, Strictness::strict);
}

// Area by area and month by month, as they were written.
bool is_panel(const Understood& understood, const CommonPanel& panel)
{
    const auto& block = understood.release.blocks.at(0);
    if (block.observations.size() != panel.values.size()) return false;
    for (std::size_t i = 0; i < panel.values.size(); ++i) {
        const auto& seen = block.observations[i];
        const auto area = i / panel.months.size(), month = i % panel.months.size();
        if (block.keys.code(seen.row, 0) != panel.areas[area].code ||
            seen.period != panel.months[month] || seen.cell != Cell{panel.values[i], Missing::none})
            return false;
    }
    return true;
}

} // namespace

Results csv_rows(const std::string& file, const CommonPanel& panel, std::optional<double> duckdb_ms)
{
    Results results;
    std::vector<double> readings;
    bool same = true;
    for (int run = 0; run < runs; ++run) {
        std::optional<Result<Understood>> understood;
        readings.push_back(processor_time([&] { understood = read(file); }));
        same = same && *understood && is_panel(**understood, panel);
    }
    Row row;
    row.work = fmt::format("CSV text ({:.0f} MB) → observations",
                           static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    row.peer = duckdb_ms ? "DuckDB's CSV reader, one thread" : "DuckDB: peer not available";
    row.ours = median(readings);
    row.of_peer = duckdb_ms;
    row.goal = Goal{Goal::Of::ratio, 2};
    results.rows.push_back(std::move(row));
    results.notes.push_back(fmt::format("What was read of the CSV file {} the panel, cell by cell.",
                                        same ? "is" : "IS NOT"));
    return results;
}

} // namespace tuermer::bench
