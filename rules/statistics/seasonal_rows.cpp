// SPDX-License-Identifier: EUPL-1.2
// Loops over whole twelves, for the compiler to turn into vector instructions: every version does
// the same operations in the same order.
#include "rules/statistics/seasonal_rows.hpp"

#include "rules/base/vectorised.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

namespace tuermer::statistics {

namespace {

#define TUERMER_INLINED [[gnu::always_inline]] inline

constexpr double largest_leverage = 0.95;
constexpr double least_mean = 9.357622968840175e-14; // exp(-30)
constexpr double most_mean = 10686474581524.463;     // exp(30): more than any count
constexpr double most_rare = 20;                     // a mean of less than 0.05 is as rare as this
constexpr double least_sixth = 0.006737946999085467, most_sixth = 148.4131591025766; // their roots

struct Moments {
    double mean, variance;
};

// By value: std::min and std::clamp choose between addresses, which is not vectorised.
TUERMER_INLINED double lesser(double a, double b)
{
    return b < a ? b : a;
}

TUERMER_INLINED double within(double x, double least, double most)
{
    return lesser(x < least ? least : x, most);
}

template <Family family>
TUERMER_INLINED double joined(double place, double twelve)
{
    return family == Family::real ? place + twelve : place * twelve;
}

template <Family family>
TUERMER_INLINED Moments moments(double predicted, double exposure)
{
    if constexpr (family == Family::real) return {predicted, 1};
    if constexpr (family == Family::count) {
        const double mean = within(predicted * exposure, least_mean, most_mean);
        return {mean, mean};
    }
    const double odds = within(predicted, least_mean, most_mean);
    const double rest = 1 / (1 + odds);
    const double mean = exposure * (odds * rest);
    return {mean, mean * rest};
}

struct PlaceSums {
    Places weight{}, weight_time{}, weight_square{}, score{}, score_time{};
};

// By place first, then places by what their columns are.
template <Family family>
TUERMER_INLINED PlaceSums by_place(const SeasonalRows& rows, std::size_t twelves,
                                   const PredictorParts& parts)
{
    const double* __restrict value = rows[SeasonalRows::value];
    const double* __restrict exposure = rows[SeasonalRows::exposure];
    const double* __restrict time = rows[SeasonalRows::time];
    const double* __restrict weight = rows[SeasonalRows::weight];
    PlaceSums s;
    for (std::size_t k = 0, i = 0; k < twelves; ++k, i += places) {
        const double twelve = parts.twelve[k];
        for (std::size_t p = 0; p < places; ++p) {
            const auto at =
                moments<family>(joined<family>(parts.place[p], twelve), exposure[i + p]);
            const double w = weight[i + p] * at.variance, t = time[i + p];
            const double score = weight[i + p] * (value[i + p] - at.mean);
            s.weight[p] += w;
            s.weight_time[p] += w * t;
            s.weight_square[p] += w * t * t;
            s.score[p] += score;
            s.score_time[p] += score * t;
        }
    }
    return s;
}

template <Family family>
TUERMER_INLINED void add(RoundSums& sums, const SeasonalRows& rows, std::size_t twelves,
                         const PredictorParts& parts, const Waves& waves)
{
    const PlaceSums s = by_place<family>(rows, twelves, parts);
    RoundSums sum;
    for (std::size_t p = 0; p < places; ++p) {
        const double* __restrict x = waves.by_place[p].data();
        for (std::size_t q = 0; q < sum.weight.size(); ++q) sum.weight[q] += s.weight[p] * x[q];
        for (std::size_t q = 0; q < sum.score.size(); ++q) {
            sum.weight_time[q] += s.weight_time[p] * x[q];
            sum.score[q] += s.score[p] * x[q];
        }
        sum.weight_square += s.weight_square[p];
        sum.score_time += s.score_time[p];
    }
    sums = sum;
}

TUERMER_VECTORISED void add_counts(RoundSums& sums, const SeasonalRows& rows, std::size_t twelves,
                                   const PredictorParts& parts, const Waves& waves)
{
    add<Family::count>(sums, rows, twelves, parts, waves);
}

TUERMER_VECTORISED void add_shares(RoundSums& sums, const SeasonalRows& rows, std::size_t twelves,
                                   const PredictorParts& parts, const Waves& waves)
{
    add<Family::share>(sums, rows, twelves, parts, waves);
}

TUERMER_VECTORISED void add_figures(RoundSums& sums, const SeasonalRows& rows, std::size_t twelves,
                                    const PredictorParts& parts, const Waves& waves)
{
    add<Family::real>(sums, rows, twelves, parts, waves);
}

// FitSums by place.
struct PlaceFits {
    Places parameters{}, pearson{}, rarity{};
};

template <Family family>
TUERMER_INLINED void fill(SeasonalRows& rows, std::size_t twelves, const PredictorParts& parts,
                          const LeverageParts& leverage, PlaceFits& fits)
{
    const double* __restrict value = rows[SeasonalRows::value];
    const double* __restrict exposure = rows[SeasonalRows::exposure];
    const double* __restrict time = rows[SeasonalRows::time];
    const double* __restrict weight = rows[SeasonalRows::weight];
    const double* __restrict two_thirds = rows[SeasonalRows::two_thirds];
    const double* __restrict sixth = rows[SeasonalRows::sixth];
    PlaceFits sum;
    for (std::size_t k = 0, i = 0; k < twelves; ++k, i += places) {
        const double twelve = parts.twelve[k], twelve_sixth = parts.twelve_sixth[k];
        Places mean, variance, residual, hat;
        for (std::size_t p = 0; p < places; ++p) {
            const auto at =
                moments<family>(joined<family>(parts.place[p], twelve), exposure[i + p]);
            const double t = time[i + p], left = value[i + p] - at.mean;
            mean[p] = at.mean;
            variance[p] = at.variance;
            if constexpr (family == Family::count) {
                const double root = within(parts.place_sixth[p] * twelve_sixth * sixth[i + p],
                                           least_sixth, most_sixth);
                const double square = root * root;
                residual[p] = 1.5 * (two_thirds[i + p] - square * square) / root;
            } else {
                residual[p] = left / std::sqrt(at.variance);
            }
            hat[p] = weight[i + p] * at.variance *
                     (leverage.at[p] + t * (2 * leverage.slope[p] + t * leverage.square));
            sum.parameters[p] += hat[p];
            const double inverse = 1 / at.variance;
            sum.pearson[p] += weight[i + p] * (left * left * inverse);
            if constexpr (family == Family::count)
                sum.rarity[p] += weight[i + p] > 0 ? within(inverse, 0, most_rare) : 0.0;
        }
        std::copy_n(mean.begin(), places, rows[SeasonalRows::mean] + i);
        std::copy_n(variance.begin(), places, rows[SeasonalRows::variance] + i);
        std::copy_n(residual.begin(), places, rows[SeasonalRows::residual] + i);
        std::copy_n(hat.begin(), places, rows[SeasonalRows::leverage] + i);
    }
    fits = sum;
}

TUERMER_VECTORISED void fill_counts(SeasonalRows& rows, std::size_t twelves,
                                    const PredictorParts& parts, const LeverageParts& leverage,
                                    PlaceFits& fits)
{
    fill<Family::count>(rows, twelves, parts, leverage, fits);
}

TUERMER_VECTORISED void fill_shares(SeasonalRows& rows, std::size_t twelves,
                                    const PredictorParts& parts, const LeverageParts& leverage,
                                    PlaceFits& fits)
{
    fill<Family::share>(rows, twelves, parts, leverage, fits);
}

TUERMER_VECTORISED void fill_figures(SeasonalRows& rows, std::size_t twelves,
                                     const PredictorParts& parts, const LeverageParts& leverage,
                                     PlaceFits& fits)
{
    fill<Family::real>(rows, twelves, parts, leverage, fits);
}

TUERMER_VECTORISED void standardise(double* __restrict standardised,
                                    const double* __restrict present,
                                    const double* __restrict residual,
                                    const double* __restrict leverage, std::size_t rows,
                                    double dispersion)
{
    for (std::size_t i = 0; i < rows; ++i) {
        const double left = 1 - std::min(leverage[i], largest_leverage);
        standardised[i] = present[i] * residual[i] / std::sqrt(dispersion * left);
    }
}

// What a residual beyond the limit still weighs. sign: 1 where high ones count less, −1 where low
// ones do, 0 for both.
TUERMER_INLINED double weight_of(double residual, double square_of_limit, double sign)
{
    const double square = residual * residual;
    const double less = square > square_of_limit ? square_of_limit / square : 1.0;
    return sign * residual >= 0 ? less : 1.0;
}

TUERMER_VECTORISED void weigh_rows(double* __restrict weight, const double* __restrict present,
                                   const double* __restrict standardised, std::size_t rows,
                                   double limit, double sign)
{
    for (std::size_t i = 0; i < rows; ++i)
        weight[i] = present[i] * weight_of(standardised[i], limit * limit, sign);
}

// What two neighbours taken together still weigh, by the first of them, where neither is usual: one
// far out does not make two. The last has none.
TUERMER_VECTORISED void fill_pairs(double* __restrict pair, const double* __restrict standardised,
                                   std::size_t rows, double variance, double limit, double sign)
{
    constexpr double usual = 0.5;
    const double per_sum = 1 / std::sqrt(variance);
    for (std::size_t i = 0; i + 1 < rows; ++i) {
        const double one = standardised[i], next = standardised[i + 1];
        const double together = weight_of((one + next) * per_sum, limit * limit, sign);
        const double nearer = std::min(std::abs(one), std::abs(next));
        pair[i] = nearer > usual && one * next > 0 ? together : 1.0;
    }
    pair[rows - 1] = 1;
}

TUERMER_VECTORISED void weigh_pairs(double* __restrict weight, const double* __restrict pair,
                                    std::size_t rows)
{
    weight[0] = lesser(weight[0], pair[0]);
    for (std::size_t i = 1; i < rows; ++i)
        weight[i] = lesser(weight[i], lesser(pair[i - 1], pair[i]));
}

TUERMER_INLINED double clamped(double residual)
{
    constexpr double most = 4; // no single one makes the autocorrelation
    return std::min(std::max(residual, -most), most);
}

TUERMER_VECTORISED void relate(const double* __restrict standardised, std::size_t rows,
                               Places& products, Places& squares)
{
    Places of_product{}, of_square{};
    of_square[0] = clamped(standardised[0]) * clamped(standardised[0]);
    std::size_t i = 1;
    const auto take = [&](std::size_t p) {
        const double one = clamped(standardised[i + p]), before = clamped(standardised[i + p - 1]);
        of_product[p] += one * before;
        of_square[p] += one * one;
    };
    for (; i + places <= rows; i += places)
        for (std::size_t p = 0; p < places; ++p) take(p);
    for (std::size_t p = 0; i + p < rows; ++p) take(p);
    products = of_product;
    squares = of_square;
}

double total(const Places& of_place)
{
    double sum = 0;
    for (const double one : of_place) sum += one;
    return sum;
}

// Of neighbouring residuals.
double autocorrelation_of(const double* standardised, std::size_t rows, double n)
{
    Places products, squares;
    relate(standardised, rows, products, squares);
    const double square = total(squares);
    return square > 0 ? unbiased_autocorrelation(total(products) / square, n) : 0;
}

// exp(x) = 2^n exp(r), r within ln 2 / 2 of 0: Taylor's series to r^13, which is beyond the last
// digit. Adding `shift` rounds to a whole number and leaves it in the lowest bits.
TUERMER_VECTORISED void exponentials_of(const double* __restrict x, double* __restrict result,
                                        std::size_t count)
{
    constexpr double shift = 0x1.8p52, inverse_ln2 = std::numbers::log2e;
    constexpr double ln2_high = 0x1.62e42fefa38p-1, ln2_low = 0x1.ef35793c7673p-45;
    for (std::size_t i = 0; i < count; ++i) {
        const double shifted = x[i] * inverse_ln2 + shift;
        const double n = shifted - shift;
        const double r = (x[i] - n * ln2_high) - n * ln2_low;
        double sum = 1.0 / 6227020800;
        sum = sum * r + 1.0 / 479001600;
        sum = sum * r + 1.0 / 39916800;
        sum = sum * r + 1.0 / 3628800;
        sum = sum * r + 1.0 / 362880;
        sum = sum * r + 1.0 / 40320;
        sum = sum * r + 1.0 / 5040;
        sum = sum * r + 1.0 / 720;
        sum = sum * r + 1.0 / 120;
        sum = sum * r + 1.0 / 24;
        sum = sum * r + 1.0 / 6;
        sum = sum * r + 0.5;
        sum = sum * r * r + r + 1;
        const auto bits = std::bit_cast<std::uint64_t>(shifted) + 1023;
        result[i] = sum * std::bit_cast<double>(bits << 52);
    }
}

Waves waves_of(int frequency)
{
    Waves waves;
    for (std::size_t p = 0; p < places; ++p) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(p + 1) / frequency;
        const std::array<double, Waves::factors> x{1, std::cos(angle), std::sin(angle),
                                                   std::cos(2 * angle),
                                                   frequency == 4 ? 0 : std::sin(2 * angle)};
        for (std::size_t a = 0; a < Waves::factors; ++a)
            for (std::size_t b = 0; b <= a; ++b)
                waves.by_place[p][Waves::product(a, b)] = x[a] * x[b];
        for (std::size_t q = 0; q < Waves::products; ++q)
            waves.by_product[q][p] = waves.by_place[p][q];
    }
    return waves;
}

TUERMER_VECTORISED void leverage_of(LeverageParts& parts, const Waves& waves,
                                    const std::array<double, Waves::padded>& inverse,
                                    const std::array<double, Waves::factors>& inverse_time)
{
    Places at{}, slope{};
    for (std::size_t q = 0; q < Waves::products; ++q)
        for (std::size_t p = 0; p < places; ++p) at[p] += inverse[q] * waves.by_product[q][p];
    for (std::size_t q = 0; q < Waves::factors; ++q)
        for (std::size_t p = 0; p < places; ++p)
            slope[p] += inverse_time[q] * waves.by_product[q][p];
    parts.at = at;
    parts.slope = slope;
}

} // namespace

const Waves& waves(int frequency)
{
    static const Waves of_months = waves_of(12), of_quarters = waves_of(4);
    return frequency == 4 ? of_quarters : of_months;
}

void exponentials(const Places& x, Places& exponential)
{
    exponentials_of(x.data(), exponential.data(), places);
}

LeverageParts leverage_parts(const Waves& waves, const std::array<double, Waves::padded>& inverse,
                             const std::array<double, Waves::factors>& inverse_time, double square)
{
    LeverageParts parts{{}, {}, square};
    leverage_of(parts, waves, inverse, inverse_time);
    return parts;
}

RoundSums round_sums(const SeasonalRows& rows, std::size_t twelves, const PredictorParts& parts,
                     const Waves& waves, Family family)
{
    RoundSums sums;
    if (family == Family::count) add_counts(sums, rows, twelves, parts, waves);
    if (family == Family::share) add_shares(sums, rows, twelves, parts, waves);
    if (family == Family::real) add_figures(sums, rows, twelves, parts, waves);
    return sums;
}

FitSums look(SeasonalRows& rows, std::size_t twelves, const PredictorParts& parts,
             const LeverageParts& leverage, Family family)
{
    PlaceFits fits;
    if (family == Family::count) fill_counts(rows, twelves, parts, leverage, fits);
    if (family == Family::share) fill_shares(rows, twelves, parts, leverage, fits);
    if (family == Family::real) fill_figures(rows, twelves, parts, leverage, fits);
    return {total(fits.parameters), total(fits.pearson), total(fits.rarity)};
}

double unbiased_autocorrelation(double autocorrelation, double n)
{
    constexpr double strongest = 0.97;
    return std::min(strongest, autocorrelation + (1 + 3 * autocorrelation) / n);
}

void weigh(SeasonalRows& rows, std::size_t known, double dispersion, const OutlierRule& rule)
{
    if (known == 0) return;
    const double sign = rule.high == rule.low ? 0 : rule.high ? 1 : -1;
    double* standardised = rows[SeasonalRows::standardised];
    double* weight = rows[SeasonalRows::weight];
    double* pair = rows[SeasonalRows::pair];
    const double* present = rows[SeasonalRows::present];
    standardise(standardised, present, rows[SeasonalRows::residual], rows[SeasonalRows::leverage],
                known, dispersion);
    weigh_rows(weight, present, standardised, known, rule.limit, sign);
    if (!rule.pairs) return;
    const double n = std::reduce(present, present + known, 0.0);
    const double related = std::max(0.0, autocorrelation_of(standardised, known, n));
    fill_pairs(pair, standardised, known, 2 * (1 + related), rule.limit, sign);
    weigh_pairs(weight, pair, known);
}

} // namespace tuermer::statistics
