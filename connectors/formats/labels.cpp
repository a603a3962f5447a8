// SPDX-License-Identifier: EUPL-1.2
// Blanks and footnote marks are found byte by byte in UTF-8; nothing here allocates but header
// names.
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>

namespace tuermer {
namespace {

// No-break, figure, thin, hair and narrow no-break space, zero width space, byte order mark.
constexpr std::array<std::string_view, 7> wide_blanks = {"\u00A0", "\u2007", "\u2009", "\u200A",
                                                         "\u202F", "\u200B", "\uFEFF"};

constexpr std::array<std::string_view, 12> superscripts = {"\u2070", "\u00B9", "\u00B2", "\u00B3",
                                                           "\u2074", "\u2075", "\u2076", "\u2077",
                                                           "\u2078", "\u2079", "\u207D", "\u207E"};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_ascii_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::string_view without_superscripts(std::string_view text)
{
    for (bool found = true;
         found && !text.empty() && static_cast<unsigned char>(text.back()) >= 0x80;) {
        found = false;
        for (const auto sign : superscripts)
            if (text.ends_with(sign)) {
                text.remove_suffix(sign.size());
                found = true;
            }
    }
    return text;
}

// "Oberschule1)", "Insgesamt 12)", "Stand *)" → where the mark begins; npos: there is none.
std::size_t bracketed_mark(std::string_view text)
{
    if (!text.ends_with(')')) return std::string_view::npos;
    auto begin = text.size() - 1;
    while (begin > 0 && text.size() - begin <= 3 &&
           (is_digit(text[begin - 1]) || text[begin - 1] == '*'))
        --begin;
    if (begin == text.size() - 1 || begin == 0) return std::string_view::npos;
    const char before = text[begin - 1];
    return is_letter(before) || is_ascii_blank(before) ? begin : std::string_view::npos;
}

} // namespace

std::size_t leading_blank(std::string_view text)
{
    if (text.empty()) return 0;
    if (is_ascii_blank(text.front())) return 1;
    if (static_cast<unsigned char>(text.front()) < 0x80) return 0;
    for (const auto blank : wide_blanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

std::size_t trailing_blank(std::string_view text)
{
    if (text.empty()) return 0;
    if (is_ascii_blank(text.back())) return 1;
    if (static_cast<unsigned char>(text.back()) < 0x80) return 0;
    for (const auto blank : wide_blanks)
        if (text.ends_with(blank)) return blank.size();
    return 0;
}

std::string_view trimmed(std::string_view text)
{
    while (const auto bytes = leading_blank(text)) text.remove_prefix(bytes);
    while (const auto bytes = trailing_blank(text)) text.remove_suffix(bytes);
    return text;
}

std::string_view without_footnote(std::string_view text)
{
    text = without_superscripts(trimmed(text));
    if (const auto mark = bracketed_mark(text); mark != std::string_view::npos)
        text = text.substr(0, mark);
    return trimmed(text);
}

std::string header_name(std::string_view cell)
{
    cell = trimmed(cell);
    std::string name;
    name.reserve(cell.size());
    while (!cell.empty()) {
        auto blank = leading_blank(cell);
        if (blank == 0) {
            name += cell.front();
            cell.remove_prefix(1);
            continue;
        }
        bool line_end = false;
        for (; blank != 0; blank = leading_blank(cell)) {
            line_end = line_end || cell.front() == '\n' || cell.front() == '\r';
            cell.remove_prefix(blank);
        }
        const bool hyphenated =
            line_end && name.ends_with('-') && cell.front() >= 'a' && cell.front() <= 'z';
        if (hyphenated)
            name.pop_back();
        else
            name += ' ';
    }
    return name;
}

std::string first_characters(std::string_view text, std::size_t bytes)
{
    auto end = std::min(text.size(), bytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    std::string first{text.substr(0, end)};
    return end < text.size() ? first + "…" : first;
}

// The usual two-pointer match: on a mismatch the last star takes one more character.
bool matches_pattern(std::string_view text, std::string_view pattern)
{
    std::size_t t = 0, p = 0;
    auto star = std::string_view::npos, after_star = std::size_t{0};
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            after_star = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++after_star;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::string column_letters(std::uint32_t column)
{
    std::string letters;
    for (std::uint64_t left = std::uint64_t{column} + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters;
}

std::string lower_ascii(std::string_view text)
{
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace tuermer
