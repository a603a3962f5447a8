// SPDX-License-Identifier: EUPL-1.2
// `tuermer backtest [RULE…]`: what the rules would have done over every publication held, as the
// daemon would have lived them, beside what the figures of today say.
#include "rules/backtest.hpp"

#include "daemon/commands/chronicle.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/hands.hpp"
#include "daemon/commands/progress.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/firings.hpp"
#include "daemon/present/present.hpp"
#include "rules/replay.hpp"

#include <algorithm>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

struct Tested {
    Knowledge knowledge; // after all publications
    Backtest backtest;
};

Result<Tested> test(Chronicle history, bool without_vintages, Progress& progress)
{
    const auto& releases = history.releases;
    history.blank.share_out = across_cores(2);
    auto waiting = std::async(std::launch::async, [&] {
        auto patient = history.blank; // writes to nobody
        patient.recipients.clear();
        const auto last_words = settled(releases, Telling::last_word);
        return live_history(patient, last_words, [](double) {});
    });
    auto knowledge = history.blank;
    std::vector<Release> first_words;
    if (without_vintages) first_words = settled(releases, Telling::first_word);
    const auto& told = without_vintages ? first_words : releases;
    auto lived = live_history(knowledge, told, [&](double share) { progress.show(share); });
    const auto truth = waiting.get();
    progress.end();
    if (!lived) return tl::unexpected(lived.error());
    if (!truth) return tl::unexpected(truth.error());
    auto tested = backtest(knowledge, told, std::move(*lived), *truth);
    return Tested{std::move(knowledge), std::move(tested)};
}

// Only the named rules; an unknown name is a mistake.
Result<> keep_only(const std::vector<std::string>& names, Backtest& backtest)
{
    if (names.empty()) return {};
    std::vector<std::string> known;
    for (const auto& rule : backtest.rules) known.push_back(rule.rule);
    for (const auto& name : names)
        if (std::ranges::find(known, name) == known.end())
            return tl::unexpected(unknown_rule(name, known));
    std::erase_if(backtest.rules, [&](const RuleBacktest& rule) {
        return std::ranges::find(names, rule.rule) == names.end();
    });
    return {};
}

std::size_t count(const RuleBacktest& rule, bool LivedEpisode::*what)
{
    return static_cast<std::size_t>(std::ranges::count(rule.episodes, true, what));
}

std::optional<int> median_lead(const RuleBacktest& rule)
{
    std::vector<int> leads;
    for (const auto& episode : rule.episodes)
        if (episode.lead_days) leads.push_back(*episode.lead_days);
    if (leads.empty()) return std::nullopt;
    std::ranges::sort(leads);
    return leads[leads.size() / 2];
}

std::vector<std::string> heads(Language language)
{
    if (language == Language::en)
        return {"rule",     "judged",    "holds",  "episodes", "told",
                "per year", "withdrawn", "missed", "lead",     "small/middle/large"};
    return {"Regel",    "geurteilt",      "trifft zu", "Episoden", "gemeldet",
            "pro Jahr", "zurückgenommen", "verfehlt",  "Vorlauf",  "klein/mittel/groß"};
}

std::string sizes_text(const RuleBacktest& rule)
{
    std::string text;
    for (const auto& size : rule.sizes)
        text += (text.empty() ? "" : "/") + std::to_string(size.episodes);
    return text.empty() ? "–" : text;
}

std::vector<std::string> row_of(const RuleBacktest& rule, double years, Language language)
{
    const auto told = count(rule, &LivedEpisode::told);
    const auto lead = median_lead(rule);
    const auto lead_text = lead ? say("{} Tage", "{} days", *lead).in(language) : std::string("–");
    return {rule.rule,
            std::to_string(rule.judged),
            number_text(100 * rule.share(), 1, language) + " %",
            std::to_string(rule.episodes.size()),
            std::to_string(told),
            number_text(static_cast<double>(told) / years, 1, language),
            std::to_string(count(rule, &LivedEpisode::withdrawn)),
            std::to_string(rule.missed),
            lead_text,
            sizes_text(rule)};
}

void print(const Backtest& backtest, Language language)
{
    terminal::line(say("{} Veröffentlichungen vom {} bis {}, {} Ereignisse.",
                       "{} publications from {} to {}, {} events.", backtest.releases,
                       to_string(std::chrono::floor<std::chrono::days>(backtest.first)),
                       to_string(std::chrono::floor<std::chrono::days>(backtest.last)),
                       backtest.events)
                       .in(language));
    std::vector<std::vector<std::string>> table{heads(language)};
    for (const auto& rule : backtest.rules)
        table.push_back(row_of(rule, backtest.years(), language));
    terminal::table(table);
    for (const auto& [recipient, messages] : backtest.messages)
        terminal::line(
            say("  {}: {} Nachrichten, {} im Jahr", "  {}: {} messages, {} a year", recipient,
                messages,
                number_text(static_cast<double>(messages) / backtest.years(), 1, language))
                .in(language));
    terminal::line(painted(
        Colour::faint,
        language == Language::de
            ? "trifft zu: Anteil der Gebiete mal Zeiträume mit den Zahlen von heute; verfehlt: "
              "Episoden dieser Zahlen, die nie gemeldet\nwurden; Vorlauf: Median der Tage vor der "
              "Veröffentlichung der endgültigen Zahl; Größe: Drittel der Gebiete."
            : "holds: share of areas times periods with the figures of today; missed: episodes of "
              "these figures that never fired;\nlead: median of days before the final figure was "
              "published; size: thirds of the areas."));
}

ordered_json json_of(const LivedEpisode& episode)
{
    ordered_json one{{"key", episode.key},
                     {"area", episode.area},
                     {"start", to_string(episode.start)},
                     {"end", nullptr},
                     {"fired", to_string(episode.fired)},
                     {"severity", code_of(episode.severity)},
                     {"told", episode.told},
                     {"late", episode.late},
                     {"withdrawn", episode.withdrawn},
                     {"lead_days", nullptr}};
    if (episode.end) one["end"] = to_string(*episode.end);
    if (episode.lead_days) one["lead_days"] = *episode.lead_days;
    return one;
}

ordered_json json_of(const RuleBacktest& rule)
{
    ordered_json one{{"rule", rule.rule},
                     {"indicator", rule.indicator},
                     {"judged", rule.judged},
                     {"holds", rule.holds},
                     {"missed", rule.missed},
                     {"notices", ordered_json::object()},
                     {"sizes", ordered_json::array()},
                     {"episodes", ordered_json::array()}};
    for (const auto& [recipient, notices] : rule.notices) one["notices"][recipient] = notices;
    for (const auto& size : rule.sizes)
        one["sizes"].push_back({{"areas", size.areas}, {"episodes", size.episodes}});
    for (const auto& episode : rule.episodes) one["episodes"].push_back(json_of(episode));
    return one;
}

ordered_json json_of(const Backtest& backtest)
{
    ordered_json json{{"publications", backtest.releases},  {"first", to_string(backtest.first)},
                      {"last", to_string(backtest.last)},   {"events", backtest.events},
                      {"messages", ordered_json::object()}, {"rules", ordered_json::array()}};
    for (const auto& [recipient, messages] : backtest.messages)
        json["messages"][recipient] = messages;
    for (const auto& rule : backtest.rules) json["rules"].push_back(json_of(rule));
    return json;
}

Result<> write_pictures(const Tested& tested, const BacktestOptions& wanted, Language language)
{
    const auto form = wanted.png ? PictureForm::png : PictureForm::svg;
    std::error_code problem;
    std::filesystem::create_directories(wanted.pictures, problem);
    for (const auto& rule : tested.backtest.rules) {
        const auto file = wanted.pictures / (rule.rule + (wanted.png ? ".png" : ".svg"));
        auto picture = draw_firings(rule, tested.knowledge, form, language);
        if (!picture) return tl::unexpected(picture.error());
        std::ofstream stream(file, std::ios::binary | std::ios::trunc);
        stream << *picture;
        stream.flush();
        if (!stream)
            return fail(Remedy::mend, {"lässt sich nicht schreiben", "cannot be written"},
                        file.string());
    }
    return {};
}

} // namespace

int backtest_command(const CommandOptions& options, const BacktestOptions& wanted)
{
    auto store = open_store(options.config, options.state);
    if (!store) return terminal::complain(store.error(), options.language);
    auto history = chronicle_of(options.config, **store);
    if (!history) return terminal::complain(history.error(), options.language);
    Progress progress({"Rückschau", "backtest"}, options.language);
    auto tested = test(std::move(*history), wanted.without_vintages, progress);
    if (!tested) return terminal::complain(tested.error(), options.language);
    if (auto kept = keep_only(wanted.rules, tested->backtest); !kept)
        return terminal::complain(kept.error(), options.language);
    if (options.json)
        terminal::line(json_of(tested->backtest).dump(2));
    else
        print(tested->backtest, options.language);
    if (wanted.pictures.empty()) return all_well;
    const auto written = write_pictures(*tested, wanted, options.language);
    return written ? all_well : terminal::complain(written.error(), options.language);
}

} // namespace tuermer
