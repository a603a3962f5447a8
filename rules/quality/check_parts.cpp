// SPDX-License-Identifier: EUPL-1.2
// Parts and their whole, shares and 100.
#include "rules/detectors/spelling.hpp"
#include "rules/quality/checks.hpp"
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace tuermer {

namespace {

using Figures = std::function<Cell(std::uint32_t row)>;

// The rows that differ in one dimension only.
struct Group {
    std::vector<std::uint32_t> parts;
    std::optional<std::uint32_t> whole;
};

std::vector<Group> groups_of(const KeyTable& keys, std::size_t dimension, const std::string& whole)
{
    std::map<std::vector<std::uint32_t>, Group> groups;
    for (std::uint32_t row = 0; row < keys.rows(); ++row) {
        std::vector<std::uint32_t> others;
        for (std::size_t d = 0; d < keys.dimensions().size(); ++d)
            if (d != dimension) others.push_back(keys.code_number(row, d));
        auto& group = groups[others];
        if (!whole.empty() && keys.code(row, dimension) == whole)
            group.whole = row;
        else
            group.parts.push_back(row);
    }
    std::vector<Group> all;
    for (auto& [others, group] : groups) all.push_back(std::move(group));
    return all;
}

struct Sum {
    double parts = 0, whole = 0;
};

// Nothing where a part or the whole is not there.
std::optional<Sum> sum_of(const Group& group, const QualityRule& rule, const Figures& figures)
{
    if (group.parts.size() < 2 || (!rule.adds_to && !group.whole)) return std::nullopt;
    Sum sum;
    for (const auto row : group.parts) {
        const auto cell = figures(row);
        if (!cell.has_value()) return std::nullopt;
        sum.parts += cell.value;
    }
    const auto whole = rule.adds_to ? Cell{*rule.adds_to, Missing::none} : figures(*group.whole);
    if (!whole.has_value()) return std::nullopt;
    sum.whole = whole.value;
    return sum;
}

double allowed(const QualityRule& rule, const Group& group)
{
    if (rule.within) return *rule.within;
    return statistics::rounding_of_sum(group.parts.size() + (rule.adds_to ? 0 : 1),
                                       rule.rounded_to);
}

bool is_off(const Group& group, const QualityRule& rule, const Sum& sum)
{
    return statistics::disagree(sum.parts, sum.whole, allowed(rule, group));
}

bool is_news(const ArrivedMeasure& arrived, const Group& group, Period period)
{
    const auto differs = [&](std::uint32_t row) {
        return arrived.in_force(row, period) != arrived.said(row, period);
    };
    return std::ranges::any_of(group.parts, differs) || (group.whole && differs(*group.whole));
}

void check_column(const ArrivedMeasure& arrived, const QualityRule& rule,
                  const std::vector<Group>& groups, Period period, Doubts& doubts)
{
    const Figures figures = [&](std::uint32_t row) { return arrived.said(row, period); };
    OffShare share;
    auto doubt = doubt_of(arrived, rule, period);
    double within = 0;
    for (const auto& group : groups) {
        const auto sum = sum_of(group, rule, figures);
        if (!sum || !is_news(arrived, group, period)) continue;
        ++share.judged;
        if (!is_off(group, rule, *sum)) continue;
        ++share.off;
        within = std::max(within, allowed(rule, group));
        if (doubt.rows.size() < Doubt::most_rows)
            doubt.rows.push_back(
                {key_text(arrived.block().keys, group.parts.front()), sum->parts, sum->whole});
    }
    if (share.off == 0) return;
    doubt.then = std::min(doubt.then, share.then(rule));
    doubt.found =
        weave("In {} von {} Gruppen ergeben die Teile („{}“) nicht {}; zulässig ist ein "
              "Unterschied bis {}.",
              "In {} of {} groups the parts (“{}”) do not add up to {}; a difference of up to {} "
              "is allowed.",
              plain_number(static_cast<double>(share.off)),
              plain_number(static_cast<double>(share.judged)), Text{rule.dimension, rule.dimension},
              rule.adds_to ? plain_number(*rule.adds_to) : Text{"das Ganze", "the whole"},
              plain_number(within));
    doubts.push_back(std::move(doubt));
}

// Whether nearly all groups added up in the columns in force: then they should go on doing so.
bool added_up(const ArrivedMeasure& arrived, const QualityRule& rule,
              const std::vector<Group>& groups, Period period)
{
    const auto before = arrived.before(period);
    if (!before) return false;
    const Figures figures = [&](std::uint32_t row) { return arrived.in_force(row, *before); };
    OffShare share;
    for (const auto& group : groups)
        if (const auto sum = sum_of(group, rule, figures)) {
            ++share.judged;
            if (is_off(group, rule, *sum)) ++share.off;
        }
    return share.judged >= rule.rows && 10 * share.off <= share.judged;
}

// Nobody said which shares belong together: those that added up to 100 until now do.
void check_shares(const ArrivedMeasure& arrived, const QualityRule& usual, Doubts& doubts)
{
    const auto& unit = arrived.shape().unit;
    if (arrived.is_first() || !unit.pure() || unit.scale != 0.01) return;
    const auto& keys = arrived.block().keys;
    for (std::size_t d = 0; d < keys.dimensions().size(); ++d) {
        if (keys.dimensions()[d] == "area") continue;
        auto rule = usual;
        rule.dimension = keys.dimensions()[d];
        const auto groups = groups_of(keys, d, {});
        for (const auto& [period, column] : arrived.columns())
            if (arrived.is_new_or_rewritten(period) && added_up(arrived, rule, groups, period))
                check_column(arrived, rule, groups, period, doubts);
    }
}

} // namespace

void check_parts(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    if (rule.dimension.empty()) return check_shares(arrived, rule, doubts);
    const auto& keys = arrived.block().keys;
    const auto dimension = keys.dimension(rule.dimension);
    if (!dimension) return;
    const auto groups = groups_of(keys, *dimension, rule.whole);
    for (const auto& [period, column] : arrived.columns())
        if (arrived.news(period) != ColumnNews::none)
            check_column(arrived, rule, groups, period, doubts);
}

} // namespace tuermer
