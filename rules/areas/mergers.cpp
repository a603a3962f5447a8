// SPDX-License-Identifier: EUPL-1.2
#include "rules/areas/mergers.hpp"

#include <algorithm>
#include <optional>

namespace tuermer {

namespace {

using Rows = std::vector<std::uint32_t>;

// The row of another area with the same groups.
std::optional<std::uint32_t> sibling(const KeyTable& keys, std::uint32_t row,
                                     std::size_t area_dimension, std::string_view area)
{
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < keys.dimensions().size(); ++i)
        codes.emplace_back(i == area_dimension ? area : keys.code(row, i));
    return keys.find(codes);
}

// The lines of the one reform that made this area, if it was made wholly of whole areas and the
// period lies before it.
std::vector<Succession> whole_predecessors(const Areas& areas, std::string_view area, Period period)
{
    auto lines = areas.predecessors_of(area);
    const auto later = [&](const Succession& line) {
        return line.reform->date > period.last_day();
    };
    const auto next = std::ranges::find_if(lines, later);
    if (next == lines.end()) return {};
    const auto* reform = next->reform;
    std::erase_if(lines, [&](const Succession& line) { return line.reform != reform; });
    const bool whole = std::ranges::all_of(lines, [](const Succession& line) {
        return line.turn == AreaTurn::merged || line.turn == AreaTurn::renamed;
    });
    return whole ? lines : std::vector<Succession>{};
}

struct Question {
    const Panel& panel;
    const Areas& areas;
    Period period;
    std::size_t area_dimension;
    const std::function<bool(std::uint32_t)>& is_sum;

    Cell published(std::uint32_t row) const
    {
        return is_sum && is_sum(row) ? Cell{} : panel.at(row, period);
    }
};

std::optional<Rows> addends(const Question& asked, std::uint32_t row, int levels_left);

// A predecessor's own row, or the rows that it is the sum of.
std::optional<Rows> rows_of(const Question& asked, std::uint32_t row, std::string_view area,
                            int levels_left)
{
    const auto found = sibling(asked.panel.keys(), row, asked.area_dimension, area);
    if (!found) return std::nullopt;
    if (asked.published(*found).has_value()) return Rows{*found};
    return addends(asked, *found, levels_left);
}

std::optional<Rows> addends(const Question& asked, std::uint32_t row, int levels_left)
{
    const auto own = asked.published(row);
    if (own.mark.missing() != Missing::not_yet || levels_left == 0) return std::nullopt;
    const auto& area = asked.panel.keys().code(row, asked.area_dimension);
    const auto predecessors = whole_predecessors(asked.areas, area, asked.period);
    if (predecessors.empty()) return std::nullopt;
    Rows rows;
    for (const auto& predecessor : predecessors) {
        const auto part = rows_of(asked, row, predecessor.line->from, levels_left - 1);
        if (!part) return std::nullopt;
        rows.insert(rows.end(), part->begin(), part->end());
    }
    return rows;
}

} // namespace

std::vector<std::uint32_t> rows_before_merger(const Panel& panel, const Areas& areas,
                                              std::uint32_t row, Period period,
                                              const std::function<bool(std::uint32_t)>& is_sum)
{
    constexpr int most_reforms = 8; // in a row: areas are not merged more often in one series
    const auto dimension = panel.keys().dimension("area");
    if (!dimension) return {};
    return addends({panel, areas, period, *dimension, is_sum}, row, most_reforms).value_or(Rows{});
}

} // namespace tuermer
