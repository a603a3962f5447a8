// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/judge.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// Of one severity: every `when` test, and, if there are some, one of the `any` tests.
Truth truth_at(const Rule& rule, const std::vector<Assessment>& assessments, Severity severity)
{
    const auto at = static_cast<std::size_t>(severity);
    Truth all = Truth::yes, any = rule.any.empty() ? Truth::yes : Truth::no;
    for (std::size_t i = 0; i < assessments.size(); ++i) {
        const auto truth = assessments[i].truth[at];
        if (i < rule.when.size())
            all = all_of(all, truth);
        else
            any = any_of(any, truth);
    }
    return all_of(all, any);
}

bool is_preliminary(const Figure& figure)
{
    return figure.mark.status() == Status::provisional || figure.mark.status() == Status::estimated;
}

bool rests_on_preliminary(const std::vector<Assessment>& assessments)
{
    return std::ranges::any_of(assessments, [](const Assessment& assessment) {
        return std::ranges::any_of(assessment.figures, is_preliminary);
    });
}

Judgement judgement_of(const Rule& rule, const std::vector<Assessment>& assessments)
{
    Judgement judgement;
    judgement.truth = truth_at(rule, assessments, rule.severities.front());
    judgement.severity = judgement.held = rule.severities.front();
    if (judgement.truth == Truth::unknown) return judgement;
    for (const auto severity : rule.severities) {
        const auto truth = truth_at(rule, assessments, severity);
        if (truth == Truth::yes) judgement.severity = severity;
        if (truth == Truth::yes || truth == Truth::band) judgement.held = severity;
    }
    if (judgement.truth == Truth::band) judgement.severity = judgement.held;
    judgement.provisional = rests_on_preliminary(assessments);
    if (!assessments.empty()) judgement.measured = assessments.front().measured;
    return judgement;
}

} // namespace

Judged judge(const Rule& rule, const Sight& sight)
{
    Judged judged;
    for (const auto* tests : {&rule.when, &rule.any})
        for (const auto& test : *tests) judged.assessments.push_back(test->assess(sight));
    judged.judgement = judgement_of(rule, judged.assessments);
    return judged;
}

} // namespace tuermer
