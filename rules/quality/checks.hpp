// SPDX-License-Identifier: EUPL-1.2
// The single tests on arrival, each a pure function of one arrived measure.
#pragma once

#include "rules/quality/arrived.hpp"
#include "rules/quality/quality.hpp"

#include <span>
#include <vector>

namespace tuermer {

using Doubts = std::vector<Doubt>;

void check_duplicates(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_copied(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_jump(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_layout(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_keys(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_signs(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
void check_parts(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts);
// `as_taken`: all figures as they were if the release were taken up.
void check_recomputed(const ArrivedMeasure& arrived, const Graph& as_taken, const QualityRule& rule,
                      Doubts& doubts);
// The same where the published figure is in force and what arrived are figures from which the
// indicator is computed: those are in doubt.
bool is_computed_from(std::span<const ArrivedMeasure> measures, const Graph& graph,
                      const QualityRule& rule);
void check_inputs(std::span<const ArrivedMeasure> measures, const Graph& in_force,
                  const Graph& as_taken, const QualityRule& rule, Doubts& doubts);

// A doubt of one column, with the digest of its figures. What is not held in a first delivery, for
// it is older than its newest period, is told.
Doubt doubt_of(const ArrivedMeasure& arrived, const QualityRule& rule, Period period);

// A measure's cells as the parts or rows of a column that are off, and of how many.
struct OffShare {
    std::size_t judged = 0, off = 0;
    // A few odd rows are told; from the rule's share on it is the column that is in doubt.
    OnDoubt then(const QualityRule& rule) const
    {
        const auto share = static_cast<double>(off) / static_cast<double>(judged);
        return share >= rule.share ? rule.then : OnDoubt::tell;
    }
};

} // namespace tuermer
