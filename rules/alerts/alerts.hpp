// SPDX-License-Identifier: EUPL-1.2
// All alerts of an installation, each at a place of its own that never changes.
#pragma once

#include "rules/alerts/alert.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer {

class Alerts {
public:
    using Place = std::uint32_t;

    Place size() const { return static_cast<Place>(all_.size()); }
    Alert& at(Place place) { return all_[place]; }
    const Alert& at(Place place) const { return all_[place]; }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }
    const Alert* find(const std::string& id) const
    {
        const auto found = places_.find(id);
        return found == places_.end() ? nullptr : &all_[found->second];
    }
    std::optional<Place> place_of(const std::string& id) const
    {
        const auto found = places_.find(id);
        return found == places_.end() ? std::nullopt : std::optional(found->second);
    }
    // Takes the place of the one with the same id, if there is one.
    Place put(Alert alert)
    {
        const auto [entry, is_new] = places_.try_emplace(alert.id, size());
        if (is_new)
            all_.push_back(std::move(alert));
        else
            all_[entry->second] = std::move(alert);
        return entry->second;
    }

private:
    std::vector<Alert> all_;
    std::unordered_map<std::string, Place> places_;
};

} // namespace tuermer
