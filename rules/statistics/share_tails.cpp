// SPDX-License-Identifier: EUPL-1.2
// The binomial tail by the incomplete beta function; the beta-binomial one term by term from the
// judged count outwards, each term from the one before.
#include "rules/statistics/share_tails.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double hardly_more = 1 + 1e-6; // dispersion up to which the law is binomial

struct BetaBinomial {
    double trials, alpha, beta;

    double log_at(double k) const
    {
        return std::lgamma(trials + 1) - std::lgamma(k + 1) - std::lgamma(trials - k + 1) +
               log_beta(k + alpha, trials - k + beta) - log_beta(alpha, beta);
    }
    // P(k + 1)/P(k)
    double step_up(double k) const
    {
        return (trials - k) / (k + 1) * (k + alpha) / (trials - k - 1 + beta);
    }
    static double log_beta(double a, double b)
    {
        return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
    }
};

double sum_above(const BetaBinomial& law, double k, double term)
{
    double sum = 0;
    for (; k < law.trials && term > sum * 1e-16; ++k) sum += term *= law.step_up(k);
    return sum;
}

double sum_below(const BetaBinomial& law, double k, double term)
{
    double sum = 0;
    for (; k > 0 && term > sum * 1e-16; --k) sum += term /= law.step_up(k - 1);
    return sum;
}

double binomial_mid_p(double k, const ShareLaw& law)
{
    const auto at_least = [&](double cases) {
        if (cases <= 0) return 1.0;
        if (cases > law.trials) return 0.0;
        return boost::math::ibeta(cases, law.trials - cases + 1, law.share, Quiet());
    };
    return 0.5 * (at_least(k) + at_least(k + 1));
}

} // namespace

double upper_mid_p(double cases, const ShareLaw& law)
{
    const double k = std::clamp(std::round(cases), 0.0, law.trials);
    if (law.share <= 0) return k > 0 ? 0 : 0.5;
    if (law.share >= 1) return k < law.trials ? 1 : 0.5;
    const double dispersion = std::min(law.dispersion, law.trials * (1 - 1e-9));
    if (dispersion <= hardly_more || law.trials < 2) return binomial_mid_p(k, law);
    const double size = (law.trials - dispersion) / (dispersion - 1); // alpha + beta
    const BetaBinomial beta_binomial{law.trials, law.share * size, (1 - law.share) * size};
    const double at = std::exp(beta_binomial.log_at(k));
    if (k >= law.trials * law.share) return at / 2 + sum_above(beta_binomial, k, at);
    return 1 - at / 2 - sum_below(beta_binomial, k, at);
}

} // namespace tuermer::statistics
