// SPDX-License-Identifier: EUPL-1.2
// Hansen's approximation (JBES 1997) to the law in sup_f_law.cpp: for each share of the values
// before the first candidate, a chi-squared tail of constant + slope x, fitted to simulated walks.
#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/sup_f.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

struct Fit {
    double constant, slope, freedom;
};

constexpr double first_share = 0.01, step = 0.02;
constexpr std::size_t shares = 25; // 1, 3, … 49 %

// Of one and of two coefficients. Worked out from p-values that R's strucchange prints at these
// shares (three give a fit, five more agree to ten digits); not taken from its text.
constexpr std::array<std::array<Fit, shares>, 2> fits{{
    {{
        {-1.78738608, 1.17220925, 4.47267010}, {-1.48296473, 1.12839690, 4.07202473},
        {-1.38522113, 1.06808543, 3.61667211}, {-1.24010871, 1.06929468, 3.54993605},
        {-1.14992644, 1.06643436, 3.44739573}, {-1.11527783, 1.03526033, 3.19770394},
        {-1.04892713, 1.02570939, 3.08442682}, {-0.98828874, 1.01604712, 2.96752918},
        {-0.94992650, 1.00384268, 2.84325795}, {-0.88430133, 1.00162529, 2.77835798},
        {-0.82894221, 1.00023473, 2.70286643}, {-0.78078198, 0.99475319, 2.62095510},
        {-0.73136161, 0.98206870, 2.50833918}, {-0.68833676, 0.97829106, 2.42776524},
        {-0.64308746, 0.97354902, 2.33722161}, {-0.60241623, 0.96518399, 2.23509053},
        {-0.55009159, 0.96684273, 2.17244338}, {-0.50458517, 0.96149538, 2.07086519},
        {-0.45248386, 0.95810999, 1.98370422}, {-0.40514715, 0.96055795, 1.89761322},
        {-0.35706588, 0.95237505, 1.77889686}, {-0.29247661, 0.95715782, 1.68851898},
        {-0.23071675, 0.95825013, 1.56531261}, {-0.15305667, 0.96757645, 1.43651315},
        {-0.06484670, 0.99671156, 1.25732410},
    }},
    {{
        {-3.05559851, 1.17629253, 6.11067794}, {-2.51267262, 1.15305027, 5.88573096},
        {-2.37658580, 1.11342895, 5.40268693}, {-2.18499383, 1.08674781, 5.14231666},
        {-2.02659329, 1.07200268, 4.97772701}, {-1.91177470, 1.05884590, 4.80733540},
        {-1.79350728, 1.04936541, 4.68380985}, {-1.65273586, 1.05932633, 4.69340428},
        {-1.53311747, 1.05280599, 4.61175851}, {-1.43012785, 1.05139461, 4.53836755},
        {-1.36743697, 1.03004743, 4.32238040}, {-1.29757970, 1.01526800, 4.17103882},
        {-1.16041007, 1.01629918, 4.14932643}, {-1.12531079, 0.99897105, 3.95114475},
        {-1.07358977, 0.97407744, 3.71945379}, {-0.96782445, 0.97636983, 3.67795020},
        {-0.87260977, 0.97626434, 3.61709836}, {-0.77825803, 0.96678414, 3.48652761},
        {-0.66900489, 0.97444133, 3.44170617}, {-0.58780544, 0.97339124, 3.32763253},
        {-0.49538961, 0.96923268, 3.19484388}, {-0.35528752, 0.99427390, 3.18187129},
        {-0.28765583, 0.98139359, 2.93724618}, {-0.14650989, 0.99386540, 2.78837829},
        {-0.03933112, 0.99525784, 2.44239332},
    }},
}};

double chi_squared_tail(double x, double freedom)
{
    return boost::math::gamma_q(freedom / 2, std::max(x, 0.0) / 2, Quiet());
}

double tail(const Fit& fit, double x)
{
    return chi_squared_tail(fit.constant + fit.slope * x, fit.freedom);
}

} // namespace

double sup_wald_p_of_hansen(double x, int coefficients, double span)
{
    const auto& of_width = fits.at(static_cast<std::size_t>(coefficients - 1));
    const double share = 1 / (1 + std::sqrt(std::max(span, 1.0)));
    const double last_share = first_share + step * (shares - 1);
    if (share >= last_share) { // up to the single candidate in the middle
        const double way = (share - last_share) / (0.5 - last_share);
        return std::lerp(tail(of_width.back(), x), chi_squared_tail(x, coefficients), way);
    }
    const double place = std::max(share - first_share, 0.0) / step;
    const auto below = std::min(static_cast<std::size_t>(place), shares - 2);
    return std::lerp(tail(of_width[below], x), tail(of_width[below + 1], x),
                     place - static_cast<double>(below));
}

} // namespace tuermer::statistics
