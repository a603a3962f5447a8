// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of the surveillance methods: each function reads a vector's parameters and input
// and answers by the keys of R's figures.
#include "rules/statistics/bayes_predictive.hpp"
#include "rules/statistics/composite.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/cusum.hpp"
#include "rules/statistics/ears.hpp"
#include "rules/statistics/ewma.hpp"
#include "rules/statistics/farrington.hpp"
#include "rules/statistics/glm.hpp"
#include "rules/statistics/glr.hpp"
#include "rules/statistics/intervals.hpp"
#include "rules/statistics/run_length.hpp"
#include "rules/statistics/seasonal_scale.hpp"
#include "tests/golden/method.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace tuermer::golden {
namespace {

using namespace tuermer::statistics;

Json json(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

std::vector<double> numbers(const Json& list)
{
    std::vector<double> values;
    for (const Json& cell : list)
        values.push_back(cell.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                        : cell.get<double>());
    return values;
}

std::vector<double> numbers(const Json& object, const char* key)
{
    return object.contains(key) && object.at(key).is_array() ? numbers(object.at(key))
                                                             : std::vector<double>();
}

// The setting, or its default where it is absent or null.
template <typename T>
T setting(const Json& params, const char* key, T otherwise)
{
    return params.contains(key) && !params.at(key).is_null() ? params.at(key).get<T>() : otherwise;
}

std::span<const double> until(const std::vector<double>& series, int period)
{
    return std::span(series).first(std::min(series.size(), static_cast<std::size_t>(period)));
}

Design design_of(const Json& rows)
{
    Design design(rows.at(0).size());
    for (const Json& row : rows) design.append(row.get<std::vector<double>>());
    return design;
}

Json quasi_poisson(const Json&, const Json& input)
{
    const auto y = numbers(input.at("y")), weights = numbers(input, "weights"),
               offset = numbers(input, "offset");
    const Design design = design_of(input.at("X"));
    const GlmResponse response{.values = y, .weights = weights, .offset = offset};
    const GlmFit model = fit(design, response, {});
    const double dispersion =
        model.pearson / (model.rows_used - static_cast<double>(design.columns()));
    Json out{{"dispersion", dispersion}, {"deviance", poisson_deviance(response, model.mean)}};
    for (std::size_t a = 0; a < design.columns(); ++a) {
        out["coef"].push_back(model.coefficients[a]);
        out["se"].push_back(std::sqrt(dispersion * model.inverse[a * design.columns() + a]));
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
        out["fitted"].push_back(model.mean[i]);
        out["hat"].push_back(model.leverage[i]);
        out["anscombe_raw"].push_back(anscombe(y[i], model.mean[i]));
    }
    if (!input.contains("X_new")) return out;
    const Design fresh = design_of(input.at("X_new"));
    for (std::size_t i = 0; i < fresh.rows(); ++i) {
        out["eta_new"].push_back(linear_predictor(model, fresh.row(i)));
        out["se_eta_new"].push_back(std::sqrt(dispersion * unscaled_variance(model, fresh.row(i))));
    }
    return out;
}

Json nb_tail(const Json& params, const Json& input)
{
    const auto y = numbers(input.at("y")), mu = numbers(input.at("mu")),
               phi = numbers(input.at("phi"));
    const double alpha = params.at("alpha");
    Json out;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const CountLaw law{mu[i], phi[i]};
        out["p_upper"].push_back(upper_tail(y[i], law));
        out["p_lower"].push_back(lower_tail(y[i], law));
        out["midp_upper"].push_back(upper_mid_p(y[i], law));
        out["q_lower"].push_back(count_quantile(alpha, law));
        out["q_upper"].push_back(count_quantile(1 - alpha, law));
    }
    return out;
}

FarringtonSettings farrington_settings(const Json& params)
{
    FarringtonSettings s;
    s.mode = FarringtonMode::parity;
    s.frequency = params.at("freq");
    s.years = setting(params, "b", s.years);
    s.half_window = setting(params, "w", s.half_window);
    s.seasons = setting(params, "noPeriods", s.seasons);
    s.left_out = setting(params, "pastWeeksNotIncluded", s.left_out);
    s.reweight = setting(params, "reweight", s.reweight);
    s.weights_threshold = setting(params, "weightsThreshold", s.weights_threshold);
    s.alpha = setting(params, "alpha", s.alpha);
    s.trend = setting(params, "trend", s.trend);
    s.trend_level = setting(params, "pThresholdTrend", s.trend_level);
    const auto limit = setting(params, "limit54", std::vector<int>{5, 4});
    s.least_cases = limit.at(0);
    s.case_periods = limit.at(1);
    const auto method = setting(params, "thresholdMethod", std::string("delta"));
    if (method == "nbPlugin") s.threshold = FarringtonThreshold::nb_plugin;
    if (method == "muan") s.threshold = FarringtonThreshold::muan;
    return s;
}

// What R calls mu0: with delta it raises e to an expectation that is none of a logarithm's.
double package_mu0(const FarringtonPoint& point, const FarringtonSettings& s)
{
    if (s.threshold != FarringtonThreshold::delta) return point.fitted;
    const double z = normal_quantile(1 - s.alpha);
    return std::exp(point.expected + z * point.expected * point.error);
}

Json farrington_flexible(const Json& params, const Json& input)
{
    const FarringtonSettings s = farrington_settings(params);
    const auto counts = numbers(input.at("observed"));
    const auto population = setting(params, "populationOffset", false)
                                ? numbers(input, "population")
                                : std::vector<double>();
    Json out{{"t", params.at("range")}};
    for (const int t : params.at("range")) {
        const auto known = until(counts, t);
        const auto point = farrington(known, until(population, t), s);
        const bool judged = point && !std::isnan(known.back()) && std::isfinite(point->fitted);
        const bool limited = point && point->upper;
        out["expected"].push_back(limited ? json(point->expected) : Json());
        out["upperbound"].push_back(limited ? json(point->upper) : Json());
        out["alarm"].push_back(point && point->alarm ? 1 : 0);
        out["pvalue"].push_back(judged ? json(point->p_value) : Json());
        out["phi"].push_back(point ? json(point->dispersion) : Json());
        out["trend"].push_back(point && point->trend ? 1 : 0);
        out["trend_coef"].push_back(point ? json(point->trend) : Json());
        out["mu0"].push_back(point ? json(package_mu0(*point, s)) : Json());
    }
    return out;
}

Json bayes(const Json& params, const Json& input)
{
    const auto counts = numbers(input.at("observed"));
    const BayesReference reference{params.at("freq"), params.at("b"), params.at("w"),
                                   setting(params, "actY", true), true};
    Json out{{"t", params.at("range")}};
    for (const int t : params.at("range")) {
        const auto known = until(counts, t);
        const auto prediction = bayes_predictive(known, reference);
        const double limit =
            prediction ? prediction->quantile(1 - params.at("alpha").get<double>()) : 0;
        out["upperbound"].push_back(prediction ? Json(limit) : Json());
        out["alarm"].push_back(prediction && known.back() > limit ? 1 : 0);
    }
    return out;
}

Json composite_score(const Json& params, const Json& input)
{
    const auto counts = numbers(input.at("observed"));
    const auto range = params.at("range").get<std::vector<int>>();
    Json out;
    for (const auto& verdict : composite({counts}, range.front() - 1, range.back() - 1,
                                         prototype_settings(params.at("freq")))) {
        const auto& point = verdict.point;
        out["score"].push_back(point ? Json(point->score) : Json());
        out["alarm"].push_back(point && point->alarm ? 1 : 0);
        out["shewhart_score"].push_back(point ? Json(point->single) : Json());
    }
    return out;
}

Json cusum_arl(const Json& params, const Json&)
{
    const double k = params.at("k"), h = params.at("h"), mean = setting(params, "mu", 0.0);
    const bool both = setting(params, "sided", std::string("one")) == "two";
    return {{"arl",
             json(both ? two_sided_cusum_run_length(k, h, mean) : cusum_run_length(k, h, mean))}};
}

Json ewma_arl(const Json& params, const Json&)
{
    return {{"arl", json(ewma_run_length(params.at("lambda"), params.at("c"),
                                         setting(params, "mu", 0.0)))}};
}

std::vector<double> cusum_means(const Json& params, const std::vector<double>& counts, int first,
                                int last)
{
    const Json m = params.value("m", Json());
    const auto periods = static_cast<std::size_t>(last - first + 1);
    if (m.is_array()) return numbers(m);
    if (m.is_number()) return std::vector<double>(periods, m.get<double>());
    if (m.is_string()) return seasonal_poisson_means(counts, params.at("freq"), first, last);
    double sum = 0;
    for (int t = 1; t < first; ++t) sum += counts[static_cast<std::size_t>(t - 1)];
    return std::vector<double>(periods, sum / (first - 1));
}

CountScale count_scale(const std::string& name)
{
    if (name == "rossi") return CountScale::rossi;
    if (name == "standard") return CountScale::standard;
    if (name == "anscombe") return CountScale::anscombe;
    return CountScale::none;
}

Json cusum_count(const Json& params, const Json& input)
{
    const auto counts = numbers(input.at("observed"));
    const auto range = params.at("range").get<std::vector<int>>();
    const auto means = cusum_means(params, counts, range.front(), range.back());
    const auto judged =
        std::span(counts).subspan(static_cast<std::size_t>(range.front() - 1), range.size());
    const auto sums = count_cusum(judged, means, count_scale(params.at("trans")), params.at("k"));
    Json out{{"t", range}, {"m", means}, {"cusum", sums}};
    for (const double sum : sums)
        out["alarm"].push_back(sum >= params.at("h").get<double>() ? 1 : 0);
    return out;
}

Json cusum_normal(const Json& params, const Json& input)
{
    const double h = params.at("h");
    const auto cusum =
        tabular_cusum(numbers(input.at("x")), params.at("center"), params.at("sd"), params.at("k"));
    Json out{{"upper", cusum.upper}, {"lower", cusum.lower}};
    for (const double sum : cusum.upper) out["signal_up"].push_back(sum > h ? 1 : 0);
    for (const double sum : cusum.lower) out["signal_down"].push_back(sum < -h ? 1 : 0);
    return out;
}

Json ewma_chart(const Json& params, const Json& input)
{
    const auto chart = ewma(numbers(input.at("x")), {params.at("lambda"), params.at("L"),
                                                     params.at("center"), params.at("sd")});
    return {{"ewma", chart.average},
            {"lcl", chart.lower},
            {"ucl", chart.upper},
            {"signal", chart.signal}};
}

Json glr_count(const Json& params, const Json& input)
{
    GlrSettings settings{.dispersion = setting(params, "alpha", 0.0),
                         .limit = params.at("c_arl"),
                         .window = setting(params, "M", -1),
                         .shortest = setting(params, "Mtilde", 1),
                         .upward = setting(params, "dir", std::string("inc")) == "inc",
                         .fixed_log_factor = std::nullopt,
                         .as_package = true};
    if (params.contains("theta") && !params.at("theta").is_null())
        settings.fixed_log_factor = params.at("theta").get<double>();
    const auto counts = numbers(input.at("observed")), means = numbers(input.at("mu0"));
    Json out;
    for (const auto& point : glr(counts, means, settings)) {
        out["statistic"].push_back(point.statistic);
        out["alarm"].push_back(point.alarm ? 1 : 0);
    }
    return out;
}

Json binomial(const Json& params, const Json& input)
{
    const auto cusum = binomial_cusum(numbers(input.at("x")), numbers(input.at("n")),
                                      params.at("pi0"), params.at("pi1"), params.at("h"));
    Json out{{"statistic", cusum.sum}};
    for (const bool alarm : cusum.alarm) out["alarm"].push_back(alarm ? 1 : 0);
    return out;
}

Json ears(const Json& params, const Json& input)
{
    const auto counts = numbers(input.at("observed"));
    const std::string name = params.at("method");
    const EarsSettings settings{name == "C1"   ? EarsMethod::c1
                                : name == "C2" ? EarsMethod::c2
                                               : EarsMethod::c3,
                                params.at("baseline"), params.at("alpha"),
                                setting(params, "minSigma", 0.0)};
    Json out{{"t", params.at("range")}};
    for (const int t : params.at("range")) {
        const auto known = until(counts, t);
        const auto limit = ears_limit(known, settings);
        out["upperbound"].push_back(json(limit));
        out["alarm"].push_back(limit ? Json(known.back() > *limit ? 1 : 0) : Json());
    }
    return out;
}

Json seasonal_mad(const Json& params, const Json& input)
{
    const auto figures = numbers(input.at("x"));
    const auto score = seasonal_score(until(figures, params.at("t")), params.at("freq"),
                                      setting(params, "floor_sd", 0.0), setting(params, "w", 0));
    if (!score) return {{"n_ref", 0}, {"median", nullptr}, {"mad", nullptr}, {"robust_z", nullptr}};
    return {{"n_ref", score->references},
            {"median", score->median},
            {"mad", score->mad},
            {"robust_z", json(score->z)}};
}

constexpr Method methods[] = {
    {"quasi_poisson", quasi_poisson},
    {"nb_tail", nb_tail},
    {"farrington_flexible", farrington_flexible},
    {"bayes", bayes},
    {"composite", composite_score},
    {"cusum_arl", cusum_arl},
    {"cusum_count", cusum_count},
    {"cusum_normal", cusum_normal},
    {"ewma", ewma_chart},
    {"ewma_arl", ewma_arl},
    {"glr_count", glr_count},
    {"binomial_cusum", binomial},
    {"ears", ears},
    {"seasonal_mad", seasonal_mad},
};

} // namespace

std::span<const Method> surveillance_methods()
{
    return methods;
}

} // namespace tuermer::golden
