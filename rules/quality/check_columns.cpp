// SPDX-License-Identifier: EUPL-1.2
// Columns that are a copy of the one before, and columns that moved as a whole: a wrong unit, a
// decimal comma that slipped.
#include "rules/detectors/spelling.hpp"
#include "rules/quality/checks.hpp"
#include "rules/statistics/consistency.hpp"

#include <algorithm>
#include <functional>
#include <set>

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

bool is_jump(const ColumnMoves& moves, const QualityRule& rule)
{
    return moves.rows >= rule.rows && moves.share(moves.most_moved()) >= rule.share;
}

Text jump_text(const ColumnMoves& moves, const Text& against, double factor)
{
    const auto moved = plain_number(static_cast<double>(moves.most_moved())),
               rows = plain_number(static_cast<double>(moves.rows)), by = plain_number(factor);
    if (moves.up >= moves.down)
        return weave("{} von {} Zeilen haben mindestens das {}-Fache {}. Eine andere Einheit, oder "
                     "ein verrutschtes Komma?",
                     "{} of {} rows have at least {} times {}. Another unit, or a decimal point "
                     "that slipped?",
                     moved, rows, by, against);
    return weave("{} von {} Zeilen haben höchstens ein {}-tel {}. Eine andere Einheit, oder ein "
                 "verrutschtes Komma?",
                 "{} of {} rows have at most one {}th of {}. Another unit, or a decimal point that "
                 "slipped?",
                 moved, rows, by, against);
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

// The columns in their order: what is taken back in one is trusted in the next.
class Jumps {
public:
    Jumps(const ArrivedMeasure& arrived, const QualityRule& rule)
        : arrived_(arrived),
          rule_(rule),
          limits_{100 * (rule.factor - 1), 100 * (1 - 1 / rule.factor)},
          rows_(slices_of(arrived).front().rows)
    {
    }

    std::optional<Doubt> of(Period period)
    {
        const auto other = beside(period);
        if (!other) return std::nullopt;
        const auto moved = moves(other->figures, said(arrived_, period));
        if (!is_jump(moved, rule_) || is_seasonal(period)) return std::nullopt;
        if (takes_a_jump_back(period)) {
            taken_back_.insert(period);
            return std::nullopt;
        }
        auto doubt = doubt_of(arrived_, rule_, period);
        doubt.found = jump_text(moved, other->what, rule_.factor);
        add_rows(doubt, arrived_.block().keys, rows_, other->figures, said(arrived_, period));
        return doubt;
    }

private:
    ColumnMoves moves(const Figures& before, const Figures& now) const
    {
        return moves_of(rows_, before, now, limits_);
    }

    Figures trusted(Period period) const
    {
        return taken_back_.contains(period) ? said(arrived_, period) : in_force(arrived_, period);
    }

    std::optional<Beside> beside(Period period) const
    {
        if (arrived_.news(period) == ColumnNews::rewritten)
            return Beside{in_force(arrived_, period),
                          {"des bisher geltenden Werts", "the figure in force until now"}};
        if (const auto before = arrived_.before(period))
            return Beside{trusted(*before), of_period(*before)};
        if (arrived_.columns().contains(period - 1))
            return Beside{said(arrived_, period - 1), of_period(period - 1)};
        return std::nullopt;
    }

    // A jump that was let in turns out to be a slip: the column in force stands out from the one
    // before it, and the one that comes does not.
    bool takes_a_jump_back(Period period) const
    {
        const auto before = arrived_.before(period);
        if (arrived_.news(period) != ColumnNews::rewritten || !before) return false;
        const auto other = trusted(*before);
        const auto now = moves(other, said(arrived_, period));
        return is_jump(moves(other, in_force(arrived_, period)), rule_) && now.rows >= rule_.rows &&
               !is_jump(now, rule_);
    }

    // What is high every October is no jump.
    bool is_seasonal(Period period) const
    {
        const int year = periods_per_year(period.frequency());
        if (year == 1 || arrived_.news(period) != ColumnNews::fresh) return false;
        const auto moved = moves(in_force(arrived_, period - year), said(arrived_, period));
        return moved.rows >= rule_.rows && !is_jump(moved, rule_);
    }

    const ArrivedMeasure& arrived_;
    const QualityRule& rule_;
    statistics::MoveLimits limits_;
    RowNumbers rows_;
    std::set<Period> taken_back_;
};

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
    Jumps jumps(arrived, rule);
    for (const auto& [period, column] : arrived.columns())
        if (arrived.is_new_or_rewritten(period))
            if (auto doubt = jumps.of(period)) doubts.push_back(std::move(*doubt));
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
