// SPDX-License-Identifier: EUPL-1.2
// Numbers by ICU: grouping, comma and rounding (half away from zero) follow the language.
#include "daemon/present/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unicode/numberformatter.h>

namespace tuermer::present {

namespace {

using icu::number::LocalizedNumberFormatter;

constexpr int most_decimals = 4;

LocalizedNumberFormatter formatter(Language language, int decimals, UNumberSignDisplay sign)
{
    const auto locale = language == Language::de ? icu::Locale::getGermany() : icu::Locale::getUK();
    return icu::number::NumberFormatter::withLocale(locale)
        .precision(icu::number::Precision::fixedFraction(decimals))
        .roundingMode(UNUM_ROUND_HALFUP)
        .sign(sign);
}

// ICU's formatters are costly to make and safe to share: one per language, sign and digits.
const LocalizedNumberFormatter& shared_formatter(Language language, int decimals, bool with_sign)
{
    static const auto all = [] {
        std::vector<LocalizedNumberFormatter> made;
        for (const auto tongue : {Language::de, Language::en})
            for (const auto sign : {UNUM_SIGN_NEGATIVE, UNUM_SIGN_EXCEPT_ZERO})
                for (int digits = 0; digits <= most_decimals; ++digits)
                    made.push_back(formatter(tongue, digits, sign));
        return made;
    }();
    const int digits = std::clamp(decimals, 0, most_decimals);
    const int set = (language == Language::de ? 0 : 2) + (with_sign ? 1 : 0);
    return all[static_cast<std::size_t>(set * (most_decimals + 1) + digits)];
}

std::string replace_all(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string format(double value, int decimals, Language language, bool with_sign)
{
    UErrorCode status = U_ZERO_ERROR;
    std::string text;
    shared_formatter(language, decimals, with_sign)
        .formatDouble(value, status)
        .toString(status)
        .toUTF8String(text);
    return replace_all(std::move(text), "-", "\u2212");
}

bool is_percent(const Unit& unit, double per)
{
    return per == 100 || (per == 1 && unit.pure() && unit.scale == 0.01);
}

// What follows a level's or a difference's number; begins with a no-break space where one belongs.
std::string unit_suffix(const Unit& unit, double per, Language language)
{
    if (is_percent(unit, per)) return language == Language::de ? "\u00A0%" : "%";
    const double base = per != 1 ? per : unit.pure() && unit.scale == 0.001 ? 1000 : 1;
    if (base != 1)
        return unbroken(say(" je {}", " per {}", count_text(base, language)).in(language));
    if (unit.pure()) return {};
    return unbroken(" " + title_of(unit).in(language));
}

bool is_whole(double value)
{
    return value == std::round(value);
}

// Enough digits for a limit to read as it was written: 5, 2.5, 0.25.
int decimals_as_written(double value)
{
    for (int digits = 0; digits < most_decimals; ++digits)
        if (std::abs(value - std::round(value * std::pow(10, digits)) / std::pow(10, digits)) <
            1e-9)
            return digits;
    return most_decimals;
}

int decimals_of_change(double change)
{
    return std::abs(change) < 1 ? 2 : 1;
}

std::string points(double change, int decimals, const Unit& unit, double per, Language language)
{
    const auto number = signed_text(change, decimals, language);
    if (!is_percent(unit, per)) return number + unit_suffix(unit, per, language);
    const bool one = decimals == 0 && std::abs(std::round(change)) == 1;
    if (language == Language::de) return number + "\u00A0Prozentpunkt" + (one ? "" : "e");
    return number + "\u00A0percentage\u00A0point" + (one ? "" : "s");
}

std::string percent(double value, int decimals, Language language)
{
    return signed_text(value, decimals, language) + (language == Language::de ? "\u00A0%" : "%");
}

std::string factor(double value, Language language)
{
    const auto number = number_text(value, 1, language);
    return language == Language::de ? "das\u00A0" + number + "-Fache" : number + "\u00A0times";
}

} // namespace

std::string plain(std::string text)
{
    return replace_all(std::move(text), no_break, " ");
}

std::string unbroken(std::string text)
{
    return replace_all(std::move(text), " ", no_break);
}

int decimals_of(double value, const Unit& unit, double per)
{
    const bool level = per != 1 || unit.pure();
    if (!level && is_whole(value)) return 0;
    const double size = std::abs(value);
    if (size < 10) return 2;
    return !level && size >= 1000 ? 0 : 1;
}

std::string count_text(double value, Language language)
{
    return number_text(value, is_whole(value) ? 0 : 1, language);
}

std::string exact_text(double value, Language language)
{
    return number_text(value, decimals_as_written(value), language);
}

std::string points_text(double change, const Unit& unit, double per, Language language)
{
    const bool whole_count = per == 1 && !unit.pure() && is_whole(change);
    return points(change, whole_count ? 0 : decimals_of_change(change), unit, per, language);
}

std::string relative_text(double value, Language language)
{
    return percent(value, std::abs(value) >= 100 ? 0 : 1, language);
}

std::string limit_text(double limit, Scale scale, const Unit& unit, double per, Language language)
{
    const int decimals = decimals_as_written(limit);
    switch (scale) {
    case Scale::points:
        return points(limit, decimals, unit, per, language);
    case Scale::percent:
        return percent(limit, decimals, language);
    case Scale::factor:
        return factor(limit, language);
    case Scale::own_unit:
        break;
    }
    return number_text(limit, decimals, language) + unit_suffix(unit, per, language);
}

std::string measured_text(double measured, Scale scale, const Unit& unit, double per,
                          Language language)
{
    switch (scale) {
    case Scale::points:
        return points_text(measured, unit, per, language);
    case Scale::percent:
        return relative_text(measured, language);
    case Scale::factor:
        return factor(measured, language);
    case Scale::own_unit:
        break;
    }
    return value_text(measured, unit, per, language);
}

Scale scale_of(const Assessment& assessment)
{
    static const std::array<std::string_view, 6> differences{"change", "discrepancy", "gap",
                                                             "peers",  "shift",       "trend"};
    const bool difference = assessment.scale == Scale::own_unit &&
                            std::ranges::find(differences, assessment.test) != differences.end();
    return difference ? Scale::points : assessment.scale;
}

std::string interval_text(const Assessment& assessment, const Unit& unit, double per,
                          Language language)
{
    if (!assessment.interval) return {};
    const auto& interval = *assessment.interval;
    const auto scale = scale_of(assessment);
    const auto bound = [&](double value) {
        if (scale == Scale::own_unit) return value_text(value, unit, per, language);
        if (scale == Scale::percent) return relative_text(value, language);
        if (scale == Scale::factor) return number_text(value, 2, language);
        return signed_text(value, 1, language);
    };
    const auto range = say("{} bis {}", "{} to {}", bound(interval.lower), bound(interval.upper));
    const double confidence = 100 * interval.confidence;
    const auto share = number_text(confidence, decimals_as_written(confidence), language);
    const auto text =
        say("{}-%-Intervall {}", "{}% interval {}", share, unbroken(range.in(language)));
    if (assessment.interval_method.empty()) return text.in(language);
    return text.in(language) + std::string(no_break) + "(" + assessment.interval_method + ")";
}

std::string spelled(std::size_t number, Language language)
{
    static constexpr std::array<std::array<std::string_view, 2>, 13> words{{
        {"keine", "no"},
        {"eine", "one"},
        {"zwei", "two"},
        {"drei", "three"},
        {"vier", "four"},
        {"fünf", "five"},
        {"sechs", "six"},
        {"sieben", "seven"},
        {"acht", "eight"},
        {"neun", "nine"},
        {"zehn", "ten"},
        {"elf", "eleven"},
        {"zwölf", "twelve"},
    }};
    if (number >= words.size()) return count_text(static_cast<double>(number), language);
    return std::string(words[number][language == Language::de ? 0 : 1]);
}

} // namespace tuermer::present

namespace tuermer {

std::string number_text(double value, int decimals, Language language)
{
    return present::format(value, decimals, language, false);
}

std::string signed_text(double value, int decimals, Language language)
{
    return present::format(value, decimals, language, true);
}

std::string value_text(double value, const Unit& unit, double per, Language language)
{
    return number_text(value, present::decimals_of(value, unit, per), language) +
           present::unit_suffix(unit, per, language);
}

} // namespace tuermer
