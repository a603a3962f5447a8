// SPDX-License-Identifier: EUPL-1.2
// Türmer reads a workbook as a source does: one JSON line like those of openpyxl_peer.py.
//
//     bench_sources FILE
#include "connectors/formats/xlsx/xlsx.hpp"

#include <charconv>
#include <chrono>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

namespace {

using namespace tuermer;

struct Content {
    std::uint64_t cells = 0, sum = 0;
};

// All cells, and the sum of the five columns of counts.
Content content_of(const CellTable& table)
{
    Content content;
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        for (std::uint32_t column = 0; column < table.columns.size(); ++column) {
            const auto cell = table.cell(row, column);
            if (!cell.empty()) ++content.cells;
            if (column < 3 || column > 7) continue;
            std::uint64_t count = 0;
            std::from_chars(cell.data(), cell.data() + cell.size(), count);
            content.sum += count;
        }
    return content;
}

double peak_mib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1'024;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        fmt::print(stderr, "bench_sources FILE\n");
        return 2;
    }
    const auto begun = std::chrono::steady_clock::now();
    std::ifstream file{argv[1], std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto read = read_xlsx(bytes, argv[1], {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (!read) {
        fmt::print(stderr, "{}\n", read.error().what.en);
        return 1;
    }
    const auto content = content_of(read->tables.front());
    fmt::print("{{\"seconds\": {:.4f}, \"cells\": {}, \"sum\": {}, \"peak_mib\": {:.1f}}}\n",
               took.count(), content.cells, content.sum, peak_mib());
    return 0;
}
