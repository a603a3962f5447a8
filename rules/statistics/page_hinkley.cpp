// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/page_hinkley.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

void PageHinkley::observe(double value)
{
    if (!std::isfinite(value)) return;
    ++seen_;
    mean_ += (value - mean_) / seen_;
    up_ = settings_.memory * up_ + (value - mean_ - settings_.tolerance);
    down_ = settings_.memory * down_ + (value - mean_ + settings_.tolerance);
    lowest_ = std::min(lowest_, up_);
    highest_ = std::max(highest_, down_);
}

std::optional<PageHinkleyPath> page_hinkley(std::span<const double> series,
                                            const PageHinkleySettings& settings)
{
    PageHinkley test(settings);
    PageHinkleyPath path;
    for (const double value : series) {
        test.observe(value);
        if (!std::isfinite(test.up()) || !std::isfinite(test.down())) return std::nullopt;
        path.up.push_back(test.up());
        path.down.push_back(test.down());
        path.alarm_up.push_back(std::isfinite(value) && test.alarm_up());
        path.alarm_down.push_back(std::isfinite(value) && test.alarm_down());
    }
    return path;
}

} // namespace tuermer::statistics
