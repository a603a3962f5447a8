// SPDX-License-Identifier: EUPL-1.2
// All formulas against all measures: units, dimensions, names, cycles. What cannot be computed is
// set aside, so that the rules over the other indicators are still checked.
#include "config/reading.hpp"

#include "rules/indicators/graph.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

std::vector<MeasureShape> all_measures(const Config& config)
{
    std::vector<MeasureShape> shapes;
    std::set<std::string> names; // a name that two sources deliver is a mistake noted elsewhere
    for (const auto& source : config.sources)
        for (const auto& measure : source.measures)
            if (names.insert(measure.name).second) shapes.push_back(measure);
    return shapes;
}

struct WrittenFormula {
    std::string_view text;
    Place first; // of its first character
};

WrittenFormula formula_of(const Indicator& indicator, std::string_view field)
{
    if (field == "numerator") return {indicator.numerator, indicator.numerator_place};
    if (field == "denominator") return {indicator.denominator, indicator.denominator_place};
    if (field == "value") return {indicator.value, indicator.value_place};
    return {{}, indicator.place};
}

// Exact for texts without escapes, and for texts over several lines.
Place place_in(const WrittenFormula& formula, std::size_t offset)
{
    const auto before = formula.text.substr(0, offset);
    auto place = formula.first;
    place.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    const auto line_start = before.rfind('\n');
    if (line_start != std::string_view::npos) place.column = 1;
    for (const char c : before.substr(line_start == std::string_view::npos ? 0 : line_start + 1))
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++place.column;
    return place;
}

void mention_names(const Expression& part, const WrittenFormula& formula, Reading& reading)
{
    if (part.op == Operator::reference) {
        const auto place = place_in(formula, part.offset);
        auto& names = reading.indicators.exists(part.name) ? reading.indicators : reading.measures;
        names.mention(part.name, place);
    }
    for (const auto& operand : part.operands) mention_names(*operand, formula, reading);
}

void mention_all(Reading& reading)
{
    for (const auto& indicator : reading.config.indicators)
        for (const auto field : {"numerator", "denominator", "value"}) {
            const auto formula = formula_of(indicator, field);
            if (const auto tree = parse_formula(formula.text))
                mention_names(**tree, formula, reading);
        }
}

// Whether the formula names something whose file or source could not be read.
bool names_something_lost(const WrittenFormula& formula, const Reading& reading)
{
    if (reading.measures.complete() && reading.indicators.complete()) return false;
    const auto tree = parse_formula(formula.text);
    if (!tree) return false;
    const auto names = references(**tree);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return !reading.measures.exists(name) && !reading.indicators.exists(name);
    });
}

using Faulty = std::set<std::string, std::less<>>;

Faulty note_all(const std::vector<GraphError>& errors, const Reading& reading, Mistakes& mistakes)
{
    Faulty faulty;
    for (const auto& error : errors) {
        faulty.insert(error.indicator);
        const auto& all = reading.config.indicators;
        const auto indicator = std::find_if(
            all.begin(), all.end(), [&](const Indicator& i) { return i.id == error.indicator; });
        if (indicator == all.end()) continue;
        const auto formula = formula_of(*indicator, error.field);
        if (names_something_lost(formula, reading)) continue;
        mistakes.error(place_in(formula, error.offset), error.field, error.what);
    }
    return faulty;
}

// An incomplete indicator (a formula missing, which was noted) is not worth a second complaint.
bool is_whole(const Indicator& indicator)
{
    return indicator.value.empty() ? !indicator.numerator.empty() && !indicator.denominator.empty()
                                   : indicator.numerator.empty() && indicator.denominator.empty();
}

Unit guessed_unit(const Indicator& indicator)
{
    Unit unit;
    unit.scale = 1 / indicator.per;
    return unit;
}

void define(const Graph& graph, const Reading& reading, Definitions& definitions)
{
    for (const auto& indicator : reading.config.indicators) {
        const auto id = graph.indicator(indicator.id);
        if (id)
            definitions[indicator.id] = {
                &indicator, graph.unit(*id), graph.panels(*id).value.frequency(),
                graph.definition_hash(*id), graph.panels(*id).value.keys().dimensions()};
        else if (is_whole(indicator) && indicator.is_rate())
            definitions[indicator.id] = {&indicator, guessed_unit(indicator), Frequency::year, {}};
    }
}

} // namespace

Definitions define_indicators(Reading& reading)
{
    mention_all(reading);
    const auto measures = all_measures(reading.config);
    std::vector<Indicator> whole;
    std::copy_if(reading.config.indicators.begin(), reading.config.indicators.end(),
                 std::back_inserter(whole), is_whole);
    Definitions definitions;
    for (bool first = true;; first = false) {
        const auto graph = Graph::build(measures, whole, reading.config.installation.areas);
        if (graph) {
            define(*graph, reading, definitions);
            return definitions;
        }
        // What depends on a faulty indicator fails in the next round, for no fault of its own.
        Mistakes repeated;
        const auto faulty = note_all(graph.error(), reading, first ? reading.mistakes : repeated);
        const auto dropped = std::erase_if(
            whole, [&](const Indicator& indicator) { return faulty.contains(indicator.id); });
        if (dropped == 0) return definitions;
    }
}

} // namespace tuermer::config
