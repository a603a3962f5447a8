// SPDX-License-Identifier: EUPL-1.2
// The group methods' golden vectors, by subject, and how their JSON becomes figures and back.
#pragma once

#include "tests/golden/method.hpp"

#include <optional>
#include <vector>

namespace tuermer::golden::group {

using Figures = std::vector<std::optional<double>>;

// null and a key that is not there are nothing.
std::optional<double> figure(const Json& object, const char* key);
double figure_or(const Json& object, const char* key, double fallback);
Figures figures(const Json& array);
std::vector<double> numbers(const Json& array); // throws on null: for input without gaps
Json json(std::optional<double> figure);
Json json(const Figures& figures);

// comparison
Json wilson(const Json& params, const Json& input);
Json newcombe(const Json& params, const Json& input);
Json poisson_interval(const Json& params, const Json& input);
Json rate_ratio(const Json& params, const Json& input);
Json direct_standardised_rate(const Json& params, const Json& input);
// areas
Json dissimilarity(const Json& params, const Json& input);
Json inequality(const Json& params, const Json& input);
Json eb_poisson_gamma(const Json& params, const Json& input);
Json eb_marshall(const Json& params, const Json& input);
Json funnel(const Json& params, const Json& input);
// charts and fixed rules
Json p_chart(const Json& params, const Json& input);
Json u_chart(const Json& params, const Json& input);
Json c_chart(const Json& params, const Json& input);
Json g_chart(const Json& params, const Json& input);
Json xmr_chart(const Json& params, const Json& input);
Json nelson_rules(const Json& params, const Json& input);
Json threshold_hysteresis(const Json& params, const Json& input);
Json year_on_year(const Json& params, const Json& input);
// many tests, provisional counts
Json p_adjust(const Json& params, const Json& input);
Json online_fdr(const Json& params, const Json& input);
Json chain_ladder(const Json& params, const Json& input);

} // namespace tuermer::golden::group
