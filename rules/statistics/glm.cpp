// SPDX-License-Identifier: EUPL-1.2
// The normal equations are summed row by row over padded rows, which g++ turns into vector
// instructions; they are solved by Eigen on a scaled matrix of fixed maximal size, without heap.
#include "rules/statistics/glm.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tuermer::statistics {

namespace {

constexpr int max_size = static_cast<int>(max_coefficients);
using Square =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, max_size, max_size>;
using Column = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, max_size, 1>;

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

// The sums X'WX and X'Wz for the working response z.
struct Normal {
    Square matrix;
    Column right;
};

template <std::size_t Width>
Normal normal_equations(const Design& design, std::span<const double> weight,
                        std::span<const double> working)
{
    double sums[Width][Width] = {}, right[Width] = {};
    for (std::size_t i = 0; i < weight.size(); ++i) {
        const double* x = design.row(i).data();
        for (std::size_t a = 0; a < Width; ++a) {
            const double wx = weight[i] * x[a];
            right[a] += working[i] * x[a];
            for (std::size_t b = 0; b <= a; ++b) sums[a][b] += wx * x[b];
        }
    }
    const auto p = static_cast<Eigen::Index>(design.columns());
    Normal normal{Square(p, p), Column(p)};
    for (Eigen::Index a = 0; a < p; ++a) {
        normal.right(a) = right[a];
        for (Eigen::Index b = 0; b <= a; ++b)
            normal.matrix(a, b) = normal.matrix(b, a) = sums[a][b];
    }
    return normal;
}

Normal normal_equations(const Design& design, std::span<const double> weight,
                        std::span<const double> working)
{
    switch (design.width()) {
    case 2:
        return normal_equations<2>(design, weight, working);
    case 4:
        return normal_equations<4>(design, weight, working);
    case 6:
        return normal_equations<6>(design, weight, working);
    case 8:
        return normal_equations<8>(design, weight, working);
    default:
        return normal_equations<max_coefficients>(design, weight, working);
    }
}

template <std::size_t Width>
void quadratic_forms(const Design& design, const std::vector<double>& inverse,
                     std::vector<double>& forms)
{
    double padded_inverse[Width][Width] = {};
    for (std::size_t a = 0; a < design.columns(); ++a)
        for (std::size_t b = 0; b < design.columns(); ++b)
            padded_inverse[a][b] = inverse[a * design.columns() + b];
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const double* x = design.row(i).data();
        double form = 0;
        for (std::size_t a = 0; a < Width; ++a) {
            double inner = 0;
            for (std::size_t b = 0; b < Width; ++b) inner += padded_inverse[a][b] * x[b];
            form += x[a] * inner;
        }
        forms[i] = form;
    }
}

// x' inverse x of each row.
std::vector<double> quadratic_forms(const Design& design, const std::vector<double>& inverse,
                                    std::size_t rows)
{
    std::vector<double> forms(rows);
    switch (design.width()) {
    case 2:
        quadratic_forms<2>(design, inverse, forms);
        break;
    case 4:
        quadratic_forms<4>(design, inverse, forms);
        break;
    case 6:
        quadratic_forms<6>(design, inverse, forms);
        break;
    case 8:
        quadratic_forms<8>(design, inverse, forms);
        break;
    default:
        quadratic_forms<max_coefficients>(design, inverse, forms);
        break;
    }
    return forms;
}

// The matrix scaled to a diagonal of ones, decomposed; what cannot be estimated solves to 0.
class Solver {
public:
    explicit Solver(const Square& matrix) : scale_(matrix.rows())
    {
        for (Eigen::Index a = 0; a < matrix.rows(); ++a)
            scale_(a) = matrix(a, a) > 0 ? 1 / std::sqrt(matrix(a, a)) : 1;
        decomposed_.compute(scale_.asDiagonal() * matrix * scale_.asDiagonal());
    }
    Column solve(const Column& right) const
    {
        const Column scaled = scale_.cwiseProduct(right);
        return scale_.cwiseProduct(Column(decomposed_.solve(scaled)));
    }
    Square inverse() const
    {
        Square result(scale_.size(), scale_.size());
        for (Eigen::Index a = 0; a < scale_.size(); ++a)
            result.col(a) = solve(Column::Unit(scale_.size(), a));
        return result;
    }

private:
    Column scale_;
    Eigen::LDLT<Square> decomposed_;
};

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
    Normal penalised() const;
    double move(const Column& to, bool limited);
    void finish(GlmFit& result, const Normal& last) const;

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

Normal Rounds::penalised() const
{
    Normal normal = normal_equations(design_, weight_, working_);
    for (std::size_t a = 0; a < settings_.precision.size(); ++a) {
        const auto at = static_cast<Eigen::Index>(a);
        normal.matrix(at, at) += settings_.dispersion * settings_.precision[a] + ridge;
        normal.right(at) += ridge * coefficients_[a];
    }
    return normal;
}

// The largest change of a coefficient; all of them are shortened where one runs away.
double Rounds::move(const Column& to, bool limited)
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
void Rounds::finish(GlmFit& result, const Normal& last) const
{
    const bool as_r = settings_.stopping == Stopping::as_r;
    const Square inverse = Solver(last.matrix).inverse();
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
    Normal normal;
    for (int round = 0; round < most_rounds && !result.converged; ++round) {
        normal = penalised();
        const bool limited = !as_r && (round > 0 || !settings_.start.empty());
        solved_weight_ = weight_;
        const double moved = move(Solver(normal.matrix).solve(normal.right), limited);
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
