// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/mixture.hpp"

#include "rules/indicators/kernels.hpp"

#include <cmath>
#include <limits>

namespace tuermer {

namespace {

// Not a number when a part is negative: shares of it would mean nothing.
double whole_of(std::span<const double> parts)
{
    double sum = 0;
    bool negative = false;
    for (const double part : parts) {
        sum += part;
        negative |= part < 0;
    }
    return negative ? std::numeric_limits<double>::quiet_NaN() : sum;
}

} // namespace

double entropy(std::span<const double> parts)
{
    const double whole = whole_of(parts);
    if (!(whole > 0)) return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (const double part : parts)
        if (part > 0) sum -= part / whole * std::log(part / whole);
    return sum;
}

double simpson(std::span<const double> parts)
{
    const double whole = whole_of(parts);
    double squares = 0;
    for (const double part : parts) squares += part / whole * (part / whole);
    return 1 - squares;
}

double dissimilarity(std::span<const double> first, std::span<const double> second)
{
    const double a = whole_of(first), b = whole_of(second);
    double differences = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        differences += std::abs(first[i] / a - second[i] / b);
    return differences / 2;
}

double fold_gathered(Fold fold, std::span<double> values)
{
    if (fold == Fold::sd) return standard_deviation(values);
    if (fold == Fold::entropy) return entropy(values);
    if (fold == Fold::simpson) return simpson(values);
    if (fold == Fold::median) return median(values);
    const auto half = values.size() / 2;
    return dissimilarity(values.first(half), values.subspan(half));
}

} // namespace tuermer
