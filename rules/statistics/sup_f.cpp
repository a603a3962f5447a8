// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/sup_f.hpp"

#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct Candidates {
    std::size_t first = 0, last = 0; // values before the break
};

std::optional<Candidates> candidates(std::size_t n, const SupFSettings& settings)
{
    if (!(settings.from > 0) || !std::isfinite(settings.from)) return std::nullopt;
    const auto size = static_cast<double>(n);
    const double from = std::floor(settings.from < 1 ? settings.from * size : settings.from);
    const double fewest = std::max(from, coefficients(settings.model) + 1.0);
    if (2 * fewest > size) return std::nullopt;
    const auto first = static_cast<std::size_t>(fewest);
    return Candidates{first, n - first};
}

// With one candidate it is Chow's test.
double chow_p(double wald, double width, double freedom)
{
    return boost::math::ibeta(freedom / 2, width / 2, freedom / (freedom + wald), Quiet());
}

void judge(SupF& result, double width, double n, const Candidates& at)
{
    if (at.first == at.last) {
        result.p = result.p_of_hansen = chow_p(result.largest, width, n - 2 * width);
        return;
    }
    const auto first = static_cast<double>(at.first), last = static_cast<double>(at.last);
    const double span = (n - first) * last / (first * (n - last));
    result.p = sup_wald_p(result.largest, static_cast<int>(width), span);
    result.p_of_hansen = sup_wald_p_of_hansen(result.largest, static_cast<int>(width), span);
}

} // namespace

std::optional<SupF> sup_f(std::span<const double> series, const SupFSettings& settings)
{
    const PresentValues present = present_values(series);
    const auto at = candidates(present.size(), settings);
    if (!at) return std::nullopt;
    const SegmentFits fits(settings.model, present.times, present.values);
    if (!fits.are_finite()) return std::nullopt;

    const auto n = static_cast<double>(present.size());
    const double width = coefficients(settings.model);
    const double whole = fits.rest(0, present.size());
    SupF result;
    result.last_before = present.position(at->first - 1);
    for (std::size_t k = at->first; k <= at->last; ++k) {
        const double parts = fits.rest(0, k) + fits.rest(k, present.size());
        if (whole > 0 && !(parts > 0)) return std::nullopt;
        const double f = whole > 0 ? std::max(0.0, (whole - parts) / parts * (n - 2 * width)) : 0;
        if (f > result.largest) result.last_before = present.position(k - 1);
        result.largest = std::max(result.largest, f);
        result.f.push_back(f);
    }
    judge(result, width, n, *at);
    return result;
}

} // namespace tuermer::statistics
