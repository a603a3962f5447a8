// SPDX-License-Identifier: EUPL-1.2
// Rates of small areas drawn towards the rate of all, as far as chance explains their scatter.
// Needs several areas to be of use: from five on.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

// The posterior of one area's ratio observed / expected.
struct ShrunkenRatio {
    double mean = 0;
    double lower = 0, upper = 0;  // central, by the confidence asked for
    double probability_above = 0; // that the ratio lies above `severity` times the mean
};

struct PoissonGamma {
    double mean = 0;                  // of all ratios
    std::optional<double> shape;      // nu of the gamma prior; nothing: no scatter beyond chance,
    std::optional<double> rate;       // alpha = nu / mean            every area has the mean
    std::vector<double> smoothed;     // one per area
    std::vector<ShrunkenRatio> areas; // empty where everything is pooled
};

struct PoissonGammaSettings {
    double confidence = 0.95;
    double severity = 1;
};

// Observed counts O with expected counts E: O ~ Poisson(E theta), theta ~ Gamma(nu, rate alpha), by
// marginal maximum likelihood, which is negative binomial regression (Clayton and Kaldor,
// Biometrics 1987). Beyond nu = 10^6 the areas are pooled. Areas with E = 0 tell nothing and get
// the prior. Nothing for unequal lengths, figures below 0 or no expected case at all.
std::optional<PoissonGamma> poisson_gamma(std::span<const double> observed,
                                          std::span<const double> expected,
                                          const PoissonGammaSettings& settings = {});

struct MarshallShrinkage {
    double between_areas = 0; // variance of the rates beyond chance, at least 0
    double overall = 0;       // rate of all
    std::vector<double> raw, estimate;
};

// The same by moments (Marshall, Applied Statistics 1991), as a cross-check: cases of persons at
// risk. Nothing for unequal lengths, counts below 0 or an area without persons.
std::optional<MarshallShrinkage> marshall(std::span<const double> counts,
                                          std::span<const double> persons);

} // namespace tuermer::statistics
