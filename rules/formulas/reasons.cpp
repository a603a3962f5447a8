// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/reasons.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Names = std::vector<std::string>;

std::string joined(const Names& names, std::string_view between)
{
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : std::string(between)) + name;
    return text;
}

// Of a long part only its beginning: the place of the mistake is known.
std::string shown(const Expression& part)
{
    constexpr std::size_t longest = 48;
    const auto text = to_string(part);
    return text.size() <= longest ? text : text.substr(0, longest) + "…";
}

Names missing_in(const Expression& side, const Expression& other)
{
    Names missing;
    for (const auto& name : other.dimensions)
        if (std::ranges::find(side.dimensions, name) == side.dimensions.end())
            missing.push_back(name);
    return missing;
}

Text remedy(const std::string& dimension)
{
    return say("wählen Sie aus mit {{{0}='code'}}, oder fassen Sie zusammen mit sum(… over {0})",
               "select with {{{0}='code'}}, or combine with sum(… over {0})", dimension);
}

} // namespace

Text shape_text(const Expression& part)
{
    const auto name = shown(part);
    const auto unit = title_of(part.unit);
    if (part.dimensions.empty())
        return {fmt::format("{}: {}, ohne Dimension", name, unit.de),
                fmt::format("{}: {}, without dimension", name, unit.en)};
    const auto by = joined(part.dimensions, " × ");
    return {fmt::format("{}: {} je {}", name, unit.de, by),
            fmt::format("{}: {} by {}", name, unit.en, by)};
}

Text with_shapes(const Text& sentence, const Expression& left, const Expression& right)
{
    const auto a = shape_text(left), b = shape_text(right);
    return {fmt::format("{} ({}; {})", sentence.de, a.de, b.de),
            fmt::format("{} ({}; {})", sentence.en, a.en, b.en)};
}

Text cannot_join(const Expression& left, const Expression& right)
{
    const auto a = shape_text(left), b = shape_text(right);
    const auto not_left = missing_in(left, right), not_right = missing_in(right, left);
    const auto what = remedy(not_right.front());
    return {fmt::format("die Dimensionen passen nicht zusammen: {}; {}; deshalb gehört zu einer "
                        "Zahl hier nicht genau eine dort (links fehlt {}, rechts fehlt {}): {}",
                        a.de, b.de, joined(not_left, ", "), joined(not_right, ", "), what.de),
            fmt::format("the dimensions do not fit: {}; {}; so a figure here has not exactly one "
                        "there (missing on the left: {}, on the right: {}): {}",
                        a.en, b.en, joined(not_left, ", "), joined(not_right, ", "), what.en)};
}

} // namespace tuermer
