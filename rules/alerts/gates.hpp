// SPDX-License-Identifier: EUPL-1.2
// A verdict becomes a notice only through gates, each of which leaves its say as evidence.
#pragma once

#include "rules/alerts/event.hpp"

#include <vector>

namespace tuermer {

struct Gated {
    Severity severity = Severity::signal;
    Reach reach = Reach::notify;
    std::vector<GateSay> says;
};

// The breaks that lie between the oldest period a judgement looked at and the judged one, and touch
// this indicator and area: a break on date d touches a comparison when the reference begins before
// d and the judged period ends on or after d.
std::vector<const Break*> breaks_between(const std::vector<Break>& breaks,
                                         const Indicator& indicator, std::string_view area,
                                         Date reference_start, Date judged_end);

// Reliability (what the tests said of denominators and intervals), breaks (ignore: mentioned only;
// downgrade: one severity lower; hold: recorded, no notice; the milder of the rule's and the
// break's advice counts), relative (what the comparison with another area said). Unless they are
// `spoken`, only what they do to severity and reach.
Gated pass_gates(const Rule& rule, const Indicator& indicator,
                 const std::vector<Assessment>& assessments, Severity severity, Reach reach,
                 std::string_view area, Period judged, const std::vector<Break>& breaks,
                 bool spoken = true);

} // namespace tuermer
