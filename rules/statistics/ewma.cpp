// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/ewma.hpp"

#include <cmath>

namespace tuermer::statistics {

EwmaChart ewma(std::span<const double> figures, const EwmaSettings& settings)
{
    EwmaChart chart;
    const double keep = 1 - settings.weight, full = settings.weight / (2 - settings.weight);
    double average = settings.centre, forgotten = 1;
    for (const double figure : figures) {
        if (!std::isnan(figure)) average = settings.weight * figure + keep * average;
        forgotten *= keep * keep;
        const double half = settings.width * settings.sd * std::sqrt(full * (1 - forgotten));
        chart.average.push_back(average);
        chart.lower.push_back(settings.centre - half);
        chart.upper.push_back(settings.centre + half);
        chart.signal.push_back((average > settings.centre + half) -
                               (average < settings.centre - half));
    }
    return chart;
}

} // namespace tuermer::statistics
