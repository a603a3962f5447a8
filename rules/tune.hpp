// SPDX-License-Identifier: EUPL-1.2
// Forms of one rule side by side: how often each would have told, how much of it the figures of
// today confirm, and which share of simulated changes of a stated size it would have found. The
// trade-off is shown; a person decides.
#pragma once

#include "rules/backtest.hpp"

#include <span>
#include <vector>

namespace tuermer {

// A change of one row alone: from one period on its figure is so much higher (lower), everywhere
// else nothing happens. Of a rate the numerator is changed, rounded to whole things, and stays
// between 0 and its denominator where it did before.
struct Shock {
    enum class Scale : std::uint8_t { percent, own_unit };
    double size = 0.25; // 0.25: a quarter more; or in the indicator's unit: 5 points
    Scale scale = Scale::percent;
};

// What one form of the rule would have done.
struct Tried {
    std::size_t fired = 0, told = 0; // episodes; with a message to somebody
    std::size_t confirmed = 0;       // of those that fired: today's figures say the same
    std::size_t missed = 0;          // episodes of today's figures that never fired
    std::size_t withdrawn = 0;
    std::size_t shocks = 0, found = 0; // simulated where it was calm; fired in time
    double years = 1;                  // between the first publication and the last

    double per_year() const { return static_cast<double>(told) / years; }
    double detection() const // share of shocks found
    {
        return shocks == 0 ? 0 : static_cast<double>(found) / static_cast<double>(shocks);
    }
};

// The configuration with nothing but the forms, each judged as if it were alone: under names of
// their own, with their own copies of the rules they share a family with. Budgets are set aside:
// they decide when something is told, not whether it is worth telling.
Knowledge with_forms(Knowledge blank, std::span<const Rule> forms);

// Whether the rule's first test looks for rises, at the newest period it judges.
bool looks_upward(const Knowledge& knowledge, const Watch& watch);

// How many periods a form has for finding a shock, its own included.
int periods_to_find(Frequency frequency, const Rule& present);

// `knowledge`: with_forms after the publications; `lived` and `truth` as for `backtest`.
std::vector<Tried> tried(const Knowledge& knowledge, std::size_t forms,
                         std::span<const Release> releases, LivedHistory lived,
                         const LivedHistory& truth, const Shock& shock, int periods);

// Forms of which no other finds at least as much with at most as many messages, fewest messages
// first; by their numbers.
std::vector<std::size_t> best_of(std::span<const Tried> forms);
// Which of them is proposed: the one that finds most within the budget (messages a year), then the
// one with most firings confirmed, then with fewest messages, then the earliest (the callers' first
// form is the present one). Nothing where none keeps to the budget.
std::optional<std::size_t> proposed_of(std::span<const Tried> forms, double budget_per_year);

} // namespace tuermer
