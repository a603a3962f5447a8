// SPDX-License-Identifier: EUPL-1.2
// Numbers inside the sentences of detectors and gates: German and English notation, without locale.
#pragma once

#include "rules/detectors/detector.hpp"

#include <fmt/core.h>
#include <string>

namespace tuermer {

Text decimal(double value, int decimals);        // 17.035 | 17,035; 38,7 | 38.7
Text signed_decimal(double value, int decimals); // +9,3 | +9.3; −1,2 | −1.2
// As many decimals as the figure has, at most two: 30, 12,5, 0,33.
Text plain_number(double value);
// Small numbers in words: "zwei" | "two" … "zwölf" | "twelve"; digits beyond.
Text count_word(int count);

// A figure in the scale of an assessment; changes carry their sign: "+18,9 Prozentpunkte", "+112
// %", "38,7 %".
Text measured_text(double value, const Assessment& assessment, const Unit& unit);
// "+9,3 bis +28,8 Prozentpunkte": the assessment's interval.
Text interval_text(const Assessment& assessment, const Unit& unit);

// A figure of the indicator: "19,8 %", "310 Personen".
Text level_text(double value, const Unit& unit);
// A movement or distance with its sign: "+8,3 Prozentpunkte", "−12 %"; a factor: "2,1-fach".
Text moved_text(double value, Scale scale, const Unit& unit);
Text chance_text(double p); // "p = 0,003"

// "Land" for two digits, "Vergleichsgebiet 03102" otherwise.
Text area_title(std::string_view code);

template <class>
using StringOf = std::string;

// Texts set into the sentence of their own language.
template <class... Texts>
Text weave(fmt::format_string<const StringOf<Texts>&...> de,
           fmt::format_string<const StringOf<Texts>&...> en, const Texts&... parts)
{
    return {fmt::format(de, parts.de...), fmt::format(en, parts.en...)};
}

} // namespace tuermer
