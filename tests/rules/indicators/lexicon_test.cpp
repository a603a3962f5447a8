// SPDX-License-Identifier: EUPL-1.2
// Each example that `tuermer formulas` prints is computed here, by the real graph.
#include "rules/formulas/lexicon.hpp"

#include "tests/rules/indicators/figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tuermer {
namespace {

using namespace testing_figures;

std::vector<std::string> codes_of(const std::string& key)
{
    std::vector<std::string> codes;
    const auto parsed = parse_key(key);
    for (const auto& [dimension, code] : parsed.value()) codes.push_back(code);
    return codes;
}

Graph worked(const FormulaEntry& entry)
{
    auto graph = built(example_measures(), {value("x", entry.formula)});
    std::map<std::string, std::vector<Figure>> figures;
    for (const auto& [measure, key, period, cell] : entry.figures)
        figures[measure].push_back({codes_of(key), *parse_period(period), cell});
    std::vector<MeasureBlock> blocks;
    for (const auto& shape : example_measures())
        if (figures.count(shape.name) > 0) blocks.push_back(block(shape, figures[shape.name]));
    take(graph, release(std::move(blocks)));
    return graph;
}

TEST(Lexicon, ShowsWhatTheGraphComputes)
{
    for (const auto& entry : formula_entries()) {
        const auto graph = worked(entry);
        const auto codes =
            entry.result.key.empty() ? std::vector<std::string>{} : codes_of(entry.result.key);
        const auto found = at(graph.panels(0).value, codes, *parse_period(entry.result.period));
        EXPECT_TRUE(found.has_value()) << entry.formula;
        EXPECT_DOUBLE_EQ(found.value, entry.result.cell.value) << entry.formula;
        EXPECT_EQ(to_string(graph.unit(0)), entry.unit) << entry.formula;
    }
}

TEST(Lexicon, HasEveryFunctionInBothLanguages)
{
    const auto& entries = formula_entries();
    for (const auto& name : function_names())
        EXPECT_TRUE(std::ranges::any_of(entries, [&](const FormulaEntry& entry) {
            return entry.signature.find(name + "(") != std::string::npos;
        })) << name;
    for (const auto& entry : entries)
        for (const auto* text : {&entry.what, &entry.unit_rule, &entry.missing_rule})
            EXPECT_TRUE(!text->de.empty() && !text->en.empty()) << entry.signature;
}

TEST(Limits, RefuseAPanelBeforeMemoryRunsOut)
{
    const auto shape = measure("m", "persons", {"area"}, Frequency::month);
    auto graph = built({shape}, {});
    MeasureBlock huge{"m", KeyTable({"area"}), {}};
    const auto months = static_cast<int>(Panel::max_columns) - 1;
    const auto rows = Panel::max_cells / Panel::max_columns + 1;
    for (std::uint64_t row = 0; row < rows; ++row) huge.keys.row({std::to_string(row)});
    huge.observations = {{0, Period::month(1900, 1), known(1)},
                         {1, Period::month(1900, 1) + months, known(1)}};
    const auto absorbed = graph.absorb(release({huge}));
    ASSERT_FALSE(absorbed);
    EXPECT_EQ(absorbed.error().what.en, "'m' would have more than 2000000000 cells");
    EXPECT_EQ(graph.panel(0).rows(), 0U);
}

TEST(Limits, RefuseAFormulaOfTooManyParts)
{
    std::string formula = "m";
    for (std::size_t i = 0; i < max_formula_nodes / 2; ++i) formula += "+m";
    const auto parsed = parse_formula(formula);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().what.en, "the formula consists of more than 1000 parts");
}

} // namespace
} // namespace tuermer
