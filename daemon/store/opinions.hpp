// SPDX-License-Identifier: EUPL-1.2
// What people add to what was computed: whether a signal was worth telling, and the versions a rule
// went through. Both are only ever added to.
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

enum class Opinion : std::uint8_t {
    useful,      // there is something to look at
    known,       // true, and known already
    false_alarm, // nothing is the matter
    data_error,  // the figures are wrong
};
std::string_view code_of(Opinion opinion); // "useful", "known", "false-alarm", "data-error"
std::optional<Opinion> opinion_of(std::string_view code);
Text title_of(Opinion opinion);

// Whoever knows says it of an event, and it holds for its episode; who says it again changes their
// mind.
struct Feedback {
    std::string event, episode, rule;
    Opinion opinion = Opinion::useful;
    std::string note, who;
    Instant given;
    bool operator==(const Feedback&) const = default;
};

// Of all that was said: the last word of each person on each episode.
std::vector<Feedback> last_words(std::vector<Feedback> all);

// A rule as it came into force.
struct RuleVersion {
    std::string rule, hash;     // of what decides verdicts
    std::string text;           // canonical
    std::string author, reason; // of the change, as version control or the file's owner says
    Instant since;              // in force
    bool operator==(const RuleVersion&) const = default;
};

} // namespace tuermer
