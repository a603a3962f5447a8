// SPDX-License-Identifier: EUPL-1.2
// The past of merged areas in one measure of counts: cells before a merger that no publisher gave,
// added up from the predecessors' cells and kept in the measure's panel beside the published ones.
// A computed history is no publication: it is estimated at best, it is not stored, and it gives way
// to any cell that is published.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/indicators/region.hpp"
#include "rules/series/panel.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tuermer {

class MergedPast {
public:
    MergedPast(std::shared_ptr<const Areas> areas, const MeasureShape& shape);

    bool is_sum(std::uint32_t row, Period period) const
    {
        return !sums_.empty() && sums_.contains(place(row, period.index()));
    }
    // The publisher has spoken.
    void forget(std::uint32_t row, Period period) { sums_.erase(place(row, period.index())); }
    // The rows whose cells a sum adds up, in the order of the reform.
    std::vector<std::uint32_t> addends(const Panel& panel, std::uint32_t row, Period period) const;

    // Brings the sums up to date: those that rest on changed cells, those of rows that appeared and
    // of what rests on them, or all. The cells that moved.
    Region add_up(Panel& panel, const Region& changed, bool everything);

private:
    using Place = std::uint64_t; // row and period
    static Place place(std::uint32_t row, std::int32_t period)
    {
        return Place{row} << 32U | static_cast<std::uint32_t>(period);
    }
    // Every area that came before or after another in any reform.
    struct Kin {
        std::vector<std::string> before, after;
    };
    const Kin& kin_of(const std::string& area);
    void take_in(const KeyTable& keys);
    void take_in(const KeyTable& keys, std::uint32_t row);
    void note_due(const Panel& panel, const Region& changed, bool everything);
    void note_due(const Panel& panel, std::uint32_t row);
    Cell sum(const Panel& panel, std::uint32_t row, Period period) const;

    std::shared_ptr<const Areas> areas_;
    std::optional<std::size_t> area_dimension_; // nothing: there is nothing to add up
    std::unordered_set<std::string> reformed_;  // areas that any reform names
    std::unordered_map<std::string, Kin> kin_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> heirs_; // rows after a row
    std::set<std::uint32_t> grown_;                        // heirs whose whole past is due
    std::set<std::pair<std::uint32_t, std::int32_t>> due_; // row, period
    std::unordered_set<Place> sums_;
    std::uint32_t seen_ = 0; // rows taken in so far
};

} // namespace tuermer
