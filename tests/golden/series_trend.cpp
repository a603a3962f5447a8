// SPDX-License-Identifier: EUPL-1.2
// Golden vectors: autocorrelation and trend tests.
#include "rules/statistics/autocorrelation.hpp"
#include "rules/statistics/mann_kendall_hamed_rao.hpp"
#include "rules/statistics/seasonal_kendall.hpp"
#include "rules/statistics/theil_sen.hpp"
#include "tests/golden/series.hpp"

#include <array>

namespace tuermer::golden {
namespace {

using namespace statistics;

constexpr int longest_exact_in_r = 49; // cor.test is exact below 50 values

MannKendallSettings test_settings(const Json& params)
{
    const std::string side = params.value("alternative", "two.sided");
    MannKendallSettings settings;
    settings.continuity = params.value("continuity", true);
    if (side == "less") settings.side = TrendSide::falling;
    if (side == "greater") settings.side = TrendSide::rising;
    return settings;
}

Json acf(const Json& params, const Json& input)
{
    return {{"acf", autocorrelations(series_of(input), params.at("max_lag"))}};
}

Json mann_kendall_case(const Json& params, const Json& input)
{
    const MannKendallSettings settings = test_settings(params);
    const MannKendall test = mann_kendall(series_of(input), settings);
    Json result{{"n", test.n}, {"S", test.s}, {"var_s", test.variance},
                {"z", test.z}, {"p", test.p}, {"tau_b", test.tau_b}};
    if (test.n >= 2 && test.n <= longest_exact_in_r && test.tied_pairs == 0)
        result["p_exact"] =
            test.exact_p ? *test.exact_p : exact_trend_p(test.n, test.s, settings.side);
    return result;
}

Json hamed_rao_case(const Json& params, const Json& input)
{
    HamedRaoSettings settings = published_hamed_rao();
    settings.confidence = params.value("ci", 0.95);
    settings.test = test_settings(params);
    if (params.at("lags").is_number()) settings.lags = params.at("lags");
    if (params.value("clamp", false)) settings.smallest_stretch = 1;
    const auto found = mann_kendall_hamed_rao(series_of(input), settings);
    if (!found) return nullptr;
    return {{"z", or_null(found->z)},
            {"p", or_null(found->p)},
            {"correction", found->stretch},
            {"z_uncorrected", found->plain.z},
            {"p_uncorrected", found->plain.p},
            {"tau_a", found->plain.tau_a},
            {"sen_slope", found->slope},
            {"var_s", found->plain.variance},
            {"var_s_corrected", found->variance}};
}

Json theil_sen_case(const Json& params, const Json& input)
{
    const double confidence = params.value("conf", 0.95);
    const auto found = input.contains("t")
                           ? theil_sen(series_of(input, "t"), series_of(input), confidence)
                           : theil_sen(series_of(input), confidence);
    if (!found)
        return {{"slope", nullptr},
                {"intercept", nullptr},
                {"ci_lower", nullptr},
                {"ci_upper", nullptr},
                {"n_pairs", 0}};
    return {{"slope", found->slope},
            {"intercept", found->intercept},
            {"ci_lower", found->lower},
            {"ci_upper", found->upper},
            {"n_pairs", found->pairs}};
}

Json seasonal_kendall_case(const Json& params, const Json& input)
{
    SeasonalKendallSettings settings;
    settings.periods_per_year = params.at("freq");
    settings.test = test_settings(params);
    const auto found = seasonal_kendall(series_of(input), settings);
    if (!found) return nullptr;
    return {{"S", found->s},
            {"var_s", found->variance},
            {"z", found->z},
            {"p", found->p},
            {"season_S", found->season_s},
            {"season_var", found->season_variance},
            {"slope_per_year", or_null(found->slope_per_year)}};
}

} // namespace

std::span<const Method> trend_methods()
{
    static constexpr std::array methods{
        Method{"acf", acf},
        Method{"mann_kendall", mann_kendall_case},
        Method{"mann_kendall_hamed_rao", hamed_rao_case},
        Method{"theil_sen", theil_sen_case},
        Method{"seasonal_kendall", seasonal_kendall_case},
    };
    return methods;
}

} // namespace tuermer::golden
