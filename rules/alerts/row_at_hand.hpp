// SPDX-License-Identifier: EUPL-1.2
// A row while a watch judges it. For the watch's own files.
#pragma once

#include "rules/alerts/watch.hpp"

#include <span>
#include <vector>

namespace tuermer {

// A row at hand, with what is published of it.
struct Watch::Row {
    const Graph& graph;
    IndicatorView panels;
    std::uint32_t number = 0;
    PeriodRange said;
};

inline Period end_of_record(const Alert& alert)
{
    return alert.first + static_cast<int>(alert.steps.size());
}

// Earlier periods than ever before came in: the record begins with periods nobody had judged.
inline void begin_at(Alert& alert, Period first)
{
    if (alert.steps.empty() || first >= alert.first) return;
    alert.steps.insert(alert.steps.begin(), static_cast<std::size_t>(alert.first - first), Step{});
    alert.first = first;
}

inline std::vector<Judgement> judgements_of(std::span<const Verdict> verdicts)
{
    std::vector<Judgement> judgements;
    judgements.reserve(verdicts.size());
    for (const auto verdict : verdicts) judgements.push_back(judgement_of(verdict));
    return judgements;
}

inline std::string_view area_of(const KeyTable& keys, std::uint32_t row)
{
    const auto area = keys.dimension("area");
    return area ? std::string_view(keys.code(row, *area)) : std::string_view();
}

} // namespace tuermer
