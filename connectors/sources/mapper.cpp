// SPDX-License-Identifier: EUPL-1.2
// Row by row: which measures it belongs to, its key, its period, its figures.
#include "connectors/sources/mapper.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/periods.hpp"
#include "connectors/sources/labels.hpp"
#include "connectors/sources/refusals.hpp"
#include "rules/base/large_pages.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace tuermer {
namespace {

constexpr std::size_t longest_shown = 120; // bytes of a cell in a message

// In one line, not cut inside a character.
std::string shortened(std::string_view content)
{
    return header_name(first_characters(content, longest_shown));
}

} // namespace

// What a later table says goes before what an earlier one says.
Signs signs_over(Signs usual, const Signs& over)
{
    for (const auto& [sign, meaning] : over) usual[sign] = meaning;
    return usual;
}

Mapper::Mapper(const Mapping& mapping, const ReadTable& about, const CellTable& first,
               const BoundMapping& bound, std::size_t rows)
    : mapping_(mapping),
      table_(&first),
      signs_(signs_over(signs_over(default_signs(), about.signs), mapping.signs)),
      flags_(signs_over(about.statuses.empty() ? default_signs() : about.statuses, mapping.signs)),
      bound_(bound),
      figures_(signs_),
      codes_(mapping.dimensions.size()),
      key_(mapping.dimensions.size())
{
    std::vector<std::string> dimensions;
    for (const auto& dimension : mapping.dimensions) dimensions.push_back(dimension.name);
    for (const auto& measure : bound_.measures) {
        auto& block = blocks_.emplace_back();
        block.block.measure = measure.measure->name;
        block.block.keys = KeyTable{dimensions};
        if (!measure.where.empty()) continue; // nobody knows how many
        auto& observations = block.block.observations;
        observations.reserve(rows * measure.values.size());
        prefer_large_pages(observations.data(), observations.capacity() * sizeof(Observation));
        block.lines.reserve(rows * measure.values.size());
    }
    if (!mapping.period.value.empty())
        fixed_period_ = read_period(mapping.period.value, mapping.period.frequency);
    for (const auto& column : bound_.unread)
        unread(column.line, column.column, column.content, column.why);
}

void Mapper::unread(std::uint32_t line, std::string column, std::string_view content, Text why)
{
    if (understood_.unread_total++ >= Understood::max_unread) return;
    const auto& columns = table_->columns;
    const auto place = std::find(columns.begin(), columns.end(), column);
    if (table_->lettered && place != columns.end())
        column = fmt::format(
            "{}: {}", column_letters(static_cast<std::uint32_t>(place - columns.begin())), column);
    understood_.unread.push_back(
        {table_->name, line, std::move(column), shortened(content), std::move(why)});
}

const Code& Mapper::code(std::size_t dimension, std::string_view label)
{
    return codes_[dimension].of(label, [&] {
        return code_of_label(mapping_.dimensions[dimension], label, mapping_.strip_footnotes);
    });
}

const std::optional<Period>& Mapper::period(std::string_view text)
{
    return periods_.of(text, [&] {
        return read_period(stripped(trimmed(text), mapping_.period.strip),
                           mapping_.period.frequency);
    });
}

bool Mapper::fulfils(const BoundCondition& condition, std::uint32_t row) const
{
    const auto& values = condition.values;
    const auto cell = trimmed(table_->cell(row, condition.column));
    if (std::find(values.begin(), values.end(), cell) != values.end()) return true;
    return mapping_.strip_footnotes &&
           std::find(values.begin(), values.end(), without_footnote(cell)) != values.end();
}

bool Mapper::matches(const BoundMeasure& measure, std::uint32_t row) const
{
    if (measure.where.empty()) return true;
    return std::all_of(measure.where.begin(), measure.where.end(),
                       [&](const BoundCondition& condition) { return fulfils(condition, row); });
}

bool Mapper::skipped(std::uint32_t row) const
{
    return std::any_of(bound_.skip.begin(), bound_.skip.end(),
                       [&](const BoundCondition& condition) { return fulfils(condition, row); });
}

bool Mapper::overlong(std::uint32_t row) const
{
    const auto line = table_->line(row);
    const auto found =
        std::lower_bound(table_->overlong.begin(), table_->overlong.end(), line,
                         [](const CellTable::Overlong& a, std::uint32_t b) { return a.line < b; });
    return found != table_->overlong.end() && found->line == line;
}

// Without a column the names of columns, or the file as a whole, say the period.
bool Mapper::read_period_cell(std::uint32_t row)
{
    row_period_ = fixed_period_;
    if (bound_.period_columns.empty()) return true;
    std::string joined;
    auto content = table_->cell(row, bound_.period_columns.front());
    if (bound_.period_columns.size() == 1) {
        row_period_ = period(content);
    } else {
        for (const auto column : bound_.period_columns)
            joined += (joined.empty() ? "" : " ") + std::string{trimmed(table_->cell(row, column))};
        const auto [place, is_new] = joined_periods_.try_emplace(joined);
        if (is_new) place->second = read_period(joined, mapping_.period.frequency);
        row_period_ = place->second;
        content = joined;
    }
    if (row_period_) return true;
    const auto frequency = name_of(mapping_.period.frequency);
    unread(table_->line(row), table_->columns[bound_.period_columns.front()], content,
           say("Das ist kein Zeitraum der Art „{0}“", "this is not a period of the kind '{1}'",
               frequency.de, frequency.en));
    return false;
}

bool Mapper::read_codes(std::uint32_t row)
{
    for (std::size_t i = 0; i < mapping_.dimensions.size(); ++i) {
        const auto& dimension = mapping_.dimensions[i];
        key_[i] = &dimension.value;
        if (!bound_.dimension_columns[i]) continue;
        const auto column = *bound_.dimension_columns[i];
        const auto& found = code(i, table_->cell(row, column));
        key_[i] = &found.text;
        if (found.known) continue;
        if (found.ignored)
            ++ignored_rows_;
        else
            unread(table_->line(row), table_->columns[column], table_->cell(row, column),
                   dimension.codes.empty()
                       ? say("Hier fehlt der Schlüssel der Dimension {}",
                             "the code of dimension {} is missing here", dimension.name)
                       : say("Diese Beschriftung ist bei „codes“ von {} nicht genannt",
                             "this label is not among the 'codes' of {}", dimension.name));
        return false;
    }
    return true;
}

bool Mapper::percent_fits(const MeasureMapping& measure, const PrintedFigure& figure) const
{
    return !figure.percent || (measure.unit.pure() && measure.unit.scale == 0.01);
}

void Mapper::read_value(std::size_t measure, const ValueColumn& value, std::uint32_t row)
{
    const auto cell = table_->cell(row, value.column);
    auto figure = figures_.read(cell, value.style);
    if (const auto status = bound_.measures[measure].status) {
        const auto flag = trimmed(table_->cell(row, *status));
        if (!apply_flag(figure, flag, flags_))
            return unread(table_->line(row), table_->columns[*status], flag,
                          say("Dieser Status ist unbekannt; er kann bei „signs“ erklärt werden",
                              "this status is unknown; it can be explained at 'signs'"));
    }
    if (figure.kind == PrintedFigure::Kind::empty) ++empty_cells_;
    if (figure.kind == PrintedFigure::Kind::empty || figure.kind == PrintedFigure::Kind::ignored)
        return;
    if (head_ == Head::not_read)
        head_ = read_codes(row) && read_period_cell(row) ? Head::good : Head::bad;
    if (head_ == Head::bad) return;
    const auto line = table_->line(row);
    const auto& name = table_->columns[value.column];
    if (figure.kind == PrintedFigure::Kind::unread)
        return unread(line, name, cell, why_unread(figure));
    if (!percent_fits(*bound_.measures[measure].measure, figure))
        return unread(line, name, cell,
                      say("Hier stehen Prozent, aber {} hat eine andere Einheit",
                          "these are percent, but {} has another unit",
                          mapping_.measures[measure].name));
    auto& block = blocks_[measure];
    block.block.observations.push_back(
        {block.row_of(key_of(value)), value.period ? *value.period : *row_period_, figure.cell});
    block.lines.push_back(line);
}

const std::vector<const std::string*>& Mapper::key_of(const ValueColumn& value)
{
    if (!mapping_.unpivot) return key_;
    column_key_ = key_;
    for (std::size_t i = 0; i < column_key_.size(); ++i)
        if (value.codes[i]) column_key_[i] = &*value.codes[i];
    return column_key_;
}

void Mapper::read_row(std::uint32_t row)
{
    if (skipped(row)) return;
    head_ = Head::not_read;
    const bool moved = !table_->overlong.empty() && overlong(row);
    for (std::size_t i = 0; i < bound_.measures.size(); ++i) {
        const auto& measure = bound_.measures[i];
        if (!matches(measure, row)) continue;
        if (moved)
            return unread(table_->line(row), table_->columns.back(), table_->cell(row, 0),
                          say("Die Zeile hat nicht so viele Zellen wie der Kopf; wahrscheinlich "
                              "steht ein Trennzeichen oder Zeilenende ohne Anführungszeichen in "
                              "einer Zelle",
                              "the row has not as many cells as the header; probably a separator "
                              "or line end stands in a cell without quotes"));
        ++blocks_[i].rows_matched;
        for (const auto& value : measure.values) read_value(i, value, row);
    }
}

void Mapper::read(const CellTable& table)
{
    table_ = &table;
    for (std::uint32_t row = 0; row < table.rows(); ++row) read_row(row);
}

void Mapper::drain(const std::function<void(std::size_t measure, const MeasureBlock&)>& each)
{
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        each(i, blocks_[i].block);
        blocks_[i].block.observations.clear();
        blocks_[i].lines.clear();
    }
}

// The same figure twice is fine; two figures for one cell are not: which one is meant, nobody
// knows.
void Mapper::settle(std::size_t measure)
{
    auto& [block, lines, matched, last_key, last_row] = blocks_[measure];
    auto& all = block.observations;
    const auto not_before = [](const Observation& a, const Observation& b) {
        return std::tie(a.row, a.period) >= std::tie(b.row, b.period);
    };
    if (std::ranges::adjacent_find(all, not_before) == all.end()) return; // the usual order
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(all[a].row, all[a].period, a) < std::tie(all[b].row, all[b].period, b);
    };
    std::vector<std::uint32_t> order(all.size());
    std::iota(order.begin(), order.end(), 0U);
    if (!std::is_sorted(order.begin(), order.end(), before))
        std::sort(order.begin(), order.end(), before);

    std::vector<Observation> settled;
    settled.reserve(all.size());
    std::uint32_t first_line = 0;
    for (const auto at : order) {
        const bool again = !settled.empty() && settled.back().row == all[at].row &&
                           settled.back().period == all[at].period;
        if (!again) {
            settled.push_back(all[at]);
            first_line = lines[at];
            continue;
        }
        if (settled.back().cell == all[at].cell) continue;
        const auto key = key_text(block.keys, all[at].row);
        unread(lines[at], mapping_.measures[measure].column,
               fmt::format("{} {}", key, to_string(all[at].period)),
               say("Zu {} stehen in den Zeilen {} und {} verschiedene Zahlen ({} und {})",
                   "for {} lines {} and {} hold different figures ({} and {})",
                   mapping_.measures[measure].name, first_line, lines[at],
                   settled.back().cell.value, all[at].cell.value));
    }
    all = std::move(settled);
}

void Mapper::settle_duplicates()
{
    for (std::size_t i = 0; i < blocks_.size(); ++i) settle(i);
}

bool Mapper::lacks_measures() const
{
    return std::ranges::any_of(
        blocks_, [](const MappedBlock& block) { return block.block.observations.empty(); });
}

// A full snapshot without any figure of a measure would withdraw all of them: that is never meant.
std::vector<Error> Mapper::empty_measures(const CellTable& first) const
{
    std::vector<Error> errors;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (!blocks_[i].block.observations.empty()) continue;
        const auto& bound = bound_.measures[i];
        const bool unmatched = blocks_[i].rows_matched == 0 && !bound.where.empty();
        errors.push_back(unmatched ? nothing_matched(first, bound)
                                   : no_figures(first, *bound.measure));
    }
    const bool some_are_enough = !mapping_.full && errors.size() < blocks_.size();
    return some_are_enough ? std::vector<Error>{} : errors;
}

Understood Mapper::take()
{
    for (auto& block : blocks_) {
        if (block.block.observations.empty()) continue;
        understood_.cells_read += block.block.observations.size();
        understood_.release.blocks.push_back(std::move(block.block));
    }
    if (ignored_rows_ > 0)
        understood_.remarks.push_back(say(
            "Übergangene Zeilen mit anderen Beschriftungen (other_codes = \"ignore\"): {}.",
            "Rows with other labels passed over (other_codes = \"ignore\"): {}.", ignored_rows_));
    if (empty_cells_ > 0)
        understood_.remarks.push_back(say("Leere Zellen, die als nicht geliefert gelten: {}.",
                                          "Empty cells that count as not delivered: {}.",
                                          empty_cells_));
    return std::move(understood_);
}

} // namespace tuermer
