// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/kernels.hpp"

#include "rules/base/vectorised.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace tuermer {

namespace {

constexpr Rank not_applicable_rank = 0x10;

// [Missing] and [Status] → half a rank.
constexpr std::array<unsigned, 7> missing_ranks{0, 6, 5, 1, 3, 2, 4};
constexpr std::array<unsigned, 6> status_ranks{0, 4, 3, 1, 5, 2};

template <std::size_t N>
constexpr std::array<unsigned, N> inverted(const std::array<unsigned, N>& ranks)
{
    std::array<unsigned, N> inverse{};
    for (unsigned i = 0; i < N; ++i) inverse[ranks[i]] = i;
    return inverse;
}
constexpr auto missing_of_rank = inverted(missing_ranks);
constexpr auto status_of_rank = inverted(status_ranks);

inline __attribute__((always_inline)) bool is_infinite(double value) // or not a number
{
    constexpr std::uint64_t exponent = 0x7FF0'0000'0000'0000ULL;
    return (std::bit_cast<std::uint64_t>(value) & exponent) == exponent;
}

// Whether anything came out that is not finite: seen in passing, while the value is at hand.
template <bool one_a, bool one_b, class Operation>
inline __attribute__((always_inline)) bool zip(Operation operation, const double* __restrict a,
                                               const double* __restrict b, std::size_t cells,
                                               double* __restrict to)
{
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < cells; ++i) {
        to[i] = operation(a[one_a ? 0 : i], b[one_b ? 0 : i]);
        any |= is_infinite(to[i]) ? 1U : 0U;
    }
    return any != 0;
}

// Which of the operands is one value for all cells.
struct Uniform {
    bool a = false, b = false;
};

template <class Operation>
inline __attribute__((always_inline)) bool zip(Operation operation, const double* a,
                                               const double* b, Uniform uniform, std::size_t cells,
                                               double* to)
{
    if (uniform.a && uniform.b) return zip<true, true>(operation, a, b, cells, to);
    if (uniform.a) return zip<true, false>(operation, a, b, cells, to);
    if (uniform.b) return zip<false, true>(operation, a, b, cells, to);
    return zip<false, false>(operation, a, b, cells, to);
}

TUERMER_VECTORISED bool zip(Operator op, const double* a, const double* b, Uniform uniform,
                            std::size_t cells, double* to)
{
    if (op == Operator::add)
        return zip([](double x, double y) { return x + y; }, a, b, uniform, cells, to);
    if (op == Operator::subtract)
        return zip([](double x, double y) { return x - y; }, a, b, uniform, cells, to);
    if (op == Operator::multiply)
        return zip([](double x, double y) { return x * y; }, a, b, uniform, cells, to);
    return zip([](double x, double y) { return x / y; }, a, b, uniform, cells, to);
}

TUERMER_VECTORISED bool zip_rate(double per, const double* a, const double* b, Uniform uniform,
                                 std::size_t cells, double* to)
{
    return zip([per](double x, double y) { return per * x / y; }, a, b, uniform, cells, to);
}

TUERMER_VECTORISED bool has_infinite(const double* values, std::size_t cells)
{
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < cells; ++i) any |= is_infinite(values[i]) ? 1U : 0U;
    return any != 0;
}

TUERMER_VECTORISED void merge_ranks(const Rank* a, const Rank* b, std::size_t cells, Rank* to)
{
    for (std::size_t i = 0; i < cells; ++i) to[i] = more_serious(a[i], b[i]);
}

void merge_marks(const Block& a, const Block& b, std::size_t cells, Block& result)
{
    result.clean = a.clean && b.clean;
    if (result.clean) return;
    if (a.clean || b.clean) {
        const auto& marked = a.clean ? b : a;
        for (std::size_t i = 0; i < cells; ++i) result.marks[i] = marked.mark(i);
        return;
    }
    if (!a.uniform && !b.uniform) {
        merge_ranks(a.marks.data(), b.marks.data(), cells, result.marks.data());
        return;
    }
    for (std::size_t i = 0; i < cells; ++i) result.marks[i] = more_serious(a.mark(i), b.mark(i));
}

// Calls `use` with what min, max, and sum or mean do to each next value.
template <class Use>
void with_operation(Fold fold, Use use)
{
    if (fold == Fold::min)
        use([](double so_far, double next) { return std::min(so_far, next); });
    else if (fold == Fold::max)
        use([](double so_far, double next) { return std::max(so_far, next); });
    else
        use([](double so_far, double next) { return so_far + next; });
}

// So many periods are folded side by side, so that no addition waits for the one before it.
constexpr std::size_t periods_abreast = 8;

template <std::size_t periods, class Operation>
void fold_parts(Operation operation, const Parts& parts, const double* from,
                std::size_t operand_rows, double* to, std::size_t rows)
{
    std::array<double, periods> folded{};
    auto next = parts.first;
    for (std::size_t c = 0; c < periods; ++c)
        folded[c] = parts.goes_on ? to[c * rows + parts.row] : from[c * operand_rows + next];
    if (!parts.goes_on) ++next;
    for (; next < parts.end; ++next)
        for (std::size_t c = 0; c < periods; ++c)
            folded[c] = operation(folded[c], from[c * operand_rows + next]);
    for (std::size_t c = 0; c < periods; ++c) to[c * rows + parts.row] = folded[c];
}

template <std::size_t periods>
void fold_periods(Fold fold, std::span<const Parts> parts, const double* from,
                  std::size_t operand_rows, double* to, std::size_t rows)
{
    with_operation(fold, [&](auto operation) {
        for (const auto& some : parts)
            fold_parts<periods>(operation, some, from, operand_rows, to, rows);
    });
}

// `clean`: all parts are.
Rank most_serious(const Parts& parts, const Rank* from, bool clean, Rank so_far)
{
    Rank rank = parts.goes_on ? so_far : Rank{0};
    if (clean) return rank;
    for (auto i = parts.first; i < parts.end; ++i) rank = more_serious(rank, from[i]);
    return rank;
}

} // namespace

Rank rank_of(Mark mark)
{
    const auto missing = missing_ranks[static_cast<std::size_t>(mark.missing())];
    const auto status = status_ranks[static_cast<std::size_t>(mark.status())];
    return static_cast<Rank>(missing << 4U | (missing == 0 ? status : 0));
}

Mark mark_of(Rank rank)
{
    const auto missing = static_cast<Missing>(missing_of_rank[rank >> 4U]);
    if (missing != Missing::none) return Mark(missing);
    return Mark(missing, static_cast<Status>(status_of_rank[rank & 0x0FU]));
}

void Block::fit(std::size_t cells)
{
    uniform = false;
    if (values.size() >= cells) return;
    values.resize(cells);
    marks.resize(cells);
}

void Block::spell_out_marks(std::size_t cells)
{
    if (!clean) return;
    std::fill_n(marks.begin(), cells, Rank{0});
    clean = false;
}

void refuse_infinite(Block& block, std::size_t first, std::size_t end)
{
    if (!has_infinite(block.values.data() + first, end - first)) return;
    block.spell_out_marks(end);
    for (auto i = first; i < end; ++i)
        if (is_infinite(block.values[i]) && block.marks[i] < first_missing_rank)
            block.marks[i] = not_applicable_rank;
}

void rank_marks(Block& block, std::size_t cells)
{
    block.clean = false;
    for (std::size_t i = 0; i < cells; ++i)
        block.marks[i] = rank_of(Mark::from_byte(block.marks[i]));
}

void combine(Operator op, const Block& a, const Block& b, std::size_t cells, Block& result)
{
    const bool uniform = a.uniform && b.uniform;
    const auto n = uniform ? 1 : cells;
    result.fit(n);
    const bool any_infinite =
        zip(op, a.values.data(), b.values.data(), {a.uniform, b.uniform}, n, result.values.data());
    merge_marks(a, b, n, result);
    if (any_infinite) refuse_infinite(result, 0, n);
    result.uniform = uniform;
}

void negate(Block& block, std::size_t cells)
{
    const auto n = block.uniform ? 1 : cells;
    for (std::size_t i = 0; i < n; ++i) block.values[i] = -block.values[i];
}

void round_to(Block& block, int digits, std::size_t cells)
{
    const auto n = block.uniform ? 1 : cells;
    const double power = std::pow(10.0, std::abs(digits));
    for (std::size_t i = 0; i < n; ++i) {
        auto& value = block.values[i];
        value = digits < 0 ? std::round(value / power) * power : std::round(value * power) / power;
    }
    refuse_infinite(block, 0, n);
}

void divide_rate(double per, Block& numerator, Block& denominator, std::size_t cells, Block& result)
{
    result.fit(cells);
    const bool any_infinite =
        zip_rate(per, numerator.values.data(), denominator.values.data(),
                 {numerator.uniform, denominator.uniform}, cells, result.values.data());
    merge_marks(numerator, denominator, cells, result);
    if (!result.clean) {
        numerator.spell_out_marks(cells);
        denominator.spell_out_marks(cells);
        for (std::size_t i = 0; i < cells; ++i)
            if (result.marks[i] >= not_yet_rank)
                numerator.marks[i] = denominator.marks[i] = result.marks[i];
    }
    if (any_infinite) refuse_infinite(result, 0, cells);
}

void divide_by_base(Block& block, const Block& base, std::size_t rows, std::size_t columns)
{
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t r = 0; r < rows; ++r)
            block.values[c * rows + r] = 100 * block.values[c * rows + r] / base.values[r];
    if (!base.clean) {
        block.spell_out_marks(rows * columns);
        for (std::size_t c = 0; c < columns; ++c)
            for (std::size_t r = 0; r < rows; ++r)
                block.marks[c * rows + r] = more_serious(block.marks[c * rows + r], base.marks[r]);
    }
    refuse_infinite(block, 0, rows * columns);
}

void fold_rows(Fold fold, const Block& operand, std::size_t operand_rows,
               std::span<const Parts> parts, std::size_t columns, Block& result, std::size_t rows)
{
    const auto* from = operand.values.data();
    auto* to = result.values.data();
    std::size_t c = 0;
    for (; c + periods_abreast <= columns; c += periods_abreast)
        fold_periods<periods_abreast>(fold, parts, from + c * operand_rows, operand_rows,
                                      to + c * rows, rows);
    for (; c < columns; ++c)
        fold_periods<1>(fold, parts, from + c * operand_rows, operand_rows, to + c * rows, rows);
    for (c = 0; c < columns; ++c)
        for (const auto& some : parts) {
            auto& mark = result.marks[c * rows + some.row];
            mark = most_serious(some, operand.marks.data() + c * operand_rows, operand.clean, mark);
        }
}

void divide_row(Block& result, std::size_t row, std::size_t rows, std::size_t columns, double count)
{
    for (std::size_t c = 0; c < columns; ++c) result.values[c * rows + row] /= count;
}

double median(std::span<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

double standard_deviation(std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    double mean = 0, squares = 0;
    for (const double value : values) mean += value;
    mean /= n;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / n);
}

} // namespace tuermer
