// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/merged_past.hpp"

#include "rules/areas/mergers.hpp"
#include "rules/indicators/kernels.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

std::vector<std::string_view> next_areas(const Areas& areas, std::string_view area, bool before)
{
    std::vector<std::string_view> next;
    const auto lines = before ? areas.predecessors_of(area) : areas.successors_of(area);
    for (const auto& line : lines) next.emplace_back(before ? line.line->from : line.line->into);
    return next;
}

std::vector<std::string> all_areas(const Areas& areas, const std::string& area, bool before)
{
    std::vector<std::string> found;
    std::vector<std::string> open{area};
    while (!open.empty()) {
        const auto at = std::move(open.back());
        open.pop_back();
        for (const auto next : next_areas(areas, at, before)) {
            if (next == area || std::ranges::count(found, next) > 0) continue;
            found.emplace_back(next);
            open.emplace_back(next);
        }
    }
    return found;
}

std::optional<std::uint32_t> row_of(const KeyTable& keys, std::uint32_t row, std::size_t dimension,
                                    std::string_view area)
{
    std::vector<std::string_view> codes;
    for (std::size_t d = 0; d < keys.dimensions().size(); ++d)
        codes.emplace_back(d == dimension ? area : keys.code(row, d));
    return keys.find(codes);
}

} // namespace

MergedPast::MergedPast(std::shared_ptr<const Areas> areas, const MeasureShape& shape)
    : areas_(std::move(areas))
{
    const auto area = std::ranges::find(shape.dimensions, "area");
    if (area == shape.dimensions.end() || !adds_up(shape.unit) || areas_->reforms().empty()) return;
    area_dimension_ = static_cast<std::size_t>(area - shape.dimensions.begin());
    for (const auto& reform : areas_->reforms())
        for (const auto& line : reform.became) reformed_.insert({line.from, line.into});
}

std::vector<std::uint32_t> MergedPast::addends(const Panel& panel, std::uint32_t row,
                                               Period period) const
{
    return rows_before_merger(panel, *areas_, row, period,
                              [&](std::uint32_t other) { return is_sum(other, period); });
}

Region MergedPast::add_up(Panel& panel, const Region& changed, bool everything)
{
    Region moved;
    if (!area_dimension_ || panel.empty()) return moved;
    take_in(panel.keys());
    note_due(panel, changed, everything);
    for (const auto& [row, index] : due_) {
        const Period period(panel.frequency(), index);
        const auto before = panel.at(row, period);
        if (before.mark.missing() != Missing::not_yet && !is_sum(row, period)) continue;
        const auto now = sum(panel, row, period);
        if (now.has_value())
            sums_.insert(place(row, index));
        else
            sums_.erase(place(row, index));
        if (panel.put(row, period, now)) moved.add({row, row + 1, index, index});
    }
    due_.clear();
    moved.normalise();
    return moved;
}

const MergedPast::Kin& MergedPast::kin_of(const std::string& area)
{
    const auto [found, is_new] = kin_.try_emplace(area);
    if (is_new) found->second = {all_areas(*areas_, area, true), all_areas(*areas_, area, false)};
    return found->second;
}

void MergedPast::take_in(const KeyTable& keys)
{
    for (; seen_ < keys.rows(); ++seen_) take_in(keys, seen_);
}

void MergedPast::take_in(const KeyTable& keys, std::uint32_t row)
{
    const auto& own = keys.code(row, *area_dimension_);
    if (!reformed_.contains(own)) return;
    const auto inherits = [&](std::uint32_t from, std::uint32_t heir) {
        auto& heirs = heirs_[from];
        if (std::ranges::count(heirs, heir) == 0) heirs.push_back(heir);
        grown_.insert(heir);
    };
    const auto& [before, after] = kin_of(own);
    for (const auto& area : before)
        if (const auto from = row_of(keys, row, *area_dimension_, area)) inherits(*from, row);
    for (const auto& area : after)
        if (const auto heir = row_of(keys, row, *area_dimension_, area)) inherits(row, *heir);
}

void MergedPast::note_due(const Panel& panel, const Region& changed, bool everything)
{
    if (everything)
        for (const auto& [from, heirs] : heirs_) grown_.insert(heirs.begin(), heirs.end());
    for (const auto row : grown_) note_due(panel, row);
    grown_.clear();
    if (heirs_.empty()) return;
    for (const auto& rect : changed.rects())
        for (auto row = rect.row_first; row < rect.row_end; ++row)
            if (const auto heirs = heirs_.find(row); heirs != heirs_.end())
                for (const auto heir : heirs->second)
                    for (auto period = rect.first; period <= rect.last; ++period)
                        due_.emplace(heir, period);
}

void MergedPast::note_due(const Panel& panel, std::uint32_t row)
{
    for (auto period = panel.first().index(); period <= panel.last().index(); ++period)
        due_.emplace(row, period);
}

// Nothing where a predecessor has no figure.
Cell MergedPast::sum(const Panel& panel, std::uint32_t row, Period period) const
{
    const auto rows = addends(panel, row, period);
    double value = 0;
    auto rank = rank_of(Mark(Missing::none, Status::estimated));
    for (const auto from : rows) {
        const auto cell = panel.at(from, period);
        value += cell.value;
        rank = more_serious(rank, rank_of(cell.mark));
    }
    if (rows.empty() || !std::isfinite(value)) return {};
    return {value, mark_of(rank)};
}

} // namespace tuermer
