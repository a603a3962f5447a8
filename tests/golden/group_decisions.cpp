// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of many tests at once or in turn, and of provisional counts.
#include "rules/statistics/chain_ladder.hpp"
#include "rules/statistics/multiplicity.hpp"
#include "rules/statistics/online_fdr.hpp"
#include "tests/golden/group.hpp"

#include <stdexcept>

namespace tuermer::golden::group {

namespace {

statistics::OnlineProcedure procedure_of(const std::string& name)
{
    if (name == "lordpp") return statistics::OnlineProcedure::lord_plus_plus;
    if (name == "saffron") return statistics::OnlineProcedure::saffron;
    if (name == "addis") return statistics::OnlineProcedure::addis;
    throw std::runtime_error("no algorithm \"" + name + '"');
}

} // namespace

Json p_adjust(const Json&, const Json& input)
{
    using statistics::Adjustment;
    const auto p_values = figures(input.at("p"));
    const auto by = [&](Adjustment adjustment) {
        return json(statistics::adjusted(p_values, adjustment));
    };
    return {{"bh", by(Adjustment::benjamini_hochberg)},
            {"by", by(Adjustment::benjamini_yekutieli)},
            {"holm", by(Adjustment::holm)},
            {"bonferroni", by(Adjustment::bonferroni)}};
}

Json online_fdr(const Json& params, const Json& input)
{
    const statistics::OnlineSettings settings{
        .procedure = procedure_of(params.at("algorithm")),
        .alpha = figure_or(params, "alpha", 0.05),
        .wealth = figure(params, "w0"),
        .candidate = figure(params, "lambda"),
        .discard = figure_or(params, "tau", 0.5),
    };
    Json result{{"alpha_t", Json::array()}, {"reject", Json::array()}};
    for (const auto& test : statistics::online_tests(figures(input.at("p")), settings)) {
        result["alpha_t"].push_back(test ? Json(test->level) : Json());
        result["reject"].push_back(test ? Json(test->rejected ? 1 : 0) : Json());
    }
    return result;
}

Json chain_ladder(const Json&, const Json& input)
{
    statistics::Triangle triangle;
    for (const Json& row : input.at("triangle")) triangle.push_back(figures(row));
    const auto ladder = statistics::chain_ladder(triangle);
    return {{"factors", json(ladder.factors)},
            {"ultimate", json(ladder.ultimate)},
            {"completeness", json(ladder.completeness)}};
}

} // namespace tuermer::golden::group
