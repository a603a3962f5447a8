// SPDX-License-Identifier: EUPL-1.2
// Questions to the hierarchy. What may be wrong with it is found in check.cpp.
#include "rules/areas/areas.hpp"

#include "rules/areas/check.hpp"
#include "rules/areas/official.hpp"

#include <algorithm>
#include <set>

namespace tuermer {

Areas::Areas(std::vector<Area> areas, std::vector<Reform> reforms, Mistakes& mistakes)
    : areas_(std::move(areas)), reforms_(std::move(reforms))
{
    std::ranges::stable_sort(reforms_, {}, &Reform::date);
    areas::check_dates(areas_, mistakes);
    areas::date_by_reforms(areas_, reforms_, mistakes);
    std::ranges::stable_sort(areas_, {}, [](const Area& area) {
        return std::pair(std::string_view(area.code), areas::first_day(area));
    });
    for (std::size_t i = 0; i < areas_.size(); ++i) {
        auto& versions = versions_.try_emplace(areas_[i].code, Versions{i, 0}).first->second;
        ++versions.count;
    }
    areas::check_versions(areas_, mistakes);
    areas::check_reforms(*this, mistakes);
    areas::check_parents(*this, mistakes);
}

std::span<const Area> Areas::versions(std::string_view code) const
{
    const auto found = versions_.find(code);
    if (found == versions_.end()) return {};
    return std::span(areas_).subspan(found->second.first, found->second.count);
}

const Area* Areas::find(std::string_view code, Day on) const
{
    const auto known = versions(code);
    if (known.empty()) return nullptr;
    if (!on) return &known.back();
    const auto begun = std::ranges::find_if(known.rbegin(), known.rend(), [&](const Area& area) {
        return areas::first_day(area) <= *on;
    });
    return begun == known.rend() ? &known.front() : &*begun;
}

bool Areas::existed(std::string_view code, Date on) const
{
    const auto* area = find(code, on);
    return area != nullptr && areas::first_day(*area) <= on && on <= areas::last_day(*area);
}

std::string_view Areas::parent_in(std::string_view code, const Area* area) const
{
    if (area != nullptr && !area->parent.empty()) return area->parent;
    auto parent = official_parent(code);
    // Regierungsbezirk and Gemeindeverband count only where a file has them.
    while ((parent.size() == 3 || parent.size() == 9) && find(parent) == nullptr)
        parent = official_parent(parent);
    return parent;
}

std::string Areas::parent_of(std::string_view code, Day on) const
{
    return std::string(parent_in(code, find(code, on)));
}

std::vector<std::string> Areas::path(std::string_view code, Day on) const
{
    std::vector<std::string> path{std::string(code)};
    for (int level = 0; level < max_levels; ++level) {
        auto parent = parent_of(path.back(), on);
        if (parent.empty()) break;
        path.push_back(std::move(parent));
    }
    return path;
}

bool Areas::is_within(std::string_view code, std::string_view ancestor, Day on) const
{
    if (empty()) return code.starts_with(ancestor);
    for (int level = 0; level < max_levels && !code.empty(); ++level) {
        if (code == ancestor) return true;
        const auto* area = find(code, on);
        const bool by_digits = area == nullptr || (area->parent.empty() && is_official_key(code));
        if (by_digits && code.starts_with(ancestor)) return true;
        code = parent_in(code, area);
    }
    return false;
}

std::string Areas::kind_of(std::string_view code, Day on) const
{
    const auto* area = find(code, on);
    if (area != nullptr && !area->kind.empty()) return area->kind;
    return std::string(kind_by_digits(code));
}

bool Areas::is_of_kind(std::string_view code, std::string_view kind, Day on) const
{
    const auto* area = find(code, on);
    const bool said = area != nullptr && !area->kind.empty();
    return is_kind(said ? std::string_view(area->kind) : kind_by_digits(code), kind);
}

std::optional<Text> Areas::name_of(std::string_view code, Day on) const
{
    const auto* area = find(code, on);
    if (area != nullptr && !area->name.empty()) return area->name;
    // "030" is how tables with a column of three digits write a Land that has no Regierungsbezirke.
    if (code.size() == 3 && code[2] == '0' && is_official_key(code))
        return name_of(code.substr(0, 2), on);
    return std::nullopt;
}

std::vector<std::string> Areas::under(std::string_view ancestor, Date on) const
{
    std::vector<std::string> inside;
    for (const auto& code : codes())
        if (existed(code, on) && is_within(code, ancestor, on)) inside.push_back(code);
    return inside;
}

std::vector<std::string> Areas::of_kind(std::string_view kind, Date on) const
{
    std::vector<std::string> same;
    for (const auto& code : codes())
        if (existed(code, on) && is_of_kind(code, kind, on)) same.push_back(code);
    return same;
}

// Whether the files list areas of this length in this Land: then one that is missing is unknown.
bool Areas::describes_level_of(std::string_view code) const
{
    return std::ranges::any_of(areas_, [&](const Area& area) {
        return area.code.size() == code.size() && is_official_key(area.code) &&
               area.code.starts_with(code.substr(0, 2));
    });
}

bool Areas::may_exist(std::string_view code) const
{
    if (empty() || find(code) != nullptr) return true;
    if (!is_official_key(code))
        return std::ranges::all_of(areas_, [](const Area& a) { return is_official_key(a.code); });
    if (code.size() == 3 && code[2] == '0') return may_exist(code.substr(0, 2));
    if (describes_level_of(code)) return false;
    const auto parent = official_parent(code);
    return parent.empty() || may_exist(parent);
}

std::vector<std::string> Areas::codes() const
{
    std::vector<std::string> codes;
    for (const auto& area : areas_)
        if (codes.empty() || codes.back() != area.code) codes.push_back(area.code);
    return codes;
}

std::vector<std::string> Areas::kinds() const
{
    const auto official = official_kinds();
    std::set<std::string> kinds(official.begin(), official.end());
    for (const auto& area : areas_)
        if (!area.kind.empty()) kinds.insert(area.kind);
    return {kinds.begin(), kinds.end()};
}

namespace {

AreaTurn turn_of(const Reform& reform, const Became& line)
{
    if (line.from == line.into) return AreaTurn::kept;
    if (std::ranges::count(reform.became, line.from, &Became::from) > 1) return AreaTurn::split;
    const bool alone = std::ranges::count(reform.became, line.into, &Became::into) == 1;
    return alone ? AreaTurn::renamed : AreaTurn::merged;
}

std::vector<Succession> lines_of(std::span<const Reform> reforms, std::string Became::*end,
                                 std::string_view code)
{
    std::vector<Succession> lines;
    for (const auto& reform : reforms)
        for (const auto& line : reform.became)
            if (line.*end == code) lines.push_back({&reform, &line, turn_of(reform, line)});
    return lines;
}

} // namespace

std::vector<Succession> Areas::successors_of(std::string_view code) const
{
    return lines_of(reforms_, &Became::from, code);
}

std::vector<Succession> Areas::predecessors_of(std::string_view code) const
{
    return lines_of(reforms_, &Became::into, code);
}

Text title_of(AreaTurn turn)
{
    switch (turn) {
    case AreaTurn::kept:
        return {"besteht weiter", "lives on"};
    case AreaTurn::renamed:
        return {"umbenannt", "renamed"};
    case AreaTurn::merged:
        return {"zusammengelegt", "merged"};
    case AreaTurn::split:
        return {"aufgeteilt", "split"};
    }
    return {};
}

} // namespace tuermer
