// SPDX-License-Identifier: EUPL-1.2
// Columns that are a copy of the one before, and columns that moved as a whole: a wrong unit, a
// decimal comma that slipped.
#include "rules/detectors/spelling.hpp"
#include "rules/quality/checks.hpp"
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <functional>

namespace tuermer {

namespace {

using statistics::ColumnMoves;
using Figures = std::function<Cell(std::uint32_t row)>;
using RowNumbers = std::vector<std::uint32_t>;

constexpr int habit_pairs = 5; // earlier columns that show what is usual

// A column's rows, or those of one group: publishers copy the shares of one group as well.
struct Slice {
    RowNumbers rows;
    std::string group; // empty: all
};

std::vector<Slice> slices_of(const ArrivedMeasure& arrived)
{
    const auto& keys = arrived.block().keys;
    std::vector<Slice> slices(1);
    for (std::uint32_t row = 0; row < keys.rows(); ++row) slices.front().rows.push_back(row);
    for (std::size_t d = 0; d < keys.dimensions().size(); ++d) {
        if (keys.dimensions()[d] == "area" || keys.codes_of(d).size() < 2) continue;
        const auto first = slices.size();
        for (const auto& code : keys.codes_of(d)) slices.push_back({{}, code});
        for (const auto row : slices.front().rows)
            slices[first + keys.code_number(row, d)].rows.push_back(row);
    }
    return slices;
}

ColumnMoves moves_of(const RowNumbers& rows, const Figures& before, const Figures& now,
                     statistics::MoveLimits limits = {})
{
    ColumnMoves moves;
    for (const auto row : rows) {
        const auto then = before(row), here = now(row);
        if (then.has_value() && here.has_value()) moves.add(then.value, here.value, limits);
    }
    return moves;
}

Figures in_force(const ArrivedMeasure& arrived, Period period)
{
    return [&arrived, period](std::uint32_t row) { return arrived.in_force(row, period); };
}

Figures said(const ArrivedMeasure& arrived, Period period)
{
    return [&arrived, period](std::uint32_t row) { return arrived.said(row, period); };
}

void add_rows(Doubt& doubt, const KeyTable& keys, const RowNumbers& rows, const Figures& before,
              const Figures& now)
{
    for (const auto row : rows) {
        const auto then = before(row), here = now(row);
        if (!then.has_value() || !here.has_value() || then.value == 0) continue;
        doubt.rows.push_back({key_text(keys, row), here.value, then.value});
        if (doubt.rows.size() == Doubt::most_rows) return;
    }
}

// Tax rates and the like stay for years by nature: the median share of rows that stayed the same
// between columns in force.
double usual_share_of_same(const ArrivedMeasure& arrived, const RowNumbers& rows, Period period)
{
    std::vector<double> shares;
    for (int back = 1; back <= habit_pairs; ++back) {
        const auto moves =
            moves_of(rows, in_force(arrived, period - back - 1), in_force(arrived, period - back));
        if (moves.rows > 0) shares.push_back(moves.share(moves.same));
    }
    if (shares.empty()) return 0;
    const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    std::ranges::nth_element(shares, middle);
    return *middle;
}

bool is_copy(const ColumnMoves& moves, const QualityRule& rule)
{
    return moves.rows >= rule.rows && moves.share(moves.same) >= rule.share;
}

// Whether the rows are a copy that is news: neither in force already, nor usual.
bool is_new_copy(const ArrivedMeasure& arrived, const QualityRule& rule, const RowNumbers& rows,
                 Period period, const Figures& other)
{
    if (!is_copy(moves_of(rows, other, said(arrived, period)), rule)) return false;
    if (is_copy(moves_of(rows, other, in_force(arrived, period)), rule)) return false;
    return usual_share_of_same(arrived, rows, period) < rule.share / 2;
}

// A column as delivered beside the one before it as delivered, or as in force: the publisher's
// mistake, or ours. The first slice that is a copy says enough; the whole column comes first.
void check_copied(const ArrivedMeasure& arrived, const QualityRule& rule, Period period,
                  Period before, const Figures& other, Doubts& doubts)
{
    const auto slices = slices_of(arrived);
    const auto copied = std::ranges::find_if(slices, [&](const Slice& slice) {
        return is_new_copy(arrived, rule, slice.rows, period, other);
    });
    if (copied == slices.end()) return;
    const auto now = said(arrived, period);
    const auto moves = moves_of(copied->rows, other, now);
    auto doubt = doubt_of(arrived, rule, period);
    const auto same = plain_number(static_cast<double>(moves.same)),
               rows = plain_number(static_cast<double>(moves.rows));
    doubt.found = weave("{} von {} Zeilen{} haben genau den Wert des Zeitraums {}.",
                        "{} of {} rows{} have exactly the figure of the period {}.", same, rows,
                        copied->group.empty() ? Text{} : say(" („{}“)", " (“{}”)", copied->group),
                        title_of(before));
    add_rows(doubt, arrived.block().keys, copied->rows, other, now);
    doubts.push_back(std::move(doubt));
}

struct Jump {
    ColumnMoves moves;
    Text against;
};

std::optional<Jump> jump_of(const ArrivedMeasure& arrived, const QualityRule& rule, Period period,
                            const Figures& other, Text against)
{
    const statistics::MoveLimits limits{100 * (rule.factor - 1), 100 * (1 - 1 / rule.factor)};
    const auto whole = slices_of(arrived).front();
    const auto moves = moves_of(whole.rows, other, said(arrived, period), limits);
    if (moves.rows < rule.rows || moves.share(moves.most_moved()) < rule.share) return std::nullopt;
    return Jump{moves, std::move(against)};
}

Text jump_text(const Jump& jump, double factor)
{
    const auto moved = plain_number(static_cast<double>(jump.moves.most_moved())),
               rows = plain_number(static_cast<double>(jump.moves.rows)), by = plain_number(factor);
    if (jump.moves.up >= jump.moves.down)
        return weave("{} von {} Zeilen haben mindestens das {}-Fache {}. Eine andere Einheit, oder "
                     "ein verrutschtes Komma?",
                     "{} of {} rows have at least {} times {}. Another unit, or a decimal point "
                     "that slipped?",
                     moved, rows, by, jump.against);
    return weave("{} von {} Zeilen haben höchstens ein {}-tel {}. Eine andere Einheit, oder ein "
                 "verrutschtes Komma?",
                 "{} of {} rows have at most one {}th of {}. Another unit, or a decimal point that "
                 "slipped?",
                 moved, rows, by, jump.against);
}

Text of_period(Period period)
{
    return weave("des Werts von {}", "the figure of {}", title_of(period));
}

// Which figures a column is held against: those in force; of a new period those before it.
struct Beside {
    Figures figures;
    Text what;
};

std::optional<Beside> beside(const ArrivedMeasure& arrived, Period period)
{
    if (arrived.news(period) == ColumnNews::rewritten)
        return Beside{in_force(arrived, period),
                      {"des bisher geltenden Werts", "the figure in force until now"}};
    if (const auto before = arrived.before(period))
        return Beside{in_force(arrived, *before), of_period(*before)};
    if (arrived.columns().contains(period - 1))
        return Beside{said(arrived, period - 1), of_period(period - 1)};
    return std::nullopt;
}

// What is high every October is no jump.
bool is_seasonal(const ArrivedMeasure& arrived, const QualityRule& rule, Period period)
{
    const int year = periods_per_year(period.frequency());
    if (year == 1 || arrived.news(period) != ColumnNews::fresh) return false;
    const auto last_year = in_force(arrived, period - year);
    const auto whole = slices_of(arrived).front();
    if (moves_of(whole.rows, last_year, said(arrived, period)).rows < rule.rows) return false;
    return !jump_of(arrived, rule, period, last_year, {});
}

} // namespace

void check_copied(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    for (const auto& [period, column] : arrived.columns()) {
        if (!arrived.is_new_or_rewritten(period)) continue;
        const auto found = doubts.size();
        if (arrived.columns().contains(period - 1))
            check_copied(arrived, rule, period, period - 1, said(arrived, period - 1), doubts);
        const auto before = arrived.before(period);
        if (doubts.size() == found && before)
            check_copied(arrived, rule, period, *before, in_force(arrived, *before), doubts);
    }
}

void check_jump(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    for (const auto& [period, column] : arrived.columns()) {
        if (!arrived.is_new_or_rewritten(period)) continue;
        const auto other = beside(arrived, period);
        if (!other) continue;
        const auto jump = jump_of(arrived, rule, period, other->figures, other->what);
        if (!jump || is_seasonal(arrived, rule, period)) continue;
        auto doubt = doubt_of(arrived, rule, period);
        doubt.found = jump_text(*jump, rule.factor);
        add_rows(doubt, arrived.block().keys, slices_of(arrived).front().rows, other->figures,
                 said(arrived, period));
        doubts.push_back(std::move(doubt));
    }
}

void check_duplicates(const ArrivedMeasure& arrived, const QualityRule& rule, Doubts& doubts)
{
    for (const auto& [period, column] : arrived.columns()) {
        auto doubt = doubt_of(arrived, rule, period);
        std::size_t cells = 0;
        for (std::size_t i = 1; i < column.size(); ++i) {
            const auto &one = *column[i - 1], &two = *column[i];
            if (one.row != two.row || one.cell == two.cell) continue;
            ++cells;
            if (doubt.rows.size() < Doubt::most_rows && one.cell.has_value())
                doubt.rows.push_back(
                    {key_text(arrived.block().keys, one.row), one.cell.value,
                     two.cell.has_value() ? std::optional(two.cell.value) : std::nullopt});
        }
        if (cells == 0) continue;
        doubt.then = OnDoubt::hold; // both cannot be taken up
        doubt.found = weave("Für {} Zellen stehen zwei verschiedene Angaben in der Lieferung.",
                            "For {} cells the delivery has two different figures.",
                            plain_number(static_cast<double>(cells)));
        doubts.push_back(std::move(doubt));
    }
}

} // namespace tuermer
