// SPDX-License-Identifier: EUPL-1.2
// Gate: of many judgements in one release some fire by chance. The p-values of those that fire are
// adjusted for the number of all judgements of their family and period (Benjamini and Hochberg
// 1995; Benjamini and Yekutieli 2001 where areas contain one another).
#pragma once

#include "rules/alerts/told.hpp"
#include "rules/alerts/verdict_counts.hpp"

#include <span>
#include <string>
#include <vector>

namespace tuermer {

// How many judgements a rule made in a release.
struct RuleJudgements {
    const Rule* rule = nullptr;
    VerdictCounts judged;
};

// How probable the rule's yes is by chance alone: all of `when` must hold, so the largest of their
// p-values; of `any` the smallest, times their number. A test without one only makes a yes rarer.
// Nothing when no test has one.
std::optional<double> p_value_of(const Rule& rule, const std::vector<Assessment>& assessments);

// Adds a say to every event that has fired and would be told. Those that chance may explain among
// so many judgements get reach `record`, unless their episode is `unconfirmed`: then this is the
// next period that says the same. What did not fire counts as p = 1, which errs on the quiet side;
// so no more than the number of judgements has to be known.
void control_families(std::span<const RuleJudgements> rules, std::span<Event> events,
                      const Remembered& told, const Installation& installation);

} // namespace tuermer
