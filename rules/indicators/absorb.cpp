// SPDX-License-Identifier: EUPL-1.2
// A release goes into the measures' panels: first everything is checked, then everything is taken
// in.
#include "rules/base/large_pages.hpp"
#include "rules/base/suggest.hpp"
#include "rules/indicators/graph_impl.hpp"
#include "rules/indicators/measure_places.hpp"
#include "rules/indicators/survey.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace tuermer {

namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string place_text(const KeyTable& keys, const Observation& seen)
{
    return key_text(keys, seen.row) + " " + to_string(seen.period);
}

constexpr std::size_t longest_run = 512; // rows that are taken in at once

bool is_known(const Cell& cell)
{
    return cell.mark.missing() != Missing::not_yet;
}

// What a figure becomes when this is said about it.
Cell revised(const Cell& before, const Cell& said)
{
    if (is_known(said)) {
        if (!said.has_value()) return {0, said.mark};
        return {said.value + 0.0, said.mark}; // a negative zero is 0
    }
    if (before.has_value()) return {0, Missing::withdrawn};
    return before;
}

} // namespace

class Graph::Intake {
public:
    Intake(Impl& graph, const Release& release) : graph_(graph), release_(release) {}

    Result<> check();
    std::vector<ChangedCell> take();

private:
    struct Block {
        PanelId panel = 0;
        const MeasureBlock* said = nullptr;
        std::vector<std::size_t> places; // of the panel's dimensions in the block's
        Survey survey{};
    };
    Result<Block> check(const MeasureBlock& said) const;
    Result<Survey> survey(const Block& block) const;
    Result<> check_observation(const Block& block, const Observation& seen) const;
    Result<> check_size(const Block& block) const;
    void take(const Block& block);
    std::vector<std::string_view> codes(const Block& block, std::uint32_t row) const;
    void take_period(const Block& block, std::span<const std::uint32_t> rows);
    void take_run(PanelId id, std::uint32_t first, std::span<const Observation> said);
    void withdraw(PanelId id, const std::vector<bool>& present, std::uint32_t rows);
    void put(PanelId id, std::uint32_t row, Period period, Cell said);
    tl::unexpected<Error> refuse(Text what) const
    {
        return fail(Remedy::mend, std::move(what), release_.source);
    }

    Impl& graph_;
    const Release& release_;
    std::vector<Block> blocks_;
    std::vector<ChangedCell> changed_;
};

Result<> Graph::Intake::check()
{
    for (const auto& said : release_.blocks) {
        auto block = check(said);
        if (!block) return tl::unexpected<Error>(block.error());
        const bool again = std::ranges::any_of(
            blocks_, [&](const Block& other) { return other.panel == block->panel; });
        if (again)
            return refuse(say("die Messgröße '{}' kommt in einer Veröffentlichung zweimal vor",
                              "the measure '{}' occurs twice in one release", said.measure));
        blocks_.push_back(std::move(*block));
    }
    return {};
}

Result<Graph::Intake::Block> Graph::Intake::check(const MeasureBlock& said) const
{
    const auto found = graph_.names.find(said.measure);
    if (found == graph_.names.end() || !graph_.is_measure(found->second)) {
        std::vector<std::string> names;
        for (const auto& shape : graph_.measures) names.push_back(shape.name);
        const auto near = nearest(said.measure, names);
        const auto meant =
            near ? say("; gemeint ist vielleicht '{}'", "; perhaps '{}' is meant", *near) : Text{};
        return refuse(
            {fmt::format("eine Messgröße '{}' ist nicht bekannt{}", said.measure, meant.de),
             fmt::format("no measure '{}' is known{}", said.measure, meant.en)});
    }
    const auto& shape = graph_.measures[found->second];
    auto places = places_of(shape, said.keys);
    if (!places)
        return refuse(say("die Messgröße '{}' kommt mit den Dimensionen '{}'; zugesagt sind '{}'",
                          "the measure '{}' comes with the dimensions '{}'; promised are '{}'",
                          said.measure, joined(said.keys.dimensions()), joined(shape.dimensions)));
    Block block{found->second, &said, std::move(*places)};
    const auto surveyed = survey(block);
    if (!surveyed) return tl::unexpected<Error>(surveyed.error());
    block.survey = *surveyed;
    const auto fits = check_size(block);
    if (!fits) return tl::unexpected<Error>(fits.error());
    return block;
}

Result<> Graph::Intake::check_observation(const Block& block, const Observation& seen) const
{
    const auto& measure = block.said->measure;
    const auto& keys = block.said->keys;
    if (seen.row >= keys.rows())
        return refuse(say("'{}': eine Beobachtung gehört zu keiner Zeile",
                          "'{}': an observation belongs to no row", measure));
    const auto frequency = graph_.measures[block.panel].frequency;
    if (seen.period.frequency() != frequency) {
        const auto takt = name_of(frequency);
        const auto place = place_text(keys, seen);
        return refuse({fmt::format("'{}': {} ist kein Wert je {}", measure, place, takt.de),
                       fmt::format("'{}': {} is not a value per {}", measure, place, takt.en)});
    }
    if (seen.cell.has_value() && !std::isfinite(seen.cell.value))
        return refuse(say("'{}': {} ist keine endliche Zahl", "'{}': {} is not a finite number",
                          measure, place_text(keys, seen)));
    return {};
}

Result<Survey> Graph::Intake::survey(const Block& block) const
{
    const auto& keys = block.said->keys;
    const auto& observations = block.said->observations;
    const auto frequency = graph_.measures[block.panel].frequency;
    const auto is_sound = [&](const Observation& seen) {
        return seen.row < keys.rows() && seen.period.frequency() == frequency &&
               (!seen.cell.has_value() || std::isfinite(seen.cell.value));
    };
    Survey survey;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const auto& seen = observations[i];
        if (!is_sound(seen)) return tl::unexpected(check_observation(block, seen).error());
        if (i > 0) survey.see(seen, observations[i - 1]);
        if (is_known(seen.cell)) survey.see_known(seen.period);
    }
    if (survey.rising) return survey;
    const auto twice = contradiction(observations);
    if (!twice) return survey;
    return refuse(say("'{}': für {} gibt es zwei verschiedene Angaben",
                      "'{}': there are two different figures for {}", block.said->measure,
                      place_text(keys, *twice)));
}

Result<> Graph::Intake::check_size(const Block& block) const
{
    const auto& panel = graph_.panels[block.panel];
    if (std::uint64_t{panel.rows()} + block.said->keys.rows() > Panel::max_rows)
        return refuse(say("'{}' hätte mehr als {} Zeilen", "'{}' would have more than {} rows",
                          block.said->measure, +Panel::max_rows));
    const auto& said = block.survey.periods;
    if (!said) return {};
    const auto first = panel.empty() ? said->first : std::min(said->first, panel.first());
    const auto last = panel.empty() ? said->last : std::max(said->last, panel.last());
    if (static_cast<std::uint32_t>(last - first) >= Panel::max_columns)
        return refuse(say("'{}' reichte von {} bis {}, mehr als {} Zeiträume",
                          "'{}' would span {} to {}, more than {} periods", block.said->measure,
                          to_string(first), to_string(last), +Panel::max_columns));
    const auto rows = std::uint64_t{panel.rows()} + block.said->keys.rows();
    if (rows * static_cast<std::uint64_t>(last - first + 1) > Panel::max_cells)
        return refuse(say("'{}' hätte mehr als {} Zellen", "'{}' would have more than {} cells",
                          block.said->measure, +Panel::max_cells));
    return {};
}

std::vector<ChangedCell> Graph::Intake::take()
{
    std::size_t most = 0;
    for (const auto& block : blocks_) most += block.said->observations.size();
    changed_.reserve(most);
    prefer_large_pages(changed_.data(), most * sizeof(ChangedCell));
    for (const auto& block : blocks_) take(block);
    const auto place = [](const ChangedCell& cell) {
        return std::pair(std::uint64_t{cell.panel} << 32U | cell.row, cell.period.index());
    };
    const auto before = [&](const auto& a, const auto& b) { return place(a) < place(b); };
    if (!std::ranges::is_sorted(changed_, before)) std::ranges::sort(changed_, before);
    return std::move(changed_);
}

std::vector<std::string_view> Graph::Intake::codes(const Block& block, std::uint32_t row) const
{
    std::vector<std::string_view> codes;
    for (const auto place : block.places) codes.push_back(block.said->keys.code(row, place));
    return codes;
}

// A row exists from its first known figure on, so that what is stored makes the same rows again.
void Graph::Intake::take(const Block& block)
{
    auto& panel = graph_.panels[block.panel];
    const auto& said = *block.said;
    const auto rows_before = panel.rows();
    if (block.survey.periods) panel.cover(*block.survey.periods);
    auto rows = panel.keys().find_all(said.keys, block.places);
    if (!release_.full && block.survey.rising && block.survey.one_period && block.survey.periods)
        return take_period(block, rows);
    // Which cells the release has: only a full one withdraws the others.
    std::vector<bool> present(release_.full ? std::size_t{rows_before} * panel.columns() : 0);
    for (const auto& seen : said.observations) {
        auto& row = rows[seen.row];
        if (row == KeyTable::no_row && !is_known(seen.cell)) continue;
        if (row == KeyTable::no_row) row = panel.row(codes(block, seen.row));
        if (release_.full && row < rows_before && !panel.empty() && panel.first() <= seen.period &&
            seen.period <= panel.last())
            present[std::size_t{row} * panel.columns() +
                    static_cast<std::size_t>(seen.period - panel.first())] = true;
        put(block.panel, row, seen.period, seen.cell);
    }
    if (release_.full) withdraw(block.panel, present, rows_before);
}

// A new period of many rows: those that follow each other in the panel too, together.
void Graph::Intake::take_period(const Block& block, std::span<const std::uint32_t> rows)
{
    const std::span said = block.said->observations;
    for (std::size_t i = 0; i < said.size();) {
        const auto row = rows[said[i].row];
        if (row == KeyTable::no_row) {
            if (is_known(said[i].cell)) {
                const auto added = graph_.panels[block.panel].row(codes(block, said[i].row));
                put(block.panel, added, said[i].period, said[i].cell);
            }
            ++i;
            continue;
        }
        std::size_t count = 1;
        while (count < longest_run && i + count < said.size() &&
               rows[said[i + count].row] == row + count)
            ++count;
        take_run(block.panel, row, said.subspan(i, count));
        i += count;
    }
}

void Graph::Intake::take_run(PanelId id, std::uint32_t first, std::span<const Observation> said)
{
    auto& panel = graph_.panels[id];
    auto& past = graph_.pasts[id];
    const auto period = said.front().period;
    const Columns column{period.index(), 1};
    const RowRange run{first, first + static_cast<std::uint32_t>(said.size())};
    std::array<double, longest_run> values{};
    std::array<std::uint8_t, longest_run> marks{}, moved{};
    panel.read(run, column, values.data(), marks.data());
    const auto changed_before = changed_.size();
    for (std::uint32_t i = 0; i < said.size(); ++i) {
        const bool sum = past.is_sum(first + i, period);
        const auto before = sum ? Cell{} : Cell{values[i], Mark::from_byte(marks[i])};
        const auto now = revised(before, said[i].cell);
        if (before == now) continue;
        if (sum) past.forget(first + i, period);
        values[i] = now.value;
        marks[i] = now.mark.byte();
        changed_.push_back({id, first + i, period, before, now});
    }
    if (changed_.size() > changed_before)
        panel.write(run, column, values.data(), marks.data(), moved.data());
}

void Graph::Intake::withdraw(PanelId id, const std::vector<bool>& present, std::uint32_t rows)
{
    const auto& panel = graph_.panels[id];
    const auto columns = panel.columns();
    std::vector<bool> stays; // what is not taken up is not withdrawn either
    for (std::uint32_t c = 0; c < columns; ++c)
        stays.push_back(
            !takes(release_, graph_.measures[id].name, panel.first() + static_cast<int>(c)));
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t c = 0; c < columns; ++c) {
            const auto period = panel.first() + static_cast<int>(c);
            if (stays[c]) continue;
            if (!present[std::size_t{row} * columns + c] && panel.at(row, period).has_value() &&
                !graph_.pasts[id].is_sum(row, period))
                put(id, row, period, {0, Missing::withdrawn});
        }
}

void Graph::Intake::put(PanelId id, std::uint32_t row, Period period, Cell said)
{
    auto& panel = graph_.panels[id];
    auto& past = graph_.pasts[id];
    const auto before = past.is_sum(row, period) ? Cell{} : panel.at(row, period);
    const auto now = revised(before, said);
    if (before == now) return;
    panel.put(row, period, now);
    past.forget(row, period);
    changed_.push_back({id, row, period, before, now});
}

Result<std::vector<ChangedCell>> Graph::absorb(const Release& release)
{
    const bool whole = release.held.empty() && release.only.empty();
    const auto part = whole ? Release{} : taken_part(release);
    Intake intake(*impl_, whole ? release : part);
    const auto checked = intake.check();
    if (!checked) return tl::unexpected<Error>(checked.error());
    return intake.take();
}

} // namespace tuermer
