// SPDX-License-Identifier: EUPL-1.2
// Printing for people: colours only where a terminal shows them, errors to standard error.
#pragma once

#include "rules/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer::terminal {

enum class Colour { plain, red, yellow, green, blue, faint, bold };

bool is_terminal(); // standard output
// On a terminal that can, unless NO_COLOR is set (no-color.org).
bool shows_colours();
std::string painted(Colour colour, std::string_view text);
void line(std::string_view text = {});               // to standard output
int complain(const Error& error, Language language); // to standard error; answers not_possible

// Counted in characters as a terminal shows them, for columns of text with umlauts.
std::size_t width_of(std::string_view text);
std::string padded(std::string_view text, std::size_t width);
// Rows of words in columns; the first column is padded on the right, the others on the left.
void table(const std::vector<std::vector<std::string>>& rows);

} // namespace tuermer::terminal
