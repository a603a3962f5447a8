// SPDX-License-Identifier: EUPL-1.2
// The delivery as a whole beside what is in force: groups that vanished or are new, far fewer
// cells, signs never seen before.
#include "rules/base/digest.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/quality/checks.hpp"

#include <algorithm>
#include <set>

namespace tuermer {

namespace {

using Codes = std::set<std::string, std::less<>>;

// What a full delivery must go on with: rows that have figures in force, and how many figures.
struct InForce {
    std::vector<bool> rows; // of the panel
    std::size_t cells = 0;
};

InForce in_force(const Panel& panel)
{
    InForce found{std::vector<bool>(panel.rows()), 0};
    std::vector<double> values(panel.rows());
    std::vector<std::uint8_t> marks(panel.rows());
    for (std::uint32_t c = 0; c < panel.columns(); ++c) {
        const auto period = panel.first() + static_cast<int>(c);
        std::ranges::fill(marks, Mark{}.byte());
        panel.read(RowRange{0, panel.rows()}, Columns{period.index(), 1}, values.data(),
                   marks.data());
        for (std::uint32_t row = 0; row < panel.rows(); ++row) {
            if (!Mark::from_byte(marks[row]).has_value()) continue;
            found.rows[row] = true;
            ++found.cells;
        }
    }
    return found;
}

Codes codes_in_force(const Panel& panel, const InForce& held, std::size_t dimension)
{
    Codes codes;
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        if (held.rows[row]) codes.insert(panel.keys().code(row, dimension));
    return codes;
}

Codes codes_said(const ArrivedMeasure& arrived, std::string_view dimension)
{
    const auto& keys = arrived.block().keys;
    const auto place = keys.dimension(dimension);
    Codes codes;
    std::vector<bool> rows(arrived.rows());
    for (const auto& [period, column] : arrived.columns())
        for (const auto* seen : column) rows[seen->row] = true;
    for (std::uint32_t row = 0; row < arrived.rows(); ++row)
        if (rows[row]) codes.insert(keys.code(row, *place));
    return codes;
}

Codes without(const Codes& codes, const Codes& others)
{
    Codes rest;
    std::ranges::set_difference(codes, others, std::inserter(rest, rest.end()));
    return rest;
}

std::string listed(const Codes& codes)
{
    constexpr std::size_t most = 8;
    std::string text;
    std::size_t shown = 0;
    for (const auto& code : codes) {
        if (shown++ == most) return text + ", …";
        text += (text.empty() ? "" : ", ") + code;
    }
    return text;
}

Text same_in_both(const std::string& text)
{
    return {text, text};
}

// A doubt about the measure as a whole; the same finding again is the same doubt.
Doubt of_delivery(const ArrivedMeasure& arrived, const QualityRule& rule, OnDoubt then, Text found,
                  const std::string& what)
{
    Doubt doubt;
    doubt.check = rule.check;
    doubt.rule = rule.id;
    doubt.column = {arrived.name(), std::nullopt};
    doubt.then = std::min(then, rule.then);
    doubt.unit = arrived.shape().unit;
    doubt.figures = identity({code_of(rule.check), arrived.name(), what});
    doubt.found = std::move(found);
    return doubt;
}

Text number(std::size_t count)
{
    return plain_number(static_cast<double>(count));
}

struct GroupChanges {
    std::string dimension;
    Codes held, vanished, added;

    bool most_vanished(double share) const
    {
        return static_cast<double>(held.size() - vanished.size()) <
               share * static_cast<double>(held.size());
    }
};

GroupChanges changes_of(const ArrivedMeasure& arrived, const InForce& held, std::size_t dimension)
{
    GroupChanges changes;
    changes.dimension = arrived.panel().keys().dimensions()[dimension];
    changes.held = codes_in_force(arrived.panel(), held, dimension);
    const auto said = codes_said(arrived, changes.dimension);
    changes.vanished = without(changes.held, said);
    const auto& ever = arrived.panel().keys().codes_of(dimension);
    changes.added = without(said, Codes(ever.begin(), ever.end()));
    return changes;
}

// A reform takes an area or two away, which is worth a word; a group is the delivery's shape.
void check_vanished(const ArrivedMeasure& arrived, const QualityRule& rule,
                    const GroupChanges& changes, Doubts& doubts)
{
    if (changes.vanished.empty()) return;
    const bool few_areas = changes.dimension == "area" && !changes.most_vanished(rule.share);
    auto found = weave("Beim Merkmal „{}“ fehlen {} von {} Schlüsseln, die bisher Werte haben: {}.",
                       "Of the dimension “{}” {} of {} codes that have figures are missing: {}.",
                       same_in_both(changes.dimension), number(changes.vanished.size()),
                       number(changes.held.size()), same_in_both(listed(changes.vanished)));
    doubts.push_back(of_delivery(arrived, rule, few_areas ? OnDoubt::tell : OnDoubt::hold,
                                 std::move(found),
                                 changes.dimension + " -" + listed(changes.vanished)));
}

void check_cells(const ArrivedMeasure& arrived, const QualityRule& rule, const InForce& held,
                 Doubts& doubts)
{
    std::size_t cells = 0;
    for (const auto& [period, column] : arrived.columns()) cells += column.size();
    if (static_cast<double>(cells) >= rule.share * static_cast<double>(held.cells)) return;
    doubts.push_back(of_delivery(arrived, rule, OnDoubt::hold,
                                 weave("Die Lieferung hat nur {} Zellen; in Kraft sind {}.",
                                       "The delivery has {} cells only; {} are in force.",
                                       number(cells), number(held.cells)),
                                 "cells"));
}

// A new column of a full delivery that is still half empty.
void check_rows(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    for (const auto& [period, column] : arrived.columns()) {
        if (arrived.is_first() || arrived.news(period) != ColumnNews::fresh) continue;
        const auto before = arrived.before(period);
        if (!before) continue;
        std::size_t rows = 0;
        for (std::uint32_t row = 0; row < arrived.panel().rows(); ++row)
            if (arrived.panel().at(row, *before).has_value()) ++rows;
        if (rows < rule.rows ||
            static_cast<double>(column.size()) >= rule.share * static_cast<double>(rows))
            continue;
        auto doubt = doubt_of(arrived, rule, period);
        doubt.found = weave("Die neue Spalte hat nur {} Zeilen; {} hat {}.",
                            "The new column has {} rows only; {} has {}.", number(column.size()),
                            title_of(*before), number(rows));
        doubts.push_back(std::move(doubt));
    }
}

// A sign that says more than "not yet": why there is no figure, or how a figure is to be read.
bool is_worth_a_word(Mark mark)
{
    const auto missing = mark.missing();
    if (missing != Missing::none)
        return missing != Missing::not_yet && missing != Missing::withdrawn;
    return mark.status() == Status::break_in_series || mark.status() == Status::limited;
}

bool is_known_sign(const Panel& panel, Mark mark)
{
    std::vector<double> values(panel.rows());
    std::vector<std::uint8_t> marks(panel.rows());
    for (auto c = panel.columns(); c > 0; --c) {
        const auto period = panel.first() + static_cast<int>(c - 1);
        std::ranges::fill(marks, Mark{}.byte());
        panel.read(RowRange{0, panel.rows()}, Columns{period.index(), 1}, values.data(),
                   marks.data());
        if (std::ranges::find(marks, mark.byte()) != marks.end()) return true;
    }
    return false;
}

} // namespace

void check_layout(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    if (!arrived.full() || arrived.is_first()) return;
    const auto held = in_force(arrived.panel());
    if (held.cells == 0) return;
    for (std::size_t d = 0; d < arrived.panel().keys().dimensions().size(); ++d)
        check_vanished(arrived, rule, changes_of(arrived, held, d), doubts);
    check_cells(arrived, rule, held, doubts);
    check_rows(arrived, rule, doubts);
}

void check_keys(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    if (arrived.is_first()) return;
    for (std::size_t d = 0; d < arrived.panel().keys().dimensions().size(); ++d) {
        const auto changes = changes_of(arrived, {std::vector<bool>(arrived.panel().rows()), 0}, d);
        if (changes.added.empty()) continue;
        auto found = weave("Beim Merkmal „{}“ gab es diese {} Schlüssel noch nie: {}.",
                           "The dimension “{}” has {} codes never seen before: {}.",
                           same_in_both(changes.dimension), number(changes.added.size()),
                           same_in_both(listed(changes.added)));
        doubts.push_back(of_delivery(arrived, rule, rule.then, std::move(found),
                                     changes.dimension + " +" + listed(changes.added)));
    }
}

void check_signs(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    if (arrived.is_first()) return;
    std::map<std::uint8_t, std::size_t> signs;
    for (const auto& [period, column] : arrived.columns())
        for (const auto* seen : column)
            if (is_worth_a_word(seen->cell.mark)) ++signs[seen->cell.mark.byte()];
    for (const auto& [byte, cells] : signs) {
        const auto mark = Mark::from_byte(byte);
        if (is_known_sign(arrived.panel(), mark)) continue;
        const auto title = mark.has_value() ? title_of(mark.status()) : title_of(mark.missing());
        doubts.push_back(
            of_delivery(arrived, rule, rule.then,
                        weave("Zum ersten Mal steht hier das Zeichen für „{}“, in {} Zellen.",
                              "For the first time there is the sign for “{}”, in {} cells.", title,
                              number(cells)),
                        std::to_string(byte)));
    }
}

} // namespace tuermer
