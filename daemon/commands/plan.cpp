// SPDX-License-Identifier: EUPL-1.2
// `tuermer plan NEW_DIR`: what another configuration would change, over all publications held and
// today. Nothing is written.
#include "daemon/clock.hpp"
#include "daemon/commands/chronicle.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "rules/preview.hpp"

#include <algorithm>
#include <future>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

constexpr std::size_t shown_events = 40;

// One configuration's history as it would have been, and its knowledge at the end.
struct Seen {
    Knowledge knowledge;
    SeenHistory history;
};

Result<Seen> see(Chronicle history)
{
    Seen seen{std::move(history.blank), {}};
    auto lived = see_history(seen.knowledge, history.releases);
    if (!lived) return tl::unexpected(lived.error());
    seen.history = std::move(*lived);
    return seen;
}

// What a reload would send today: the alerts of the store, judged under the new rules.
Result<Outcome> reloaded(const std::filesystem::path& directory, Store& store)
{
    const auto config = valid_config(directory);
    if (!config) return tl::unexpected(config.error());
    auto knowledge = know(*config, store);
    if (!knowledge) return tl::unexpected(knowledge.error());
    return reconsider_rules(*knowledge, wall_clock());
}

struct Planned {
    Preview preview;
    Outcome reload;
};

Result<Planned> plan_of(const CommandOptions& options, const std::filesystem::path& draft)
{
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    auto old_history = chronicle_of(options.config, **store);
    if (!old_history) return tl::unexpected(old_history.error());
    auto new_history = chronicle_of(draft, **store);
    if (!new_history) return tl::unexpected(new_history.error());
    auto reload = reloaded(draft, **store);
    if (!reload) return tl::unexpected(reload.error());
    auto other = std::async(std::launch::async, [&] { return see(std::move(*new_history)); });
    const auto before = see(std::move(*old_history));
    const auto after = other.get();
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    return Planned{preview(before->knowledge, before->history, after->knowledge, after->history),
                   std::move(*reload)};
}

void print(const Differences& differences, Text what, Language language)
{
    if (differences.none()) return;
    terminal::line(painted(Colour::bold, what.in(language)));
    for (const auto& id : differences.added) terminal::line(painted(Colour::green, "  + " + id));
    for (const auto& id : differences.removed) terminal::line(painted(Colour::red, "  − " + id));
    for (const auto& id : differences.changed) terminal::line(painted(Colour::yellow, "  ~ " + id));
}

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::string line_of(const SeenEvent& event, Language language)
{
    auto line = fmt::format(
        "{}  {}  {}  {}  {}", to_string(std::chrono::floor<std::chrono::days>(event.known_since)),
        event.rule, event.key, title_of(event.transition).in(language), to_string(event.period));
    if (!event.told.empty()) line += " → " + joined(event.told);
    if (!event.hidden.empty())
        line += (language == Language::de ? "; ohne Zahlen: " : "; without figures: ") +
                joined(event.hidden);
    return line;
}

void print(const std::vector<SeenEvent>& events, Colour colour, std::string_view sign,
           Language language)
{
    for (std::size_t i = 0; i < std::min(shown_events, events.size()); ++i)
        terminal::line(painted(colour, fmt::format("  {} {}", sign, line_of(events[i], language))));
    if (events.size() > shown_events)
        terminal::line(say("  … und {} weitere (--json zeigt alle)",
                           "  … and {} more (--json shows all)", events.size() - shown_events)
                           .in(language));
}

void print(const std::string& title, const std::vector<SeenEvent>& gone,
           const std::vector<SeenEvent>& come, Language language)
{
    if (gone.empty() && come.empty()) return;
    terminal::line(painted(Colour::bold, title));
    print(gone, Colour::red, "−", language);
    print(come, Colour::green, "+", language);
}

bool changes_nothing(const Planned& planned)
{
    const auto& preview = planned.preview;
    return preview.indicators.none() && preview.rules.none() && preview.recipients.none() &&
           preview.vanished.empty() && preview.appeared.empty() && planned.reload.events.empty();
}

void print(const Planned& planned, Language language)
{
    const auto& preview = planned.preview;
    print(preview.indicators,
          {"Kennzahlen (~: anders definiert)", "Indicators (~: defined otherwise)"}, language);
    print(preview.rules, {"Regeln (~: urteilen anders)", "Rules (~: judge otherwise)"}, language);
    print(preview.recipients, {"Empfänger", "Recipients"}, language);
    const auto title =
        say("Rückblick: {} Ereignisse bisher, {} danach", "Looking back: {} events so far, {} then",
            preview.events_before, preview.events_after);
    print(title.in(language), preview.vanished, preview.appeared, language);
    print(language == Language::de ? "In Kraft" : "In force", preview.ended, preview.begun,
          language);
    for (const auto& notice : planned.reload.notices)
        terminal::line(say("Beim Neuladen ginge eine Nachricht mit {} Ereignissen an {}.",
                           "On reload, one message with {} events would go to {}.",
                           notice.events.size(), notice.recipient)
                           .in(language));
    if (changes_nothing(planned))
        terminal::line(painted(Colour::green, language == Language::de ? "Es änderte sich nichts."
                                                                       : "Nothing would change."));
}

ordered_json json_of(const Differences& differences)
{
    return {{"added", differences.added},
            {"removed", differences.removed},
            {"changed", differences.changed}};
}

ordered_json json_of(const std::vector<SeenEvent>& events)
{
    auto all = ordered_json::array();
    for (const auto& event : events)
        all.push_back({{"known_since", to_string(event.known_since)},
                       {"rule", event.rule},
                       {"key", event.key},
                       {"event", code_of(event.transition)},
                       {"since", to_string(event.start)},
                       {"period", to_string(event.period)},
                       {"severity", code_of(event.severity)},
                       {"reach", code_of(event.reach)},
                       {"told", event.told},
                       {"hidden", event.hidden}});
    return all;
}

ordered_json json_of(const Planned& planned)
{
    const auto& preview = planned.preview;
    ordered_json json{
        {"indicators", json_of(preview.indicators)}, {"rules", json_of(preview.rules)},
        {"recipients", json_of(preview.recipients)}, {"events_before", preview.events_before},
        {"events_after", preview.events_after},      {"vanished", json_of(preview.vanished)},
        {"appeared", json_of(preview.appeared)},     {"ended", json_of(preview.ended)},
        {"begun", json_of(preview.begun)},           {"on_reload", ordered_json::array()}};
    for (const auto& notice : planned.reload.notices)
        json["on_reload"].push_back(
            {{"recipient", notice.recipient}, {"events", notice.events.size()}});
    return json;
}

} // namespace

int plan_command(const CommandOptions& options, const std::string& draft)
{
    const auto planned = plan_of(options, draft);
    if (!planned) return terminal::complain(planned.error(), options.language);
    if (options.json)
        terminal::line(json_of(*planned).dump(2));
    else
        print(*planned, options.language);
    return all_well;
}

} // namespace tuermer
