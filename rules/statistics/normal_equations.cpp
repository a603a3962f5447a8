// SPDX-License-Identifier: EUPL-1.2
#include "rules/statistics/normal_equations.hpp"

namespace tuermer::statistics {

namespace {

template <std::size_t Width>
NormalEquations normal_equations(const Design& design, std::span<const double> weight,
                                 std::span<const double> working)
{
    double sums[Width][Width] = {}, right[Width] = {};
    for (std::size_t i = 0; i < weight.size(); ++i) {
        const double* x = design.row(i).data();
        for (std::size_t a = 0; a < Width; ++a) {
            const double wx = weight[i] * x[a];
            right[a] += working[i] * x[a];
            for (std::size_t b = 0; b <= a; ++b) sums[a][b] += wx * x[b];
        }
    }
    const auto p = static_cast<Eigen::Index>(design.columns());
    NormalEquations normal{SmallMatrix(p, p), SmallVector(p)};
    for (Eigen::Index a = 0; a < p; ++a) {
        normal.right(a) = right[a];
        for (Eigen::Index b = 0; b <= a; ++b)
            normal.matrix(a, b) = normal.matrix(b, a) = sums[a][b];
    }
    return normal;
}

template <std::size_t Width>
void quadratic_forms(const Design& design, const std::vector<double>& inverse,
                     std::vector<double>& forms)
{
    double padded_inverse[Width][Width] = {};
    for (std::size_t a = 0; a < design.columns(); ++a)
        for (std::size_t b = 0; b < design.columns(); ++b)
            padded_inverse[a][b] = inverse[a * design.columns() + b];
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const double* x = design.row(i).data();
        double form = 0;
        for (std::size_t a = 0; a < Width; ++a) {
            double inner = 0;
            for (std::size_t b = 0; b < Width; ++b) inner += padded_inverse[a][b] * x[b];
            form += x[a] * inner;
        }
        forms[i] = form;
    }
}

} // namespace

NormalEquations normal_equations(const Design& design, std::span<const double> weight,
                                 std::span<const double> working)
{
    switch (design.width()) {
    case 2:
        return normal_equations<2>(design, weight, working);
    case 4:
        return normal_equations<4>(design, weight, working);
    case 6:
        return normal_equations<6>(design, weight, working);
    case 8:
        return normal_equations<8>(design, weight, working);
    default:
        return normal_equations<max_coefficients>(design, weight, working);
    }
}

std::vector<double> quadratic_forms(const Design& design, const std::vector<double>& inverse,
                                    std::size_t rows)
{
    std::vector<double> forms(rows);
    switch (design.width()) {
    case 2:
        quadratic_forms<2>(design, inverse, forms);
        break;
    case 4:
        quadratic_forms<4>(design, inverse, forms);
        break;
    case 6:
        quadratic_forms<6>(design, inverse, forms);
        break;
    case 8:
        quadratic_forms<8>(design, inverse, forms);
        break;
    default:
        quadratic_forms<max_coefficients>(design, inverse, forms);
        break;
    }
    return forms;
}

} // namespace tuermer::statistics
