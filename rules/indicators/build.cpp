// SPDX-License-Identifier: EUPL-1.2
// Indicators → graph: every formula checked, cycles named, sources before what is computed from
// them.
#include "rules/base/digest.hpp"
#include "rules/formulas/reasons.hpp"
#include "rules/indicators/area_conditions.hpp"
#include "rules/indicators/graph_impl.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tuermer {

namespace {

struct Field {
    std::string name; // "numerator", "denominator", "value"
    std::string text;
    ExpressionPtr parsed;
};

// An indicator on its way into the graph.
struct Draft {
    std::vector<Field> fields;
    std::vector<IndicatorId> sources; // other indicators
    bool names_unknown = false;       // is checked last, so that a suggestion knows all names
    bool broken = false;              // has a mistake, or is computed from one that has
    enum class Visit : std::uint8_t { not_yet, under_way, done } visit = Visit::not_yet;
};

std::vector<Field> fields_of(const Indicator& indicator)
{
    if (!indicator.is_rate()) return {{"value", indicator.value, nullptr}};
    return {{"numerator", indicator.numerator, nullptr},
            {"denominator", indicator.denominator, nullptr}};
}

// The whole rate as one tree; `per` is the indicator's.
ExpressionPtr quotient(const ExpressionPtr& numerator, const ExpressionPtr& denominator, double per,
                       std::vector<std::string> dimensions)
{
    auto rate = std::make_shared<Expression>();
    rate->op = Operator::divide;
    rate->operands = {numerator, denominator};
    rate->unit = numerator->unit / denominator->unit / Unit{{}, per};
    rate->dimensions = std::move(dimensions);
    rate->any_frequency = false;
    rate->frequency = numerator->frequency;
    return rate;
}

} // namespace

class Graph::Builder {
public:
    Builder(std::vector<MeasureShape> measures, std::vector<Indicator> indicators,
            std::shared_ptr<const Areas> areas);
    tl::expected<Graph, std::vector<GraphError>> graph();

private:
    void take_name(const std::string& name, PanelId panel, const std::string& indicator);
    void parse(IndicatorId id);
    void refer(IndicatorId id, const std::string& name);
    void visit(IndicatorId id);
    void cycle(IndicatorId id);
    void compile(IndicatorId id);
    std::optional<Formula> compiled(IndicatorId id, const Field& field);
    ExpressionPtr rate(IndicatorId id, const Formula& numerator, const Formula& denominator);
    void settle(IndicatorId id, const ExpressionPtr& root, const std::vector<Formula>& formulas);
    std::string definition(const Indicator& indicator, const std::vector<Formula>& formulas) const;
    void note(IndicatorId id, std::string field, std::size_t offset, Text what);

    Graph graph_;
    Impl& impl_;
    std::vector<Draft> drafts_;
    std::vector<IndicatorId> path_; // of the visit under way
    std::vector<MeasureShape> shapes_;
    std::vector<GraphError> errors_;
};

Graph::Builder::Builder(std::vector<MeasureShape> measures, std::vector<Indicator> indicators,
                        std::shared_ptr<const Areas> areas)
    : impl_(*graph_.impl_), drafts_(indicators.size()), shapes_(measures)
{
    impl_.measures = std::move(measures);
    impl_.indicators = std::move(indicators);
    impl_.states.resize(impl_.indicators.size());
    impl_.areas = areas ? std::move(areas) : std::make_shared<const Areas>();
}

void Graph::Builder::note(IndicatorId id, std::string field, std::size_t offset, Text what)
{
    drafts_[id].broken = true;
    errors_.push_back({impl_.indicators[id].id, std::move(field), offset, std::move(what)});
}

tl::expected<Graph, std::vector<GraphError>> Graph::Builder::graph()
{
    for (const auto& shape : impl_.measures) {
        take_name(shape.name, static_cast<PanelId>(impl_.panels.size()), "");
        impl_.panels.emplace_back(shape.name, shape.unit, shape.frequency, shape.dimensions);
        impl_.pasts.emplace_back(impl_.areas, shape);
    }
    const auto count = static_cast<IndicatorId>(drafts_.size());
    for (IndicatorId id = 0; id < count; ++id)
        take_name(impl_.indicators[id].id, impl_.panel_of(id), impl_.indicators[id].id);
    for (IndicatorId id = 0; id < count; ++id) parse(id);
    for (IndicatorId id = 0; id < count; ++id) visit(id);
    std::stable_partition(impl_.order.begin(), impl_.order.end(),
                          [&](IndicatorId id) { return !drafts_[id].names_unknown; });
    for (const auto id : impl_.order) compile(id);
    if (!errors_.empty()) return tl::unexpected<std::vector<GraphError>>(std::move(errors_));
    for (const auto* panel : impl_.all_panels()) {
        std::vector<std::uint32_t> dimensions;
        for (const auto& name : panel->keys().dimensions())
            dimensions.push_back(impl_.codes.dimension(name));
        impl_.rows.emplace_back(std::move(dimensions));
    }
    impl_.share_keys();
    return std::move(graph_);
}

void Graph::Builder::take_name(const std::string& name, PanelId panel, const std::string& indicator)
{
    if (impl_.names.try_emplace(name, panel).second) return;
    errors_.push_back({indicator, "", 0,
                       say("den Namen '{}' gibt es unter Messgrößen und Indikatoren schon",
                           "the name '{}' is already taken by a measure or an indicator", name)});
}

void Graph::Builder::parse(IndicatorId id)
{
    const auto& indicator = impl_.indicators[id];
    auto& draft = drafts_[id];
    draft.fields = fields_of(indicator);
    if (indicator.is_rate() && !(indicator.per > 0 && std::isfinite(indicator.per)))
        note(id, "", 0, {"'per' muss größer als 0 sein", "'per' must be greater than 0"});
    for (auto& field : draft.fields) {
        const auto parsed = parse_formula(field.text);
        if (!parsed) {
            note(id, field.name, parsed.error().offset, parsed.error().what);
            continue;
        }
        field.parsed = *parsed;
        for (const auto& name : references(**parsed)) refer(id, name);
    }
}

void Graph::Builder::refer(IndicatorId id, const std::string& name)
{
    const auto found = impl_.names.find(name);
    if (found == impl_.names.end()) {
        drafts_[id].names_unknown = true;
        return;
    }
    auto& sources = impl_.states[id].sources;
    if (std::ranges::find(sources, found->second) != sources.end()) return;
    sources.push_back(found->second);
    const auto first = static_cast<PanelId>(impl_.measures.size());
    if (found->second >= first) drafts_[id].sources.push_back(found->second - first);
}

void Graph::Builder::visit(IndicatorId id)
{
    auto& draft = drafts_[id];
    if (draft.visit == Draft::Visit::under_way) return cycle(id);
    if (draft.visit == Draft::Visit::done) return;
    draft.visit = Draft::Visit::under_way;
    path_.push_back(id);
    for (const auto source : draft.sources) visit(source);
    path_.pop_back();
    draft.visit = Draft::Visit::done;
    impl_.order.push_back(id);
}

void Graph::Builder::cycle(IndicatorId id)
{
    std::string names;
    for (auto at = std::ranges::find(path_, id); at != path_.end(); ++at) {
        names += impl_.indicators[*at].id + " → ";
        drafts_[*at].broken = true;
    }
    names += impl_.indicators[id].id;
    note(id, "", 0,
         say("Indikatoren werden im Kreis auseinander berechnet: {}",
             "indicators are computed from each other in a circle: {}", names));
}

void Graph::Builder::compile(IndicatorId id)
{
    auto& draft = drafts_[id];
    draft.broken |= std::ranges::any_of(draft.sources,
                                        [&](IndicatorId source) { return drafts_[source].broken; });
    if (draft.broken) return;
    std::vector<Formula> formulas;
    for (const auto& field : draft.fields)
        if (auto formula = compiled(id, field)) formulas.push_back(std::move(*formula));
    if (draft.broken) return;
    const auto root =
        impl_.indicators[id].is_rate() ? rate(id, formulas[0], formulas[1]) : formulas[0].root;
    if (root) settle(id, root, formulas);
}

std::optional<Formula> Graph::Builder::compiled(IndicatorId id, const Field& field)
{
    auto formula = compile_formula(field.text, shapes_);
    if (!formula) {
        note(id, field.name, formula.error().offset, formula.error().what);
        return std::nullopt;
    }
    if (const auto mistake = area_mistake(*formula->root, *impl_.areas)) {
        note(id, field.name, mistake->offset, mistake->what);
        return std::nullopt;
    }
    return std::move(*formula);
}

ExpressionPtr Graph::Builder::rate(IndicatorId id, const Formula& numerator,
                                   const Formula& denominator)
{
    const auto &a = *numerator.root, &b = *denominator.root;
    if (const auto mistake = frequency_mistake(a, b)) {
        note(id, "denominator", 0, *mistake);
        return nullptr;
    }
    const auto dimensions = joined_dimensions(a.dimensions, b.dimensions);
    if (!dimensions) {
        const auto why = cannot_join(a, b);
        note(id, "denominator", 0,
             {"Zähler und Nenner: " + why.de, "numerator and denominator: " + why.en});
        return nullptr;
    }
    return quotient(numerator.root, denominator.root, impl_.indicators[id].per, *dimensions);
}

void Graph::Builder::settle(IndicatorId id, const ExpressionPtr& root,
                            const std::vector<Formula>& formulas)
{
    const auto& indicator = impl_.indicators[id];
    auto& state = impl_.states[id];
    const auto panel = [&](const std::string& name, const Unit& unit) {
        return Panel(name, unit, root->frequency, root->dimensions);
    };
    state.panels.value = panel(indicator.id, root->unit);
    if (indicator.is_rate()) {
        state.panels.numerator = panel(indicator.id + ".numerator", formulas[0].root->unit);
        state.panels.denominator = panel(indicator.id + ".denominator", formulas[1].root->unit);
    }
    const auto find = [&](const std::string& name) {
        const auto number = impl_.names.find(name)->second;
        return PanelShape{number, impl_.panel(number).keys().dimensions()};
    };
    state.program = Program(root, find, impl_.codes);
    state.rows_of = state.program.panel_with_rows_of(state.program.root());
    const auto& first = state.program.nodes().front();
    if (first.origin == ProgramNode::Rows::panel && state.program.nodes().size() == 1 &&
        impl_.is_measure(first.panel))
        state.measure = first.panel;
    state.definition_hash = definition(indicator, formulas);
    shapes_.push_back({indicator.id, root->unit, root->dimensions, root->frequency, ""});
}

// With the definitions of the indicators it refers to, so that a change down there is seen up here.
std::string Graph::Builder::definition(const Indicator& indicator,
                                       const std::vector<Formula>& formulas) const
{
    std::string text = indicator.is_rate() ? "rate " + plain(indicator.per) : "value";
    for (const auto& formula : formulas) {
        text += "\n" + formula.definition_hash;
        for (const auto& name : references(*formula.root)) {
            const auto panel = impl_.names.find(name)->second;
            if (!impl_.is_measure(panel))
                text += "\n" + impl_.states[panel - impl_.panel_of(0)].definition_hash;
        }
    }
    return sha256(text);
}

tl::expected<Graph, std::vector<GraphError>> Graph::build(std::vector<MeasureShape> measures,
                                                          std::vector<Indicator> indicators,
                                                          std::shared_ptr<const Areas> areas)
{
    return Builder(std::move(measures), std::move(indicators), std::move(areas)).graph();
}

} // namespace tuermer
