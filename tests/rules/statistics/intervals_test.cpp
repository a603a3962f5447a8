// SPDX-License-Identifier: EUPL-1.2
// Against printed examples and tables, against properties that hold whatever the numbers, and,
// where the shared golden vectors lie, against R.
#include "rules/statistics/intervals.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <rapidcheck.h>
#include <string>

namespace {

using namespace tuermer::statistics;

TEST(NormalQuantile, GivesTheTextbookValues)
{
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
    EXPECT_NEAR(normal_quantile(0.995), 2.575829303548901, 1e-12);
    EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-9);
    EXPECT_EQ(normal_quantile(0.5), 0);
    EXPECT_NEAR(two_sided_z(0.90), 1.644853626951473, 1e-12);
}

// Newcombe, Statistics in Medicine 1998, p. 861: 81 of 263, 95 %.
TEST(Wilson, GivesNewcombesPrintedExample)
{
    const auto interval = wilson(81, 263, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->lower, 0.2553, 5e-5);
    EXPECT_NEAR(interval->upper, 0.3662, 5e-5);
}

TEST(Wilson, TouchesZeroAndOneExactlyAtTheEnds)
{
    EXPECT_EQ(wilson(0, 10, 0.95)->lower, 0);
    EXPECT_EQ(wilson(10, 10, 0.95)->upper, 1);
    EXPECT_NEAR(wilson(0, 10, 0.95)->upper, 0.277532799862889, 1e-12);
}

TEST(Wilson, RefusesWhatIsNoShare)
{
    EXPECT_FALSE(wilson(5, 4, 0.95));
    EXPECT_FALSE(wilson(-1, 4, 0.95));
    EXPECT_FALSE(wilson(0, 0, 0.95));
    EXPECT_FALSE(wilson(std::nan(""), 4, 0.95));
    EXPECT_FALSE(wilson(1, INFINITY, 0.95));
    EXPECT_FALSE(wilson(1, 4, 1));
    EXPECT_FALSE(wilson(1, 4, 0));
}

// Clopper and Pearson's closed form for 0 of n: upper = 1 - (alpha / 2)^(1 / n).
TEST(ClopperPearson, GivesTheClosedFormAtTheEnds)
{
    EXPECT_EQ(clopper_pearson(0, 10, 0.95)->lower, 0);
    EXPECT_NEAR(clopper_pearson(0, 10, 0.95)->upper, 1 - std::pow(0.025, 0.1), 1e-12);
    EXPECT_NEAR(clopper_pearson(10, 10, 0.99)->lower, std::pow(0.005, 0.1), 1e-12);
    EXPECT_EQ(clopper_pearson(10, 10, 0.99)->upper, 1);
    EXPECT_FALSE(clopper_pearson(3, 2, 0.95));
}

TEST(ClopperPearson, ReachesAsFarAsWilsonAroundTheMiddle)
{
    const auto exact = clopper_pearson(450, 1200, 0.95), score = wilson(450, 1200, 0.95);
    EXPECT_LT(exact->lower, score->lower);
    EXPECT_GT(exact->upper, score->upper);
}

// Newcombe 1998 (difference paper), table II, method 10: 56/70 against 48/80.
TEST(Newcombe, GivesThePrintedExample)
{
    const auto interval = newcombe(56, 70, 48, 80, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->lower, 0.0524, 5e-5);
    EXPECT_NEAR(interval->upper, 0.3339, 5e-5);
}

// Foreign school leavers without a certificate, Landkreis Goslar, 2024 against 2021 to 2023 (LSN).
TEST(Newcombe, GivesTheGoslarSchoolLeavers)
{
    const auto interval = newcombe(48, 124, 52, 263, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(100 * (48.0 / 124 - 52.0 / 263), 18.9, 0.05);
    EXPECT_NEAR(100 * interval->lower, 9.3, 0.05);
    EXPECT_NEAR(100 * interval->upper, 28.8, 0.05);
}

TEST(Newcombe, IsMirroredWhenTheSidesAreSwapped)
{
    EXPECT_TRUE(rc::check([] {
        const auto n1 = *rc::gen::inRange(1, 2000), n2 = *rc::gen::inRange(1, 2000);
        const auto x1 = *rc::gen::inRange(0, n1 + 1), x2 = *rc::gen::inRange(0, n2 + 1);
        const auto there = newcombe(x1, n1, x2, n2, 0.95), back = newcombe(x2, n2, x1, n1, 0.95);
        RC_ASSERT(there && back);
        RC_ASSERT(std::abs(there->lower + back->upper) < 1e-12);
        const double difference = static_cast<double>(x1) / n1 - static_cast<double>(x2) / n2;
        RC_ASSERT(there->lower <= difference + 1e-12 && difference <= there->upper + 1e-12);
        RC_ASSERT(there->lower >= -1 && there->upper <= 1);
    }));
}

// Garwood's table: 0 gives (0, 3.69), 5 gives (1.62, 11.67).
TEST(PoissonRate, GivesGarwoodsTable)
{
    EXPECT_NEAR(poisson_rate(0, 1, 0.95)->upper, 3.6889, 5e-5);
    EXPECT_NEAR(poisson_rate(5, 1, 0.95)->lower, 1.6235, 5e-5);
    EXPECT_NEAR(poisson_rate(5, 2, 0.95)->upper, 11.6683 / 2, 5e-5);
    EXPECT_FALSE(poisson_rate(-1, 1, 0.95));
    EXPECT_FALSE(poisson_rate(1, 0, 0.95));
    EXPECT_FALSE(poisson_rate(1e9, 1e-300, 0.95));
}

TEST(ByarRate, IsNearTheExactOneFromAFewCasesOn)
{
    const auto byar = byar_rate(350, 1000, 0.95), exact = poisson_rate(350, 1000, 0.95);
    EXPECT_NEAR(byar->lower, exact->lower, 1e-3);
    EXPECT_NEAR(byar->upper, exact->upper, 1e-3);
    EXPECT_EQ(byar_rate(0, 1000, 0.95)->lower, 0);
    EXPECT_NEAR(byar_rate(7, 1000, 0.95)->upper, 0.013744641615412, 1e-12);
}

// R 4.2: poisson.test(c(30, 18), c(12000, 11000)).
TEST(RateRatio, GivesWhatRGives)
{
    const auto interval = rate_ratio(30, 12000, 18, 11000, 0.95);
    ASSERT_TRUE(interval && interval->upper);
    EXPECT_NEAR(interval->lower, 0.824409679757851, 1e-9);
    EXPECT_NEAR(*interval->upper, 2.91039357253478, 1e-8);
}

TEST(RateRatio, HasNoUpperBoundOverAZero)
{
    const auto interval = rate_ratio(5, 1000, 0, 1200, 0.95);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->lower, 1.09962702877855, 1e-9);
    EXPECT_FALSE(interval->upper);
    EXPECT_EQ(rate_ratio(0, 1, 0, 1, 0.95)->lower, 0);
    EXPECT_FALSE(rate_ratio(1, 0, 1, 1, 0.95));
}

// RC_ASSERT takes its expression apart and does not stop at the first half of an `or`.
TEST(RateRatio, NeverLetsNanOrInfinityOut)
{
    EXPECT_TRUE(rc::check([](double a, double b, double c, double d) {
        const auto ratio = rate_ratio(a, b, c, d, 0.95);
        const auto difference = rate_difference(a, b, c, d, 0.95);
        if (ratio) RC_ASSERT(std::isfinite(ratio->lower + ratio->upper.value_or(0)));
        if (difference) RC_ASSERT(std::isfinite(difference->upper - difference->lower));
    }));
}

// The golden vectors: flat JSON of which only a few numbers are wanted.
std::optional<double> number_in(const std::string& json, const std::string& key)
{
    const auto at = json.find('"' + key + "\":");
    if (at == std::string::npos) throw std::runtime_error("no " + key);
    const auto text = json.substr(at + key.size() + 3, 30);
    if (text.starts_with("null")) return std::nullopt;
    return std::strtod(text.c_str(), nullptr);
}

std::filesystem::path golden(const std::string& method)
{
    const char* shared = std::getenv("TUERMER_SHARED");
    const std::filesystem::path root =
        shared != nullptr ? std::filesystem::path(shared)
                          : std::filesystem::path(TUERMER_ROOT).parent_path() / "shared";
    return root / "data" / "golden" / method;
}

void expect_near_golden(const std::string& json, const std::string& key, std::optional<double> is)
{
    const auto expected = number_in(json, key);
    ASSERT_EQ(is.has_value(), expected.has_value()) << key << " in " << json;
    if (!expected) return;
    const double allowed = *number_in(json, "abs") + *number_in(json, "rel") * std::abs(*expected);
    EXPECT_NEAR(*is, *expected, allowed) << key << " in " << json;
}

template <class Check>
void each_golden_case(const std::string& method, Check check)
{
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden(method))) {
        std::ifstream in(entry.path());
        check(std::string(std::istreambuf_iterator<char>(in), {}));
        ++cases;
    }
    EXPECT_GT(cases, 0U);
}

TEST(Golden, WilsonAgreesWithR)
{
    if (!std::filesystem::exists(golden("wilson"))) GTEST_SKIP() << "skipped: no shared data";
    each_golden_case("wilson", [](const std::string& json) {
        const auto is =
            wilson(*number_in(json, "x"), *number_in(json, "n"), *number_in(json, "conf"));
        ASSERT_TRUE(is);
        expect_near_golden(json, "lower", is->lower);
        expect_near_golden(json, "upper", is->upper);
    });
}

TEST(Golden, NewcombeAgreesWithR)
{
    if (!std::filesystem::exists(golden("newcombe"))) GTEST_SKIP() << "skipped: no shared data";
    each_golden_case("newcombe", [](const std::string& json) {
        const auto is = newcombe(*number_in(json, "x1"), *number_in(json, "n1"),
                                 *number_in(json, "x2"), *number_in(json, "n2"), 0.95);
        ASSERT_TRUE(is);
        expect_near_golden(json, "lower", is->lower);
        expect_near_golden(json, "upper", is->upper);
    });
}

TEST(Golden, RateRatioAgreesWithR)
{
    if (!std::filesystem::exists(golden("rate_ratio"))) GTEST_SKIP() << "skipped: no shared data";
    each_golden_case("rate_ratio", [](const std::string& json) {
        const auto x1 = *number_in(json, "x1"), t1 = *number_in(json, "t1");
        const auto x2 = *number_in(json, "x2"), t2 = *number_in(json, "t2");
        const auto ratio = rate_ratio(x1, t1, x2, t2, 0.95);
        const auto difference = rate_difference(x1, t1, x2, t2, 0.95);
        ASSERT_TRUE(ratio && difference);
        expect_near_golden(json, "exact_lower", ratio->lower);
        expect_near_golden(json, "exact_upper", ratio->upper);
        expect_near_golden(json, "rd_lower", difference->lower);
        expect_near_golden(json, "rd_upper", difference->upper);
    });
}

} // namespace
