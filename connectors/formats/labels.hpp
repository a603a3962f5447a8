// SPDX-License-Identifier: EUPL-1.2
// Words in cells as offices type them: padded with blanks of every kind, marked with footnotes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

// The bytes of the blank (ASCII, no-break, thin, narrow …) at the beginning or end; 0: none.
std::size_t leading_blank(std::string_view text);
std::size_t trailing_blank(std::string_view text);
std::string_view trimmed(std::string_view text);

// Without a footnote mark at its end: "Oberschule1)", "Insgesamt ²⁾", "Stand*)", "123¹". Digits
// with a bracket count after a letter or a blank only: "1231)" may be 123 with note 1, or 1231 with
// a stray bracket.
std::string_view without_footnote(std::string_view text);

// One line, blanks folded, words joined that were hyphenated at a line's end ("Ins-\ngesamt").
std::string header_name(std::string_view cell);

// At most so many bytes, not cut inside a character; "…" behind what was cut.
std::string first_characters(std::string_view text, std::size_t bytes);

std::string lower_ascii(std::string_view text);

// `*` any characters, `?` one byte. A pattern without them is the name itself.
bool matches_pattern(std::string_view text, std::string_view pattern);

std::string column_letters(std::uint32_t column); // 0 → "A", 26 → "AA"

} // namespace tuermer
