// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of intervals, two groups and standardised rates.
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/rate_comparison.hpp"
#include "rules/statistics/standardisation.hpp"
#include "tests/golden/group.hpp"

namespace tuermer::golden::group {

namespace {

using statistics::Interval;

void put(Json& result, const std::string& prefix, const std::optional<Interval>& interval)
{
    result[prefix + "lower"] = interval ? Json(interval->lower) : Json();
    result[prefix + "upper"] = interval ? Json(interval->upper) : Json();
}

// One of two groups: "x1" and "n1" or "t1".
struct Group {
    double count = 0, size = 0;

    std::optional<double> rate() const
    {
        return size > 0 ? std::optional(count / size) : std::nullopt;
    }
};

Group group_of(const Json& input, const char* count, const char* size)
{
    return {figure_or(input, count, -1), figure_or(input, size, -1)};
}

std::optional<double> difference(const Group& a, const Group& b)
{
    if (!a.rate() || !b.rate()) return std::nullopt;
    return *a.rate() - *b.rate();
}

std::optional<double> quotient(const Group& a, const Group& b)
{
    if (!a.rate() || !b.rate() || *b.rate() == 0) return std::nullopt;
    return *a.rate() / *b.rate();
}

} // namespace

Json wilson(const Json& params, const Json& input)
{
    const Group group = group_of(input, "x", "n");
    const double confidence = figure_or(params, "conf", 0.95);
    Json result{{"p", json(group.rate())}};
    put(result, "", statistics::wilson(group.count, group.size, confidence));
    put(result, "cp_", statistics::clopper_pearson(group.count, group.size, confidence));
    return result;
}

Json newcombe(const Json& params, const Json& input)
{
    const Group a = group_of(input, "x1", "n1"), b = group_of(input, "x2", "n2");
    const double confidence = figure_or(params, "conf", 0.95);
    Json result{{"diff", json(difference(a, b))}};
    put(result, "", statistics::newcombe(a.count, a.size, b.count, b.size, confidence));
    result["p_fisher"] = json(statistics::fisher_p(a.count, a.size, b.count, b.size));
    return result;
}

Json poisson_interval(const Json& params, const Json& input)
{
    const Group group{figure_or(input, "x", -1), figure_or(input, "exposure", 1)};
    const double confidence = figure_or(params, "conf", 0.95);
    Json result{{"rate", json(group.rate())}};
    put(result, "", statistics::poisson_rate(group.count, group.size, confidence));
    put(result, "byar_", statistics::byar_rate(group.count, group.size, confidence));
    return result;
}

Json rate_ratio(const Json& params, const Json& input)
{
    const Group a = group_of(input, "x1", "t1"), b = group_of(input, "x2", "t2");
    const double confidence = figure_or(params, "conf", 0.95);
    const auto exact = statistics::rate_ratio(a.count, a.size, b.count, b.size, confidence);
    Json result{{"rate1", json(a.rate())},
                {"rate2", json(b.rate())},
                {"ratio", json(quotient(a, b))},
                {"exact_lower", exact ? Json(exact->lower) : Json()},
                {"exact_upper", exact ? json(exact->upper) : Json()}};
    result["p_exact"] = json(statistics::rate_ratio_p(a.count, a.size, b.count, b.size));
    put(result, "log_", statistics::log_rate_ratio(a.count, a.size, b.count, b.size, confidence));
    result["rd"] = json(difference(a, b));
    put(result, "rd_", statistics::rate_difference(a.count, a.size, b.count, b.size, confidence));
    return result;
}

Json direct_standardised_rate(const Json& params, const Json& input)
{
    const auto counts = numbers(input.at("count")), population = numbers(input.at("population"));
    const auto standard = numbers(input.at("standard"));
    std::vector<statistics::Stratum> strata;
    for (std::size_t i = 0; i < counts.size(); ++i)
        strata.push_back({counts[i], population.at(i), standard.at(i)});
    const auto rate = statistics::direct_standardised_rate(strata, figure_or(params, "conf", 0.95));
    Json result{{"crude", rate ? Json(rate->crude) : Json()},
                {"adjusted", rate ? Json(rate->adjusted) : Json()}};
    put(result, "", rate ? std::optional(rate->interval) : std::nullopt);
    return result;
}

} // namespace tuermer::golden::group
