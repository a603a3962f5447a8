// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/wide.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/sources/suggest/places.hpp"
#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t most_groups = 24; // more are a dimension

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : " | ") + part;
    return text;
}

bool matches_only(const CellTable& table, const std::string& pattern,
                  const std::vector<std::uint32_t>& wanted)
{
    std::vector<std::uint32_t> matched;
    for (std::uint32_t place = 0; place < table.columns.size(); ++place)
        if (matches_pattern(table.columns[place], pattern)) matched.push_back(place);
    auto sorted = wanted;
    std::sort(sorted.begin(), sorted.end());
    return matched == sorted;
}

std::set<std::string> said_by(const std::vector<ColumnProfile>& columns,
                              const std::vector<std::uint32_t>& places, std::size_t part)
{
    std::set<std::string> words;
    for (const auto place : places) words.insert(parts_of(columns[place].name)[part]);
    return words;
}

// A dimension for a header row, with a code for each of its words.
DimensionMapping dimension_of(const std::set<std::string>& words, std::size_t number)
{
    DimensionMapping dimension;
    const std::vector<std::string> list(words.begin(), words.end());
    dimension.name = name_areas(list) ? "area"
                     : number == 0    ? "merkmal"
                                      : fmt::format("merkmal_{}", number + 1);
    if (dimension.name == "area") return dimension;
    std::vector<std::string> taken;
    for (const auto& word : words)
        dimension.codes.emplace(word, unused(identifier(word, "code"), taken));
    return dimension;
}

bool has(const WideLayout& layout, std::string_view dimension)
{
    return std::any_of(layout.dimensions.begin(), layout.dimensions.end(),
                       [&](const auto& known) { return known.name == dimension; });
}

void add_dimension(WideLayout& layout, DimensionMapping dimension)
{
    if (has(layout, dimension.name)) dimension.name += "_2";
    layout.unpivot.to.push_back(dimension.name);
    layout.dimensions.push_back(std::move(dimension));
}

// Of the names with periods: those that differ in nothing but the period belong together.
struct Template {
    std::vector<std::string> parts; // with the period's place held by `before` and `behind`
    std::string before, behind;
    bool operator<(const Template& other) const
    {
        return std::tie(parts, before, behind) < std::tie(other.parts, other.before, other.behind);
    }
};

std::string pattern_of(const PeriodNames& names, const Template& shape, std::string_view hole)
{
    auto parts = shape.parts;
    parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(names.part),
                 shape.before + std::string{hole} + shape.behind);
    return joined(parts);
}

std::string title_of_template(const Template& shape)
{
    auto title = joined(shape.parts);
    for (const auto& word : {shape.before, shape.behind}) {
        const auto bare = std::string{trimmed(word)};
        if (!bare.empty()) title += (title.empty() ? "" : " ") + bare;
    }
    return title;
}

bool add_groups(WideLayout& layout, const CellTable& table, const PeriodNames& names)
{
    std::map<Template, std::vector<std::uint32_t>> groups;
    for (const auto& name : names.names)
        groups[{name.others, name.before, name.behind}].push_back(name.column);
    if (groups.size() > most_groups) return false;
    for (const auto& [shape, columns] : groups) {
        WideLayout::Group group{"", title_of_template(shape), columns};
        for (const auto* const hole : {"????", "*"}) {
            const auto pattern = pattern_of(names, shape, hole);
            if (group.pattern.empty() && matches_only(table, pattern, columns))
                group.pattern = pattern;
        }
        if (group.pattern.empty() && groups.size() > 1) return false;
        layout.groups.push_back(std::move(group));
    }
    return true;
}

void add_strips(WideLayout& layout, const PeriodNames& names)
{
    std::set<std::string> strip;
    for (const auto& name : names.names) {
        if (const auto before = trimmed(name.before); !before.empty()) strip.emplace(before);
        if (const auto behind = trimmed(name.behind); !behind.empty())
            strip.insert("*" + std::string{behind});
    }
    layout.strip.assign(strip.begin(), strip.end());
}

void name_columns(WideLayout& layout, const CellTable& table)
{
    for (const auto& group : layout.groups) {
        if (!group.pattern.empty()) {
            layout.unpivot.columns.push_back(group.pattern);
            continue;
        }
        for (const auto column : group.columns)
            layout.unpivot.columns.push_back(table.columns[column]);
    }
}

std::optional<WideLayout> by_periods(const CellTable& table, const PeriodNames& names)
{
    WideLayout layout;
    layout.period = names.fit;
    add_strips(layout, names);
    for (std::size_t part = 0; part < names.parts; ++part)
        layout.unpivot.to.emplace_back(part == names.part ? "period" : "");
    if (!add_groups(layout, table, names)) return std::nullopt;
    name_columns(layout, table);
    return layout;
}

// Several header rows that cross: areas and sexes.
std::optional<WideLayout> by_grid(const CellTable& table, const std::vector<ColumnProfile>& columns,
                                  const std::vector<std::uint32_t>& figures)
{
    if (figures.size() < 4) return std::nullopt;
    const auto parts = parts_of(columns[figures.front()].name).size();
    for (const auto place : figures)
        if (parts_of(columns[place].name).size() != parts) return std::nullopt;
    if (parts < 2) return std::nullopt;
    WideLayout layout;
    std::size_t varying = 0, cells = 1;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto words = said_by(columns, figures, part);
        cells *= words.size();
        if (words.size() == 1)
            layout.unpivot.to.emplace_back();
        else
            add_dimension(layout, dimension_of(words, varying++));
    }
    if (varying < 2 || cells != figures.size()) return std::nullopt;
    layout.groups.push_back({"", "", figures});
    name_columns(layout, table);
    return layout;
}

} // namespace

std::optional<WideLayout> wide_layout(const CellTable& table,
                                      const std::vector<ColumnProfile>& columns,
                                      const std::vector<std::uint32_t>& figures,
                                      bool has_period_column)
{
    const auto names = period_names(columns);
    if (names && names->names.size() >= 2 &&
        (!has_period_column || names->names.size() * 2 >= figures.size()))
        if (auto layout = by_periods(table, *names)) return layout;
    return by_grid(table, columns, figures);
}

} // namespace tuermer::suggesting
