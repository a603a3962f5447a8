// SPDX-License-Identifier: EUPL-1.2
// What a column holds: its distinct texts, and whether they are figures, signs, words or nothing.
#pragma once

#include "connectors/formats/figures.hpp"
#include "connectors/formats/table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::suggesting {

enum class TextSort : std::uint8_t { empty, figure, sign, word };

struct DistinctText {
    std::string_view text; // trimmed; lies in the table
    std::uint64_t count = 0;
    TextSort sort = TextSort::empty;
};

struct ColumnProfile {
    std::uint32_t place = 0;
    std::string name;
    std::vector<DistinctText> texts; // in the order of their first rows
    std::vector<std::uint32_t> rows; // per row: which of the texts
    std::uint64_t figures = 0, signs = 0, words = 0, empty = 0;
    std::optional<NumberStyle> style; // nothing: the figures admit two readings
    bool percent = false;             // some figures carry the sign
    bool whole = true;                // no figure has decimals

    bool constant() const { return texts.size() <= 1; }
    bool holds_figures() const { return figures > 0 && figures >= 9 * words; }
};

// More rows are not looked at: what a column is shows before.
constexpr std::uint32_t most_profiled_rows = 300'000;

// `decimal`: where all figures of the table admit two readings, this is taken.
std::vector<ColumnProfile> profile_columns(const CellTable& table, const Signs& signs,
                                           const Dialect& dialect);

// Whether all columns of figures together do not say if "203.726" has decimals.
bool admits_two_readings(const std::vector<ColumnProfile>& columns);

} // namespace tuermer::suggesting
