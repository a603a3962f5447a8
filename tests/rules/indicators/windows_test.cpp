// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/windows.hpp"

#include "tests/rules/indicators/pairwise.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <span>

namespace tuermer {
namespace {

constexpr std::array folds{Fold::sum, Fold::mean, Fold::min, Fold::max, Fold::median, Fold::sd};

double naively(Fold fold, std::span<const double> window)
{
    std::vector<double> sorted(window.begin(), window.end());
    std::ranges::sort(sorted);
    if (fold == Fold::min) return sorted.front();
    if (fold == Fold::max) return sorted.back();
    if (fold == Fold::median) return median(sorted);
    if (fold == Fold::sd) return naive::pairwise_deviation(window);
    const double sum = naive::pairwise_sum(window);
    return fold == Fold::mean ? sum / static_cast<double>(window.size()) : sum;
}

Block random_block(std::size_t cells, std::mt19937& chance)
{
    std::uniform_real_distribution<double> figure(-1000, 1000);
    Block block;
    block.fit(cells);
    for (std::size_t i = 0; i < cells; ++i) block.values[i] = figure(chance);
    return block;
}

// Widths on both sides of every number of columns that is computed side by side.
TEST(Windows, AreTheSameToTheLastBitHoweverManyAreComputedTogether)
{
    std::mt19937 chance(3);
    WindowBuffers buffers;
    for (const std::size_t columns : {1U, 3U, 4U, 7U, 8U, 9U, 13U, 21U, 63U, 64U, 65U, 140U})
        for (const std::size_t length : {1U, 2U, 3U, 5U, 7U, 12U, 36U, 61U}) {
            constexpr std::size_t rows = 3;
            Block result;
            const auto operand = random_block(rows * (columns + length - 1), chance);
            std::vector<double> window(length);
            for (const auto fold : folds) {
                fold_windows(fold, operand, rows, columns, length, buffers, result);
                for (std::size_t at = 0; at < rows * columns; ++at) {
                    for (std::size_t i = 0; i < length; ++i)
                        window[i] = operand.values[at + i * rows];
                    ASSERT_EQ(result.values[at], naively(fold, window))
                        << "fold " << static_cast<int>(fold) << ", " << columns
                        << " columns, window " << length;
                }
            }
        }
}

TEST(Windows, OfOneFigureDoNotVaryAtAll)
{
    WindowBuffers buffers;
    for (const std::size_t length : {2U, 3U, 12U, 36U, 61U}) {
        Block operand, result;
        operand.fit(length);
        std::fill_n(operand.values.begin(), length, 0.1);
        fold_windows(Fold::sd, operand, 1, 1, length, buffers, result);
        if (std::has_single_bit(length)) {
            EXPECT_EQ(result.values[0], 0);
        }
        EXPECT_NEAR(result.values[0], 0, 1e-17) << length;
    }
}

TEST(Windows, KeepTheirDigitsWhereTheFiguresAreLargeAndCloseTogether)
{
    WindowBuffers buffers;
    Block operand, result;
    operand.fit(36);
    for (std::size_t i = 0; i < 36; ++i) operand.values[i] = 1e9 + static_cast<double>(i % 2);
    fold_windows(Fold::sd, operand, 1, 1, 36, buffers, result);
    EXPECT_DOUBLE_EQ(result.values[0], 0.5);
}

} // namespace
} // namespace tuermer
