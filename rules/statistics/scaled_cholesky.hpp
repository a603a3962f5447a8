// SPDX-License-Identifier: EUPL-1.2
// A symmetric positive semidefinite matrix of a handful of columns, scaled to a diagonal of ones
// and decomposed (LDL'), without heap and without library: the seasonal model solves one every half
// microsecond. What cannot be told from the columns before it solves to 0.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace tuermer::statistics {

template <std::size_t Most>
class ScaledCholesky {
public:
    using Vector = std::array<double, Most>;
    using Matrix = std::array<Vector, Most>;

    // The lower half of the first `columns`.
    ScaledCholesky(const Matrix& matrix, std::size_t columns) : columns_(columns)
    {
        for (std::size_t a = 0; a < columns; ++a)
            scale_[a] = matrix[a][a] > 0 ? 1 / std::sqrt(matrix[a][a]) : 1;
        for (std::size_t a = 0; a < columns; ++a)
            for (std::size_t b = 0; b <= a; ++b) set(a, b, matrix[a][b] * scale_[a] * scale_[b]);
    }

    Vector solve(const Vector& right) const
    {
        Vector x{};
        for (std::size_t a = 0; a < columns_; ++a) {
            x[a] = right[a] * scale_[a];
            for (std::size_t b = 0; b < a; ++b) x[a] -= lower_[a][b] * x[b];
        }
        for (std::size_t a = columns_; a-- > 0;) {
            x[a] *= inverse_diagonal_[a];
            for (std::size_t b = a + 1; b < columns_; ++b) x[a] -= lower_[b][a] * x[b];
        }
        for (std::size_t a = 0; a < columns_; ++a) x[a] *= scale_[a];
        return x;
    }

    Matrix inverse() const
    {
        Matrix result{};
        for (std::size_t a = 0; a < columns_; ++a) {
            Vector unit{};
            unit[a] = 1;
            result[a] = solve(unit);
        }
        return result;
    }

    double log_determinant() const
    {
        double sum = 0;
        for (std::size_t a = 0; a < columns_; ++a)
            if (diagonal_[a] > 0) sum += std::log(diagonal_[a] / (scale_[a] * scale_[a]));
        return sum;
    }

private:
    static constexpr double hardly_anything = 1e-13; // of a diagonal of ones

    void set(std::size_t a, std::size_t b, double rest)
    {
        for (std::size_t c = 0; c < b; ++c) rest -= lower_[a][c] * lower_[b][c] * diagonal_[c];
        if (a != b) {
            lower_[a][b] = rest * inverse_diagonal_[b];
            return;
        }
        diagonal_[a] = rest > hardly_anything ? rest : 0;
        inverse_diagonal_[a] = rest > hardly_anything ? 1 / rest : 0;
    }

    std::size_t columns_;
    Vector scale_{}, diagonal_{}, inverse_diagonal_{};
    Matrix lower_{};
};

} // namespace tuermer::statistics
