// SPDX-License-Identifier: EUPL-1.2
// Incremental = afresh = naive, bit for bit, over random formulas and histories.
#include "rules/indicators/graph.hpp"
#include "tests/rules/indicators/naive.hpp"
#include "tests/rules/indicators/random_histories.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <tuple>

namespace tuermer {
namespace {

using namespace naive;

bool same_bits(const Cell& a, const Cell& b)
{
    return std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value) &&
           a.mark == b.mark;
}

std::string shown(const Cell& cell)
{
    return std::to_string(cell.value) + " " + std::string(code_of(cell.mark.missing())) + " " +
           std::string(code_of(cell.mark.status()));
}

Key key_of(const KeyTable& keys, std::uint32_t row)
{
    Key key;
    for (std::size_t d = 0; d < keys.dimensions().size(); ++d)
        key[keys.dimensions()[d]] = keys.code(row, d);
    return key;
}

std::vector<Indicator> random_indicators(Chance& chance)
{
    std::vector<Referable> known;
    for (const auto& shape : random_shapes())
        if (shape.unit == Unit{}) known.push_back({shape.name, shape.dimensions});
    const std::vector<Names> choices{{"area"}, {"area", "group"}, {"group"}, {}, {"group", "area"}};
    std::vector<Indicator> indicators;
    for (int i = 0; i < 6; ++i) {
        Indicator indicator;
        indicator.id = "i" + std::to_string(i);
        RandomFormula formula(chance, known);
        const auto dimensions = chance.of(choices);
        if (i == 0) { // a ratio of counts, so that others rest on merged areas' pasts
            indicator.value = "m4 / (m5 + 1)";
        } else if (chance.one_in(3)) {
            indicator.numerator = formula.with(dimensions, 2);
            indicator.denominator = formula.with(dimensions, 1);
            indicator.per = 100;
        } else {
            indicator.value = formula.with(dimensions, 3);
        }
        // A unit may come out that cannot be added (a percentage beside a ratio): drawn again.
        auto tried = indicators;
        tried.push_back(indicator);
        const auto graph = Graph::build(random_shapes(), tried, random_areas());
        if (!graph) {
            --i;
            continue;
        }
        indicators = std::move(tried);
        const auto id = static_cast<IndicatorId>(i);
        if (graph->unit(id) == Unit{})
            known.push_back({indicator.id, graph->panels(id).value.keys().dimensions()});
    }
    return indicators;
}

// What the releases so far say, kept without any of the graph's code.
class Ledger {
public:
    explicit Ledger(const std::vector<Indicator>& indicators)
    {
        auto shapes = random_shapes();
        world.areas = random_areas().get();
        for (const auto& shape : shapes)
            if (adds_up(shape.unit)) world.counts.insert(shape.name);
        for (const auto& indicator : indicators) {
            const auto compiled = [&](const std::string& text) {
                return text.empty() ? nullptr : compile_formula(text, shapes)->root;
            };
            Definition definition{compiled(indicator.value), compiled(indicator.numerator),
                                  compiled(indicator.denominator), indicator.per};
            const auto& root = definition.value ? *definition.value : *definition.numerator;
            auto dimensions = root.dimensions;
            if (!definition.value && definition.denominator->dimensions.size() > dimensions.size())
                dimensions = definition.denominator->dimensions;
            const auto unit = definition.value
                                  ? root.unit
                                  : definition.numerator->unit / definition.denominator->unit /
                                        Unit{{}, indicator.per};
            shapes.push_back({indicator.id, unit, dimensions, Frequency::year, ""});
            world.indicators[indicator.id] = definition;
        }
    }

    void take(const Release& release)
    {
        for (const auto& block : release.blocks) {
            auto& cells = world.measures[block.measure];
            std::set<std::pair<Key, int>> present;
            for (const auto& seen : block.observations) {
                const std::pair place{key_of(block.keys, seen.row), seen.period.index()};
                present.insert(place);
                const auto held = cells.find(place);
                if (seen.cell.mark.missing() != Missing::not_yet)
                    cells[place] = seen.cell;
                else if (held != cells.end() && held->second.has_value())
                    held->second = {0, Missing::withdrawn};
            }
            if (!release.full) continue;
            for (auto& [place, cell] : cells)
                if (cell.has_value() && present.count(place) == 0) cell = {0, Missing::withdrawn};
        }
    }

    // All that is known now as one release, in another order than it came.
    Release as_one(Chance& chance) const
    {
        Release release{"s", {}, true, {}};
        for (const auto& shape : random_shapes()) {
            MeasureBlock block{shape.name, KeyTable(shape.dimensions), {}};
            const auto found = world.measures.find(shape.name);
            if (found == world.measures.end()) continue;
            std::vector<std::pair<std::pair<Key, int>, Cell>> cells(found->second.begin(),
                                                                    found->second.end());
            std::shuffle(cells.begin(), cells.end(), chance.engine());
            for (const auto& [place, cell] : cells) {
                std::vector<std::string_view> codes;
                for (const auto& d : shape.dimensions) codes.push_back(place.first.at(d));
                block.observations.push_back(
                    {block.keys.row(codes), Period::year(place.second), cell});
            }
            release.blocks.push_back(std::move(block));
        }
        std::shuffle(release.blocks.begin(), release.blocks.end(), chance.engine());
        return release;
    }

    World world;
};

// Lags of lags carry figures that far.
constexpr int earliest = first_year - 2, latest = first_year + years + 12;

int compared_values = 0; // cells that had one: a test of gaps alone would prove little
int compared_sums = 0;   // of merged areas' cells before the merger

void expect_equal(const Panel& panel, std::uint32_t row, int year, const Cell& expected,
                  const std::string& what)
{
    const auto found = panel.at(row, Period::year(year));
    compared_values += expected.has_value() ? 1 : 0;
    EXPECT_TRUE(same_bits(found, expected))
        << what << " " << key_text(panel.keys(), row) << " " << year << ": " << shown(found)
        << ", expected " << shown(expected);
}

void expect_sums_as_naive(const Graph& graph, const World& world, const std::string& what)
{
    for (const auto& name : world.counts) {
        const auto measure = *graph.measure(name);
        const auto& panel = graph.panel(measure);
        for (std::uint32_t row = 0; row < panel.rows(); ++row)
            for (int year = earliest; year < latest; ++year) {
                const auto key = key_of(panel.keys(), row);
                compared_sums += graph.is_sum(measure, row, Period::year(year)) ? 1 : 0;
                expect_equal(panel, row, year, world.cell(name, key, year), what + name);
            }
    }
}

void expect_as_naive(const Graph& graph, const World& world, const std::string& what)
{
    expect_sums_as_naive(graph, world, what);
    for (IndicatorId id = 0; id < graph.indicators().size(); ++id) {
        const auto& name = graph.indicators()[id].id;
        const auto& panels = graph.panels(id);
        const auto& definition = world.indicators.at(name);
        std::set<Key> keys;
        for (std::uint32_t row = 0; row < panels.value.rows(); ++row)
            keys.insert(key_of(panels.value.keys(), row));
        EXPECT_EQ(keys, world.rows(name)) << what << " rows of " << name;
        if (keys != world.rows(name)) continue;
        for (std::uint32_t row = 0; row < panels.value.rows(); ++row) {
            const auto key = key_of(panels.value.keys(), row);
            for (int year = earliest; year < latest; ++year) {
                if (!panels.numerator) {
                    expect_equal(panels.value, row, year, world.cell(name, key, year), what + name);
                    continue;
                }
                const auto cells = world.rate(definition, key, year);
                expect_equal(panels.value, row, year, cells.value, what + name);
                expect_equal(*panels.numerator, row, year, cells.numerator, what + name + " above");
                expect_equal(*panels.denominator, row, year, cells.denominator,
                             what + name + " below");
            }
        }
    }
}

using Place = std::tuple<IndicatorId, std::uint32_t, int>;

struct Cells {
    Cell value, numerator, denominator;
    bool operator==(const Cells&) const = default;
};

std::map<Place, Cells> snapshot(const Graph& graph)
{
    std::map<Place, Cells> cells;
    for (IndicatorId id = 0; id < graph.indicators().size(); ++id) {
        const auto& [value, numerator, denominator, others] = graph.panels(id);
        for (std::uint32_t row = 0; row < value.rows(); ++row)
            for (int year = earliest; year < latest; ++year) {
                const auto t = Period::year(year);
                const Cells now{value.at(row, t), numerator ? numerator->at(row, t) : Cell{},
                                denominator ? denominator->at(row, t) : Cell{}};
                if (now != Cells{}) cells[{id, row, year}] = now;
            }
    }
    return cells;
}

template <class Block>
std::set<Place> cells_of(const std::vector<Block>& blocks, const char* what)
{
    std::set<Place> cells;
    for (const auto& block : blocks)
        for (auto row = block.rows.first; row < block.rows.end; ++row)
            for (auto t = block.periods.first; t <= block.periods.last; t = t + 1)
                EXPECT_TRUE(cells.insert({block.indicator, row, t.index()}).second)
                    << what << " twice";
    return cells;
}

std::set<Place> differing(const std::map<Place, Cells>& before, const std::map<Place, Cells>& after)
{
    std::set<Place> places;
    for (const auto& [place, cells] : after) {
        const auto old = before.find(place);
        if (old == before.end() || old->second != cells) places.insert(place);
    }
    for (const auto& [place, cells] : before)
        if (after.count(place) == 0) places.insert(place);
    return places;
}

void expect_changed_as_told(const Graph& graph, const std::vector<ChangedCell>& changed,
                            const World& before, const World& after)
{
    std::size_t differences = 0;
    for (const auto& [name, cells] : after.measures)
        for (const auto& [place, cell] : cells) {
            const auto measure = before.measures.find(name);
            const auto held =
                measure == before.measures.end() ? cells.end() : measure->second.find(place);
            const bool is_new = measure == before.measures.end() || held == measure->second.end();
            differences += is_new || held->second != cell ? 1U : 0U;
        }
    EXPECT_EQ(changed.size(), differences);
    for (const auto& [panel, row, period, was, now] : changed) {
        const auto& keys = graph.panel(panel).keys();
        EXPECT_EQ(now,
                  after.published(graph.panel(panel).name(), key_of(keys, row), period.index()));
        EXPECT_EQ(was,
                  before.published(graph.panel(panel).name(), key_of(keys, row), period.index()));
    }
}

void expect_history_to_hold(std::uint64_t seed)
{
    Chance chance(seed);
    const auto indicators = random_indicators(chance);
    auto graph = Graph::build(random_shapes(), indicators, random_areas());
    ASSERT_TRUE(graph);
    Ledger ledger(indicators);
    for (int number = 0; number < 5; ++number) {
        const auto release = random_release(chance, number);
        const auto world_before = ledger.world;
        const auto before = snapshot(*graph);
        const auto changed = graph->absorb(release);
        ASSERT_TRUE(changed) << changed.error().what.en;
        ledger.take(release);
        expect_changed_as_told(*graph, *changed, world_before, ledger.world);
        const auto moved = cells_of(graph->update(*changed), "moved");
        const auto computed = cells_of(graph->last_computed(), "computed");
        EXPECT_EQ(moved, differing(before, snapshot(*graph)));
        const auto was_computed = [&](const Place& place) {
            // An indicator that is nothing but a measure has its figures without computing.
            const auto id = std::get<0>(place);
            return computed.contains(place) || graph->measure(indicators[id].value);
        };
        EXPECT_TRUE(std::ranges::all_of(moved, was_computed));
        expect_as_naive(*graph, ledger.world, "incremental ");
        if (testing::Test::HasFailure()) return;
    }
    auto afresh = Graph::build(random_shapes(), indicators, random_areas());
    ASSERT_TRUE(afresh->absorb(ledger.as_one(chance)));
    afresh->update_all();
    expect_as_naive(*afresh, ledger.world, "afresh ");
    for (const auto& again : afresh->update_all())
        if (!afresh->measure(indicators[again.indicator].value)) // told whole every time
            ADD_FAILURE() << "moved again: " << again.indicator << " rows " << again.rows.first
                          << "-" << again.rows.end << " " << to_string(again.periods.first) << "-"
                          << to_string(again.periods.last);
}

TEST(Graph, ComputesIncrementallyWhatItComputesAfreshAndWhatIsPlainlyRight)
{
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        expect_history_to_hold(seed);
        if (!HasFailure()) continue;
        Chance chance(seed);
        for (const auto& indicator : random_indicators(chance))
            ADD_FAILURE() << "seed " << seed << " " << indicator.id << " = " << indicator.value
                          << indicator.numerator << " | " << indicator.denominator;
        return;
    }
    EXPECT_GT(compared_values, 8000);
    EXPECT_GT(compared_sums, 150);
}

} // namespace
} // namespace tuermer
