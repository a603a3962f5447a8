// SPDX-License-Identifier: EUPL-1.2
// `tuermer explain EVENT`: everything an event rests on, each figure with its vintage and file.
// What the role statistics may not see, nobody sees here either.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/present.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/evidence_json.hpp"
#include "rules/altered.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>
#include <cmath>
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

// What the judged figure would have had to be for the rule to say otherwise, with everything else
// as it was known then. Nothing for a rule that reads otherwise by now.
std::optional<TurningPoint> turning_point_of(const Event& event, const Config& config, Store& store)
{
    const auto rule = std::ranges::find(config.rules, event.rule, &Rule::id);
    if (rule == config.rules.end() || rule->hash != event.evidence.rule_hash || event.common_shock)
        return std::nullopt;
    auto then = blank_knowledge(config);
    if (!then) return std::nullopt;
    auto& graph = then->graph;
    const auto loaded = store.load(graph.measures(), event.vintage.known_since,
                                   [&](Panel measure) { return graph.adopt(std::move(measure)); });
    const auto indicator = graph.indicator(rule->indicator);
    if (!loaded || !indicator) return std::nullopt;
    graph.update_all();
    const auto& keys = graph.panels(*indicator).value.keys();
    for (std::uint32_t row = 0; row < keys.rows(); ++row)
        if (key_text(keys, row) == event.key) return turning_point(*then, *rule, row, event.period);
    return std::nullopt;
}

std::string decimals(double value, Language language)
{
    return number_text(value, value == std::floor(value) ? 0 : 2, language);
}

std::string sentence_of(const TurningPoint& point, Language language)
{
    const auto in = [&](double value) { return decimals(value, language); };
    const auto figures =
        point.numerator
            ? say("Mit {} statt {} von {} ({} statt {})",
                  "With {} instead of {} of {} ({} "
                  "instead of {})",
                  in(*point.turned_numerator), in(*point.numerator), in(*point.denominator),
                  number_text(point.turned, 1, language), number_text(point.value, 1, language))
            : say("Mit {} statt {}", "With {} instead of {}", in(point.turned), in(point.value));
    const auto otherwise = point.fires
                               ? Text{" träfe die Regel nicht zu.", " the rule would not hold."}
                               : Text{" träfe die Regel zu.", " the rule would hold."};
    return figures.in(language) + otherwise.in(language);
}

void print(const std::optional<TurningPoint>& point, Language language)
{
    if (!point) return;
    terminal::line(language == Language::de ? "\nWas es gebraucht hätte:"
                                            : "\nWhat it would have taken:");
    terminal::line("- " + sentence_of(*point, language));
}

ordered_json json_of(const std::optional<TurningPoint>& point)
{
    if (!point) return nullptr;
    ordered_json json{{"holds", point->fires}, {"value", point->value}, {"turned", point->turned}};
    if (point->numerator) {
        json["numerator"] = *point->numerator;
        json["turned_numerator"] = *point->turned_numerator;
        json["denominator"] = *point->denominator;
    }
    return json;
}

// What people said of its episode.
std::vector<Feedback> said_of(const Event& event, Store& store)
{
    auto all = store.feedback();
    if (!all) return {};
    auto said = last_words(std::move(*all));
    std::erase_if(said, [&](const Feedback& each) { return each.episode != event.episode; });
    return said;
}

void print(const std::vector<Feedback>& said, Language language)
{
    if (said.empty()) return;
    terminal::line(language == Language::de ? "\nRückmeldungen:" : "\nWhat people said:");
    for (const auto& each : said)
        terminal::line(fmt::format("- {} ({}, {}){}", title_of(each.opinion).in(language), each.who,
                                   to_string(std::chrono::floor<std::chrono::days>(each.given)),
                                   each.note.empty() ? "" : ": " + each.note));
}

ordered_json json_of(const Event& event, const std::vector<StoredObservation>& from,
                     const std::vector<Feedback>& said, bool hidden)
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
    json["feedback"] = ordered_json::array();
    for (const auto& each : said)
        json["feedback"].push_back({{"opinion", code_of(each.opinion)},
                                    {"note", each.note},
                                    {"who", each.who},
                                    {"given", to_string(each.given)}});
    return json;
}

} // namespace

int explain_command(const CommandOptions& options, const std::string& id)
{
    auto opened = open_installation(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    auto stored = opened->store->event(id);
    if (!stored) return terminal::complain(stored.error(), options.language);
    const bool is_rule =
        std::ranges::any_of(opened->config.rules, [&](const Rule& rule) { return rule.id == id; });
    if (!*stored && is_rule) return history_command(options, id);
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
    const auto said = said_of(shown.event, *opened->store);
    // What is hidden must not be worked out from what it would have taken.
    const auto turning =
        shown.hidden ? std::nullopt : turning_point_of(*event, opened->config, *opened->store);
    if (options.json) {
        auto json = json_of(shown.event, from, said, shown.hidden);
        json["turning_point"] = json_of(turning);
        terminal::line(json.dump(2));
        return all_well;
    }
    std::vector<std::string> lines;
    for (const auto& origin : from) lines.push_back(provenance(origin, options.language));
    terminal::line(explain_text(shown.event, opened->knowledge, options.language, lines));
    print(turning, options.language);
    print(said, options.language);
    return all_well;
}

} // namespace tuermer
