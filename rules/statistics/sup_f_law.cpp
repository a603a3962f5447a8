// SPDX-License-Identifier: EUPL-1.2
// The law of the supremum of a standardised Brownian bridge (Andrews 1993; DeLong 1981). On the
// time scale log(r / (1 − r)) / 2 the bridge divided by its standard deviation is a stationary
// Ornstein–Uhlenbeck process; that its length stays below sqrt(x) is a diffusion with an absorbing
// end, whose generator, made symmetric, is −d²/dr² − (q − 1)/r d/dr + r²/4 − q/2 on [0, sqrt(x)].
// It is solved in Legendre polynomials, to some twelve digits.
#include "rules/statistics/boost_policy.hpp"
#include "rules/statistics/sup_f.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace tuermer::statistics {

namespace {

constexpr int basis_size = 24;
constexpr double far_tail = 45; // beyond it 1 − survival has no digits left

using Nodes = boost::math::quadrature::gauss<double, 60>;
using Vector = Eigen::Matrix<double, basis_size, 1>;
using Matrix = Eigen::Matrix<double, basis_size, basis_size>;

// Even functions that vanish at 1, P_2j − P_2j−2, and their derivatives (4j − 1) P_2j−1.
struct Basis {
    Vector value, derivative;
};

Basis basis_at(double s)
{
    std::array<double, 2 * basis_size + 1> legendre{1, s};
    for (std::size_t k = 1; k < legendre.size() - 1; ++k) {
        const auto d = static_cast<double>(k);
        legendre[k + 1] = ((2 * d + 1) * s * legendre[k] - d * legendre[k - 1]) / (d + 1);
    }
    Basis basis;
    for (int j = 1; j <= basis_size; ++j) {
        const auto k = static_cast<std::size_t>(2 * j);
        basis.value[j - 1] = legendre[k] - legendre[k - 2];
        basis.derivative[j - 1] = (4 * j - 1) * legendre[k - 1];
    }
    return basis;
}

// The diffusion in that basis, on [0, radius] scaled to [0, 1].
struct Diffusion {
    Matrix energy = Matrix::Zero(), mass = Matrix::Zero();
    Vector start = Vector::Zero(); // the stationary law, made symmetric
};

void add_node(Diffusion& diffusion, double s, double weight, double radius, double q)
{
    const Basis basis = basis_at(s);
    const double r = s * radius, volume = weight * std::pow(r, q - 1) * radius;
    diffusion.mass += volume * basis.value * basis.value.transpose();
    diffusion.energy += volume * (r * r / 4 - q / 2) * basis.value * basis.value.transpose();
    diffusion.energy +=
        volume / (radius * radius) * basis.derivative * basis.derivative.transpose();
    diffusion.start += volume * std::exp(-r * r / 4) * basis.value;
}

Diffusion diffusion_within(double radius, double q)
{
    Diffusion diffusion;
    for (std::size_t i = 0; i < Nodes::abscissa().size(); ++i)
        for (const double side : {-1.0, 1.0})
            add_node(diffusion, (1 + side * Nodes::abscissa()[i]) / 2, Nodes::weights()[i] / 2,
                     radius, q);
    return diffusion;
}

double survival(double x, double q, double duration)
{
    const Diffusion diffusion = diffusion_within(std::sqrt(x), q);
    const Eigen::GeneralizedSelfAdjointEigenSolver<Matrix> modes(diffusion.energy, diffusion.mass);
    const Vector shares = modes.eigenvectors().transpose() * diffusion.start;
    const double total =
        (shares.array().square() * (-duration * modes.eigenvalues().array()).exp()).sum();
    return total * std::pow(2.0, 1 - q / 2) / boost::math::tgamma(q / 2, Quiet());
}

// James, James and Siegmund (Biometrika 1987).
double tail_p(double x, double q, double duration)
{
    const double density =
        std::exp(q / 2 * std::log(x / 2) - x / 2) / boost::math::tgamma(q / 2, Quiet());
    return density * (2 * duration * (1 - q / x) + 2 / x);
}

} // namespace

double sup_wald_p(double x, int coefficients, double span)
{
    if (!(x > 0)) return 1;
    const double q = coefficients, duration = std::log(std::max(span, 1.0)) / 2;
    const double one_candidate = boost::math::gamma_q(q / 2, x / 2, Quiet());
    if (!(duration > 0)) return one_candidate;
    if (x > far_tail) return std::clamp(tail_p(x, q, duration), one_candidate, 1.0);
    return std::clamp(1 - survival(x, q, duration), one_candidate, 1.0);
}

} // namespace tuermer::statistics
