// SPDX-License-Identifier: EUPL-1.2
// What every reader of a statistical format promises of any bytes: a table within its limits, or a
// sentence in both languages why there is none; and the same again for the same bytes.
#pragma once

#include "connectors/formats/table.hpp"
#include "tests/fuzz/target.hpp"

namespace tuermer::fuzz {

// Small enough that a run meets them.
inline ReadLimits small_limits()
{
    ReadLimits limits;
    limits.bytes = 1U << 16U;
    limits.columns = 64;
    limits.rows = 2'000;
    limits.cell_bytes = 1'000;
    limits.cells = 20'000;
    return limits;
}

// The sum over all cells reads each of their bytes.
inline std::size_t check_cells(const CellTable& table)
{
    const auto limits = small_limits();
    promise(table.columns.size() <= limits.columns, "columns stay within their limit");
    promise(table.rows() <= limits.rows, "rows stay within their limit");
    std::size_t sum = table.columns.size() + table.rows();
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            for (const char c : table.cell(row, column))
                sum = sum * 31 + static_cast<unsigned char>(c);
    return sum;
}

inline std::size_t check_read(const Result<ReadTable>& read)
{
    if (!read) {
        promise(!read.error().what.de.empty() && !read.error().what.en.empty(),
                "a refusal is a sentence");
        return 0;
    }
    promise(!read->tables.empty(), "what is read is a table");
    std::size_t sum = 1;
    for (const auto& table : read->tables) sum += check_cells(table);
    for (const auto& remark : read->remarks)
        promise(!remark.de.empty() && !remark.en.empty(), "a remark is a sentence");
    return sum;
}

template <class FormatSettings>
void check_reader(Result<ReadTable> (*read)(std::string_view, std::string_view,
                                            const FormatSettings&),
                  std::string_view bytes)
{
    FormatSettings settings;
    settings.limits = small_limits();
    const auto once = check_read(read(bytes, "a", settings));
    promise(once == check_read(read(bytes, "a", settings)), "the same bytes are the same table");
}

} // namespace tuermer::fuzz
