// SPDX-License-Identifier: EUPL-1.2
// The panel all benchmarks share with their peers: N areas × M months, made of nothing but
// arithmetic, so that every program that makes it has the same values to the last digit.
#pragma once

#include "rules/series/observation.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tuermer::bench {

struct Area {
    std::string code, district, land;
};

struct CommonPanel {
    std::vector<Area> areas;
    std::vector<Period> months;
    std::vector<double> values; // [area][month], with three decimals as they stand in the CSV

    double value(std::size_t area, std::size_t month) const
    {
        return values[area * months.size() + month];
    }
};

// A panel area by area, for those who must not hold all of it.
class PanelMaker {
public:
    explicit PanelMaker(std::uint32_t months) : months_(months) {}
    // So many areas more.
    CommonPanel next(std::uint32_t areas);

private:
    std::uint32_t months_, made_ = 0;
    std::uint32_t seed_ = 12345;
};

// The newest month is 2026-11.
CommonPanel common_panel(std::uint32_t areas, std::uint32_t months);

// Tidy CSV: area,kreis,land,period,value. False when the file cannot be written.
bool write_csv(const CommonPanel& panel, const std::string& path);

} // namespace tuermer::bench
