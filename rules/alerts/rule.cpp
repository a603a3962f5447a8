// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/rule.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {

namespace {

// Kinds of areas by the length of their official key (AGS; 9 and 12 digits: ARS).
constexpr std::array<std::pair<std::string_view, std::size_t>, 6> area_kinds{{
    {"land", 2},
    {"bezirk", 3},
    {"kreis", 5},
    {"gemeinde", 8},
    {"verband", 9},
    {"gemeinde", 12},
}};

bool is_kind(std::string_view kind)
{
    return std::ranges::any_of(area_kinds, [&](const auto& known) { return known.first == kind; });
}

bool is_of_kind(std::string_view area, std::string_view kind)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return std::ranges::all_of(area, digit) &&
           std::ranges::any_of(area_kinds, [&](const auto& known) {
               return known.first == kind && known.second == area.size();
           });
}

} // namespace

std::string_view code_of(BreakAdvice advice)
{
    constexpr std::array<std::string_view, 3> codes{"ignore", "downgrade", "hold"};
    return codes[static_cast<std::size_t>(advice)];
}

std::string_view code_of(MissingPolicy missing)
{
    constexpr std::array<std::string_view, 3> codes{"keep", "alert", "clear"};
    return codes[static_cast<std::size_t>(missing)];
}

std::string_view code_of(Role role)
{
    constexpr std::array<std::string_view, 5> codes{"statistics", "integration", "leadership",
                                                    "public", "it"};
    return codes[static_cast<std::size_t>(role)];
}

std::optional<AreaSelector> parse_area_selector(std::string_view text)
{
    const auto gap = text.find(' ');
    const auto word = text.substr(0, gap);
    if (gap == std::string_view::npos) {
        if (word.empty()) return std::nullopt;
        return AreaSelector{AreaSelector::Kind::code, std::string(word)};
    }
    const auto code = text.substr(gap + 1);
    if (code.empty() || code.find(' ') != std::string_view::npos) return std::nullopt;
    if (word == "under") return AreaSelector{AreaSelector::Kind::under, std::string(code)};
    if (word == "kind" && is_kind(code))
        return AreaSelector{AreaSelector::Kind::kind, std::string(code)};
    return std::nullopt;
}

bool selects(const AreaSelector& selector, std::string_view area)
{
    switch (selector.kind) {
    case AreaSelector::Kind::code:
        return area == selector.code;
    case AreaSelector::Kind::under:
        return area.starts_with(selector.code);
    case AreaSelector::Kind::kind:
        return is_of_kind(area, selector.code);
    }
    return false;
}

int Rule::look_back() const
{
    int longest = 0;
    for (const auto* tests : {&when, &any})
        for (const auto& test : *tests) longest = std::max(longest, test->look_back());
    return longest;
}

} // namespace tuermer
