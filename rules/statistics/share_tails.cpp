// SPDX-License-Identifier: EUPL-1.2
// The binomial tail by the incomplete beta function; the beta-binomial one term by term from the
// judged count outwards, each term from the one before. Of millions of trials these are too many
// terms: there the sum is an integral (Euler and Maclaurin), or, where shares vary so much that
// chance hardly adds to it, the beta distribution of the same variance.
#include "rules/statistics/share_tails.hpp"

#include "rules/statistics/boost_policy.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr double hardly_more = 1 + 1e-6; // dispersion up to which the law is binomial

class BetaBinomial {
public:
    BetaBinomial(double trials, double alpha, double beta)
        : trials_(trials),
          alpha_(alpha),
          beta_(beta),
          log_scale_(std::lgamma(trials + 1) - log_beta(alpha, beta))
    {
    }

    double trials() const { return trials_; }
    double at(double k) const
    {
        return std::exp(log_scale_ - std::lgamma(k + 1) - std::lgamma(trials_ - k + 1) +
                        log_beta(k + alpha_, trials_ - k + beta_));
    }
    // P(k + 1)/P(k)
    double step_up(double k) const
    {
        return (trials_ - k) / (k + 1) * (k + alpha_) / (trials_ - k - 1 + beta_);
    }
    // Whether neighbouring terms hardly differ, down to both ends.
    bool is_smooth(double deviation) const
    {
        constexpr double wide = 200, rounded = 20;
        return deviation > wide && std::min(alpha_, beta_) > rounded;
    }

private:
    static double log_beta(double a, double b)
    {
        return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
    }

    double trials_, alpha_, beta_, log_scale_;
};

double sum_above(const BetaBinomial& law, double k, double term)
{
    double sum = 0;
    for (; k < law.trials() && term > sum * 1e-16; ++k) sum += term *= law.step_up(k);
    return sum;
}

double sum_below(const BetaBinomial& law, double k, double term)
{
    double sum = 0;
    for (; k > 0 && term > sum * 1e-16; --k) sum += term /= law.step_up(k - 1);
    return sum;
}

// P(X = k)/2 and all beyond it: upwards with a positive deviation, downwards with a negative one.
double integral_beyond(const BetaBinomial& law, double k, double deviation)
{
    constexpr double too_little = 1e-14;
    const double slope = law.at(k) * std::log(law.step_up(k - 0.5));
    double sum = (deviation > 0 ? -slope : slope) / 12, part = 1;
    for (double from = k; part > too_little * sum;) {
        const double to = std::clamp(from + deviation, 0.0, law.trials());
        const auto terms = [&](double x) { return law.at(x); };
        part = std::abs(boost::math::quadrature::gauss<double, 7>::integrate(terms, from, to));
        sum += part;
        from = to;
    }
    return sum;
}

// The share's own distribution, widened to the cases' variance.
double beta_tail(double k, const ShareLaw& law)
{
    const double size = law.trials / law.dispersion - 1;
    return boost::math::ibetac(law.share * size, (1 - law.share) * size, k / law.trials, Quiet());
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
    const double deviation = std::sqrt(dispersion * law.trials * law.share * (1 - law.share));
    const bool above = k >= law.trials * law.share, smooth = beta_binomial.is_smooth(deviation);
    if (smooth && above) return integral_beyond(beta_binomial, k, deviation);
    if (smooth) return 1 - integral_beyond(beta_binomial, k, -deviation);
    constexpr double most_terms = 2000; // times some ten
    const double terms = above ? std::max(deviation, dispersion) : std::min(deviation, k);
    if (terms > most_terms) return beta_tail(k, {law.trials, law.share, dispersion});
    const double at = beta_binomial.at(k);
    if (above) return at / 2 + sum_above(beta_binomial, k, at);
    return 1 - at / 2 - sum_below(beta_binomial, k, at);
}

} // namespace tuermer::statistics
