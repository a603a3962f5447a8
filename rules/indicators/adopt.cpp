// SPDX-License-Identifier: EUPL-1.2
// A measure comes back from the store in one piece: what it was made of was checked when it was
// absorbed, so only its shape is looked at.
#include "rules/indicators/graph_impl.hpp"

namespace tuermer {

Result<> Graph::adopt(Panel measure)
{
    const auto id = this->measure(measure.name());
    if (!id)
        return fail(Remedy::mend, say("eine Messgröße '{}' ist nicht bekannt",
                                      "no measure '{}' is known", measure.name()));
    const auto& shape = impl_->measures[*id];
    if (measure.keys().dimensions() != shape.dimensions || measure.frequency() != shape.frequency)
        return fail(Remedy::mend,
                    say("die Messgröße '{}' kommt mit anderen Dimensionen oder in einem anderen "
                        "Takt als zugesagt",
                        "the measure '{}' comes with other dimensions or another frequency than "
                        "promised",
                        measure.name()));
    auto& held = impl_->panels[*id];
    if (held.rows() > 0)
        return fail(Remedy::restart, say("die Messgröße '{}' hat schon Werte",
                                         "the measure '{}' has figures already", measure.name()));
    held = std::move(measure);
    impl_->share_keys();
    return {};
}

} // namespace tuermer
