// SPDX-License-Identifier: EUPL-1.2
// All tests of a rule together: over one row and period with all they rest on, or over many
// cells with nothing but what they say. Both ways say the same.
#pragma once

#include "rules/alerts/event.hpp"

#include <array>
#include <span>
#include <vector>

namespace tuermer {

struct Judged {
    Judgement judgement;
    std::optional<double> measured;      // by the first test
    std::vector<Assessment> assessments; // `when` first, then `any`
};
Judged judge(const Rule& rule, const Sight& sight);

// A judgement in a byte, as records keep it.
enum class Verdict : std::uint8_t {};
constexpr std::size_t verdict_count = 128;
Verdict verdict_of(const Judgement& judgement);
Judgement judgement_of(Verdict verdict);
// Of a period nobody has judged: unknown.
constexpr Verdict unjudged = static_cast<Verdict>(Truth::unknown);

// A rule made ready to judge many cells.
class RowsJudge {
public:
    explicit RowsJudge(const Rule& rule);
    // A verdict for each cell, [period][row], by the same rule.
    void judge(const Rule& rule, const WideSight& wide, std::span<Verdict> verdicts);

private:
    std::array<Verdict, verdict_count> of_one_; // [answer], of a rule with a single test
    std::vector<std::vector<Answer>> answers_;  // [test][cell]
};

} // namespace tuermer
