// SPDX-License-Identifier: EUPL-1.2
// What is judged, who is told, and the calendar of breaks: the plain structs behind rules.d,
// recipients.toml and breaks.d.
#pragma once

#include "rules/areas/selection.hpp"
#include "rules/detectors/detector.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tuermer {

enum class BreakAdvice : std::uint8_t { ignore, downgrade, hold };
enum class MissingPolicy : std::uint8_t { keep, alert, clear };
std::string_view code_of(BreakAdvice advice);

// What a rule does about figures that the publisher will still replace.
enum class ActOn : std::uint8_t {
    provisional_then_confirm, // tells at once; then `confirmed`, or `withdrawn`
    any,                      // tells at once, and says nothing when the figure has become final
    final,                    // keeps its state until the figure is final
};

// From which share of its areas on, beginning to fire in one period and in one direction, a rule
// tells of them together.
struct ShockLimit {
    bool watched = true;
    double share = 0.6;
    int least_areas = 5; // fewer comparable areas are never a common shock
};

// Which judgements of one release are held against chance together.
struct Multiplicity {
    enum class Method : std::uint8_t {
        by_areas, // Benjamini–Hochberg; Benjamini–Yekutieli where areas contain one another
        benjamini_hochberg,
        benjamini_yekutieli,
        none
    };
    std::string family; // rules with the same one are judged together; empty: the rule alone
    Method method = Method::by_areas;
    double level = 0.1; // share of false alarms among what is told
    bool operator==(const Multiplicity&) const = default;
};

struct Rule {
    std::string id;
    std::string indicator;
    std::vector<AreaSelector> areas; // empty: the installation's own area
    // The severities it may reach, ascending; one unless its tests carry ladders.
    std::vector<Severity> severities{Severity::signal};
    int for_periods = 1;             // `for`: must hold so many periods before it fires
    int keep_periods = 1;            // `keep`: must be clear so many periods before it resolves
    std::vector<std::string> notify; // recipient ids
    std::string owner;               // recipient id
    std::optional<Date> review_by;
    std::optional<Date> until; // last day on which it judges
    Text question;
    BreakAdvice breaks = BreakAdvice::downgrade;
    MissingPolicy missing = MissingPolicy::keep;
    ActOn act_on = ActOn::provisional_then_confirm;
    ShockLimit common_shock;
    Multiplicity multiplicity;
    double amend_by = 0; // in the scale of the first test; 0: a fifth of its limit
    std::vector<std::shared_ptr<const Detector>> when; // all must hold
    std::vector<std::shared_ptr<const Detector>> any;  // and, if there are some, one of these

    std::string text; // canonical text of the rule's own table, for evidence
    std::string hash; // of what decides verdicts: not titles, texts, recipients
    Place place;

    int look_back() const;
    bool is_over(Date today) const { return until && *until < today; }
};

enum class Role : std::uint8_t { statistics, integration, leadership, publicity, it };
std::string_view code_of(Role role); // "statistics", …, "public", "it"

// At most so many messages in a calendar month, quarter or year.
struct Budget {
    enum class Per : std::uint8_t { month, quarter, year } per = Per::quarter;
    int messages = 0;
    bool operator==(const Budget&) const = default;
};

struct Recipient {
    std::string id;
    std::vector<std::string> mail;
    Language language = Language::de;
    Role role = Role::integration;
    std::vector<AreaSelector> areas; // empty: all
    Severity at_least = Severity::note;
    std::vector<std::string> channels{"smtp"};
    std::optional<Budget> budget = {};
};

// A known break in concepts, law, census base, method or territory.
struct Break {
    std::string id;
    Date date;
    std::vector<std::string> themes, concepts, measures,
        indicators;                  // any match; all empty: everything
    std::vector<AreaSelector> areas; // empty: everywhere
    Text why;
    BreakAdvice advice = BreakAdvice::downgrade;
};

struct Installation {
    Text name;
    std::string tenant = "default";
    std::string area; // AGS of the own area
    std::string land; // "NI"
    Language language = Language::de;
    std::string time_zone = "Europe/Berlin";
    bool statistics_office = false;               // mode = "statistikstelle"
    std::shared_ptr<const Areas> areas = nullptr; // of areas.d; none: official keys by their digits
};

} // namespace tuermer
