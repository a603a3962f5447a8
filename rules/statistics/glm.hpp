// SPDX-License-Identifier: EUPL-1.2
// Generalised linear models with canonical link, by iteratively reweighted least squares, with
// optional normal priors on the coefficients (ridge). The one fit behind the composite,
// Farrington's method and the count CUSUM (McCullagh and Nelder, Generalized Linear Models, 1989).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

inline constexpr std::size_t max_coefficients = 16;
using Coefficients = std::array<double, max_coefficients>; // unused ones are 0

// The rows of a model, one per period, each padded to a width that the compiler unrolls.
class Design {
public:
    explicit Design(std::size_t columns); // 1 to max_coefficients
    void append(std::span<const double> row);
    std::size_t columns() const { return columns_; }
    std::size_t width() const { return width_; }
    std::size_t rows() const { return cells_.size() / width_; }
    std::span<const double> row(std::size_t i) const { return {&cells_[i * width_], width_}; }

private:
    std::size_t columns_, width_;
    std::vector<double> cells_;
};

enum class Family : std::uint8_t {
    count, // log link, Var = phi mu
    share, // logit link, cases of trials, Var = phi N p (1 − p)
    real,  // identity link, Var = phi
};

// What is explained, row by row; it may be shorter than the design (its first rows).
struct GlmResponse {
    std::span<const double> values;
    std::span<const double> weights = {}; // empty: all 1; 0 leaves a row out
    std::span<const double> offset = {};  // added to the linear predictor; empty: none
    std::span<const double> trials = {};  // shares only
};

enum class Stopping : std::uint8_t {
    precise, // coefficients moved less than 1e-9
    quick,   // less than 1e-5: the next step would be 1e-10, the covariance is good to 1e-5
    rough,   // less than 1e-3: for a fit that only weighs rows
    as_r,    // R's glm: deviance moved relatively less than 1e-8, no ridge, 25 rounds
};

struct GlmSettings {
    Family family = Family::count;
    std::span<const double> precision = {}; // of the normal prior around 0; empty: none
    double dispersion = 1;                  // multiplies the precision
    std::span<const double> start = {};     // coefficients; empty: from the response itself
    Stopping stopping = Stopping::precise;
};

struct GlmFit {
    std::size_t columns = 0;
    Coefficients coefficients{};
    std::vector<double> inverse;  // (X'WX + phi L)^-1, columns × columns
    std::vector<double> mean;     // fitted: counts, cases, or figures
    std::vector<double> leverage; // diagonal of the hat matrix
    double rows_used = 0;         // rows with a weight above 0
    double parameters = 0;        // sum of the leverages: with a prior fewer than columns
    double pearson = 0;           // sum of w (y − mu)² / V(mu)
    double deviance = 0;          // with Stopping::as_r only, and from `deviance_of`
    bool converged = false;
};

GlmFit fit(const Design& design, const GlmResponse& response, const GlmSettings& settings);

// x'b for a row of the design.
double linear_predictor(const GlmFit& fit, std::span<const double> row);
// x' (X'WX + phi L)^-1 x: times the dispersion the variance of the linear predictor.
double unscaled_variance(const GlmFit& fit, std::span<const double> row);
// 2 sum of w (y log(y/mu) − (y − mu)), of counts.
double poisson_deviance(const GlmResponse& response, std::span<const double> mean);
// 1.5 (y^(2/3) − mu^(2/3)) / mu^(1/6): nearly normal with variance phi (Anscombe 1953).
double anscombe(double count, double mean);

} // namespace tuermer::statistics
