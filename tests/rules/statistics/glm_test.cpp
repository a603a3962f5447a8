// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/glm.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace tuermer::statistics {
namespace {

Design line(int rows)
{
    Design design(2);
    for (int i = 0; i < rows; ++i) design.append(std::array{1.0, static_cast<double>(i)});
    return design;
}

Design constant(int rows)
{
    Design design(1);
    for (int i = 0; i < rows; ++i) design.append(std::array{1.0});
    return design;
}

TEST(Glm, OfAConstantIsTheMean)
{
    const std::vector<double> counts{3, 0, 7, 2};
    const GlmFit model = fit(constant(4), {.values = counts}, {});
    EXPECT_TRUE(model.converged);
    EXPECT_NEAR(std::exp(model.coefficients[0]), 3, 1e-9);
    EXPECT_NEAR(model.leverage[2], 0.25, 1e-9);
    EXPECT_NEAR(model.pearson, (0 + 9 + 16 + 1) / 3.0, 1e-8);
}

TEST(Glm, FindsAnExactGrowth)
{
    std::vector<double> counts;
    for (int i = 0; i < 8; ++i) counts.push_back(std::pow(2, i));
    const GlmFit model = fit(line(8), {.values = counts}, {});
    EXPECT_NEAR(model.coefficients[1], std::log(2), 1e-9);
    EXPECT_NEAR(linear_predictor(model, line(10).row(9)), 9 * std::log(2), 1e-8);
}

TEST(Glm, OfRealFiguresIsLeastSquares)
{
    const std::vector<double> figures{1, 3, 2, 5};
    const GlmFit model = fit(line(4), {.values = figures}, {.family = Family::real});
    EXPECT_NEAR(model.coefficients[0], 1.1, 1e-10);
    EXPECT_NEAR(model.coefficients[1], 1.1, 1e-10);
    EXPECT_NEAR(unscaled_variance(model, line(4).row(0)), 0.7, 1e-10); // 1/4 + 1.5²/5
}

TEST(Glm, OfSharesPoolsCasesOverTrials)
{
    const std::vector<double> cases{2, 5}, trials{10, 25};
    const GlmFit model =
        fit(constant(2), {.values = cases, .trials = trials}, {.family = Family::share});
    EXPECT_NEAR(model.coefficients[0], std::log(0.2 / 0.8), 1e-9);
    EXPECT_NEAR(model.mean[1], 5, 1e-8);
}

TEST(Glm, AnOffsetIsTheExposure)
{
    const std::vector<double> counts{2, 6}, offset{std::log(100), std::log(300)};
    const GlmFit model = fit(constant(2), {.values = counts, .offset = offset}, {});
    EXPECT_NEAR(std::exp(model.coefficients[0]), 0.02, 1e-10);
}

TEST(Glm, ARowWithoutWeightSaysNothing)
{
    const std::vector<double> counts{3, 3, 1000}, weights{1, 1, 0};
    const GlmFit model = fit(constant(3), {.values = counts, .weights = weights}, {});
    EXPECT_NEAR(std::exp(model.coefficients[0]), 3, 1e-9);
    EXPECT_DOUBLE_EQ(model.rows_used, 2);
}

TEST(Glm, APriorHoldsATrendBack)
{
    const std::vector<double> counts{4, 5, 7, 8, 11, 14};
    const std::array precision{0.0, 1e6};
    const GlmFit held = fit(line(6), {.values = counts}, {.precision = precision});
    const GlmFit open = fit(line(6), {.values = counts}, {});
    EXPECT_GT(open.coefficients[1], 0.2);
    EXPECT_LT(std::abs(held.coefficients[1]), 1e-3);
    EXPECT_LT(held.parameters, 1.1);
    EXPECT_NEAR(open.parameters, 2, 1e-9);
}

TEST(Glm, AWarmStartLeadsToTheSameFit)
{
    const std::vector<double> counts{4, 5, 7, 8, 30, 14};
    const std::array start{2.0, -0.3};
    const GlmFit cold = fit(line(6), {.values = counts}, {});
    const GlmFit warm = fit(line(6), {.values = counts}, {.start = start});
    EXPECT_NEAR(cold.coefficients[0], warm.coefficients[0], 1e-9);
    EXPECT_NEAR(cold.coefficients[1], warm.coefficients[1], 1e-9);
}

TEST(Glm, NothingButNoughtsStaysFinite)
{
    const std::vector<double> counts(12, 0.0);
    const std::array precision{0.0, 44.0};
    const GlmFit model = fit(line(12), {.values = counts}, {.precision = precision});
    EXPECT_TRUE(std::isfinite(model.coefficients[0]));
    EXPECT_LT(model.mean[3], 1e-6);
}

} // namespace
} // namespace tuermer::statistics
