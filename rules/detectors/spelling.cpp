// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tuermer {

namespace {

constexpr std::string_view minus = "\u2212";

// "12345.6" with its thousands set apart and its decimal sign.
std::string grouped(const std::string& digits, char thousands, char point)
{
    const auto end = std::min(digits.find('.'), digits.size());
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i < end && (end - i) % 3 == 0) text += thousands;
        text += digits[i] == '.' ? point : digits[i];
    }
    return text;
}

Text with_sign(double value, int decimals, std::string_view plus)
{
    const auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    const auto sign = zero ? std::string_view() : value < 0 ? minus : plus;
    return {fmt::format("{}{}", sign, grouped(digits, '.', ',')),
            fmt::format("{}{}", sign, grouped(digits, ',', '.'))};
}

// "Prozent" is written "%"; the pure number has no name.
Text unit_suffix(const Unit& unit)
{
    if (!unit.pure()) return weave(" {}", " {}", title_of(unit));
    if (unit.scale == 0.01) return {" %", " %"};
    if (unit.scale == 1) return {};
    return weave(" je {}", " per {}", plain_number(1 / unit.scale));
}

Text scale_suffix(Scale scale, const Unit& unit)
{
    switch (scale) {
    case Scale::points:
        return {" Prozentpunkte", " percentage points"};
    case Scale::percent:
        return {" %", " %"};
    case Scale::factor:
        return {"-fach", " times"};
    case Scale::own_unit:
        break;
    }
    return unit_suffix(unit);
}

int decimals_for(double value)
{
    return std::abs(value) >= 100 ? 0 : 1;
}

// Enough decimals that something is left of a small figure.
int telling_decimals(double value)
{
    const double size = std::abs(value);
    if (size >= 100) return 0;
    return size >= 1 || size == 0 ? 1 : 2;
}

Text spelt(double value, int decimals, const Assessment& assessment)
{
    const bool is_change = assessment.test != "level" && assessment.scale != Scale::factor;
    return is_change ? signed_decimal(value, decimals) : decimal(value, decimals);
}

} // namespace

Text decimal(double value, int decimals)
{
    return with_sign(value, decimals, "");
}

Text signed_decimal(double value, int decimals)
{
    return with_sign(value, decimals, "+");
}

Text plain_number(double value)
{
    int decimals = 0;
    while (decimals < 2 && std::abs(value - std::round(value)) > 1e-9) {
        value *= 10;
        ++decimals;
    }
    return decimal(std::round(value) / std::pow(10, decimals), decimals);
}

Text count_word(int count)
{
    static const std::array<Text, 11> words{{{"zwei", "two"},
                                             {"drei", "three"},
                                             {"vier", "four"},
                                             {"fünf", "five"},
                                             {"sechs", "six"},
                                             {"sieben", "seven"},
                                             {"acht", "eight"},
                                             {"neun", "nine"},
                                             {"zehn", "ten"},
                                             {"elf", "eleven"},
                                             {"zwölf", "twelve"}}};
    if (count < 2 || count > 12) return say("{}", "{}", count);
    return words[static_cast<std::size_t>(count - 2)];
}

Text measured_text(double value, const Assessment& assessment, const Unit& unit)
{
    return weave("{}{}", "{}{}", spelt(value, decimals_for(value), assessment),
                 scale_suffix(assessment.scale, unit));
}

Text interval_text(const Assessment& assessment, const Unit& unit)
{
    const auto& [lower, upper, confidence] = *assessment.interval;
    const int decimals = std::min(decimals_for(lower), decimals_for(upper));
    return weave("{} bis {}{}", "{} to {}{}", spelt(lower, decimals, assessment),
                 spelt(upper, decimals, assessment), scale_suffix(assessment.scale, unit));
}

Text level_text(double value, const Unit& unit)
{
    const int decimals =
        unit.pure() || std::abs(value - std::round(value)) > 1e-9 ? telling_decimals(value) : 0;
    return weave("{}{}", "{}{}", decimal(value, decimals), unit_suffix(unit));
}

Text moved_text(double value, Scale scale, const Unit& unit)
{
    const int decimals = telling_decimals(value);
    const auto spelt = scale == Scale::factor ? decimal(value, std::max(1, decimals))
                                              : signed_decimal(value, decimals);
    return weave("{}{}", "{}{}", spelt, scale_suffix(scale, unit));
}

Text chance_text(double p)
{
    if (p < 0.001) return {"p < 0,001", "p < 0.001"};
    const auto rounded = decimal(p, p < 0.1 ? 3 : 2);
    return weave("p = {}", "p = {}", rounded);
}

Text area_title(std::string_view code)
{
    if (code.size() == 2) return {"Land", "state (Land)"};
    return say("Vergleichsgebiet {}", "comparison area {}", code);
}

} // namespace tuermer
