// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/numbers.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace tuermer {

namespace {

template <class Number>
std::optional<Number> parse_whole(std::string_view text)
{
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

} // namespace

std::optional<double> parse_number(std::string_view text)
{
    const auto number = parse_whole<double>(text);
    if (!number || !std::isfinite(*number)) return std::nullopt;
    return number;
}

std::optional<long long> parse_integer(std::string_view text)
{
    return parse_whole<long long>(text);
}

std::string shortest(double value)
{
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), error == std::errc() ? end : digits.data()};
}

} // namespace tuermer
