// SPDX-License-Identifier: EUPL-1.2
// An alert's life (design: semantics; the table there is the test). One alert is one rule over one
// key. Its trajectory keeps the state after every judged period: that is its checkpoint, so a
// revision restarts before the first period it touches and stops when nothing differs any more.
#pragma once

#include "rules/alerts/rule.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tuermer {

enum class Phase : std::uint8_t { inactive, pending, firing, recovering };
std::string_view code_of(Phase phase);

// What a rule says about one period: the tests together.
struct Judgement {
    Truth truth = Truth::unknown;
    Severity severity = Severity::note; // highest that holds; for band: the same as `held`
    bool provisional = false;           // rests on a figure that is not final
    // Highest severity that holds or lies in its dead band: until it is cleared, an alert keeps it.
    Severity held = Severity::note;
    bool operator==(const Judgement&) const = default;
};

// One judged period and the state after it.
struct Step {
    Judgement judgement;
    Phase phase = Phase::inactive;
    std::uint8_t count = 0;             // pending(n), recovering(k)
    Severity severity = Severity::note; // while firing or recovering
    bool operator==(const Step&) const = default;
};

struct Alert {
    std::string id;   // identity(rule id, key)
    std::string rule; // rule id
    std::string key;  // key_text: "area=03153"
    std::string rule_hash;
    Period first;            // of steps[0]
    std::vector<Step> steps; // one per period, no gaps
    // First firing period of the open episode, as it was told: a revision that moves the beginning
    // does not change the name under which people know it.
    std::optional<Period> episode;
    std::optional<double> told; // measured when people were last told
    bool told_provisional = false;
    std::uint32_t flaps = 0;

    Phase phase() const { return steps.empty() ? Phase::inactive : steps.back().phase; }
    bool operator==(const Alert&) const = default;
};

enum class Transition : std::uint8_t {
    fired,
    resolved,
    withdrawn,
    escalated,
    eased,
    amended,
    confirmed,
    rule_changed,
    rekeyed, // goes on under another area since a reform
};
std::string_view code_of(Transition transition);
Text title_of(Transition transition);

// How far an event travels: to people at once, into the digest, or only into the records.
enum class Reach : std::uint8_t { notify, digest, record };
std::string_view code_of(Reach reach);

// A difference between the trajectory that was recorded and the one that holds now.
struct Turn {
    Transition transition = Transition::fired;
    Period episode; // first firing period: the episode's identity
    Period period;  // the period whose judgement brought it about
    Severity severity = Severity::note;
    bool by_revision = false; // the period had been judged before
    Reach reach = Reach::notify;
    bool operator==(const Turn&) const = default;
};

struct Life {
    int for_periods = 1, keep_periods = 1;
    MissingPolicy missing = MissingPolicy::keep;
    double amend_by = 0;
    bool confirms = true; // says when a provisional figure has become final
};
Life life_of(const Rule& rule);

struct Advanced {
    Alert alert;
    std::vector<Turn> turns;
};

// Judges forward: `judgements` are those of the periods from `from` on, without gaps, to the
// newest. `from` lies within or right after what is recorded (or anywhere for an alert without
// steps). Events compare the state before the release with the state after it: an episode that
// begins and ends within periods that came together is recorded and wakes nobody; one that was
// closed and is erased by a revision is withdrawn in the digest. Episodes that share a period are
// the same. Recorded judgements beyond the given ones stay in force. `measured` answers what the
// rule's first test measures at a period: asked only of the figure people are told.
using Measured = std::function<std::optional<double>(Period)>;
Advanced advance(const Alert& before, Period from, std::span<const Judgement> judgements,
                 const Life& life, const Measured& measured);

// The common case, in place: one more period right behind the recorded ones. The same as `advance`
// with this judgement alone; what turned, if anything did.
std::optional<Turn> append(Alert& alert, const Judgement& judgement, const Life& life,
                           const Measured& measured);

std::string alert_id(std::string_view rule, std::string_view key);
std::string episode_id(std::string_view alert, Period first_firing);
std::string event_id(std::string_view episode, Transition transition, std::string_view vintage);

} // namespace tuermer
