// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/digest.hpp"
#include "rules/quality/checks.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

namespace {

using Check = void (*)(const ArrivedMeasure&, const QualityRule&, Doubts&);
constexpr std::array<std::pair<QualityCheck, Check>, 6> single_checks{{
    {QualityCheck::duplicates, check_duplicates},
    {QualityCheck::layout, check_layout},
    {QualityCheck::keys, check_keys},
    {QualityCheck::signs, check_signs},
    {QualityCheck::copied, check_copied},
    {QualityCheck::jump, check_jump},
}};

std::string digest_of(const MeasureBlock& block, Period period)
{
    std::vector<std::string> lines;
    for (const auto& seen : block.observations)
        if (seen.period == period && seen.cell.mark.missing() != Missing::not_yet)
            lines.push_back(fmt::format("{}\t{}\t{}\n", key_text(block.keys, seen.row),
                                        seen.cell.value, seen.cell.mark.byte()));
    if (lines.empty()) return {};
    std::ranges::sort(lines);
    std::string text = block.measure + "\n" + to_string(period) + "\n";
    for (const auto& line : lines) text += line;
    return sha256(text);
}

// A measure's own tests of parts; where there are any, nothing is guessed any more.
void check_parts_of(const ArrivedMeasure& arrived, const QualityRules& rules, Doubts& doubts)
{
    const auto all = rules.all_of(QualityCheck::parts, arrived.name());
    for (const auto* rule : all)
        if (rule->then != OnDoubt::off && (all.size() == 1 || !rule->dimension.empty()))
            check_parts(arrived, *rule, doubts);
}

// All figures as they would be: nothing where the release would be refused, which is told then.
std::optional<Graph> as_taken(const Graph& in_force, const Release& release, const Doubts& doubts)
{
    auto taken = in_force;
    auto part = release;
    for (const auto& doubt : doubts)
        if (doubt.then == OnDoubt::hold && doubt.check == QualityCheck::duplicates)
            part.held.push_back(doubt.column);
    const auto absorbed = taken.absorb(part);
    if (!absorbed) return std::nullopt;
    taken.update(*absorbed);
    return taken;
}

void check_recomputed_of(const std::vector<ArrivedMeasure>& measures, const Graph& in_force,
                         const Release& release, const QualityRules& rules, Doubts& doubts)
{
    std::optional<Graph> taken; // a second graph is made only where somebody asks for it
    for (const auto* rule : rules.all_of(QualityCheck::recomputed)) {
        const auto arrived = std::ranges::find(measures, rule->published, &ArrivedMeasure::name);
        const bool inputs = is_computed_from(measures, in_force, *rule);
        if (rule->then == OnDoubt::off || (arrived == measures.end() && !inputs)) continue;
        if (!taken) taken = as_taken(in_force, release, doubts);
        if (!taken) return;
        if (arrived != measures.end()) check_recomputed(*arrived, *taken, *rule, doubts);
        if (inputs) check_inputs(measures, in_force, *taken, *rule, doubts);
    }
}

} // namespace

Doubt doubt_of(const ArrivedMeasure& arrived, const QualityRule& rule, Period period)
{
    Doubt doubt;
    doubt.check = rule.check;
    doubt.rule = rule.id;
    doubt.column = {arrived.name(), period};
    const bool old = arrived.is_first() && period != arrived.columns().rbegin()->first;
    doubt.then = old ? std::min(rule.then, OnDoubt::tell) : rule.then;
    doubt.unit = arrived.shape().unit;
    return doubt;
}

std::string figures_digest(const Release& release, const FigureColumn& column)
{
    const auto block = std::ranges::find(release.blocks, column.measure, &MeasureBlock::measure);
    if (block == release.blocks.end() || !column.period) return {};
    return digest_of(*block, *column.period);
}

std::vector<Doubt> screen(const Graph& in_force, const Release& release, const QualityRules& rules)
{
    std::vector<ArrivedMeasure> measures;
    Doubts doubts;
    for (const auto& block : release.blocks)
        if (auto arrived = ArrivedMeasure::of(in_force, release, block))
            measures.push_back(std::move(*arrived));
    for (const auto& arrived : measures) {
        for (const auto& [check, judge] : single_checks) {
            const auto* rule = rules.of(check, arrived.name());
            if (rule->then != OnDoubt::off) judge(arrived, *rule, doubts);
        }
        check_parts_of(arrived, rules, doubts);
    }
    check_recomputed_of(measures, in_force, release, rules, doubts);
    for (auto& doubt : doubts)
        if (doubt.figures.empty()) doubt.figures = figures_digest(release, doubt.column);
    std::ranges::stable_sort(doubts, {}, [](const Doubt& doubt) { return doubt.column; });
    return doubts;
}

} // namespace tuermer
