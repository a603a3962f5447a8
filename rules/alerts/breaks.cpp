// SPDX-License-Identifier: EUPL-1.2
// Which known breaks in law, concept, census base or territory lie inside a comparison.
#include "rules/alerts/gates.hpp"

#include <algorithm>

namespace tuermer {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return !name.empty() && std::ranges::find(names, name) != names.end();
}

bool is_name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether a formula refers to a measure by this name; codes in quotes are no names.
bool refers_to(std::string_view formula, std::string_view measure)
{
    bool quoted = false;
    for (std::size_t i = 0; i < formula.size();) {
        if (formula[i] == '\'') quoted = !quoted;
        auto end = i;
        while (end < formula.size() && is_name_letter(formula[end])) ++end;
        if (!quoted && end > i && formula.substr(i, end - i) == measure) return true;
        i = std::max(end, i + 1);
    }
    return false;
}

bool concerns(const Break& known, const Indicator& indicator)
{
    if (known.themes.empty() && known.concepts.empty() && known.measures.empty() &&
        known.indicators.empty())
        return true;
    const auto measured = [&](const std::string& measure) {
        return refers_to(indicator.numerator, measure) ||
               refers_to(indicator.denominator, measure) || refers_to(indicator.value, measure);
    };
    return contains(known.themes, indicator.theme) ||
           contains(known.concepts, indicator.concept_id) ||
           contains(known.indicators, indicator.id) ||
           std::ranges::any_of(known.measures, measured);
}

bool lies_in(const Break& known, std::string_view area)
{
    return known.areas.empty() || std::ranges::any_of(known.areas, [&](const AreaSelector& s) {
               return selects(s, area, known.date);
           });
}

} // namespace

std::vector<const Break*> breaks_between(const std::vector<Break>& breaks,
                                         const Indicator& indicator, std::string_view area,
                                         Date reference_start, Date judged_end)
{
    std::vector<const Break*> between;
    for (const auto& known : breaks)
        if (reference_start < known.date && known.date <= judged_end &&
            concerns(known, indicator) && lies_in(known, area))
            between.push_back(&known);
    return between;
}

} // namespace tuermer
