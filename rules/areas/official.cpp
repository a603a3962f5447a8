// SPDX-License-Identifier: EUPL-1.2
#include "rules/areas/official.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {

namespace {

constexpr std::array<std::pair<std::size_t, std::string_view>, 6> kinds_by_length{{
    {12, "gemeinde"},
    {9, "gemeindeverband"},
    {8, "gemeinde"},
    {5, "kreis"},
    {3, "regierungsbezirk"},
    {2, "land"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> wider_kinds{{
    {"kreisfreie_stadt", "kreis"},
    {"landkreis", "kreis"},
    {"regierungsbezirk", "bezirk"},
    {"gemeindeverband", "verband"},
}};

bool begins_with_land(std::string_view code)
{
    constexpr int laender = 16;
    const int number = (code[0] - '0') * 10 + (code[1] - '0');
    return number >= 1 && number <= laender;
}

} // namespace

bool is_official_key(std::string_view code)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto fits = [&](const auto& known) { return known.first == code.size(); };
    return std::ranges::any_of(kinds_by_length, fits) && std::ranges::all_of(code, digit) &&
           begins_with_land(code);
}

std::string_view official_parent(std::string_view code)
{
    if (!is_official_key(code)) return {};
    switch (code.size()) {
    case 12:
        return code.substr(0, 9);
    case 9:
    case 8:
        return code.substr(0, 5);
    case 5:
        return code.substr(0, code[2] == '0' ? 2 : 3);
    case 3:
        return code.substr(0, 2);
    default:
        return {};
    }
}

std::string_view kind_by_digits(std::string_view code)
{
    if (!is_official_key(code)) return {};
    const auto fits = [&](const auto& known) { return known.first == code.size(); };
    return std::ranges::find_if(kinds_by_length, fits)->second;
}

std::vector<std::string> official_kinds()
{
    return {"land",      "regierungsbezirk", "bezirk",  "kreis",   "kreisfreie_stadt",
            "landkreis", "gemeindeverband",  "verband", "gemeinde"};
}

bool is_kind(std::string_view kind, std::string_view wanted)
{
    return kind == wanted ||
           std::ranges::find(wider_kinds, std::pair(kind, wanted)) != wider_kinds.end();
}

} // namespace tuermer
