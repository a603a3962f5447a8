// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/judge.hpp"

#include "rules/detectors/knows_chance.hpp"

#include <algorithm>

namespace tuermer {

namespace {

// Of one severity: every `when` test, and, if there are some, one of the `any` tests.
template <class AnswerOf>
Truth truth_at(const Rule& rule, AnswerOf answer_of, std::size_t tests, Severity severity)
{
    Truth all = Truth::yes, any = rule.any.empty() ? Truth::yes : Truth::no;
    for (std::size_t i = 0; i < tests; ++i) {
        const auto truth = answer_of(i).truth(severity);
        if (i < rule.when.size())
            all = all_of(all, truth);
        else
            any = any_of(any, truth);
    }
    return all_of(all, any);
}

bool waits(const Rule& rule, const Judgement& judgement)
{
    return rule.act_on == ActOn::final && judgement.provisional;
}

// `answer_of(i)`: what the i-th test says, `when` first, then `any`.
template <class AnswerOf>
Judgement put_together(const Rule& rule, AnswerOf answer_of, std::size_t tests)
{
    Judgement judgement;
    judgement.truth = truth_at(rule, answer_of, tests, rule.severities.front());
    judgement.severity = judgement.held = rule.severities.front();
    if (judgement.truth == Truth::unknown) return judgement;
    for (const auto severity : rule.severities) {
        const auto truth = truth_at(rule, answer_of, tests, severity);
        if (truth == Truth::yes) judgement.severity = severity;
        if (truth == Truth::yes || truth == Truth::band) judgement.held = severity;
    }
    if (judgement.truth == Truth::band) judgement.severity = judgement.held;
    for (std::size_t i = 0; i < tests; ++i)
        judgement.provisional = judgement.provisional || answer_of(i).is_provisional();
    if (waits(rule, judgement)) {
        judgement.truth = Truth::unknown;
        judgement.severity = judgement.held = rule.severities.front();
    }
    return judgement;
}

template <class Visit>
void for_each_test(const Rule& rule, Visit visit)
{
    for (const auto* tests : {&rule.when, &rule.any})
        for (const auto& test : *tests) visit(*test);
}

// What a test says of a figure that is not final, under a rule that waits for the final one.
void leave_open(std::vector<Assessment>& assessments)
{
    for (auto& assessment : assessments) {
        assessment.truth.fill(Truth::unknown);
        if (assessment.reason.empty())
            assessment.reason = {"die Zahl ist vorläufig, und die Regel wartet auf die endgültige",
                                 "the figure is provisional, and the rule waits for the final one"};
    }
}

constexpr unsigned two_bits = 3;

} // namespace

Verdict verdict_of(const Judgement& judgement)
{
    return static_cast<Verdict>(
        static_cast<unsigned>(judgement.truth) | static_cast<unsigned>(judgement.severity) << 2U |
        static_cast<unsigned>(judgement.held) << 4U | (judgement.provisional ? 1U << 6U : 0U));
}

Judgement judgement_of(Verdict verdict)
{
    const auto bits = static_cast<unsigned>(verdict);
    Judgement judgement;
    judgement.truth = static_cast<Truth>(bits & two_bits);
    judgement.severity = static_cast<Severity>(bits >> 2U & two_bits);
    judgement.held = static_cast<Severity>(bits >> 4U & two_bits);
    judgement.provisional = (bits >> 6U & 1U) != 0;
    return judgement;
}

Judged judge(const Rule& rule, const Sight& sight)
{
    Judged judged;
    for_each_test(rule, [&](const Detector& test) {
        auto& said = judged.assessments.emplace_back(test.assess(sight));
        const auto* chance = dynamic_cast<const KnowsChance*>(&test);
        if (chance != nullptr && !said.p_value && said.truth.front() == Truth::yes)
            said.p_value = chance->p_value(sight);
    });
    const auto& assessments = judged.assessments;
    const auto answer_of = [&](std::size_t i) { return short_form(assessments[i]); };
    judged.judgement = put_together(rule, answer_of, assessments.size());
    if (waits(rule, judged.judgement)) leave_open(judged.assessments);
    if (judged.judgement.truth != Truth::unknown && !assessments.empty())
        judged.measured = assessments.front().measured;
    return judged;
}

RowsJudge::RowsJudge(const Rule& rule) : answers_(rule.when.size() + rule.any.size())
{
    for (unsigned bits = 0; bits < verdict_count; ++bits) {
        const auto answer_of = [&](std::size_t) { return Answer::from_bits(bits); };
        of_one_[bits] = verdict_of(put_together(rule, answer_of, answers_.size()));
    }
}

void RowsJudge::judge(const Rule& rule, const WideSight& wide, std::span<Verdict> verdicts)
{
    std::size_t test = 0;
    for_each_test(rule, [&](const Detector& detector) {
        auto& answers = answers_[test++];
        answers.resize(verdicts.size());
        detector.answer_wide(wide, answers);
    });
    if (answers_.size() == 1) {
        std::ranges::transform(answers_[0], verdicts.begin(),
                               [&](Answer answer) { return of_one_[answer.bits()]; });
        return;
    }
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const auto answer_of = [&](std::size_t t) { return answers_[t][i]; };
        verdicts[i] = verdict_of(put_together(rule, answer_of, answers_.size()));
    }
}

} // namespace tuermer
