// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/kernels.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <span>

namespace tuermer {
namespace {

constexpr std::array folds{Fold::sum, Fold::mean, Fold::min, Fold::max, Fold::median, Fold::sd};

double naive_deviation(std::span<const double> window)
{
    double mean = 0, squares = 0;
    for (const double x : window) mean += x;
    mean /= static_cast<double>(window.size());
    for (const double x : window) squares += (x - mean) * (x - mean);
    return std::sqrt(squares / static_cast<double>(window.size()));
}

double naive(Fold fold, std::span<const double> window)
{
    double value = window[0];
    for (const double next : window.subspan(1)) {
        if (fold == Fold::min) value = std::min(value, next);
        if (fold == Fold::max) value = std::max(value, next);
        if (fold == Fold::sum || fold == Fold::mean) value += next;
    }
    if (fold == Fold::mean) value /= static_cast<double>(window.size());
    if (fold == Fold::sd) value = naive_deviation(window);
    if (fold != Fold::median) return value;
    std::vector<double> sorted(window.begin(), window.end());
    return median(sorted);
}

// Widths on both sides of every number of columns that is computed side by side.
TEST(Windows, AreTheSameToTheLastBitHoweverWideTheRow)
{
    std::mt19937 chance(3);
    std::uniform_real_distribution<double> figure(-1000, 1000);
    for (const std::size_t columns : {1U, 3U, 4U, 7U, 8U, 9U, 13U, 21U, 63U, 64U, 65U, 140U})
        for (const std::size_t length : {1U, 2U, 5U, 12U, 36U}) {
            const auto wide = columns + length - 1;
            Block operand, result;
            operand.fit(2 * wide);
            for (std::size_t i = 0; i < 2 * wide; ++i) operand.values[i] = figure(chance);
            for (const auto fold : folds) {
                fold_windows(fold, operand, 2, columns, length, result);
                for (std::size_t i = 0; i < 2 * columns; ++i) {
                    const auto at = i / columns * wide + i % columns;
                    ASSERT_EQ(result.values[i],
                              naive(fold, std::span(operand.values).subspan(at, length)))
                        << "fold " << static_cast<int>(fold) << ", " << columns
                        << " columns, window " << length;
                }
            }
        }
}

} // namespace
} // namespace tuermer
