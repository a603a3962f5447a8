// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/share_tails.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace tuermer::statistics {
namespace {

TEST(ShareTails, OfCoinsAreBinomial)
{
    EXPECT_NEAR(upper_mid_p(4, {4, 0.5, 1}), 1.0 / 32, 1e-14);
    EXPECT_NEAR(upper_mid_p(2, {4, 0.5, 1}), 0.5, 1e-14);
    EXPECT_NEAR(upper_mid_p(0, {4, 0.5, 1}), 1 - 1.0 / 32, 1e-14);
}

TEST(ShareTails, OfAFlatBetaEveryNumberOfCasesIsAsLikely)
{
    // alpha = beta = 1: dispersion (N + 2)/3; P(X = k) = 1/(N + 1).
    const ShareLaw law{10, 0.5, 4};
    for (int k = 0; k <= 10; ++k) EXPECT_NEAR(upper_mid_p(k, law), (10.5 - k) / 11, 1e-12);
}

TEST(ShareTails, GoOverToTheBinomialWithoutASeam)
{
    EXPECT_NEAR(upper_mid_p(40, {300, 0.1, 1 + 1e-5}), upper_mid_p(40, {300, 0.1, 1}), 1e-5);
}

// Term by term from the mean outwards, in long double.
double summed_mid_p(double cases, const ShareLaw& law)
{
    const long double size = (law.trials - law.dispersion) / (law.dispersion - 1);
    const long double alpha = law.share * size, beta = size - alpha, n = law.trials;
    const auto step_up = [&](long double k) {
        return (n - k) / (k + 1) * (k + alpha) / (n - k - 1 + beta);
    };
    const auto mean = std::round(static_cast<long double>(law.share) * n);
    long double sum = 0, above = 0;
    const auto take = [&](long double k, long double term) {
        above += k > cases ? term : k < cases ? 0 : term / 2;
        sum += term;
    };
    long double term = 1;
    for (auto k = mean; k <= n; term *= step_up(k++)) take(k, term);
    term = 1 / step_up(mean - 1);
    for (auto k = mean - 1; k >= 0; term /= k > 0 ? step_up(k - 1) : 1, --k) take(k, term);
    return static_cast<double>(above / sum);
}

TEST(ShareTails, OfManyPersonsAreTheSameAndDoNotTakeLong)
{
    const ShareLaw county{200'000, 0.15, 4}; // a deviation of 319
    for (const double cases : {28'900.0, 29'700.0, 30'000.0, 30'500.0, 31'300.0})
        EXPECT_NEAR(upper_mid_p(cases, county) / summed_mid_p(cases, county), 1, 1e-8) << cases;
    const ShareLaw wide{200'000, 0.02, 120}; // alpha 33: skewed
    for (const double cases : {2'100.0, 3'900.0, 5'000.0, 7'300.0})
        EXPECT_NEAR(upper_mid_p(cases, wide) / summed_mid_p(cases, wide), 1, 1e-7) << cases;
    for (const double share : {0.02, 0.15, 0.85, 0.98}) {
        const ShareLaw law{60'000, share, share == 0.02 || share == 0.98 ? 40.0 : 8.0};
        EXPECT_NEAR(upper_mid_p(0, law), 1, 1e-9) << share;
        EXPECT_NEAR(upper_mid_p(300, law), summed_mid_p(300, law), 1e-9) << share;
        EXPECT_NEAR(upper_mid_p(59'900, law), summed_mid_p(59'900, law), 1e-9) << share;
        EXPECT_NEAR(upper_mid_p(60'000, law), 0, 1e-9) << share;
    }
    const ShareLaw country{84'000'000, 0.15, 10'000};               // a deviation of 327,261
    const double three = 12'600'000 + 3 * 327'261, size = 8400 - 1; // as a beta distribution
    const double expected = boost::math::ibetac(0.15 * size, 0.85 * size, three / 84'000'000);
    EXPECT_NEAR(upper_mid_p(three, country) / expected, 1, 1e-3);
}

TEST(ShareTails, OfManyPersonsWhoseSharesVaryWidelyAreThoseOfTheShare)
{
    const ShareLaw wide{400'000, 0.1, 8'000}; // alpha 4.9, a deviation of 16,970
    for (const double cases : {5'000.0, 20'000.0, 40'000.0, 80'000.0, 150'000.0})
        EXPECT_NEAR(upper_mid_p(cases, wide) / summed_mid_p(cases, wide), 1, 2e-3) << cases;
}

TEST(ShareTails, AreCertainAtTheEnds)
{
    EXPECT_DOUBLE_EQ(upper_mid_p(1, {5, 0, 1}), 0);
    EXPECT_DOUBLE_EQ(upper_mid_p(4, {5, 1, 1}), 1);
    EXPECT_TRUE(std::isfinite(upper_mid_p(5, {5, 0.4, 40})));
}

} // namespace
} // namespace tuermer::statistics
