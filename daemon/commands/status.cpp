// SPDX-License-Identifier: EUPL-1.2
// `tuermer status`: are the sources well, what is in force, what was sent, what could not be. Exit
// code 1 when a source is in trouble or a message is undeliverable, so that a monitoring system can
// ask.
#include "daemon/clock.hpp"
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
using terminal::Colour;
using terminal::painted;

constexpr int shown_events = 20, shown_messages = 20;

struct Report {
    std::vector<SourceState> sources;
    std::vector<StoredEvent> events;
    std::vector<OutboxMessage> messages;
    std::vector<Alert> firing;
    std::vector<Feedback> said;                     // last words
    std::vector<std::pair<std::string, Date>> over; // rules, with their last day
    std::vector<RecordedDoubt> held;                // apart, or refused, or about to be taken up
    Instant now;
};

Result<Report> report_of(const Knowledge& knowledge, Store& store)
{
    Report report;
    report.now = wall_clock();
    auto sources = store.sources();
    if (!sources) return tl::unexpected(sources.error());
    report.sources = std::move(*sources);
    auto events = store.events(shown_events);
    if (!events) return tl::unexpected(events.error());
    report.events = std::move(*events);
    auto messages = store.messages(shown_messages);
    if (!messages) return tl::unexpected(messages.error());
    report.messages = std::move(*messages);
    auto held = store.doubts(false);
    if (!held) return tl::unexpected(held.error());
    report.held = std::move(*held);
    std::erase_if(report.held,
                  [](const RecordedDoubt& doubt) { return doubt.state == DoubtState::refused; });
    auto said = store.feedback();
    if (!said) return tl::unexpected(said.error());
    report.said = last_words(std::move(*said));
    std::erase_if(report.messages, [](const auto& message) { return message.addresses.empty(); });
    const auto today = std::chrono::floor<std::chrono::days>(report.now);
    for (const auto& rule : knowledge.rules)
        if (rule.is_over(today)) report.over.emplace_back(rule.id, *rule.until);
    const auto is_over = [&](const Alert& alert) {
        return std::ranges::any_of(report.over,
                                   [&](const auto& rule) { return rule.first == alert.rule; });
    };
    for (const auto& alert : knowledge.alerts)
        if (!is_over(alert) &&
            (alert.phase() == Phase::firing || alert.phase() == Phase::recovering))
            report.firing.push_back(alert);
    return report;
}

bool has_dead_letter(const OutboxMessage& message)
{
    return std::ranges::any_of(message.addresses,
                               [](const auto& address) { return address.state == "dead"; });
}

bool is_well(const Report& report)
{
    return std::ranges::all_of(report.sources, [](const auto& s) { return s.trouble.empty(); }) &&
           std::ranges::none_of(report.messages, has_dead_letter);
}

// A terminal is a way out like any other: what the role statistics may not see stays hidden.
std::string shown_headline(const StoredEvent& stored, const Knowledge& knowledge, Language language)
{
    const auto event = event_from_json(stored.evidence_json);
    if (!event) return describe(event.error(), language);
    return headline(redact(*event, Role::statistics).event, knowledge, language);
}

std::string day(const std::optional<Instant>& instant)
{
    return instant ? to_string(std::chrono::floor<std::chrono::days>(*instant)) : "–";
}

void print_sources(const Report& report, Language language)
{
    terminal::line(painted(Colour::bold, language == Language::de ? "Quellen" : "Sources"));
    for (const auto& source : report.sources) {
        const bool well = source.trouble.empty();
        const auto state = well ? Text{"in Ordnung", "well"} : source.trouble_text;
        terminal::line(say("  {} Stand {}  {}", "  {} as of {}  {}",
                           terminal::padded(source.source, 28), day(source.last_release),
                           painted(well ? Colour::green : Colour::red, state.in(language)))
                           .in(language));
    }
}

std::vector<Opinion> opinions_on(const StoredEvent& event, const Report& report)
{
    std::vector<Opinion> opinions;
    for (const auto& feedback : report.said)
        if (feedback.episode == event.episode) opinions.push_back(feedback.opinion);
    return opinions;
}

std::string opinions_text(const StoredEvent& event, const Report& report, Language language)
{
    std::string text;
    for (const auto opinion : opinions_on(event, report))
        text += (text.empty() ? "  [" : ", ") + title_of(opinion).in(language);
    return text.empty() ? text : text + "]";
}

// Only where something is.
void print_held(const Report& report, Language language)
{
    if (report.held.empty()) return;
    terminal::line(painted(Colour::bold, language == Language::de ? "\nZurückgehaltene Zahlen"
                                                                  : "\nFigures held apart"));
    for (const auto& doubt : report.held)
        terminal::line(say("  {}  seit {}  {}  {}: {}", "  {}  since {}  {}  {}: {}",
                           doubt.release.substr(0, 8), day(doubt.since), doubt.source,
                           column_text(doubt.doubt.column, language),
                           title_of(doubt.doubt.check).in(language))
                           .in(language));
    terminal::line(language == Language::de
                       ? "  Ansehen und entscheiden: tuermer release show KENNUNG"
                       : "  Look and decide: tuermer release show ID");
}

void print_events(const Report& report, const Knowledge& knowledge, Language language)
{
    terminal::line(painted(Colour::bold,
                           language == Language::de ? "\nLetzte Ereignisse" : "\nLatest events"));
    for (const auto& stored : report.events) {
        terminal::line(fmt::format(
            "  {}  {}  {}{}", stored.id.substr(0, 8), day(stored.known_since),
            shown_headline(stored, knowledge, language), opinions_text(stored, report, language)));
    }
}

void print_messages(const Report& report, Language language)
{
    terminal::line(painted(Colour::bold, language == Language::de ? "\nLetzte Nachrichten"
                                                                  : "\nLatest messages"));
    for (const auto& message : report.messages)
        for (const auto& address : message.addresses) {
            const auto colour = address.state == "dead"        ? Colour::red
                                : address.state == "delivered" ? Colour::green
                                                               : Colour::yellow;
            const auto word = address.state == "dead"        ? Text{"unzustellbar", "undeliverable"}
                              : address.state == "delivered" ? Text{"zugestellt", "delivered"}
                                                             : Text{"wartet", "waiting"};
            terminal::line(fmt::format("  {}  {}  {}  {}", day(message.created),
                                       painted(colour, terminal::padded(word.in(language), 13)),
                                       terminal::padded(address.address, 34), message.subject));
        }
}

Text span_of(Budget::Per per)
{
    switch (per) {
    case Budget::Per::month:
        return {"in diesem Monat", "this month"};
    case Budget::Per::quarter:
        return {"in diesem Quartal", "this quarter"};
    case Budget::Per::year:
        break;
    }
    return {"in diesem Jahr", "this year"};
}

using Waiting = std::vector<Remembered::Waiting>;

const Waiting& waiting_for(const Knowledge& knowledge, const std::string& recipient)
{
    static const Waiting none;
    const auto found = knowledge.told.waiting.find(recipient);
    return found == knowledge.told.waiting.end() ? none : found->second;
}

// Only where somebody has a budget.
void print_budgets(const Report& report, const Knowledge& knowledge, Language language)
{
    bool any = false;
    for (const auto& recipient : knowledge.recipients) {
        const auto& waiting = waiting_for(knowledge, recipient.id);
        if (!recipient.budget && waiting.empty()) continue;
        if (!any)
            terminal::line(painted(Colour::bold, language == Language::de
                                                     ? "\nHöchstzahl der Nachrichten"
                                                     : "\nBudgets of messages"));
        any = true;
        const auto budget = recipient.budget.value_or(Budget{});
        const auto spent = messages_spent(knowledge.told, recipient.id, budget, report.now);
        const auto span = span_of(budget.per).in(language);
        terminal::line(say("  {} {} von {} {}; {} Meldungen warten auf die nächste Nachricht "
                           "oder Sammelmail",
                           "  {} {} of {} {}; {} items wait for the next message or digest",
                           terminal::padded(recipient.id, 28), spent, budget.messages, span,
                           waiting.size())
                           .in(language));
        for (const auto& [event, since] : waiting)
            terminal::line(
                fmt::format("    {}  {}", event.id.substr(0, 8),
                            headline(redact(event, Role::statistics).event, knowledge, language)));
    }
}

ordered_json json_of_budgets(const Report& report, const Knowledge& knowledge)
{
    auto budgets = ordered_json::array();
    for (const auto& recipient : knowledge.recipients) {
        const auto& waiting = waiting_for(knowledge, recipient.id);
        if (!recipient.budget && waiting.empty()) continue;
        const auto budget = recipient.budget.value_or(Budget{});
        ordered_json one{
            {"recipient", recipient.id},
            {"messages", budget.messages},
            {"spent", messages_spent(knowledge.told, recipient.id, budget, report.now)},
            {"waiting", ordered_json::array()}};
        for (const auto& waits : waiting) one["waiting"].push_back(waits.event.id);
        budgets.push_back(std::move(one));
    }
    return budgets;
}

ordered_json json_of(const Report& report, const Knowledge& knowledge)
{
    ordered_json json;
    json["well"] = is_well(report);
    json["sources"] = ordered_json::array();
    for (const auto& source : report.sources) {
        ordered_json one{{"source", source.source},
                         {"last_release", day(source.last_release)},
                         {"failures", source.failures},
                         {"trouble", nullptr}};
        if (source.last_success) one["last_success"] = to_string(*source.last_success);
        if (!source.trouble.empty())
            one["trouble"] = {{"de", source.trouble_text.de}, {"en", source.trouble_text.en}};
        json["sources"].push_back(std::move(one));
    }
    json["held"] = ordered_json::array();
    for (const auto& doubt : report.held) {
        ordered_json one{{"delivery", doubt.release},
                         {"source", doubt.source},
                         {"check", code_of(doubt.doubt.check)},
                         {"measure", doubt.doubt.column.measure},
                         {"period", nullptr},
                         {"since", to_string(doubt.since)},
                         {"state", code_of(doubt.state)}};
        if (doubt.doubt.column.period) one["period"] = to_string(*doubt.doubt.column.period);
        json["held"].push_back(std::move(one));
    }
    json["firing"] = ordered_json::array();
    for (const auto& alert : report.firing)
        json["firing"].push_back({{"alert", alert.id},
                                  {"rule", alert.rule},
                                  {"key", alert.key},
                                  {"since", to_string(alert.episode.value_or(alert.first))}});
    json["events"] = ordered_json::array();
    for (const auto& stored : report.events) {
        auto opinions = ordered_json::array();
        for (const auto opinion : opinions_on(stored, report)) opinions.push_back(code_of(opinion));
        json["events"].push_back({{"id", stored.id},
                                  {"rule", stored.rule},
                                  {"key", stored.key},
                                  {"transition", stored.transition},
                                  {"severity", stored.severity},
                                  {"reach", stored.reach},
                                  {"period", to_string(stored.period)},
                                  {"known_since", to_string(stored.known_since)},
                                  {"headline", shown_headline(stored, knowledge, Language::en)},
                                  {"opinions", std::move(opinions)}});
    }
    json["messages"] = ordered_json::array();
    for (const auto& message : report.messages) {
        ordered_json one{{"message_id", message.message_id},
                         {"recipient", message.recipient},
                         {"subject", message.subject},
                         {"addresses", ordered_json::array()}};
        for (const auto& address : message.addresses)
            one["addresses"].push_back({{"address", address.address},
                                        {"state", address.state},
                                        {"attempts", address.attempts},
                                        {"code", address.code},
                                        {"answer", address.answer}});
        json["messages"].push_back(std::move(one));
    }
    json["budgets"] = json_of_budgets(report, knowledge);
    json["expired_rules"] = ordered_json::array();
    for (const auto& [rule, day] : report.over)
        json["expired_rules"].push_back({{"rule", rule}, {"until", to_string(day)}});
    return json;
}

} // namespace

int status_command(const CommandOptions& options)
{
    auto opened = open_installation(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    auto report = report_of(opened->knowledge, *opened->store);
    if (!report) return terminal::complain(report.error(), options.language);
    if (options.json) {
        terminal::line(json_of(*report, opened->knowledge).dump(2));
    } else {
        print_sources(*report, options.language);
        print_held(*report, options.language);
        print_events(*report, opened->knowledge, options.language);
        print_messages(*report, options.language);
        print_budgets(*report, opened->knowledge, options.language);
        for (const auto& [rule, day] : report->over)
            terminal::line(say("Die Regel {} urteilt seit dem {} nicht mehr.",
                               "The rule {} has judged nothing since {}.", rule, to_string(day))
                               .in(options.language));
        terminal::line(
            say("\n{} Signale in Kraft.", "\n{} signals in force.", report->firing.size())
                .in(options.language));
    }
    return is_well(*report) ? all_well : something_wrong;
}

} // namespace tuermer
