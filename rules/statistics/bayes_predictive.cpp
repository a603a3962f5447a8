// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/bayes_predictive.hpp"

#include "rules/statistics/count_tails.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer::statistics {

namespace {

void take(BayesPrediction& prediction, std::span<const double> counts, int from, int to)
{
    for (int i = std::max(0, from); i <= to; ++i) {
        const double count = counts[static_cast<std::size_t>(i)];
        if (std::isnan(count)) continue;
        prediction.sum += count;
        prediction.periods += 1;
    }
}

// Size S + 1/2 and probability m/(m + 1) as mean and variance ratio.
CountLaw law(const BayesPrediction& prediction)
{
    return {(prediction.sum + 0.5) / prediction.periods, 1 + 1 / prediction.periods};
}

} // namespace

double BayesPrediction::upper_tail(double count) const
{
    return statistics::upper_tail(count, law(*this));
}

double BayesPrediction::quantile(double probability) const
{
    return count_quantile(probability, law(*this));
}

std::optional<BayesPrediction> bayes_predictive(std::span<const double> counts,
                                                const BayesReference& reference)
{
    BayesPrediction prediction;
    const int newest = static_cast<int>(counts.size()) - 1, w = reference.half_window;
    for (int year = 1; year <= reference.years; ++year) {
        const int centre = newest - year * reference.frequency;
        take(prediction, counts, centre - w, std::min(centre + w, newest - 1));
    }
    const bool backwards = reference.as_package && w == 0;
    if (reference.current_year)
        take(prediction, counts, newest - (backwards ? 1 : w), backwards ? newest : newest - 1);
    if (prediction.periods == 0) return std::nullopt;
    return prediction;
}

} // namespace tuermer::statistics
