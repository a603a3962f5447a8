// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/graph_impl.hpp"

#include <algorithm>
#include <set>

namespace tuermer {

Graph::Graph() : impl_(std::make_unique<Impl>()) {}
Graph::~Graph() = default;
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;
Graph::Graph(const Graph& other) : impl_(std::make_unique<Impl>(*other.impl_))
{
    impl_->share_keys();
}
Graph& Graph::operator=(const Graph& other)
{
    if (this != &other) *this = Graph(other);
    return *this;
}

void Graph::Impl::share_keys()
{
    for (const auto id : order) {
        auto& state = states[id];
        if (!state.rows_of || state.measure) continue;
        state.panels.value.share_keys(panel(*state.rows_of));
        if (!state.panels.numerator) continue;
        state.panels.numerator->share_keys(state.panels.value);
        state.panels.denominator->share_keys(state.panels.value);
    }
}

std::vector<const Panel*> Graph::Impl::all_panels() const
{
    std::vector<const Panel*> all;
    all.reserve(panels.size() + states.size());
    for (PanelId id = 0; id < panels.size() + states.size(); ++id) all.push_back(&panel(id));
    return all;
}

const std::vector<MeasureShape>& Graph::measures() const
{
    return impl_->measures;
}

const std::vector<Indicator>& Graph::indicators() const
{
    return impl_->indicators;
}

std::optional<PanelId> Graph::measure(std::string_view name) const
{
    const auto found = impl_->names.find(name);
    if (found == impl_->names.end() || !impl_->is_measure(found->second)) return std::nullopt;
    return found->second;
}

std::optional<IndicatorId> Graph::indicator(std::string_view id) const
{
    const auto found = impl_->names.find(id);
    if (found == impl_->names.end() || impl_->is_measure(found->second)) return std::nullopt;
    return found->second - impl_->panel_of(0);
}

const Panel& Graph::panel(PanelId measure) const
{
    return impl_->panel(measure);
}

bool Graph::is_sum(PanelId measure, std::uint32_t row, Period period) const
{
    return impl_->pasts[measure].is_sum(row, period);
}

IndicatorView Graph::panels(IndicatorId indicator) const
{
    const auto& state = impl_->states[indicator];
    auto view =
        state.measure ? IndicatorView(impl_->panels[*state.measure]) : IndicatorView(state.panels);
    view.graph = this;
    return view;
}

const std::string& Graph::definition_hash(IndicatorId indicator) const
{
    return impl_->states[indicator].definition_hash;
}

const Unit& Graph::unit(IndicatorId indicator) const
{
    return impl_->states[indicator].panels.value.unit();
}

std::vector<PanelId> Graph::inputs_of(IndicatorId indicator) const
{
    std::set<PanelId> inputs, seen;
    std::vector<PanelId> open{impl_->panel_of(indicator)};
    while (!open.empty()) {
        const auto panel = open.back();
        open.pop_back();
        if (!seen.insert(panel).second) continue;
        if (impl_->is_measure(panel)) {
            inputs.insert(panel);
            continue;
        }
        const auto& sources = impl_->states[panel - impl_->panel_of(0)].sources;
        open.insert(open.end(), sources.begin(), sources.end());
    }
    return {inputs.begin(), inputs.end()};
}

const std::vector<Graph::Computed>& Graph::last_computed() const
{
    return impl_->computed;
}

} // namespace tuermer
