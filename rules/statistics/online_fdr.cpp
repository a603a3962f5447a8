// SPDX-License-Identifier: EUPL-1.2
// The three procedures are one: each alarm, and the initial wealth, pays out along a decreasing
// sequence gamma, and they differ in which tests let that clock go on. LORD++: every test; SAFFRON:
// those that are no candidates; ADDIS: those that are neither candidates nor discarded.
#include "rules/statistics/online_fdr.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tuermer::statistics {

namespace {

// Both sequences add up to 1: LORD++'s (Javanmard and Montanari 2018), and j^-1.6.
double gamma_at(OnlineProcedure procedure, double j)
{
    if (procedure != OnlineProcedure::lord_plus_plus) return 0.4374901658 / std::pow(j, 1.6);
    return 0.07720838 * std::log(std::max(j, 2.0)) / (j * std::exp(std::sqrt(std::log(j))));
}

// A source of wealth and the ticks of the clock since it opened.
struct Payout {
    double wealth = 0;
    std::size_t ticks = 0;
};

class Stream {
public:
    Stream(const OnlineSettings& settings, std::size_t tests)
        : alpha_(settings.alpha),
          is_lord_(settings.procedure == OnlineProcedure::lord_plus_plus),
          is_addis_(settings.procedure == OnlineProcedure::addis),
          candidate_(settings.candidate.value_or(is_addis_ ? 0.25 : 0.5)),
          discard_(is_addis_ ? settings.discard : 1),
          wealth_(settings.wealth.value_or(is_lord_ ? alpha_ / 10 : alpha_ / 2)),
          payouts_{{wealth_, 0}}
    {
        gamma_.reserve(tests);
        for (std::size_t j = 1; j <= tests; ++j)
            gamma_.push_back(gamma_at(settings.procedure, static_cast<double>(j)));
    }

    OnlineTest next(double p)
    {
        const double level = level_now();
        const bool rejected = p <= level;
        if (ticks(p))
            for (Payout& payout : payouts_) ++payout.ticks;
        if (rejected) payouts_.push_back({payouts_.size() == 1 ? alpha_ - wealth_ : alpha_, 0});
        return {level, rejected};
    }

private:
    double level_now() const
    {
        double sum = 0;
        for (const Payout& payout : payouts_) sum += payout.wealth * gamma_[payout.ticks];
        return is_lord_ ? sum : std::min(candidate_, (discard_ - candidate_) * sum);
    }

    bool ticks(double p) const { return is_lord_ || (p > candidate_ && p <= discard_); }

    double alpha_;
    bool is_lord_, is_addis_;
    double candidate_, discard_, wealth_;
    std::vector<Payout> payouts_;
    std::vector<double> gamma_; // element 0 is gamma 1
};

} // namespace

std::vector<std::optional<OnlineTest>> online_tests(std::span<const std::optional<double>> p_values,
                                                    const OnlineSettings& settings)
{
    Stream stream(settings, p_values.size());
    std::vector<std::optional<OnlineTest>> tests(p_values.size());
    for (std::size_t i = 0; i < p_values.size(); ++i)
        if (p_values[i] && *p_values[i] >= 0 && *p_values[i] <= 1)
            tests[i] = stream.next(*p_values[i]);
    return tests;
}

} // namespace tuermer::statistics
