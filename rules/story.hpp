// SPDX-License-Identifier: EUPL-1.2
// A rule author's own test: figures by day of release in, events out. It runs through the same
// `consider` as the daemon's releases; only what the story states is compared.
#pragma once

#include "rules/base/settings.hpp"
#include "rules/consider.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// An event as a story expects it. What is empty is not compared.
struct ExpectedEvent {
    std::optional<std::string> rule, area, key, event, period, since, severity, reach;
    std::optional<bool> late;                     // by a revision
    std::optional<std::vector<std::string>> told; // recipients, exactly these
    Place place;
};

struct StoryDay {
    Date date;
    std::vector<Release> releases; // of that day, by source
    // All that happens that day; nothing: not compared. An event that is only recorded counts where
    // one with `reach` was expected.
    std::optional<std::vector<ExpectedEvent>> expected;
    Place place;
};

struct Story {
    std::string id;
    Text title;
    std::vector<std::string> rules; // only these are compared; empty: all
    std::vector<StoryDay> days;     // in the order of their dates
    Place place;
};

// What happened, in the words of a story.
struct HappenedEvent {
    std::string rule, area, key, event, period, since, severity, reach;
    bool late = false;
    std::vector<std::string> told;
};
// `rule = "…", area = "…", event = "fired", period = "2024"`: as one would write it.
std::string to_string(const ExpectedEvent& event);
std::string to_string(const HappenedEvent& event);

struct StoryDifference {
    Date date;
    Place place;
    std::vector<ExpectedEvent> missing;    // expected, and did not happen
    std::vector<HappenedEvent> unexpected; // happened, and was not expected
};
struct StoryResult {
    std::size_t compared = 0; // days with an expectation
    std::vector<StoryDifference> differences;

    bool holds() const { return differences.empty(); }
};

// `knowledge`: the configuration without figures. An error is one that the daemon would have met.
Result<StoryResult> run_story(Knowledge knowledge, const Story& story);

} // namespace tuermer
