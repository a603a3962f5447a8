// SPDX-License-Identifier: EUPL-1.2
// What rules would have done: a replay of all publications, counted rule by rule, and held against
// what the figures say today. The same figures, judged by the same engine; nothing is estimated.
#pragma once

#include "rules/consider.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

// One stretch of firing, as it was lived.
struct LivedEpisode {
    std::string key, area;
    Period start;              // first firing period
    std::optional<Period> end; // the last one in which it was in force; nothing: it still is
    Instant fired;             // the publication that brought it about
    Severity severity = Severity::signal; // the highest that was reached
    bool told = false;                    // somebody was notified
    bool late = false;                    // by a revision
    bool withdrawn = false;               // a revision undid it
    // How many days before the figures that stand today were published; nothing: they say no.
    std::optional<int> lead_days;
};

// Thirds of the areas by the size of the group that is measured there: median denominator, or the
// figure itself where it counts.
struct SizeClass {
    double upto = 0; // the largest of the class
    std::size_t areas = 0, episodes = 0;
};

struct RuleBacktest {
    std::string rule, indicator;
    // Areas (and groups) times periods, with the figures of today: with a clear answer, and those
    // in which the rule's tests hold.
    std::uint64_t judged = 0, holds = 0;
    std::vector<LivedEpisode> episodes;         // by key, then by start
    std::size_t missed = 0;                     // episodes in today's figures that never fired
    std::map<std::string, std::size_t> notices; // by recipient: messages that spoke of the rule
    std::vector<SizeClass> sizes;               // three, or none
    std::vector<std::string> areas;             // watched, in the order of their codes
    std::optional<PeriodRange> periods;         // judged

    double share() const
    {
        return judged == 0 ? 0 : static_cast<double>(holds) / static_cast<double>(judged);
    }
};

struct Backtest {
    std::size_t releases = 0, events = 0;
    std::map<std::string, std::size_t> messages; // by recipient, one per publication
    Instant first, last;                         // publications
    std::vector<RuleBacktest> rules;             // in the order of the configuration

    double years() const; // between the publications; at least one
};

// A replay as it was lived: episodes by rule and key, and the messages it sent.
struct LivedHistory {
    std::map<std::string, std::map<std::string, std::vector<LivedEpisode>>, std::less<>> rules;
    std::map<std::string, std::map<std::string, std::size_t>> notices; // [rule][recipient]
    std::map<std::string, std::size_t> messages;                       // [recipient]
    std::size_t events = 0;
};
// `knowledge`: the configuration without figures, and afterwards with all of them. `progress` is
// told the share that is done (0 … 1).
Result<LivedHistory> live_history(Knowledge& knowledge, std::span<const Release> releases,
                                  const std::function<void(double)>& progress);

// `lived`: the releases as they came, or as somebody wants them; `knowledge` as it was after them.
// `truth`: the same figures, each on the day of its last word (settled, Telling::last_word).
Backtest backtest(const Knowledge& knowledge, std::span<const Release> releases, LivedHistory lived,
                  const LivedHistory& truth);

} // namespace tuermer
