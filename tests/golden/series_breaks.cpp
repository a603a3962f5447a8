// SPDX-License-Identifier: EUPL-1.2
// Golden vectors: change points.
#include "rules/statistics/bocpd.hpp"
#include "rules/statistics/breakpoints.hpp"
#include "rules/statistics/ols_cusum.hpp"
#include "rules/statistics/page_hinkley.hpp"
#include "rules/statistics/pelt.hpp"
#include "rules/statistics/pettitt.hpp"
#include "rules/statistics/sup_f.hpp"
#include "tests/golden/series.hpp"

#include <array>
#include <string>

namespace tuermer::golden {
namespace {

using namespace statistics;

SegmentModel segment_model(const Json& params)
{
    return params.value("model", "mean") == "trend" ? SegmentModel::trend : SegmentModel::mean;
}

Json pelt_case(const Json& params, const Json& input)
{
    const std::string model = params.at("model");
    PeltSettings settings;
    settings.penalty = params.at("penalty");
    settings.shortest_segment = params.value("min_seg", 2);
    if (model == "poisson") settings.cost = SegmentCost::poisson;
    if (model == "meanvar") settings.cost = SegmentCost::mean_variance;
    const auto found = pelt(series_of(input), settings);
    if (!found) return nullptr;
    return {{"changepoints", found->changes},
            {"segment_means", found->segment_means},
            {"penalised_cost", found->penalised_cost}};
}

Json breakpoints_case(const Json& params, const Json& input)
{
    BreakpointSettings settings;
    settings.smallest_share = params.at("h");
    settings.model = segment_model(params);
    const auto found = breakpoints(series_of(input), settings);
    if (!found) return nullptr;
    Json result{{"breakpoints", found->breaks}, {"rss", found->rest}};
    for (std::size_t m = 0; m < found->bic.size(); ++m) {
        result["m"].push_back(m);
        result["bic"].push_back(or_null(found->bic[m]));
    }
    return result;
}

Json sup_f_case(const Json& params, const Json& input)
{
    const auto found = sup_f(series_of(input), {params.at("from"), segment_model(params)});
    if (!found) return nullptr;
    return {{"supF", found->largest},
            {"argmax", found->last_before},
            {"p_value", found->p_of_hansen},
            {"F", found->f}};
}

Json pettitt_case(const Json&, const Json& input)
{
    const auto found = pettitt(series_of(input));
    if (!found) return nullptr;
    return {{"U", found->u}, {"k", found->last}, {"p", found->p}};
}

Json ols_cusum_case(const Json&, const Json& input)
{
    const auto found = ols_cusum(series_of(input));
    if (!found) return nullptr;
    return {{"process", found->path}, {"statistic", found->statistic}, {"p_value", found->p}};
}

std::vector<int> zero_or_one(const std::vector<bool>& alarms)
{
    return {alarms.begin(), alarms.end()};
}

Json page_hinkley_case(const Json& params, const Json& input)
{
    const auto path = page_hinkley(
        series_of(input), {params.at("delta"), params.at("lambda"), params.value("alpha", 1.0)});
    if (!path) return nullptr;
    return {{"up", path->up},
            {"down", path->down},
            {"alarm_up", zero_or_one(path->alarm_up)},
            {"alarm_down", zero_or_one(path->alarm_down)}};
}

Json bocpd_case(const Json& params, const Json& input)
{
    BocpdSettings settings;
    settings.hazard = params.at("hazard");
    settings.a = params.at("a");
    settings.b = params.at("b");
    if (params.at("model") == "gaussian") {
        settings.model = RegimeModel::normal;
        settings.mu0 = params.at("mu0");
        settings.kappa0 = params.at("kappa0");
    }
    const auto path = bocpd(series_of(input), settings);
    if (!path) return nullptr;
    return {{"runlength_posterior_last", path->last},
            {"map_runlength", path->likeliest_run},
            {"p_runlength_le3", path->short_run},
            {"log_evidence", path->log_evidence}};
}

} // namespace

std::span<const Method> break_methods()
{
    static constexpr std::array methods{
        Method{"pelt", pelt_case},           Method{"breakpoints", breakpoints_case},
        Method{"sup_f", sup_f_case},         Method{"pettitt", pettitt_case},
        Method{"ols_cusum", ols_cusum_case}, Method{"page_hinkley", page_hinkley_case},
        Method{"bocpd", bocpd_case},
    };
    return methods;
}

} // namespace tuermer::golden
