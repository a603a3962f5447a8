// SPDX-License-Identifier: EUPL-1.2
// The words of official statistics for what is counted, and their algebra.
#include "rules/formulas/unit.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tuermer {

namespace {

struct Word {
    std::string_view code, alias; // "persons", and "person" as in "euro/person"
    std::string_view de, de_one, en, en_one;
};
constexpr std::array words{
    Word{"persons", "person", "Personen", "Person", "persons", "person"},
    Word{"households", "household", "Haushalte", "Haushalt", "households", "household"},
    Word{"families", "family", "Familien", "Familie", "families", "family"},
    Word{"cases", "case", "Fälle", "Fall", "cases", "case"},
    Word{"dwellings", "dwelling", "Wohnungen", "Wohnung", "dwellings", "dwelling"},
    Word{"places", "place", "Plätze", "Platz", "places", "place"},
    Word{"euro", "euros", "Euro", "Euro", "euros", "euro"},
    Word{"years", "year", "Jahre", "Jahr", "years", "year"},
    Word{"months", "month", "Monate", "Monat", "months", "month"},
    Word{"weeks", "week", "Wochen", "Woche", "weeks", "week"},
    Word{"days", "day", "Tage", "Tag", "days", "day"},
    Word{"hours", "hour", "Stunden", "Stunde", "hours", "hour"},
    Word{"square_metres", "square_metre", "Quadratmeter", "Quadratmeter", "square metres",
         "square metre"},
    Word{"points", "point", "Punkte", "Punkt", "points", "point"}, // of a survey's scale
    Word{"index", "indices", "Index", "Indexpunkt", "index", "index point"},
};

struct PureWord {
    std::string_view code;
    double scale;
    std::string_view de, en;
};
constexpr std::array pure_words{
    PureWord{"ratio", 1, "Verhältnis", "ratio"},
    PureWord{"percent", 0.01, "Prozent", "percent"},
    PureWord{"per_mille", 0.001, "Promille", "per mille"},
};

const Word* find_word(std::string_view code)
{
    const auto* found = std::find_if(words.begin(), words.end(), [&](const Word& word) {
        return word.code == code || word.alias == code;
    });
    return found == words.end() ? nullptr : found;
}

const PureWord* pure_word(double scale)
{
    const auto* found = std::find_if(pure_words.begin(), pure_words.end(),
                                     [&](const PureWord& word) { return word.scale == scale; });
    return found == pure_words.end() ? nullptr : found;
}

// Percent times percent divided by percent is percent, whatever the last bits say.
double snapped(double scale)
{
    const double exponent = std::round(std::log10(scale));
    if (!std::isfinite(exponent) || std::abs(exponent) > 15) return scale;
    const double power = std::pow(10.0, std::abs(exponent));
    const double exact = exponent < 0 ? 1 / power : power;
    return std::abs(scale / exact - 1) < 1e-9 ? exact : scale;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Unit raised(const Unit& unit, int exponent)
{
    Unit result;
    for (int i = 0; i < std::abs(exponent); ++i) result = result * unit;
    return exponent < 0 ? Unit{} / result : result;
}

std::optional<Unit> parse_word(std::string_view text)
{
    for (const auto& word : pure_words)
        if (word.code == text) return Unit{{}, word.scale};
    const auto* word = find_word(text);
    if (word == nullptr) return std::nullopt;
    return Unit{{{std::string(word->code), 1}}, 1};
}

std::optional<Unit> parse_power(std::string_view text)
{
    constexpr int highest_exponent = 9;
    const auto hat = text.find('^');
    const auto base = parse_word(trimmed(text.substr(0, hat)));
    if (!base || hat == std::string_view::npos) return base;
    const auto exponent = parse_integer(trimmed(text.substr(hat + 1)));
    if (!exponent || *exponent < 1 || *exponent > highest_exponent) return std::nullopt;
    return raised(*base, static_cast<int>(*exponent));
}

// One factor: "persons", "1000 households", "1000", "metres^2".
std::optional<Unit> parse_factor(std::string_view text)
{
    const auto gap = text.find(' ');
    const auto number = parse_number(text.substr(0, gap));
    if (!number) return parse_power(text);
    if (*number <= 0) return std::nullopt;
    const Unit scale{{}, *number};
    if (gap == std::string_view::npos) return scale;
    const auto unit = parse_power(trimmed(text.substr(gap + 1)));
    return unit ? std::optional(scale * *unit) : std::nullopt;
}

// How often one of the unit goes into one of its pure product, if that is a whole number: 1000.
std::optional<double> whole_inverse(const Unit& unit)
{
    const double inverse = snapped(1 / unit.scale);
    if (inverse <= 1 || inverse != std::round(inverse)) return std::nullopt;
    return inverse;
}

// 10000 → "10 000" with the given space: the narrow one in German, a comma in English.
std::string grouped(double number, std::string_view gap)
{
    auto digits = plain(number);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return digits;
    for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, gap);
    return digits;
}
constexpr std::string_view narrow_space = "\u202F";

Text grouped(double number)
{
    return {grouped(number, narrow_space), grouped(number, ",")};
}

Text raised_title(std::string_view de, std::string_view en, int exponent)
{
    constexpr std::array<std::string_view, 10> powers{"",  "",  "²", "³", "⁴",
                                                      "⁵", "⁶", "⁷", "⁸", "⁹"};
    const auto power = powers[static_cast<std::size_t>(std::clamp(std::abs(exponent), 0, 9))];
    return {std::string(de).append(power), std::string(en).append(power)};
}

Text joined(const Text& a, const Text& b, std::string_view between)
{
    if (a.empty()) return b;
    return {a.de + std::string(between) + b.de, a.en + std::string(between) + b.en};
}

// Words of one side of the fraction; `singular`: "je Person".
Text side_title(const Unit& unit, bool above, bool singular)
{
    Text title;
    for (const auto& [code, exponent] : unit.exponents) {
        if ((exponent > 0) != above) continue;
        const auto* word = find_word(code);
        if (word == nullptr) continue;
        title = joined(title,
                       singular ? raised_title(word->de_one, word->en_one, exponent)
                                : raised_title(word->de, word->en, exponent),
                       " × ");
    }
    return title;
}

Text pure_title(const Unit& unit)
{
    if (const auto* word = pure_word(unit.scale))
        return {std::string(word->de), std::string(word->en)};
    if (const auto n = whole_inverse(unit)) {
        const auto number = grouped(*n);
        return {"je " + number.de, "per " + number.en};
    }
    const auto number = grouped(unit.scale);
    return {"mal " + number.de, "times " + number.en};
}

std::string side_code(const Unit& unit, bool above)
{
    std::string code;
    for (const auto& [word, exponent] : unit.exponents) {
        if ((exponent > 0) != above) continue;
        if (!code.empty()) code += above ? '*' : '/';
        code += word;
        if (std::abs(exponent) > 1) code += '^' + std::to_string(std::abs(exponent));
    }
    return code;
}

} // namespace

std::string plain(double number)
{
    constexpr double largest = 1e15; // up to there each whole number has all its digits
    if (number != std::round(number) || std::abs(number) >= largest) return shortest(number);
    return std::to_string(static_cast<long long>(number));
}

std::optional<Unit> parse_unit(std::string_view text)
{
    constexpr std::size_t longest = 200;
    if (text.size() > longest) return std::nullopt;
    if (text.starts_with("per ")) {
        const auto n = parse_number(trimmed(text.substr(4)));
        return n && *n > 0 ? std::optional(Unit{{}, snapped(1 / *n)}) : std::nullopt;
    }
    Unit unit;
    char before = '*';
    for (std::size_t at = 0;;) {
        const auto end = text.find_first_of("*/", at);
        const auto factor = parse_factor(trimmed(text.substr(at, end - at)));
        if (!factor) return std::nullopt;
        unit = before == '*' ? unit * *factor : unit / *factor;
        if (end == std::string_view::npos) return unit;
        before = text[end];
        at = end + 1;
    }
}

std::vector<std::string> unit_words()
{
    std::vector<std::string> codes;
    for (const auto& word : pure_words) codes.emplace_back(word.code);
    for (const auto& word : words) codes.emplace_back(word.code);
    return codes;
}

bool adds_up(const Unit& unit)
{
    constexpr std::array<std::string_view, 6> counted{"persons", "households", "families",
                                                      "cases",   "dwellings",  "places"};
    return unit.exponents.size() == 1 && unit.exponents.begin()->second == 1 &&
           std::find(counted.begin(), counted.end(), unit.exponents.begin()->first) !=
               counted.end();
}

Unit operator*(const Unit& a, const Unit& b)
{
    Unit product{a.exponents, snapped(a.scale * b.scale)};
    for (const auto& [word, exponent] : b.exponents)
        if ((product.exponents[word] += exponent) == 0) product.exponents.erase(word);
    return product;
}

Unit operator/(const Unit& a, const Unit& b)
{
    Unit inverse{{}, 1 / b.scale};
    for (const auto& [word, exponent] : b.exponents) inverse.exponents[word] = -exponent;
    return a * inverse;
}

std::string to_string(const Unit& unit)
{
    const auto below = side_code(unit, false);
    auto above = side_code(unit, true);
    const auto n = whole_inverse(unit);
    if (unit.pure()) {
        if (const auto* word = pure_word(unit.scale)) return std::string(word->code);
        return n ? "per " + plain(*n) : plain(unit.scale);
    }
    if (!below.empty() && n) return (above.empty() ? "1" : above) + "/" + plain(*n) + " " + below;
    if (unit.scale != 1) above = plain(unit.scale) + (above.empty() ? "" : " " + above);
    if (above.empty()) above = "1";
    return below.empty() ? above : above + "/" + below;
}

Text title_of(const Unit& unit)
{
    if (unit.pure()) return pure_title(unit);
    const auto n = whole_inverse(unit);
    const bool has_below = std::any_of(unit.exponents.begin(), unit.exponents.end(),
                                       [](const auto& entry) { return entry.second < 0; });
    auto above = side_title(unit, true, false);
    if (unit.scale != 1 && !(has_below && n)) above = joined(grouped(unit.scale), above, " ");
    if (!has_below) return above;
    auto below = side_title(unit, false, !n);
    if (n) below = joined(grouped(*n), below, " ");
    const Text per{"je " + below.de, "per " + below.en};
    return joined(above, per, " ");
}

} // namespace tuermer
