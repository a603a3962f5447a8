// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/cubes/cubes.hpp"

#include "connectors/formats/genesis/genesis.hpp"
#include "connectors/formats/json_stat/json_stat.hpp"
#include "tests/bench/measure.hpp"

#include <charconv>
#include <fmt/format.h>
#include <fmt/os.h>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

namespace tuermer::bench {
namespace {

constexpr int runs = 5;
constexpr int citizens = 50, areas = 400, years = 50; // a million figures
constexpr int flat_rows = 400'000;

std::string bytes_of(const std::filesystem::path& file)
{
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return std::move(bytes).str();
}

// One decimal, now and then none: some figure of each place.
std::string figure(int place)
{
    const auto tenths = (place * 7'919LL) % 1'000'003;
    return place % 11 == 0 ? fmt::format("{}", tenths)
                           : fmt::format("{}.{}", tenths / 10, tenths % 10);
}

std::string category(const char* prefix, int size)
{
    std::string index, label;
    for (int i = 0; i < size; ++i) {
        const auto* const comma = i == 0 ? "" : ",";
        index += fmt::format("{}\"{}{:03}\":{}", comma, prefix, i, i);
        label += fmt::format("{}\"{}{:03}\":\"Bezeichnung {} {}\"", comma, prefix, i, prefix, i);
    }
    return fmt::format(R"({{"category":{{"index":{{{}}},"label":{{{}}}}}}})", index, label);
}

void write_json_stat(const std::filesystem::path& file)
{
    auto out = fmt::output_file(file.string());
    out.print(
        R"({{"version":"2.0","class":"dataset","label":"bench","id":["citizen","geo","time"],)"
        R"("size":[{},{},{}],"dimension":{{"citizen":{},"geo":{},"time":{}}},"value":[)",
        citizens, areas, years, category("C", citizens), category("DE", areas),
        category("T", years));
    for (int i = 0; i < citizens * areas * years; ++i)
        out.print("{}{}", i == 0 ? "" : ",", figure(i));
    out.print("]}}");
}

void write_flat(const std::filesystem::path& file)
{
    auto out = fmt::output_file(file.string());
    out.print("\xEF\xBB\xBFstatistics_code;statistics_label;time_code;time_label;time");
    for (int i = 1; i <= 3; ++i)
        out.print(";{0}_variable_code;{0}_variable_label;{0}_variable_attribute_code;"
                  "{0}_variable_attribute_label",
                  i);
    out.print(";value;value_unit;value_variable_code;value_variable_label\n");
    for (int i = 0; i < flat_rows; ++i)
        out.print(
            "12411;Fortschreibung des Bevölkerungsstandes;STAG;Stichtag;{}-12-31;KREISE;Kreise "
            "und kreisfreie Städte;{:05};Landkreis Nummer {};NAT;Nationalität;NATA;Ausländer;"
            "GES;Geschlecht;{};{};{};Anzahl;BEVSTD;Bevölkerungsstand\n",
            1975 + i % 50, 1001 + i / 50 % 15'000, i / 50, i % 2 == 0 ? "GESM" : "GESW",
            i % 2 == 0 ? "männlich" : "weiblich", i % 97 == 0 ? "-" : fmt::format("{}", i));
}

// What a peer says: {"version", "ms", "rows", "sum"}.
struct Said {
    std::string version;
    double ms = 0, rows = 0, sum = 0;
};

std::optional<Said> said_in(const std::filesystem::path& file)
{
    std::ifstream text(file);
    const auto said = nlohmann::json::parse(text, nullptr, false);
    if (!said.is_object() || !said.contains("ms")) return std::nullopt;
    return Said{said.value("version", ""), said.value("ms", 0.0), said.value("rows", 0.0),
                said.value("sum", 0.0)};
}

double sum_of(const CellTable& table, std::string_view column)
{
    double sum = 0;
    for (std::uint32_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i] != column) continue;
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            const auto cell = table.cell(row, i);
            double value = 0;
            std::from_chars(cell.data(), cell.data() + cell.size(), value);
            sum += value;
        }
    }
    return sum;
}

using Read = std::function<Result<ReadTable>(const std::string& bytes)>;

Row measured(std::string work, const std::filesystem::path& file, const Read& read, double& rows,
             double& sum)
{
    std::vector<double> readings;
    for (int run = 0; run < runs; ++run) {
        std::optional<Result<ReadTable>> table;
        readings.push_back(processor_time([&] { table = read(bytes_of(file)); }));
        if (!*table) continue;
        rows = static_cast<double>((*table)->tables.front().rows());
        sum = sum_of((*table)->tables.front(), "value");
    }
    Row row;
    row.work = fmt::format("{} ({:.0f} MB)", work,
                           static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    row.ours = median(readings);
    return row;
}

void beside(Results& results, Row row, const std::string& peer, const std::filesystem::path& answer,
            std::optional<double> at_least, double rows, double sum)
{
    const auto said = said_in(answer);
    row.peer = said ? fmt::format("{} {}", peer, said->version) : peer + ": peer not available";
    if (said) row.of_peer = said->ms;
    if (at_least) row.goal = Goal{Goal::Of::ratio, *at_least};
    results.rows.push_back(std::move(row));
    if (!said) return;
    const bool same = said->rows == rows && std::abs(said->sum - sum) <= 1e-9 * std::abs(sum);
    results.notes.push_back(fmt::format("{} {} as many rows and the same sum as ours.", peer,
                                        same ? "read" : "DID NOT READ"));
}

} // namespace

void write_cube_files(const std::filesystem::path& folder)
{
    write_json_stat(folder / "cube.json");
    write_flat(folder / "flat.csv");
}

Results cubes_beside_peers(const std::filesystem::path& folder)
{
    Results results;
    double rows = 0, sum = 0;
    const auto json_stat = measured(
        "JSON-stat → table", folder / "cube.json",
        [](const std::string& bytes) { return read_json_stat(bytes, "cube.json", {}); }, rows, sum);
    beside(results, json_stat, "pandas row by row, as pyjstat,", folder / "cube_rows.json", 5, rows,
           sum);
    beside(results, json_stat, "pandas, all at once,", folder / "cube_product.json", std::nullopt,
           rows, sum);
    beside(results, json_stat, "jsonstat-toolkit", folder / "cube_toolkit.json", 5, rows, sum);
    const auto flat = measured(
        "GENESIS ffcsv → table", folder / "flat.csv",
        [](const std::string& bytes) { return read_genesis(bytes, "flat.csv", {}); }, rows, sum);
    beside(results, flat, "DuckDB's CSV reader, one thread,", folder / "flat_duckdb.json", 1, rows,
           sum);
    return results;
}

} // namespace tuermer::bench
