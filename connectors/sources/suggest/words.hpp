// SPDX-License-Identifier: EUPL-1.2
// Words of column headers and labels: names made of them, and what they hint at.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::suggesting {

// A name for measures, dimensions and codes: "Ausländische Personen (je 1 000)" →
// "auslaendische_personen_je_1_000". Empty where no letter or digit of it is Latin.
std::string slug(std::string_view text);

// As `slug`, but fit for a key: begins with a letter, at most 60 bytes; `otherwise` where nothing
// is left.
std::string identifier(std::string_view text, std::string_view otherwise);

// The identifier, with _2, _3 … where it is taken; takes it.
std::string unused(std::string name, std::vector<std::string>& taken);

// One of the words is a word of the text; words of five and more letters may begin one
// ("gemeinde": "Gemeindename").
bool says(std::string_view text, std::initializer_list<std::string_view> words);

// The part of several header rows that differs from "": "Anzahl | 2023" → "Anzahl", "2023".
std::vector<std::string> parts_of(std::string_view header);

} // namespace tuermer::suggesting
