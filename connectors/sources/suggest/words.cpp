// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/words.hpp"

#include "connectors/sources/labels.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <utility>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t longest_identifier = 60;
constexpr std::size_t shortest_beginning = 5; // of a word that may begin another

constexpr std::array<std::pair<std::string_view, std::string_view>, 26> letters = {{
    {"ä", "ae"}, {"ö", "oe"},        {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"},
    {"ß", "ss"}, {"é", "e"},         {"è", "e"},  {"ê", "e"},  {"á", "a"},  {"à", "a"},
    {"ó", "o"},  {"ô", "o"},         {"í", "i"},  {"ú", "u"},  {"ñ", "n"},  {"Ñ", "n"},
    {"Ó", "o"},  {"É", "e"},         {"ç", "c"},  {"å", "a"},  {"Å", "a"},  {"ø", "o"},
    {"æ", "ae"}, {"%", "_prozent_"},
}};

bool plain_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The letters of one character as plain ones, and how many bytes it has.
std::pair<std::string_view, std::size_t> spelt(std::string_view text)
{
    for (const auto& [letter, plain] : letters)
        if (text.starts_with(letter)) return {plain, letter.size()};
    return {"", 1};
}

bool begins_with_digit(const std::string& name)
{
    return !name.empty() && name.front() >= '0' && name.front() <= '9';
}

} // namespace

std::string slug(std::string_view text)
{
    std::string name;
    const auto add = [&](char c) {
        if (c != '_' || (!name.empty() && name.back() != '_')) name += c;
    };
    while (!text.empty()) {
        const char c = text.front();
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const auto [plain, bytes] = spelt(text);
        if (plain_letter_or_digit(lower))
            add(lower);
        else if (plain.empty())
            add('_');
        for (const char letter : plain) add(letter);
        text.remove_prefix(bytes);
    }
    if (name.ends_with('_')) name.pop_back();
    return name;
}

std::string identifier(std::string_view text, std::string_view otherwise)
{
    auto name = slug(text);
    if (name.empty()) return std::string{otherwise};
    if (begins_with_digit(name)) name = fmt::format("{}_{}", otherwise, name);
    if (name.size() > longest_identifier) name.resize(longest_identifier);
    if (name.ends_with('_')) name.pop_back();
    return name;
}

std::string unused(std::string name, std::vector<std::string>& taken)
{
    const auto is_taken = [&](const std::string& wanted) {
        return std::find(taken.begin(), taken.end(), wanted) != taken.end();
    };
    const auto first = name;
    for (int number = 2; is_taken(name); ++number) name = fmt::format("{}_{}", first, number);
    taken.push_back(name);
    return name;
}

bool says(std::string_view text, std::initializer_list<std::string_view> words)
{
    const auto plain = slug(text);
    std::string_view rest = plain;
    while (!rest.empty()) {
        const auto word = rest.substr(0, rest.find('_'));
        for (const auto wanted : words)
            if (word == wanted || (wanted.size() >= shortest_beginning && word.starts_with(wanted)))
                return true;
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    return false;
}

std::vector<std::string> parts_of(std::string_view header)
{
    std::vector<std::string> parts;
    for (const auto part : header_parts(header)) parts.emplace_back(part);
    return parts;
}

} // namespace tuermer::suggesting
