// SPDX-License-Identifier: EUPL-1.2
// The arithmetic of the seasonal model, twelve periods at a time. Twelve is a whole number of years
// or of every season the model knows, so a period's predictor is the sum of what its place among
// the twelve says (level, season, trend within the twelve) and of the trend up to its twelve: the
// exponential is asked for twelve places and for every twelve, not for every period, and the normal
// equations are made from sums by place.
#pragma once

#include "rules/statistics/glm.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace tuermer::statistics {

inline constexpr std::size_t places = 12;
using Places = std::array<double, places>;

// What the model keeps of each period, padded to whole twelves; the padding weighs nothing.
class SeasonalRows {
public:
    enum Column : std::uint8_t {
        value,      // 0 for a gap
        present,    // 1, or 0 for a gap
        exposure,   // of counts and shares; 1 where there is none
        trials,     // the same; 0 where it is missing
        time,       // years, from 1/frequency on
        two_thirds, // value^(2/3), of counts
        sixth,      // exposure^(1/6), of counts
        weight,     // in the fit at hand
        mean,       // fitted
        variance,   // V(mean)
        residual,   // of counts Anscombe's, else standardised; before the dispersion
        leverage,
        standardised, // residual, of the dispersion and the leverage; 0 for a gap
        pair,         // weight of a period and the next, taken together
        columns,
    };

    explicit SeasonalRows(std::size_t periods)
        : length_((periods + places - 1) / places * places), cells_(length_ * columns)
    {
    }
    double* operator[](Column column) { return cells_.data() + length_ * column; }
    const double* operator[](Column column) const { return cells_.data() + length_ * column; }
    std::size_t length() const { return length_; }

private:
    std::size_t length_;
    std::vector<double> cells_;
};

// The season's columns by place. `products`: 1, the four columns, then their products by twos.
struct Waves {
    static constexpr std::size_t columns = 4, factors = 5, products = 15, padded = 16;
    std::array<std::array<double, padded>, places> by_place{};
    std::array<Places, padded> by_product{};
    // Where the product of columns a >= b stands; column 0 is the constant.
    static constexpr std::size_t product(std::size_t a, std::size_t b)
    {
        return b == 0 ? a : factors + a * (a - 1) / 2 + b - 1;
    }
    double column(std::size_t a, std::size_t place) const { return by_product[a][place]; }
};
const Waves& waves(int frequency); // 4, else 12

// The two parts of every predictor: exponentials that are multiplied, or of real figures summands.
// `sixth`: the sixth roots, for Anscombe's residuals.
struct PredictorParts {
    Places place, place_sixth;
    std::vector<double> twelve, twelve_sixth;
};
// Of every place's x between −700 and 700, to the last digit or the one before.
void exponentials(const Places& x, Places& exponential);

// A round's sums over the periods: weights times the products, weights × time times constant and
// columns, weights × time²; scores times constant and columns, scores × time. A weight is the
// case's times V(mean), a score the case's weight times (value − mean).
struct RoundSums {
    std::array<double, Waves::padded> weight{};
    std::array<double, 8> weight_time{}, score{};
    double weight_square = 0, score_time = 0;
};

// Over the first `twelves`, with the means that the parts give.
RoundSums round_sums(const SeasonalRows& rows, std::size_t twelves, const PredictorParts& parts,
                     const Waves& waves, Family family);

// x' inverse x of a period: at + time × (2 slope + time × square), by its place.
struct LeverageParts {
    Places at, slope;
    double square;
};
// From the inverse's entries: those of the products (off the diagonal counted twice), those of time
// with constant and columns, that of time².
LeverageParts leverage_parts(const Waves& waves, const std::array<double, Waves::padded>& inverse,
                             const std::array<double, Waves::factors>& inverse_time, double square);

// What a fit leaves: sums over the periods that weigh something.
struct FitSums {
    double parameters = 0; // of the leverages
    double pearson = 0;    // of weight × (value − mean)² / V(mean)
    double rarity = 0;     // of 1/mean, over the periods present; of counts only
};

// A lag-1 autocorrelation of n residuals without the bias a fit gives it (Kendall 1954), at most
// 0.97.
double unbiased_autocorrelation(double autocorrelation, double n);

// Fills mean, variance, residual and leverage of the first `twelves`.
FitSums look(SeasonalRows& rows, std::size_t twelves, const PredictorParts& parts,
             const LeverageParts& leverage, Family family);

// Which residuals let a period count less. `pairs`: two neighbours that are unusual together, too.
struct OutlierRule {
    double limit = 2.2;
    bool high = true, low = false, pairs = true;
};
// Weights of the first `known` periods by their residuals, leverages and the dispersion. An
// outbreak lasts, so two neighbours' residuals, neither of them usual, are also taken together, as
// one of the variance they have where residuals depend on the one before.
void weigh(SeasonalRows& rows, std::size_t known, double dispersion, const OutlierRule& rule);

} // namespace tuermer::statistics
