// SPDX-License-Identifier: EUPL-1.2
#include "rules/areas/selection.hpp"

#include "rules/areas/official.hpp"

#include <algorithm>

namespace tuermer {

namespace {

const Areas& hierarchy_of(const AreaSelector& selector)
{
    static const Areas by_digits;
    return selector.areas ? *selector.areas : by_digits;
}

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    for (;;) {
        const auto gap = text.find(' ');
        words.push_back(text.substr(0, gap));
        if (gap == std::string_view::npos) return words;
        text.remove_prefix(gap + 1);
    }
}

bool knows_kind(const AreaSelector& selector, std::string_view kind)
{
    return std::ranges::count(hierarchy_of(selector).kinds(), kind) > 0;
}

} // namespace

std::optional<AreaSelector> parse_area_selector(std::string_view text,
                                                std::shared_ptr<const Areas> areas)
{
    const auto words = words_of(text);
    AreaSelector selector;
    selector.areas = std::move(areas);
    if (std::ranges::count(words, std::string_view()) > 0) return std::nullopt;
    selector.code = words.size() == 1 ? words[0] : words[1];
    if (words.size() == 1) return selector;
    selector.kind = words[0] == "kind" ? AreaSelector::Kind::kind : AreaSelector::Kind::under;
    if (words.size() == 2 && words[0] == "kind" && knows_kind(selector, words[1])) return selector;
    if (words.size() == 2 && words[0] == "under") return selector;
    if (words.size() != 4 || words[0] != "under" || words[2] != "kind") return std::nullopt;
    selector.of_kind = words[3];
    if (!knows_kind(selector, words[3])) return std::nullopt;
    return selector;
}

bool selects(const AreaSelector& selector, std::string_view area, Areas::Day on)
{
    const auto& areas = hierarchy_of(selector);
    switch (selector.kind) {
    case AreaSelector::Kind::code:
        return area == selector.code;
    case AreaSelector::Kind::under:
        return areas.is_within(area, selector.code, on) &&
               (selector.of_kind.empty() || areas.is_of_kind(area, selector.of_kind, on));
    case AreaSelector::Kind::kind:
        return areas.is_of_kind(area, selector.code, on);
    }
    return false;
}

} // namespace tuermer
