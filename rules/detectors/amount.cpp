// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/amount.hpp"

#include "rules/base/numbers.hpp"

#include <cmath>
#include <optional>

namespace tuermer {

namespace {

constexpr std::string_view minus = "\u2212";

bool is_percent(const Unit& unit)
{
    return unit.pure() && unit.scale == 0.01;
}

struct Written {
    std::string number, word;
};

// "-3 pp" → "-3", "pp". The plus sign goes, the typographic minus becomes the plain one.
Written take_apart(std::string_view text)
{
    std::string plain(text);
    if (plain.starts_with(minus)) plain.replace(0, minus.size(), "-");
    if (plain.starts_with('+')) plain.erase(0, 1);
    const auto end = std::min(plain.find_first_not_of("-0123456789.,"), plain.size());
    const auto word = std::min(plain.find_first_not_of(' ', end), plain.size());
    return {plain.substr(0, end), plain.substr(word)};
}

// "per 1000", "je 1000".
std::optional<double> per_what(std::string_view word)
{
    for (const std::string_view per : {"per ", "je "})
        if (word.starts_with(per)) return parse_number(word.substr(per.size()));
    return std::nullopt;
}

bool means(std::string_view word, AmountKind kind, const Unit& unit)
{
    const auto right = notation(kind, unit);
    if (word == right) return true;
    if (right == "%") return word == "percent" || word == "Prozent";
    if (right == "pp") return false;
    if (const auto per = per_what(word))
        return unit.pure() && std::abs(unit.scale * *per - 1) < 1e-9;
    const auto parsed = parse_unit(word);
    return parsed && *parsed == unit;
}

Text wrong_word(std::string_view text, const Written& written, AmountKind kind, const Unit& unit)
{
    const auto right = notation(kind, unit);
    const auto example = written.number + (right.empty() ? "" : " ") + right;
    const bool percent = written.word == "%" || written.word == "percent";
    if (kind == AmountKind::difference && percent && is_percent(unit))
        return say("\"{}\": Prozent wovon? Für Prozentpunkte schreiben Sie \"{}\"; für eine "
                   "prozentuale Veränderung setzen Sie relative = true dazu",
                   "\"{}\": percent of what? Write \"{}\" for percentage points, or set relative = "
                   "true beside it for a change in percent",
                   text, example);
    if (kind == AmountKind::difference && percent)
        return say("\"{}\": für eine prozentuale Veränderung setzen Sie relative = true dazu; für "
                   "eine Veränderung in der Einheit des Indikators schreiben Sie \"{}\"",
                   "\"{}\": set relative = true beside it for a change in percent; for a change in "
                   "the indicator's unit write \"{}\"",
                   text, example);
    if (kind == AmountKind::level && written.word == "pp")
        return say("\"{}\": Prozentpunkte messen eine Veränderung; ein Stand wird als \"{}\" "
                   "geschrieben",
                   "\"{}\": percentage points measure a change; a level is written \"{}\"", text,
                   example);
    if (kind == AmountKind::relative)
        return say("\"{}\": mit relative = true wird die Veränderung in Prozent gemessen; "
                   "schreiben Sie \"{}\"",
                   "\"{}\": with relative = true the change is measured in percent; write \"{}\"",
                   text, example);
    if (written.word.empty())
        return say("\"{}\": die Einheit fehlt; schreiben Sie \"{}\"",
                   "\"{}\": the unit is missing; write \"{}\"", text, example);
    return say("\"{}\": die Einheit passt nicht zum Indikator; schreiben Sie \"{}\"",
               "\"{}\": the unit does not fit the indicator; write \"{}\"", text, example);
}

} // namespace

std::string notation(AmountKind kind, const Unit& unit)
{
    if (kind == AmountKind::relative) return "%";
    if (is_percent(unit)) return kind == AmountKind::level ? "%" : "pp";
    if (!unit.pure()) return to_string(unit);
    return unit.scale == 1 ? "" : "per " + shortest(std::round(1 / unit.scale));
}

tl::expected<double, Text> parse_amount(std::string_view text, AmountKind kind, const Unit& unit)
{
    const auto written = take_apart(text);
    if (written.number.find(',') != std::string::npos)
        return tl::unexpected(say("\"{}\": Zahlen werden hier mit Dezimalpunkt und ohne "
                                  "Tausendertrennung geschrieben, also 5.5 oder 1000",
                                  "\"{}\": numbers are written with a decimal point and without "
                                  "thousands separators here: 5.5 or 1000",
                                  text));
    const auto number = parse_number(written.number);
    if (!number)
        return tl::unexpected(say("\"{}\" beginnt nicht mit einer Zahl; gemeint ist etwas wie "
                                  "\"5 {}\"",
                                  "\"{}\" does not begin with a number; it should read like "
                                  "\"5 {}\"",
                                  text, notation(kind, unit)));
    if (!means(written.word, kind, unit))
        return tl::unexpected(wrong_word(text, written, kind, unit));
    return *number;
}

} // namespace tuermer
