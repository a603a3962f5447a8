// SPDX-License-Identifier: EUPL-1.2
// Columns of the tables of Lower Saxony's integration monitoring, by area and year.
#pragma once

#include "rules/base/numbers.hpp"
#include "tests/rules/lsn.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

namespace tuermer::lsn {

using AreaYear = std::pair<std::string, int>; // "03153", of the Land "03"
using Column = std::map<AreaYear, double>;
using Wanted = std::map<std::string, std::string>; // column: value

// One figure per area and year of the newest file, of the rows that carry these words.
inline Column column_of(const std::string& name, const Wanted& wanted)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(table(name)))
        files.push_back(entry.path());
    std::ifstream file(*std::ranges::max_element(files));
    std::string line;
    std::getline(file, line);
    const auto head = cells_of(line);
    const auto place = [&](std::string_view column) {
        const auto found = std::ranges::find_if(
            head, [&](const std::string& cell) { return cell.ends_with(column); });
        return static_cast<std::size_t>(found - head.begin());
    };
    const auto code_at = place("GeoCode"), value_at = place("Value");
    Column column;
    while (std::getline(file, line)) {
        const auto cells = cells_of(line);
        if (cells.size() != head.size()) continue;
        const bool fits = std::ranges::all_of(
            wanted, [&](const auto& word) { return cells[place(word.first)] == word.second; });
        const auto digits = cells[code_at].find("03");
        const auto value = parse_number(cells[value_at]);
        if (!fits || !value || digits == std::string::npos) continue;
        auto code = cells[code_at].substr(digits);
        if (code == "030") code = "03";
        if (code.size() == 5 || code == "03") column[{code, std::stoi(cells[0])}] = *value;
    }
    return column;
}

inline Column districts_of(const std::string& name, const Wanted& wanted)
{
    auto column = column_of(name, wanted);
    std::erase_if(column, [](const auto& one) { return one.first.first == "03"; });
    return column;
}

} // namespace tuermer::lsn
