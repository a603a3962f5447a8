// SPDX-License-Identifier: EUPL-1.2
// Nelson's eight patterns of special causes on a chart of single values (Journal of Quality
// Technology 1984). Only 1 and 5 are fit for alarms: all eight together cry wolf.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// Per rule (element 0 is rule 1) the indices of the last point of each pattern:
//   1 one point beyond 3 sd            5 two of three beyond 2 sd on one side, the last among them
//   2 nine on one side of the centre   6 four of five beyond 1 sd on one side, the last among them
//   3 six rising or falling            7 fifteen within 1 sd
//   4 fourteen up and down in turn     8 eight beyond 1 sd, whichever the side
// A gap interrupts every pattern. No rule ever matches unless sd > 0.
using NelsonMatches = std::array<std::vector<std::size_t>, 8>;
NelsonMatches nelson_rules(std::span<const std::optional<double>> values, double centre, double sd);

} // namespace tuermer::statistics
