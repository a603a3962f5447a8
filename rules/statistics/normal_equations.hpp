// SPDX-License-Identifier: EUPL-1.2
// The small linear algebra of a generalised linear model: sums over padded rows, which g++ turns
// into vector instructions, and a solution by Eigen in matrices of fixed maximal size, without
// heap.
#pragma once

#include "rules/statistics/glm.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <span>
#include <vector>

namespace tuermer::statistics {

using SmallMatrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor,
                  static_cast<int>(max_coefficients), static_cast<int>(max_coefficients)>;
using SmallVector =
    Eigen::Matrix<double, Eigen::Dynamic, 1, 0, static_cast<int>(max_coefficients), 1>;

// The sums X'WX and X'Wz for the working response z.
struct NormalEquations {
    SmallMatrix matrix;
    SmallVector right;
};

// weight and working (weight × working response): per row of the design's first rows.
NormalEquations normal_equations(const Design& design, std::span<const double> weight,
                                 std::span<const double> working);

// x' inverse x of each of the first rows; inverse: columns × columns.
std::vector<double> quadratic_forms(const Design& design, const std::vector<double>& inverse,
                                    std::size_t rows);

// The matrix scaled to a diagonal of ones, decomposed; what cannot be estimated solves to 0.
class ScaledSolver {
public:
    explicit ScaledSolver(const SmallMatrix& matrix) : scale_(matrix.rows())
    {
        for (Eigen::Index a = 0; a < matrix.rows(); ++a)
            scale_(a) = matrix(a, a) > 0 ? 1 / std::sqrt(matrix(a, a)) : 1;
        decomposed_.compute(scale_.asDiagonal() * matrix * scale_.asDiagonal());
    }
    SmallVector solve(const SmallVector& right) const
    {
        const SmallVector scaled = scale_.cwiseProduct(right);
        return scale_.cwiseProduct(SmallVector(decomposed_.solve(scaled)));
    }
    SmallMatrix inverse() const
    {
        SmallMatrix result(scale_.size(), scale_.size());
        for (Eigen::Index a = 0; a < scale_.size(); ++a)
            result.col(a) = solve(SmallVector::Unit(scale_.size(), a));
        return result;
    }

private:
    SmallVector scale_;
    Eigen::LDLT<SmallMatrix> decomposed_;
};

} // namespace tuermer::statistics
