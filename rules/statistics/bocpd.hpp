// SPDX-License-Identifier: EUPL-1.2
// Bayesian online change point detection (Adams and MacKay 2007, arXiv:0710.3742): after each value
// the probabilities of how many values the present regime has lasted. Wants deseasonalised figures.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

enum class RegimeModel : std::uint8_t {
    poisson, // counts; the mean has a gamma prior of shape a and rate b
    normal   // mean and variance have a normal-inverse-gamma prior (mu0, kappa0, a, b)
};

struct BocpdSettings {
    RegimeModel model = RegimeModel::poisson;
    double hazard = 1.0 / 60; // chance of a change after each value; customary 1 / (5 years)
    double a = 1, b = 1;
    double mu0 = 0, kappa0 = 1; // normal only
};

class Bocpd {
public:
    // Regimes beyond `always_kept` values are dropped once their probability is negligible.
    static constexpr int always_kept = 240;
    static constexpr double negligible = 1e-10;

    explicit Bocpd(const BocpdSettings& settings);

    // A gap changes nothing. False if the value cannot be (negative or broken with poisson): it is
    // then left out like a gap.
    bool observe(double value);

    // Run length: values since the last change; 0 means the regime changes right after this one.
    int likeliest_run() const;
    double probability_of_run_up_to(int run) const;
    std::vector<double> run_probabilities() const; // of 0, 1, … values
    double log_evidence() const;                   // of all values so far

private:
    struct Regime {
        int run = 0;
        double log_weight = 0; // joint with the values so far
        double a = 0, b = 0, mu = 0, kappa = 0;
    };

    double log_prediction(const Regime& regime, double value) const;
    void learn(Regime& regime, double value) const;
    void drop_negligible();

    BocpdSettings settings_;
    std::vector<Regime> regimes_; // by run length
};

struct BocpdPath {
    std::vector<int> likeliest_run;
    std::vector<double> short_run; // probability that the regime lasts up to 3 values
    std::vector<double> last;      // probabilities of run lengths after the last value
    double log_evidence = 0;
};
// Nothing for settings outside their range or a value that the model excludes.
std::optional<BocpdPath> bocpd(std::span<const double> series, const BocpdSettings& settings);

} // namespace tuermer::statistics
