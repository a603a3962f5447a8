// SPDX-License-Identifier: EUPL-1.2
// `tuermer explain EVENT`: everything an event rests on, each figure with its vintage and file.
// What the role statistics may not see, nobody sees here either.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/present.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/evidence_json.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;

// A raw cell by its names.
struct InputCell {
    std::string measure, key;
    Period period;
    bool operator==(const InputCell&) const = default;
};

std::string in_area(const std::string& key, const std::string& from, const std::string& to)
{
    const auto own = "area=" + from;
    const auto place = key.find(own);
    return place == std::string::npos ? key
                                      : std::string(key).replace(place, own.size(), "area=" + to);
}

void collect_inputs(const Trace& trace, std::vector<const Trace*>& inputs)
{
    if (trace.is_input && trace.period) inputs.push_back(&trace);
    for (const auto& part : trace.parts) collect_inputs(part, inputs);
}

// The raw figures behind the judged period, and those behind every figure it was compared with: the
// same measures in the figure's area and periods.
std::vector<InputCell> input_cells(const Event& event)
{
    std::vector<const Trace*> inputs;
    collect_inputs(event.evidence.trace, inputs);
    std::vector<InputCell> cells;
    const auto add = [&](InputCell cell) {
        if (std::ranges::find(cells, cell) == cells.end()) cells.push_back(std::move(cell));
    };
    for (const auto* input : inputs) add({input->text, input->key, *input->period});
    for (const auto& assessment : event.evidence.assessments)
        for (const auto& figure : assessment.figures)
            for (const auto* input : inputs)
                for (auto period = figure.first; period <= figure.last; period = period + 1)
                    add({input->text, in_area(input->key, event.area, figure.area), period});
    return cells;
}

// Each raw figure as it was known when the event came about.
std::vector<StoredObservation> origins(const Event& event, Store& store)
{
    std::vector<StoredObservation> found;
    for (const auto& cell : input_cells(event)) {
        auto origin = store.as_of(cell.measure, cell.key, cell.period, event.vintage.known_since);
        if (origin && *origin) found.push_back(std::move(**origin));
    }
    return found;
}

std::string provenance(const StoredObservation& origin, Language language)
{
    return say("{}{{{}}} {}: bekannt seit {}, aus {} (sha256 {})",
               "{}{{{}}} {}: known since {}, from {} (sha256 {})", origin.measure, origin.key,
               to_string(origin.period),
               to_string(std::chrono::floor<std::chrono::days>(origin.vintage.known_since)),
               origin.vintage.url, origin.vintage.retrieval.substr(0, 16))
        .in(language);
}

ordered_json json_of(const Event& event, const std::vector<StoredObservation>& from, bool hidden)
{
    auto json = ordered_json::parse(to_json(event));
    json["protected"] = hidden;
    json["inputs"] = ordered_json::array();
    for (const auto& origin : from)
        json["inputs"].push_back({{"measure", origin.measure},
                                  {"key", origin.key},
                                  {"period", to_string(origin.period)},
                                  {"known_since", to_string(origin.vintage.known_since)},
                                  {"retrieved", to_string(origin.vintage.retrieved)},
                                  {"url", origin.vintage.url},
                                  {"sha256", origin.vintage.retrieval}});
    return json;
}

} // namespace

int explain_command(const CommandOptions& options, const std::string& id)
{
    auto opened = open_installation(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    auto stored = opened->store->event(id);
    if (!stored) return terminal::complain(stored.error(), options.language);
    if (!*stored) {
        terminal::complain(
            {Remedy::mend,
             say("Ein Ereignis '{}' gibt es nicht, oder der Anfang passt auf mehrere. `tuermer "
                 "status` "
                 "nennt die letzten.",
                 "There is no event '{}', or several begin so. `tuermer status` names the latest.",
                 id),
             {}},
            options.language);
        return something_wrong;
    }
    auto event = event_from_json((*stored)->evidence_json);
    if (!event) return terminal::complain(event.error(), options.language);
    const auto shown = redact(*event, Role::statistics);
    const auto from = origins(shown.event, *opened->store);
    if (options.json) {
        terminal::line(json_of(shown.event, from, shown.hidden).dump(2));
        return all_well;
    }
    std::vector<std::string> lines;
    for (const auto& origin : from) lines.push_back(provenance(origin, options.language));
    terminal::line(explain_text(shown.event, opened->knowledge, options.language, lines));
    return all_well;
}

} // namespace tuermer
