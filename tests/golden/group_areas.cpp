// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of methods that compare many areas.
#include "rules/statistics/dissimilarity.hpp"
#include "rules/statistics/empirical_bayes.hpp"
#include "rules/statistics/funnel.hpp"
#include "rules/statistics/inequality.hpp"
#include "tests/golden/group.hpp"

namespace tuermer::golden::group {

namespace {

// Two columns without the areas in which either is missing.
struct Columns {
    std::vector<double> first, second;
};

Columns known_pairs(const Figures& first, const Figures& second)
{
    Columns known;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!first[i] || !second.at(i)) continue;
        known.first.push_back(*first[i]);
        known.second.push_back(*second[i]);
    }
    return known;
}

template <class Row, class Member>
Json column(const std::vector<Row>& rows, Member member)
{
    Json array = Json::array();
    for (const Row& row : rows) array.push_back(member(row));
    return array;
}

} // namespace

Json dissimilarity(const Json&, const Json& input)
{
    const auto [a, b] = known_pairs(figures(input.at("a")), figures(input.at("b")));
    const auto indices = statistics::segregation(a, b).value_or(statistics::Segregation{});
    return {{"dissimilarity", json(indices.dissimilarity)}, {"isolation", json(indices.isolation)}};
}

Json inequality(const Json&, const Json& input)
{
    const auto values = figures(input.at("x"));
    const bool alike = !input.contains("weight") || input.at("weight").is_null();
    const auto weights = alike ? Figures(values.size(), 1.0) : figures(input.at("weight"));
    const auto [known, weight] = known_pairs(values, weights);
    const auto all = statistics::inequality(known, weight);
    if (!all) return Json::object();
    return {{"mean", all->mean},
            {"gini", json(all->gini)},
            {"theil_t", json(all->theil_t)},
            {"theil_l", json(all->theil_l)},
            {"hoover", json(all->hoover)},
            {"cv", json(all->coefficient_of_variation)},
            {"max_min_ratio", json(all->max_min_ratio)},
            {"range", all->range}};
}

Json eb_poisson_gamma(const Json& params, const Json& input)
{
    const auto observed = numbers(input.at("O")), expected = numbers(input.at("E"));
    const auto fit = statistics::poisson_gamma(observed, expected,
                                               {.confidence = figure_or(params, "conf", 0.95),
                                                .severity = figure_or(params, "severity", 1)});
    if (!fit) return Json::object();
    Json result{{"pooled", !fit->shape},
                {"nu", json(fit->shape)},
                {"alpha", json(fit->rate)},
                {"mean", fit->mean},
                {"smoothed", fit->smoothed}};
    result["lower95"] = column(fit->areas, [](const auto& area) { return area.lower; });
    result["upper95"] = column(fit->areas, [](const auto& area) { return area.upper; });
    result["p_gt_mean"] =
        column(fit->areas, [](const auto& area) { return area.probability_above; });
    return result;
}

Json eb_marshall(const Json&, const Json& input)
{
    const auto fit = statistics::marshall(numbers(input.at("O")), numbers(input.at("n")));
    if (!fit) return Json::object();
    return {{"a", fit->between_areas},
            {"b", fit->overall},
            {"raw", fit->raw},
            {"estimate", fit->estimate}};
}

Json funnel(const Json& params, const Json& input)
{
    const auto result = statistics::ratio_funnel(numbers(input.at("O")), numbers(input.at("E")),
                                                 figure_or(params, "winsor", 0.1));
    if (!result) return Json::object();
    Json columns{{"phi_winsorised", result->phi}, {"tau2", result->tau2}};
    const auto put = [&](const char* name, auto member) {
        columns[name] = column(
            result->areas, [&](const auto& area) { return area ? Json(member(*area)) : Json(); });
    };
    put("z", [](const auto& area) { return area.z; });
    put("z_additive", [](const auto& area) { return area.z_additive; });
    put("z_multiplicative", [](const auto& area) { return area.z_multiplicative; });
    put("lower95", [](const auto& area) { return area.limits.lower95; });
    put("upper95", [](const auto& area) { return area.limits.upper95; });
    put("lower998", [](const auto& area) { return area.limits.lower998; });
    put("upper998", [](const auto& area) { return area.limits.upper998; });
    return columns;
}

} // namespace tuermer::golden::group
