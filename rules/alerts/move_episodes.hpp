// SPDX-License-Identifier: EUPL-1.2
// What a reform of areas does to open episodes (design: semantics, identity): where an area was
// merged into another or got a new code, they go on there; where it was split, they end.
#pragma once

#include "rules/alerts/alert.hpp"
#include "rules/areas/areas.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

struct EpisodeMove {
    Alert closed;                // of the area that is no more: its record ends inactive
    std::optional<Alert> opened; // of the successor, with the same state; nothing: it ended
    bool told = false;           // an episode was open: else only a count towards `for` moved
    std::string from, into;      // areas; `into` is empty where `from` was split
    Date date;                   // of the reform
    Text why;                    // one sentence for the history
};

// What happens to the alerts of areas that are no more on that day, ordered by the alerts' ids.
// `on` is the last day of the newest period that was published, not the day of the release: last
// year's figures of the old areas come out after the reform too. A successor that was judged
// already keeps its own state; of two that are merged, the episode that began first goes on, and
// the other ends. An area that lives on under its code keeps its alerts. Nothing here sends
// anything.
// `judged`: whether the alert with this id was judged although it never fired and so is none of
// `alerts`.
std::vector<EpisodeMove> move_episodes(
    std::span<const Alert> alerts, const Areas& areas, Date on,
    const std::function<bool(const std::string& rule, const std::string& key)>& judged = {});

} // namespace tuermer
