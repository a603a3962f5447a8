// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/common_shock.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace tuermer {

namespace {

// What makes rows comparable.
struct Alike {
    std::string kind;
    std::vector<std::uint32_t> groups; // numbers of all codes but the area's
    bool operator<(const Alike& other) const
    {
        return std::tie(kind, groups) < std::tie(other.kind, other.groups);
    }
};

struct Member {
    std::uint32_t row = 0;
    bool upward = true;
    std::optional<std::size_t> event;
};

// Comparable rows at one period.
struct Crowd {
    int judged = 0;
    std::vector<Member> began;
};

// The rows of a rule at one period.
class Census {
public:
    Census(const Watch& watch, const Panel& panel, const Areas& areas, Period period)
        : watch_(&watch),
          panel_(&panel),
          areas_(&areas),
          period_(period),
          area_(panel.keys().dimension("area"))
    {
    }

    bool has_areas() const { return area_.has_value(); }
    std::string area(std::uint32_t row) const { return panel_->keys().code(row, *area_); }

    // Whether enough begin at all, before anything is looked up by name.
    bool may_be_common(const Alerts& alerts, std::size_t at_hand) const
    {
        std::size_t began = 0;
        for (std::uint32_t row = 0; row < watch_->rows(); ++row)
            began += watch_->standing(row, period_, alerts).began ? 1U : 0U;
        const auto& limit = watch_->rule().common_shock;
        return static_cast<double>(std::max(began, at_hand)) >= limit.share * limit.least_areas;
    }

    template <class Began>
    std::map<Alike, std::map<std::string, Crowd>> crowds(const Alerts& alerts, Began began_at) const
    {
        std::map<Alike, std::map<std::string, Crowd>> crowds;
        for (std::uint32_t row = 0; row < watch_->rows(); ++row) {
            const auto standing = watch_->standing(row, period_, alerts);
            if (!standing.judged) continue;
            auto& crowd = crowds[alike(row)][parent(row)];
            ++crowd.judged;
            if (const auto member = began_at(row, standing)) crowd.began.push_back(*member);
        }
        return crowds;
    }

    // The smallest area in which all of them lie, if possible one with a figure of its own.
    std::string common_area(const std::vector<std::string>& codes) const
    {
        auto path = areas_->path(codes.front(), period_.last_day());
        path.erase(path.begin()); // an area of its own is none that several lie in
        std::erase_if(path, [&](const std::string& candidate) {
            return !std::ranges::all_of(codes, [&](const std::string& code) {
                return areas_->is_within(code, candidate, period_.last_day());
            });
        });
        const auto& known = panel_->keys().codes_of(*area_);
        const auto with_figure = std::ranges::find_if(path, [&](const std::string& candidate) {
            return std::ranges::find(known, candidate) != known.end();
        });
        if (with_figure != path.end()) return *with_figure;
        return path.empty() ? std::string() : path.front();
    }

private:
    struct Described {
        std::string kind, parent;
    };
    const Described& described(std::uint32_t row) const
    {
        const auto number = panel_->keys().code_number(row, *area_);
        const auto [known, is_new] = described_.try_emplace(number);
        if (is_new)
            known->second = {areas_->kind_of(area(row), period_.last_day()),
                             areas_->parent_of(area(row), period_.last_day())};
        return known->second;
    }
    Alike alike(std::uint32_t row) const
    {
        Alike alike{described(row).kind, {}};
        for (std::size_t i = 0; i < panel_->keys().dimensions().size(); ++i)
            if (i != *area_) alike.groups.push_back(panel_->keys().code_number(row, i));
        return alike;
    }
    const std::string& parent(std::uint32_t row) const { return described(row).parent; }

    const Watch* watch_;
    const Panel* panel_;
    const Areas* areas_;
    Period period_;
    std::optional<std::size_t> area_;
    mutable std::map<std::uint32_t, Described> described_; // by the number of the area's code
};

std::optional<FoundShock> shock_in(const Crowd& crowd, bool upward, const std::string& kind,
                                   const Census& census, const ShockLimit& limit, Period period)
{
    FoundShock shock;
    shock.period = period;
    shock.upward = upward;
    shock.kind = kind;
    shock.judged = crowd.judged;
    for (const auto& member : crowd.began) {
        if (member.upward != upward) continue;
        shock.row = member.row;
        shock.areas.push_back(census.area(member.row));
        if (member.event) shock.events.push_back(*member.event);
    }
    const auto began = static_cast<int>(shock.areas.size());
    if (shock.events.empty() || crowd.judged < limit.least_areas ||
        began < limit.share * crowd.judged)
        return std::nullopt;
    std::ranges::sort(shock.areas);
    shock.within = census.common_area(shock.areas);
    return shock;
}

Crowd together(const std::map<std::string, Crowd>& by_parent)
{
    Crowd all;
    for (const auto& [parent, crowd] : by_parent) {
        all.judged += crowd.judged;
        all.began.insert(all.began.end(), crowd.began.begin(), crowd.began.end());
    }
    return all;
}

void find_in(const std::map<std::string, Crowd>& by_parent, const std::string& kind,
             const Census& census, const ShockLimit& limit, Period period,
             std::vector<FoundShock>& found)
{
    const auto all = together(by_parent);
    for (const bool upward : {true, false}) {
        if (auto shock = shock_in(all, upward, kind, census, limit, period)) {
            found.push_back(std::move(*shock));
            continue;
        }
        for (const auto& [parent, crowd] : by_parent)
            if (auto shock = shock_in(crowd, upward, kind, census, limit, period)) {
                shock->among = parent;
                found.push_back(std::move(*shock));
            }
    }
}

} // namespace

std::vector<FoundShock> find_shocks(const Watch& watch, const Panel& panel, const Alerts& alerts,
                                    const Areas& areas, const std::vector<Beginning>& beginnings,
                                    const std::function<bool(std::uint32_t, Period)>& rises)
{
    std::vector<FoundShock> found;
    const auto& limit = watch.rule().common_shock;
    if (!limit.watched) return found;
    std::map<Period, std::map<std::uint32_t, const Beginning*>> by_period;
    for (const auto& one : beginnings) by_period[one.period].emplace(one.row, &one);
    for (const auto& entry : by_period) { // its parts by name: clang 14 captures no others
        const auto period = entry.first;
        const auto& at_hand = entry.second;
        const Census census(watch, panel, areas, period);
        if (!census.has_areas() || !census.may_be_common(alerts, at_hand.size())) continue;
        const auto began_at = [&](std::uint32_t row, Standing standing) -> std::optional<Member> {
            if (const auto own = at_hand.find(row); own != at_hand.end())
                return Member{row, own->second->upward, own->second->event};
            if (!standing.began) return std::nullopt;
            return Member{row, rises(row, period), std::nullopt};
        };
        for (const auto& [alike, by_parent] : census.crowds(alerts, began_at))
            find_in(by_parent, alike.kind, census, limit, period, found);
    }
    return found;
}

} // namespace tuermer
