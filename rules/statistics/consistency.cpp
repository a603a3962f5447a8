// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

void ColumnMoves::add(double before, double now, MoveLimits limits)
{
    if (before == 0 || !std::isfinite(before) || !std::isfinite(now)) return;
    const double percent = 100 * (now - before) / std::abs(before);
    ++rows;
    if (now == before) ++same;
    if (percent >= limits.up) ++up;
    if (percent <= -limits.down) ++down;
}

double ColumnMoves::share(std::size_t count) const
{
    return rows == 0 ? 0 : static_cast<double>(count) / static_cast<double>(rows);
}

double rounding_of_sum(std::size_t figures, double step)
{
    return step > 1 ? static_cast<double>(figures) * step / 2 : 0;
}

bool disagree(double a, double b, double within)
{
    return std::abs(a - b) > within + 1e-9 * std::max(std::abs(a), std::abs(b));
}

} // namespace tuermer::statistics
