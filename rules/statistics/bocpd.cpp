// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/bocpd.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

namespace tuermer::statistics {

namespace {

constexpr int short_run = 3;

double log_gamma(double x)
{
    return boost::math::lgamma(x, Quiet());
}

// log of Γ(a + count) / (Γ(a) count!); for few by multiplication, which is much faster.
double log_arrangements(double count, double a)
{
    constexpr double few = 32; // a product of so many stays far from overflow
    if (count > few) return log_gamma(a + count) - log_gamma(a) - log_gamma(count + 1);
    double product = 1;
    for (double i = 0; i < count; ++i) product *= (a + i) / (i + 1);
    return std::log(product);
}

// Negative binomial of size a and success probability b / (b + 1).
double log_negative_binomial(double count, double a, double b)
{
    return log_arrangements(count, a) - a * std::log1p(1 / b) - count * std::log1p(b);
}

double log_student(double x, double df, double centre, double squared_scale)
{
    const double distance = (x - centre) * (x - centre) / (df * squared_scale);
    return log_gamma((df + 1) / 2) - log_gamma(df / 2) -
           std::log(df * std::numbers::pi * squared_scale) / 2 -
           (df + 1) / 2 * std::log1p(distance);
}

bool is_count(double value)
{
    return value >= 0 && value == std::floor(value);
}

bool are_in_range(const BocpdSettings& settings)
{
    const bool proper = settings.a > 0 && settings.b > 0 && std::isfinite(settings.a) &&
                        std::isfinite(settings.b) && settings.hazard > 0 && settings.hazard < 1;
    if (settings.model == RegimeModel::poisson) return proper;
    return proper && settings.kappa0 > 0 && std::isfinite(settings.kappa0) &&
           std::isfinite(settings.mu0);
}

} // namespace

Bocpd::Bocpd(const BocpdSettings& settings) : settings_(settings)
{
    regimes_.push_back({0, 0, settings.a, settings.b, settings.mu0, settings.kappa0});
}

double Bocpd::log_prediction(const Regime& regime, double value) const
{
    if (settings_.model == RegimeModel::poisson)
        return log_negative_binomial(value, regime.a, regime.b);
    return log_student(value, 2 * regime.a, regime.mu,
                       regime.b * (regime.kappa + 1) / (regime.a * regime.kappa));
}

void Bocpd::learn(Regime& regime, double value) const
{
    ++regime.run;
    if (settings_.model == RegimeModel::poisson) {
        regime.a += value;
        regime.b += 1;
        return;
    }
    const double away = value - regime.mu;
    regime.b += regime.kappa * away * away / (2 * (regime.kappa + 1));
    regime.a += 0.5;
    regime.mu += away / (regime.kappa + 1);
    regime.kappa += 1;
}

bool Bocpd::observe(double value)
{
    if (std::isnan(value)) return true;
    if (!std::isfinite(value)) return false;
    if (settings_.model == RegimeModel::poisson && !is_count(value)) return false;
    for (Regime& regime : regimes_) {
        regime.log_weight += log_prediction(regime, value);
        learn(regime, value);
    }
    const double evidence = log_evidence();
    for (Regime& regime : regimes_) regime.log_weight += std::log1p(-settings_.hazard);
    regimes_.insert(regimes_.begin(), {0, evidence + std::log(settings_.hazard), settings_.a,
                                       settings_.b, settings_.mu0, settings_.kappa0});
    drop_negligible();
    return true;
}

void Bocpd::drop_negligible()
{
    if (static_cast<int>(regimes_.size()) <= always_kept) return;
    const double least = log_evidence() + std::log(negligible);
    std::erase_if(regimes_, [&](const Regime& regime) {
        return regime.run > always_kept && regime.log_weight < least;
    });
}

double Bocpd::log_evidence() const
{
    double largest = regimes_.front().log_weight;
    for (const Regime& regime : regimes_) largest = std::max(largest, regime.log_weight);
    double sum = 0;
    for (const Regime& regime : regimes_) sum += std::exp(regime.log_weight - largest);
    return largest + std::log(sum);
}

int Bocpd::likeliest_run() const
{
    return std::max_element(
               regimes_.begin(), regimes_.end(),
               [](const Regime& a, const Regime& b) { return a.log_weight < b.log_weight; })
        ->run;
}

double Bocpd::probability_of_run_up_to(int run) const
{
    const double evidence = log_evidence();
    double sum = 0;
    for (const Regime& regime : regimes_)
        if (regime.run <= run) sum += std::exp(regime.log_weight - evidence);
    return std::min(1.0, sum);
}

std::vector<double> Bocpd::run_probabilities() const
{
    std::vector<double> result(static_cast<std::size_t>(regimes_.back().run) + 1, 0.0);
    const double evidence = log_evidence();
    for (const Regime& regime : regimes_)
        result[static_cast<std::size_t>(regime.run)] = std::exp(regime.log_weight - evidence);
    return result;
}

std::optional<BocpdPath> bocpd(std::span<const double> series, const BocpdSettings& settings)
{
    if (!are_in_range(settings)) return std::nullopt;
    Bocpd detector(settings);
    BocpdPath path;
    for (const double value : series) {
        if (!detector.observe(value)) return std::nullopt;
        path.likeliest_run.push_back(detector.likeliest_run());
        path.short_run.push_back(detector.probability_of_run_up_to(short_run));
    }
    path.last = detector.run_probabilities();
    // Run lengths that were dropped as negligible have no probability left.
    path.last.resize(static_cast<std::size_t>(std::count_if(
                         series.begin(), series.end(), [](double x) { return !std::isnan(x); })) +
                     1);
    path.log_evidence = detector.log_evidence();
    if (!std::isfinite(path.log_evidence)) return std::nullopt;
    return path;
}

} // namespace tuermer::statistics
