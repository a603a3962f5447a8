// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of control charts and of the fixed rules.
#include "rules/statistics/control_charts.hpp"
#include "rules/statistics/nelson.hpp"
#include "rules/statistics/thresholds.hpp"
#include "tests/golden/group.hpp"

namespace tuermer::golden::group {

namespace {

statistics::ChartSettings settings_of(const Json& params)
{
    const bool laney = params.value("laney", false);
    return {laney ? statistics::ChartLimits::laney : statistics::ChartLimits::three_sigma, 0};
}

Json json_of(const std::optional<statistics::Chart>& chart)
{
    if (!chart) return Json::object();
    Json result{{"center", json(chart->centre)}, {"sigma_z", json(chart->scatter)}};
    for (const char* name : {"value", "lcl", "ucl", "signal"}) result[name] = Json::array();
    for (const statistics::ChartPoint& point : chart->points) {
        result["value"].push_back(json(point.value));
        result["lcl"].push_back(json(point.lower));
        result["ucl"].push_back(json(point.upper));
        result["signal"].push_back(point.signal ? Json(*point.signal) : Json());
    }
    return result;
}

statistics::Side side_of(const Json& params, const char* below)
{
    return params.value("dir", "") == below ? statistics::Side::below : statistics::Side::above;
}

} // namespace

Json p_chart(const Json& params, const Json& input)
{
    return json_of(
        statistics::p_chart(figures(input.at("x")), figures(input.at("n")), settings_of(params)));
}

Json u_chart(const Json& params, const Json& input)
{
    return json_of(
        statistics::u_chart(figures(input.at("x")), figures(input.at("n")), settings_of(params)));
}

Json c_chart(const Json& params, const Json& input)
{
    return json_of(statistics::c_chart(figures(input.at("x")), settings_of(params)));
}

Json g_chart(const Json&, const Json& input)
{
    const auto chart = statistics::g_chart(figures(input.at("x")));
    if (!chart) return Json::object();
    return {{"center", chart->centre},
            {"sd", chart->deviation},
            {"lcl", chart->lower},
            {"ucl", chart->upper}};
}

Json xmr_chart(const Json&, const Json& input)
{
    const auto chart = statistics::xmr_chart(figures(input.at("x")));
    if (!chart) return Json::object();
    return {{"center", chart->centre}, {"mr_bar", chart->mean_range},
            {"sigma", chart->sigma},   {"lcl", chart->lower},
            {"ucl", chart->upper},     {"mr_ucl", chart->range_upper}};
}

Json nelson_rules(const Json& params, const Json& input)
{
    const auto matches = statistics::nelson_rules(
        figures(input.at("x")), params.at("center").get<double>(), params.at("sd").get<double>());
    Json result;
    for (std::size_t rule = 0; rule < matches.size(); ++rule) {
        Json& places = result["rule" + std::to_string(rule + 1)] = Json::array();
        for (const std::size_t index : matches[rule]) places.push_back(index + 1);
    }
    return result;
}

Json threshold_hysteresis(const Json& params, const Json& input)
{
    const auto values = figures(input.at("x"));
    const double raise = params.at("raise").get<double>();
    const statistics::Side side = side_of(params, "below");
    const auto clear = figure(params, "clear");
    const statistics::Hysteresis threshold{
        .raise = raise,
        .clear = clear ? *clear : statistics::default_clear(raise, side, values),
        .side = side,
        .n_raise = params.value("n_raise", 1),
        .n_clear = params.value("n_clear", 2)};
    Json states = Json::array();
    for (const auto& state : statistics::hysteresis(values, threshold))
        states.push_back(state.raised ? 1 : 0);
    return {{"state", states}};
}

Json year_on_year(const Json& params, const Json& input)
{
    const statistics::YearOnYear rule{.lag = params.value("lag", std::size_t{12}),
                                      .relative = figure_or(params, "rel", 0.25),
                                      .min_absolute = figure_or(params, "min_abs", 5),
                                      .min_base = figure_or(params, "min_base", 10),
                                      .side = side_of(params, "down")};
    Json result{{"change", Json::array()}, {"alarm", Json::array()}};
    for (const auto& change : statistics::year_on_year(figures(input.at("x")), rule)) {
        result["change"].push_back(json(change.relative));
        result["alarm"].push_back(change.alarm ? Json(*change.alarm ? 1 : 0) : Json());
    }
    return result;
}

} // namespace tuermer::golden::group
