// SPDX-License-Identifier: EUPL-1.2
// Texts of cells: raised digits are footnote marks and become ¹²³, so that "Insgesamt" with a
// raised 1) is not "Insgesamt1)" and a figure with a raised 2 not ten times as large.
#pragma once

#include <string>
#include <string_view>

namespace tuermer::sheets {

// "1), 2)" → "¹⁾²⁾"; what has no raised form stays as it is.
std::string raised(std::string_view text);

// "_x000D_" → a carriage return: how XLSX writes characters that XML cannot hold (ECMA-376 Part 1,
// 22.9.2.19).
std::string unescaped(std::string text);

} // namespace tuermer::sheets
