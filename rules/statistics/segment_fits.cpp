// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/segment_fits.hpp"

#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

int coefficients(SegmentModel model)
{
    return model == SegmentModel::mean ? 1 : 2;
}

SegmentFits::SegmentFits(SegmentModel model, std::span<const double> times,
                         std::span<const double> values)
    : model_(model), sums_(1)
{
    std::vector<double> copy(values.begin(), values.end());
    const double centre = copy.empty() ? 0 : sequences::middle(copy);
    const double midway = times.empty() ? 0 : (times.front() + times.back()) / 2;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double t = times[i] - midway, x = values[i] - centre;
        const Sums& last = sums_.back();
        sums_.push_back({last.n + 1, last.t + t, last.x + x, last.tt + t * t, last.tx + t * x,
                         last.xx + x * x});
    }
    exhausted_ = 1e-13 * sums_.back().xx;
}

double SegmentFits::rest(std::size_t first, std::size_t last) const
{
    const Sums &a = sums_[first], &b = sums_[last];
    const double n = b.n - a.n, t = b.t - a.t, x = b.x - a.x;
    if (n < 1) return 0;
    double rest = b.xx - a.xx - x * x / n;
    const double spread = b.tt - a.tt - t * t / n;
    const double slope_part = b.tx - a.tx - t * x / n;
    if (model_ == SegmentModel::trend && n > 1) rest -= slope_part * slope_part / spread;
    return rest > exhausted_ ? rest : 0;
}

bool SegmentFits::are_finite() const
{
    return std::isfinite(sums_.back().xx) && std::isfinite(sums_.back().tx);
}

} // namespace tuermer::statistics
