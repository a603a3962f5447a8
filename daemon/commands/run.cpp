// SPDX-License-Identifier: EUPL-1.2
// `tuermer run`: the daemon in the foreground. On a terminal it tells a newcomer in a few lines
// what it found; under systemd only the log speaks.
#include "connectors/channels/channel.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/environment.hpp"
#include "daemon/log.hpp"
#include "daemon/present/present.hpp"
#include "daemon/service.hpp"
#include "daemon/supervisor.hpp"
#include "daemon/version.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using terminal::Colour;
using terminal::painted;

std::string file_of(const OutboxMessage& message, const Home& home)
{
    return message.channel == "spool" ? spool_file(home.spool, message.message_id).string() : "";
}

// The releases' span and what they brought.
struct Sum {
    std::size_t releases = 0, cells = 0, events = 0, messages = 0;
    std::optional<Instant> first, last;
};

Sum sum_of(const std::vector<Taken>& taken)
{
    Sum sum;
    for (const auto& one : taken) {
        sum.messages += one.messages.size();
        sum.events += one.events;
        if (!one.news) continue;
        ++sum.releases;
        sum.cells += one.cells;
        sum.first = std::min(sum.first.value_or(one.known_since), one.known_since);
        sum.last = std::max(sum.last.value_or(one.known_since), one.known_since);
    }
    return sum;
}

Date day_of(Instant instant)
{
    return std::chrono::floor<std::chrono::days>(instant);
}

bool is_in_force(const Alert& alert)
{
    return alert.phase() == Phase::firing || alert.phase() == Phase::recovering;
}

// What holds now, whether it is news or not.
void tell_in_force(const Knowledge& knowledge, Language language)
{
    std::size_t count = 0;
    for (const auto& alert : knowledge.alerts) {
        const auto rule = std::ranges::find(knowledge.rules, alert.rule, &Rule::id);
        if (!is_in_force(alert) || rule == knowledge.rules.end()) continue;
        const auto indicator = knowledge.graph.indicator(rule->indicator);
        if (!indicator) continue;
        if (++count == 1)
            terminal::line(language == Language::de ? "  In Kraft sind jetzt:" : "  In force now:");
        const auto& title = knowledge.graph.indicators()[*indicator].title;
        terminal::line(say("  seit {}  {}", "  since {}  {}",
                           to_string(alert.episode.value_or(alert.first)), title.in(language))
                           .in(language));
    }
    const Text none{"  Nichts ist jetzt in Kraft.", "  Nothing is in force now."};
    const Text why{"  Warum? tuermer status, dann tuermer explain KENNUNG",
                   "  Why? tuermer status, then tuermer explain ID"};
    terminal::line((count == 0 ? none : why).in(language));
}

void tell(const FirstRound& round, const CommandOptions& options)
{
    const auto language = options.language;
    const auto& config = *round.config;
    const auto print = [&](const Text& text) { terminal::line(text.in(language)); };
    print(say("Türmer {} · {}", "Türmer {} · {}", version, config.installation.name.in(language)));
    print(say("  {} Quellen, {} Kennzahlen, {} Regeln, geprüft und ohne Fehler.",
              "  {} sources, {} indicators, {} rules, checked and without mistakes.",
              config.sources.size(), config.indicators.size(), config.rules.size()));
    const auto sum = sum_of(round.taken);
    if (sum.releases == 0) {
        print({"  Keine neue Veröffentlichung seit dem letzten Lauf; die Zahlen von damals gelten.",
               "  No new release since the last run; the figures held are in force."});
    } else {
        print({fmt::format(
                   "  {} Veröffentlichungen vom {} bis {} gelesen: {} neue oder geänderte Zahlen.",
                   sum.releases, date_text(day_of(*sum.first), Language::de),
                   date_text(day_of(*sum.last), Language::de),
                   number_text(static_cast<double>(sum.cells), 0, Language::de)),
               fmt::format("  {} releases from {} to {} read: {} new or changed figures.",
                           sum.releases, date_text(day_of(*sum.first), Language::en),
                           date_text(day_of(*sum.last), Language::en),
                           number_text(static_cast<double>(sum.cells), 0, Language::en))});
    }
    print(say("  {} Ereignisse, {} Nachrichten{}", "  {} events, {} messages{}", sum.events,
              sum.messages, sum.messages == 0 ? "." : ":"));
    for (const auto& taken : round.taken) {
        for (const auto& message : taken.messages) {
            terminal::line(fmt::format("\n  {}  {}", to_string(day_of(taken.known_since)),
                                       painted(Colour::bold, message.subject)));
            terminal::line(fmt::format("  {}  {} → {}", std::string(10, ' '),
                                       painted(Colour::faint, message.recipient),
                                       file_of(message, *round.home)));
        }
    }
    terminal::line();
    tell_in_force(*round.knowledge, language);
}

void tell_json(const FirstRound& round)
{
    nlohmann::ordered_json report;
    const auto sum = sum_of(round.taken);
    report["releases"] = sum.releases;
    report["cells"] = sum.cells;
    report["events"] = sum.events;
    report["messages"] = nlohmann::ordered_json::array();
    for (const auto& taken : round.taken)
        for (const auto& message : taken.messages)
            report["messages"].push_back({{"release", to_string(day_of(taken.known_since))},
                                          {"source", taken.source},
                                          {"recipient", message.recipient},
                                          {"subject", message.subject},
                                          {"message_id", message.message_id},
                                          {"file", file_of(message, *round.home)}});
    terminal::line(report.dump(2));
}

log::Threshold threshold_of(const CommandOptions& options)
{
    if (options.quiet) return log::Threshold::quiet;
    if (options.verbose) return log::Threshold::verbose;
    // Where a person reads the story below, the log only speaks up when something is wrong.
    return environment("JOURNAL_STREAM").empty() ? log::Threshold::quiet : log::Threshold::normal;
}

} // namespace

int run_command(const CommandOptions& options, bool once)
{
    log::start(threshold_of(options), options.language);
    ServiceOptions service;
    service.config = options.config;
    service.state = options.state;
    service.once = once;
    ServiceWatcher watcher;
    watcher.on_taken = [](const Taken& taken) {
        if (!taken.news) return;
        if (taken.held > 0)
            log::warning(say("Quelle '{}': {} Spalten aus {} sind zurückgehalten; `tuermer release "
                             "list` sagt, warum.",
                             "Source '{}': {} columns of {} are held apart; `tuermer release list` "
                             "says why.",
                             taken.source, taken.held, taken.document));
        log::info(say(
            "Quelle '{}': {} gelesen, {} Zahlen neu oder geändert, {} Ereignisse, {} Nachrichten",
            "Source '{}': {} read, {} figures new or changed, {} events, {} messages", taken.source,
            taken.document, taken.cells, taken.events, taken.messages.size()));
    };
    watcher.on_first_round = [&](const FirstRound& round) {
        const auto sum = sum_of(round.taken);
        log::info(say("Erste Runde: {} Quellen, {} neue Veröffentlichungen, {} Nachrichten",
                      "First round: {} sources, {} new releases, {} messages",
                      round.config->sources.size(), sum.releases, sum.messages));
        supervisor::status("first round done, watching");
        if (options.json)
            tell_json(round);
        else if (!options.quiet && environment("JOURNAL_STREAM").empty()) {
            tell(round, options);
            if (!once)
                terminal::line(options.language == Language::de
                                   ? "\n  Türmer wacht weiter. Strg-C beendet ihn."
                                   : "\n  Türmer keeps watching. Ctrl-C ends it.");
        }
    };
    watcher.on_mistakes = [&](const Mistakes& mistakes) {
        for (const auto& mistake : mistakes.sorted())
            terminal::complain({Remedy::mend, mistake.what, to_string(mistake.place)},
                               options.language);
    };
    return run_service(service, watcher);
}

} // namespace tuermer
