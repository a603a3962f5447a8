// SPDX-License-Identifier: EUPL-1.2
// `tuermer release`: figures in doubt that are held apart: which, why, and whether they are let in.
// Who decides what is written into the store; the daemon takes it up within moments, or when it is
// started.
#include "daemon/authorship.hpp"
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/present.hpp"
#include "daemon/setup.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

constexpr std::size_t shortest_id = 4;

// One delivery's doubts, in the order of their recording.
using Delivery = std::vector<RecordedDoubt>;

std::vector<Delivery> by_delivery(std::vector<RecordedDoubt> doubts)
{
    std::vector<Delivery> all;
    for (auto& doubt : doubts) {
        const auto known = std::ranges::find_if(all, [&](const Delivery& delivery) {
            return delivery.front().release == doubt.release;
        });
        auto& delivery = known == all.end() ? all.emplace_back() : *known;
        delivery.push_back(std::move(doubt));
    }
    return all;
}

std::string day(Instant instant)
{
    return to_string(std::chrono::floor<std::chrono::days>(instant));
}

DoubtToTell to_tell(const RecordedDoubt& doubt, const QualityRules& rules)
{
    const auto* rule = rules.find(doubt.doubt.rule);
    return {&doubt.doubt, rule != nullptr ? rule->title : title_of(doubt.doubt.check)};
}

Text state_of(const RecordedDoubt& doubt)
{
    if (doubt.state == DoubtState::accepted && !doubt.taken)
        return {"zugelassen, wird vom Dienst übernommen", "accepted, the daemon will take it up"};
    return title_of(doubt.state);
}

Colour colour_of(DoubtState state)
{
    if (state == DoubtState::held) return Colour::yellow;
    return state == DoubtState::refused ? Colour::red : Colour::green;
}

void print_head(const Delivery& delivery, Language language)
{
    const auto& first = delivery.front();
    terminal::line(painted(Colour::bold, first.release.substr(0, 8)) +
                   say("  {}  Stand {}, seit {}: {}", "  {}  as of {}, since {}: {}", first.source,
                       day(first.vintage.known_since), day(first.since), first.document)
                       .in(language));
}

void print_doubt(const RecordedDoubt& doubt, const QualityRules& rules, Language language)
{
    const auto told = to_tell(doubt, rules);
    terminal::line(fmt::format(
        "  {}/{}  {}  {}", code_of(doubt.doubt.check), column_text(doubt.doubt.column, language),
        painted(colour_of(doubt.state), state_of(doubt).in(language)), told.title.in(language)));
}

void print_decision(const RecordedDoubt& doubt, Language language)
{
    if (!doubt.decided || doubt.who.empty()) return;
    terminal::line(say("    entschieden am {} von {}: {}", "    decided on {} by {}: {}",
                       day(*doubt.decided), doubt.who, doubt.why)
                       .in(language));
}

ordered_json json_of(const RecordedDoubt& doubt)
{
    ordered_json one{{"check", code_of(doubt.doubt.check)},
                     {"test", doubt.doubt.rule},
                     {"measure", doubt.doubt.column.measure},
                     {"period", nullptr},
                     {"state", code_of(doubt.state)},
                     {"taken", doubt.taken},
                     {"found", {{"de", doubt.doubt.found.de}, {"en", doubt.doubt.found.en}}},
                     {"rows", ordered_json::array()},
                     {"decided", nullptr},
                     {"who", doubt.who},
                     {"why", doubt.why}};
    if (doubt.doubt.column.period) one["period"] = to_string(*doubt.doubt.column.period);
    if (doubt.decided) one["decided"] = to_string(*doubt.decided);
    for (const auto& row : doubt.doubt.rows) {
        ordered_json shown{{"key", row.key}, {"now", nullptr}, {"other", nullptr}};
        if (const auto may = shown_to(row, doubt.doubt.unit, Role::statistics)) {
            shown["now"] = may->now;
            if (may->other) shown["other"] = *may->other;
        }
        one["rows"].push_back(std::move(shown));
    }
    return one;
}

ordered_json json_of(const Delivery& delivery)
{
    const auto& first = delivery.front();
    ordered_json one{{"id", first.release},
                     {"source", first.source},
                     {"document", first.document},
                     {"known_since", to_string(first.vintage.known_since)},
                     {"since", to_string(first.since)},
                     {"doubts", ordered_json::array()}};
    for (const auto& doubt : delivery) one["doubts"].push_back(json_of(doubt));
    return one;
}

void print_list(const std::vector<Delivery>& all, const QualityRules& rules, Language language)
{
    for (const auto& delivery : all) {
        print_head(delivery, language);
        for (const auto& doubt : delivery) print_doubt(doubt, rules, language);
    }
    if (all.empty())
        terminal::line(language == Language::de ? "Nichts ist zurückgehalten."
                                                : "Nothing is held apart.");
}

void print_whole(const Delivery& delivery, const Opened& opened, Language language)
{
    const QualityRules rules(opened.config.quality);
    print_head(delivery, language);
    for (const auto& doubt : delivery) {
        print_doubt(doubt, rules, language);
        for (const auto& line :
             doubt_lines(to_tell(doubt, rules), Role::statistics, opened.knowledge, language))
            terminal::line("    " + line);
        print_decision(doubt, language);
    }
}

Result<Delivery> delivery_named(Store& store, const std::string& id)
{
    auto doubts = store.doubts(true);
    if (!doubts) return tl::unexpected(doubts.error());
    auto all = by_delivery(std::move(*doubts));
    std::erase_if(all, [&](const Delivery& each) { return !each.front().release.starts_with(id); });
    if (all.size() == 1 && id.size() >= shortest_id) return std::move(all.front());
    return fail(Remedy::mend,
                say("Eine Lieferung '{}' mit Zweifeln gibt es nicht, oder der Anfang passt auf "
                    "mehrere. `tuermer release list` nennt, was zurückgehalten ist.",
                    "There is no delivery '{}' in doubt, or several begin so. `tuermer release "
                    "list` names what is held.",
                    id));
}

// "copied", "anteil", "anteil/2023", "copied/anteil", "copied/anteil/2023".
bool is_meant(const Doubt& doubt, const std::string& word)
{
    const auto check = std::string(code_of(doubt.check)), &measure = doubt.column.measure;
    std::vector<std::string> names{check, measure, check + "/" + measure};
    if (doubt.column.period) {
        const auto period = to_string(*doubt.column.period);
        names.push_back(measure + "/" + period);
        names.push_back(check + "/" + measure + "/" + period);
    }
    return std::ranges::find(names, word) != names.end();
}

Result<std::vector<DoubtTurn>> turns_for(const Delivery& delivery, const ReleaseOptions& wanted,
                                         DoubtState state)
{
    std::vector<DoubtTurn> turns;
    const auto now = wall_clock();
    const auto who = wanted.who.empty() ? user_name() : wanted.who;
    std::set<std::string> met;
    for (const auto& doubt : delivery) {
        bool meant = wanted.only.empty();
        for (const auto& word : wanted.only)
            if (is_meant(doubt.doubt, word)) {
                meant = true;
                met.insert(word);
            }
        if (meant && doubt.state == DoubtState::held)
            turns.push_back({doubt.number, state, now, who, wanted.reason, false});
    }
    for (const auto& word : wanted.only)
        if (!met.contains(word))
            return fail(Remedy::mend,
                        say("'{}' gibt es in dieser Lieferung nicht: eine Prüfung (copied), eine "
                            "Messgröße, MESSGRÖSSE/ZEITRAUM oder PRÜFUNG/MESSGRÖSSE/ZEITRAUM.",
                            "There is no '{}' in this delivery: a check (copied), a measure, "
                            "MEASURE/PERIOD or CHECK/MEASURE/PERIOD.",
                            word));
    if (turns.empty())
        return fail(Remedy::mend,
                    {"Hier ist nichts mehr zurückgehalten; `tuermer release show` sagt, was "
                     "entschieden wurde.",
                     "Nothing is held here any more; `tuermer release show` says what was "
                     "decided."});
    return turns;
}

Result<std::size_t> decide(const CommandOptions& options, const ReleaseOptions& wanted,
                           DoubtState state)
{
    if (wanted.reason.empty())
        return fail(Remedy::mend, {"Bitte sagen Sie mit --reason, warum: es wird festgehalten.",
                                   "Please say why with --reason: it is recorded."});
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    const auto delivery = delivery_named(**store, wanted.id);
    if (!delivery) return tl::unexpected(delivery.error());
    const auto turns = turns_for(*delivery, wanted, state);
    if (!turns) return tl::unexpected(turns.error());
    if (auto decided = (*store)->decide(*turns); !decided) return tl::unexpected(decided.error());
    return turns->size();
}

int decide_and_say(const CommandOptions& options, const ReleaseOptions& wanted)
{
    const bool accept = wanted.action == "accept";
    const auto decided =
        decide(options, wanted, accept ? DoubtState::accepted : DoubtState::refused);
    if (!decided) return terminal::complain(decided.error(), options.language);
    if (options.json) {
        terminal::line(ordered_json{{"decided", *decided}, {"action", wanted.action}}.dump(2));
        return all_well;
    }
    const auto said =
        accept ? say("{} Zweifel ausgeräumt. Der Dienst übernimmt die Zahlen gleich, oder bei "
                     "seinem nächsten Start.",
                     "{} doubts settled. The daemon takes the figures up in a moment, or when it "
                     "is started next.",
                     *decided)
               : say("{} Zweifel bestätigt. Diese Zahlen bleiben draußen; die bisherigen gelten.",
                     "{} doubts confirmed. These figures stay out; those before stay in force.",
                     *decided);
    terminal::line(said.in(options.language));
    return all_well;
}

int show(const CommandOptions& options, const ReleaseOptions& wanted)
{
    auto opened = open_installation(options.config, options.state);
    if (!opened) return terminal::complain(opened.error(), options.language);
    const auto delivery = delivery_named(*opened->store, wanted.id);
    if (!delivery) return terminal::complain(delivery.error(), options.language);
    if (options.json)
        terminal::line(json_of(*delivery).dump(2));
    else
        print_whole(*delivery, *opened, options.language);
    return all_well;
}

int list(const CommandOptions& options, const ReleaseOptions& wanted)
{
    auto store = open_store(options.config, options.state);
    if (!store) return terminal::complain(store.error(), options.language);
    auto doubts = (*store)->doubts(wanted.all);
    if (!doubts) return terminal::complain(doubts.error(), options.language);
    if (!wanted.all)
        std::erase_if(
            *doubts, [](const RecordedDoubt& doubt) { return doubt.state == DoubtState::refused; });
    const auto all = by_delivery(std::move(*doubts));
    if (options.json) {
        auto deliveries = ordered_json::array();
        for (const auto& delivery : all) deliveries.push_back(json_of(delivery));
        terminal::line(ordered_json{{"deliveries", std::move(deliveries)}}.dump(2));
        return all_well;
    }
    const auto config = valid_config(options.config);
    if (!config) return terminal::complain(config.error(), options.language);
    print_list(all, QualityRules(config->quality), options.language);
    return all_well;
}

} // namespace

int release_command(const CommandOptions& options, const ReleaseOptions& wanted)
{
    if (wanted.action == "list") return list(options, wanted);
    if (wanted.id.empty())
        return terminal::complain({Remedy::mend,
                                   {"Welche Lieferung? `tuermer release list` nennt die Kennungen.",
                                    "Which delivery? `tuermer release list` names the ids."},
                                   {}},
                                  options.language);
    return wanted.action == "show" ? show(options, wanted) : decide_and_say(options, wanted);
}

} // namespace tuermer
