// SPDX-License-Identifier: EUPL-1.2
// Golden vectors: look-ahead and smoothing.
#include "rules/statistics/crossing.hpp"
#include "rules/statistics/exponential_smoothing.hpp"
#include "rules/statistics/holt_winters.hpp"
#include "rules/statistics/random_walk.hpp"
#include "rules/statistics/stl.hpp"
#include "rules/statistics/theta.hpp"
#include "tests/golden/series.hpp"

#include <array>
#include <stdexcept>

namespace tuermer::golden {
namespace {

using namespace statistics;

double confidence_of(const Json& params)
{
    return params.value("level", 95.0) / 100;
}

Json path_of(const ForecastPath& path)
{
    return {{"mean", path.mean}, {"lower", path.lower}, {"upper", path.upper}};
}

Json rw_drift(const Json& params, const Json& input)
{
    const auto walk = random_walk(series_of(input));
    if (!walk) return nullptr;
    Json result = path_of(forecast(*walk, params.at("h"), confidence_of(params)));
    result["drift"] = walk->drift;
    result["sigma"] = walk->sigma;
    return result;
}

// A vector with the log-likelihood was fitted by R: our own optimum must not be worse.
void check_own_optimum(const std::vector<double>& series, double squares)
{
    const auto own = fit_damped_trend(series);
    const auto smoothed = own ? smooth(series, *own) : std::nullopt;
    if (!smoothed || smoothed->squares > 1.001 * squares)
        throw std::runtime_error("the own fit leaves more squares than R's");
}

Json holt_damped(const Json& params, const Json& input)
{
    const auto series = series_of(input);
    const Json phi = params.value("phi", Json());
    const DampedTrend model{params.at("alpha"), params.at("beta"),
                            phi.is_number() ? phi.get<double>() : 1, params.at("l0"),
                            params.at("b0")};
    const auto trend = smooth(series, model);
    if (!trend) return nullptr;
    if (params.at("alpha") > 0.0001 && model.phi >= 0.8 && model.phi <= 0.98)
        check_own_optimum(series, trend->squares);
    Json result = path_of(forecast(*trend, params.at("h"), confidence_of(params)));
    result["level"] = trend->level;
    result["slope"] = trend->slope;
    result["fitted"] = trend->fitted;
    result["sigma2"] = trend->variance;
    result["sse"] = trend->squares;
    result["loglik"] = or_null(trend->log_likelihood);
    return result;
}

Json holt_winters_case(const Json& params, const Json& input)
{
    const HoltWintersSettings settings{params.at("freq"),
                                       params.at("seasonal") == "multiplicative"
                                           ? SeasonKind::multiplicative
                                           : SeasonKind::additive,
                                       params.at("alpha"), params.at("beta"), params.at("gamma")};
    const auto state = holt_winters(series_of(input), settings);
    if (!state) return nullptr;
    Json result{{"level", state->level},
                {"slope", state->slope},
                {"season", state->season},
                {"sse", state->squares}};
    for (int h = 1; h <= params.at("h").get<int>(); ++h)
        result["forecast"].push_back(state->mean(h));
    return result;
}

Json theta_case(const Json& params, const Json& input)
{
    const auto path = theta_forecast(
        series_of(input), {params.value("freq", 1), params.at("h"), confidence_of(params)});
    return path ? path_of(*path) : Json(nullptr);
}

Json crossing_case(const Json& params, const Json& input)
{
    const auto walk = random_walk(series_of(input));
    if (!walk) return nullptr;
    const CrossingLimit limit{params.at("threshold"), params.at("dir") == "up", params.at("h")};
    const Crossing found = crossing(*walk, limit);
    Json result{{"drift", walk->drift},
                {"sigma", walk->sigma},
                {"p_at", found.at},
                {"p_within", found.within},
                {"median_first_crossing", nullptr}};
    if (found.median) result["median_first_crossing"] = *found.median;
    for (int h = 1; h <= limit.horizon; ++h) result["mean"].push_back(walk->mean(h));
    return result;
}

Json stl_case(const Json& params, const Json& input)
{
    StlSettings settings;
    settings.periods_per_year = params.at("freq");
    settings.robust = params.value("robust", false);
    if (params.at("s_window").is_number()) settings.season_window = params.at("s_window");
    const auto parts = stl(series_of(input), settings);
    if (!parts) return nullptr;
    return {{"seasonal", parts->season}, {"trend", parts->trend}, {"remainder", parts->remainder}};
}

} // namespace

std::span<const Method> forecast_methods()
{
    static constexpr std::array methods{
        Method{"rw_drift", rw_drift},
        Method{"holt_damped", holt_damped},
        Method{"holt_winters", holt_winters_case},
        Method{"theta", theta_case},
        Method{"crossing", crossing_case},
        Method{"stl", stl_case},
    };
    return methods;
}

} // namespace tuermer::golden
