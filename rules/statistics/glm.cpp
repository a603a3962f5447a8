// SPDX-License-Identifier: EUPL-1.2
// One fit round by round: mean and weights at the coefficients, normal equations, step.
#include "rules/statistics/glm.hpp"

#include "rules/statistics/normal_equations.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tuermer::statistics {

namespace {

constexpr int most_rounds = 25;
constexpr double widest_predictor = 30; // exp(30) is more than any count
constexpr double longest_step = 3;      // of a coefficient, in one round, after the first
constexpr double ridge = 1e-9;

std::size_t padded(std::size_t columns)
{
    for (const std::size_t width : {2U, 4U, 6U, 8U})
        if (columns <= width) return width;
    return max_coefficients;
}

// Of a coefficient in the last round.
double largest_change(Stopping stopping)
{
    switch (stopping) {
    case Stopping::rough:
        return 1e-3;
    case Stopping::quick:
        return 1e-5;
    case Stopping::precise:
    case Stopping::as_r:
        break;
    }
    return 1e-9;
}

// One row's part in the model: mean, derivative of the mean, both without the case weight.
struct Moments {
    double mean, slope;
};

Moments moments(Family family, double predictor, double trials)
{
    if (family == Family::real) return {predictor, 1};
    const double e = std::exp(std::clamp(predictor, -widest_predictor, widest_predictor));
    if (family == Family::count) return {e, e};
    const double share = e / (1 + e);
    return {trials * share, trials * share * (1 - share)};
}

// The state of one fit: what changes from round to round.
class Rounds {
public:
    Rounds(const Design& design, const GlmResponse& response, const GlmSettings& settings)
        : design_(design),
          response_(response),
          settings_(settings),
          rows_(response.values.size()),
          weight_(rows_),
          working_(rows_),
          mean_(rows_),
          slope_(rows_)
    {
    }

    GlmFit run();

private:
    double case_weight(std::size_t i) const
    {
        return response_.weights.empty() ? 1 : response_.weights[i];
    }
    double offset(std::size_t i) const
    {
        return response_.offset.empty() ? 0 : response_.offset[i];
    }
    double trials(std::size_t i) const
    {
        return response_.trials.empty() ? 1 : response_.trials[i];
    }
    double starting_predictor(std::size_t i) const;
    void at_the_response();
    void at_the_coefficients();
    void set_row(std::size_t i, double predictor);
    NormalEquations penalised() const;
    double move(const SmallVector& to, bool limited);
    void finish(GlmFit& result, const NormalEquations& last) const;

    const Design& design_;
    const GlmResponse& response_;
    const GlmSettings& settings_;
    std::size_t rows_;
    std::vector<double> weight_, working_, mean_, slope_;
    std::vector<double> solved_weight_; // those that the last coefficients came from
    Coefficients coefficients_{};
};

double Rounds::starting_predictor(std::size_t i) const
{
    const double y = response_.values[i];
    if (settings_.family == Family::real) return y;
    if (settings_.family == Family::count) return std::log(y + 0.1);
    return std::log((y + 0.5) / (trials(i) - y + 0.5));
}

void Rounds::set_row(std::size_t i, double predictor)
{
    const double w = case_weight(i);
    const Moments at = moments(settings_.family, predictor, trials(i));
    mean_[i] = at.mean;
    slope_[i] = at.slope;
    weight_[i] = w > 0 ? w * at.slope : 0;
    const double score = response_.values[i] - at.mean;
    working_[i] = w > 0 ? weight_[i] * (predictor - offset(i)) + w * score : 0;
}

void Rounds::at_the_response()
{
    for (std::size_t i = 0; i < rows_; ++i)
        set_row(i, case_weight(i) > 0 ? starting_predictor(i) : offset(i));
}

void Rounds::at_the_coefficients()
{
    const std::size_t width = design_.width();
    for (std::size_t i = 0; i < rows_; ++i) {
        const double* x = design_.row(i).data();
        double predictor = offset(i);
        for (std::size_t a = 0; a < width; ++a) predictor += x[a] * coefficients_[a];
        set_row(i, std::clamp(predictor, -1e300, 1e300));
    }
}

NormalEquations Rounds::penalised() const
{
    NormalEquations normal = normal_equations(design_, weight_, working_);
    for (std::size_t a = 0; a < settings_.precision.size(); ++a) {
        const auto at = static_cast<Eigen::Index>(a);
        normal.matrix(at, at) += settings_.dispersion * settings_.precision[a] + ridge;
        normal.right(at) += ridge * coefficients_[a];
    }
    return normal;
}

// The largest change of a coefficient; all of them are shortened where one runs away.
double Rounds::move(const SmallVector& to, bool limited)
{
    double largest = 0;
    for (Eigen::Index a = 0; a < to.size(); ++a)
        largest = std::max(largest, std::abs(to(a) - coefficients_[static_cast<std::size_t>(a)]));
    const double share = limited && largest > longest_step ? longest_step / largest : 1;
    for (Eigen::Index a = 0; a < to.size(); ++a) {
        double& b = coefficients_[static_cast<std::size_t>(a)];
        b += share * (to(a) - b);
    }
    return largest;
}

// Weights and matrix are those that the last coefficients came from, as R keeps them.
void Rounds::finish(GlmFit& result, const NormalEquations& last) const
{
    const bool as_r = settings_.stopping == Stopping::as_r;
    const SmallMatrix inverse = ScaledSolver(last.matrix).inverse();
    result.inverse.assign(inverse.data(), inverse.data() + inverse.size());
    result.mean = mean_;
    result.leverage = quadratic_forms(design_, result.inverse, rows_);
    for (std::size_t i = 0; i < rows_; ++i) {
        const double w = case_weight(i), residual = response_.values[i] - mean_[i];
        result.leverage[i] *= weight_[i];
        if (!(w > 0)) continue;
        result.parameters += result.leverage[i];
        result.rows_used += 1;
        const double weight = as_r ? weight_[i] : w * slope_[i];
        if (slope_[i] > 0) result.pearson += weight * std::pow(residual / slope_[i], 2);
    }
}

GlmFit Rounds::run()
{
    GlmFit result;
    result.columns = design_.columns();
    const bool as_r = settings_.stopping == Stopping::as_r;
    std::copy(settings_.start.begin(), settings_.start.end(), coefficients_.begin());
    settings_.start.empty() ? at_the_response() : at_the_coefficients();
    double deviance = as_r ? poisson_deviance(response_, mean_) : 0;
    NormalEquations normal;
    for (int round = 0; round < most_rounds && !result.converged; ++round) {
        normal = penalised();
        const bool limited = !as_r && (round > 0 || !settings_.start.empty());
        solved_weight_ = weight_;
        const double moved = move(ScaledSolver(normal.matrix).solve(normal.right), limited);
        at_the_coefficients();
        result.converged = moved < largest_change(settings_.stopping);
        if (!as_r) continue;
        const double before = std::exchange(deviance, poisson_deviance(response_, mean_));
        result.converged = std::abs(deviance - before) / (std::abs(deviance) + 0.1) < 1e-8;
    }
    result.coefficients = coefficients_;
    result.deviance = deviance;
    std::swap(weight_, solved_weight_);
    finish(result, normal);
    return result;
}

} // namespace

Design::Design(std::size_t columns)
    : columns_(std::clamp<std::size_t>(columns, 1, max_coefficients)), width_(padded(columns_))
{
}

void Design::append(std::span<const double> row)
{
    cells_.resize(cells_.size() + width_);
    std::copy_n(row.begin(), std::min(row.size(), columns_), cells_.end() - std::ptrdiff_t(width_));
}

GlmFit fit(const Design& design, const GlmResponse& response, const GlmSettings& settings)
{
    return Rounds(design, response, settings).run();
}

double linear_predictor(const GlmFit& fit, std::span<const double> row)
{
    double sum = 0;
    for (std::size_t a = 0; a < fit.columns; ++a) sum += row[a] * fit.coefficients[a];
    return sum;
}

double unscaled_variance(const GlmFit& fit, std::span<const double> row)
{
    double sum = 0;
    for (std::size_t a = 0; a < fit.columns; ++a) {
        double inner = 0;
        for (std::size_t b = 0; b < fit.columns; ++b)
            inner += fit.inverse[a * fit.columns + b] * row[b];
        sum += row[a] * inner;
    }
    return sum;
}

double poisson_deviance(const GlmResponse& response, std::span<const double> mean)
{
    double sum = 0;
    for (std::size_t i = 0; i < mean.size(); ++i) {
        const double y = response.values[i], w = response.weights.empty() ? 1 : response.weights[i];
        if (w > 0) sum += 2 * w * ((y > 0 ? y * std::log(y / mean[i]) : 0) - (y - mean[i]));
    }
    return sum;
}

double anscombe(double count, double mean)
{
    const double root = std::cbrt(mean);
    const double of_count = std::cbrt(count);
    return 1.5 * (of_count * of_count - root * root) / std::sqrt(root);
}

} // namespace tuermer::statistics
