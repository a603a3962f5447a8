// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/tuning.hpp"

#include "daemon/commands/chronicle.hpp"
#include "rules/base/numbers.hpp"
#include "rules/detectors/amount.hpp"
#include "rules/replay.hpp"

#include <algorithm>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace tuermer {

namespace {

constexpr std::size_t most_forms = 120;

// "2 per year", "1 per quarter", "3 im Monat": messages a year.
Result<double> budget_of(const std::string& words)
{
    std::istringstream stream(words);
    std::string number, per, unit;
    stream >> number >> per >> unit;
    const auto messages = parse_number(number);
    const double times = unit == "year" || unit == "Jahr"         ? 1
                         : unit == "quarter" || unit == "Quartal" ? 4
                         : unit == "month" || unit == "Monat"     ? 12
                                                                  : 0;
    if (messages && *messages >= 0 && times > 0) return *messages * times;
    return fail(Remedy::mend,
                say("--budget \"{}\" ist nicht zu verstehen; gemeint ist etwas wie \"2 im Jahr\", "
                    "\"1 im Quartal\" oder \"1 im Monat\".",
                    "--budget \"{}\" is not understood; write something like \"2 per year\", "
                    "\"1 per quarter\" or \"1 per month\".",
                    words));
}

Result<Shock> shock_of(const std::string& words, const Unit& unit)
{
    const auto relative = parse_amount(words, AmountKind::relative, unit);
    if (relative && *relative != 0) return Shock{*relative / 100, Shock::Scale::percent};
    const auto difference = parse_amount(words, AmountKind::difference, unit);
    if (difference && *difference != 0) return Shock{*difference, Shock::Scale::own_unit};
    return fail(Remedy::mend, say("--shock \"{}\" ist nicht zu verstehen; gemeint ist etwas wie "
                                  "\"+10 %\" oder \"+5 {}\".",
                                  "--shock \"{}\" is not understood; write something like "
                                  "\"+10 %\" or \"+5 {}\".",
                                  words, notation(AmountKind::difference, unit)));
}

Result<std::string> text_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream)
        return fail(Remedy::mend, {"lässt sich nicht lesen", "cannot be read"}, file.string());
    return text.str();
}

const Rule* rule_named(const Config& config, const std::string& name)
{
    const auto found = std::ranges::find(config.rules, name, &Rule::id);
    return found == config.rules.end() ? nullptr : &*found;
}

Result<const Rule*> need_rule(const Config& config, const std::string& name)
{
    if (const auto* rule = rule_named(config, name)) return rule;
    std::vector<std::string> known;
    for (const auto& rule : config.rules) known.push_back(rule.id);
    return tl::unexpected(unknown_rule(name, known));
}

Result<> are_tunable(const std::vector<std::string>& keys)
{
    const auto known = tunable_keys();
    for (const auto& key : keys) {
        if (std::ranges::find(known, key) != known.end()) continue;
        std::string all;
        for (const auto& each : known) all += (all.empty() ? "" : ", ") + each;
        return fail(Remedy::mend, say("'{}' lässt sich nicht abstimmen; möglich sind {}.",
                                      "'{}' cannot be tuned; there are {}.", key, all));
    }
    return {};
}

// So that their product stays within bounds: every other value of the longest list goes.
void thin_out(std::vector<FreeSetting>& settings)
{
    const auto product = [&] {
        std::size_t forms = 1;
        for (const auto& setting : settings) forms *= setting.forms.size();
        return forms;
    };
    while (product() > most_forms) {
        auto& forms = std::ranges::max_element(settings, {}, [](const FreeSetting& setting) {
                          return setting.forms.size();
                      })->forms;
        for (std::size_t i = forms.size() - 1; i >= 1; i = i > 2 ? i - 2 : 0)
            forms.erase(forms.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

// Every choice, the present one (all first forms) first.
std::vector<std::vector<const SettingForm*>> choices(const std::vector<FreeSetting>& settings)
{
    std::vector<std::vector<const SettingForm*>> all{{}};
    for (const auto& setting : settings) {
        std::vector<std::vector<const SettingForm*>> longer;
        for (const auto& choice : all)
            for (const auto& form : setting.forms) {
                longer.push_back(choice);
                longer.back().push_back(&form);
            }
        all = std::move(longer);
    }
    return all;
}

// The rule as it would be; nothing where the configuration would not hold.
std::optional<Rule> rule_with(const std::filesystem::path& directory, const std::string& file,
                              const std::string& text, const std::string& rule,
                              const std::vector<const SettingForm*>& choice)
{
    std::vector<Edit> edits;
    for (const auto* form : choice)
        edits.insert(edits.end(), form->edits.begin(), form->edits.end());
    auto loaded = load_installation(directory, {{file, edited(text, std::move(edits))}});
    if (!loaded || loaded->mistakes.any_error()) return std::nullopt;
    const auto* found = rule_named(loaded->config, rule);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

Result<> find_forms(const CommandOptions& options, const TuneOptions& wanted, const Rule& present,
                    Tuned& tuned, Progress& progress)
{
    const auto& file = present.place.file.text();
    const auto text = text_of(options.config / file);
    if (!text) return tl::unexpected(text.error());
    tuned.settings = free_settings(*text, present.id, wanted.settings);
    if (tuned.settings.empty())
        return fail(Remedy::mend,
                    say("Die Regel '{}' hat keine Zahl, die sich abstimmen ließe.",
                        "The rule '{}' has no number that could be tuned.", present.id),
                    to_string(present.place));
    thin_out(tuned.settings);
    const auto all = choices(tuned.settings);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto rule = i == 0 ? std::optional(present)
                           : rule_with(options.config, file, *text, present.id, all[i]);
        if (rule) tuned.forms.push_back({all[i], std::move(*rule)});
        progress.show(0.2 * static_cast<double>(i + 1) / static_cast<double>(all.size()));
    }
    return {};
}

// Some of the forms lived through all publications, and through each figure's last word.
struct Lived {
    std::size_t forms = 0;
    Knowledge knowledge;
    LivedHistory lived, truth;
};

Result<Lived> live(const Knowledge& blank, std::span<const Rule> forms,
                   const std::vector<Release>& releases, const std::vector<Release>& last_words,
                   const std::function<void(double)>& progress)
{
    auto patient = with_forms(blank, forms);
    auto truth = live_history(patient, last_words, [&](double share) { progress(share / 2); });
    if (!truth) return tl::unexpected(truth.error());
    Lived all{forms.size(), with_forms(blank, forms), {}, std::move(*truth)};
    auto lived =
        live_history(all.knowledge, releases, [&](double share) { progress(0.5 + share / 2); });
    if (!lived) return tl::unexpected(lived.error());
    all.lived = std::move(*lived);
    return all;
}

// A part of the forms for each processor; the first one's progress is shown.
Result<std::vector<Lived>> live_all(const Chronicle& history, std::span<const Rule> forms,
                                    Progress& progress)
{
    const auto last_words = settled(history.releases, Telling::last_word);
    const auto workers =
        std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, forms.size());
    const auto part = (forms.size() + workers - 1) / workers;
    const auto live_part = [&](std::size_t from, const std::function<void(double)>& shown) {
        return live(history.blank, forms.subspan(from, std::min(part, forms.size() - from)),
                    history.releases, last_words, shown);
    };
    std::vector<std::future<Result<Lived>>> others;
    for (std::size_t from = part; from < forms.size(); from += part)
        others.push_back(
            std::async(std::launch::async, [&, from] { return live_part(from, [](double) {}); }));
    std::vector<Result<Lived>> parts;
    parts.push_back(live_part(0, [&](double share) { progress.show(0.2 + 0.5 * share); }));
    for (auto& other : others) parts.push_back(other.get());
    std::vector<Lived> all;
    for (auto& each : parts) {
        if (!each) return tl::unexpected(each.error());
        all.push_back(std::move(*each));
    }
    return all;
}

// The shock that was asked for, or one in the direction in which the rule looks.
void settle_shock(const TuneOptions& wanted, const Lived& lived, Tuned& tuned)
{
    const auto& graph = lived.knowledge.graph;
    const auto& watch = lived.knowledge.watches.front();
    const auto words = !wanted.shock.empty()                  ? wanted.shock
                       : looks_upward(lived.knowledge, watch) ? std::string("+25 %")
                                                              : std::string("-25 %");
    tuned.shock = shock_of(words, graph.unit(watch.indicator())).value_or(Shock{});
    const auto frequency = graph.panels(watch.indicator()).value.frequency();
    tuned.periods = periods_to_find(frequency, tuned.forms.front().rule);
    tuned.shock_words =
        say("simulierte Veränderungen: {} von einem Zeitraum an, nur in einem Gebiet; gefunden "
            "innerhalb von {} Zeiträumen",
            "simulated changes: {} from one period on, in one area alone; found within {} periods",
            words, tuned.periods);
}

Result<> try_all(const TuneOptions& wanted, const Chronicle& history, Tuned& tuned,
                 Progress& progress)
{
    std::vector<Rule> rules;
    for (const auto& form : tuned.forms) rules.push_back(form.rule);
    auto lived = live_all(history, rules, progress);
    if (!lived) return tl::unexpected(lived.error());
    settle_shock(wanted, lived->front(), tuned);
    std::vector<std::future<std::vector<Tried>>> trials;
    for (auto& part : *lived)
        trials.push_back(std::async(std::launch::async, [&] {
            return tried(part.knowledge, part.forms, history.releases, std::move(part.lived),
                         part.truth, tuned.shock, tuned.periods);
        }));
    for (auto& trial : trials) {
        std::ranges::move(trial.get(), std::back_inserter(tuned.tried));
        progress.show(0.7 + 0.3 * static_cast<double>(tuned.tried.size()) /
                                static_cast<double>(rules.size()));
    }
    return {};
}

// What is asked for is looked at before anything long begins.
Result<> check_wishes(const TuneOptions& wanted, const Chronicle& history, const Rule& rule)
{
    if (history.releases.empty())
        return fail(
            Remedy::mend,
            {"Es sind noch keine Zahlen da, an denen sich die Regel messen ließe; "
             "`tuermer run` holt sie.",
             "There are no figures yet to measure the rule by; `tuermer run` fetches them."});
    if (wanted.shock.empty()) return {};
    const auto& graph = history.blank.graph;
    const auto shock = shock_of(wanted.shock, graph.unit(*graph.indicator(rule.indicator)));
    if (!shock) return tl::unexpected(shock.error());
    return {};
}

} // namespace

Result<Tuned> tune(const CommandOptions& options, const TuneOptions& wanted, Progress& progress)
{
    Tuned tuned;
    const auto budget = budget_of(wanted.budget);
    if (!budget) return tl::unexpected(budget.error());
    tuned.budget = *budget;
    if (auto known = are_tunable(wanted.settings); !known) return tl::unexpected(known.error());
    const auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    const auto present = need_rule(*config, wanted.rule);
    if (!present) return tl::unexpected(present.error());
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    auto history = chronicle_of(options.config, **store);
    if (!history) return tl::unexpected(history.error());
    if (auto fine = check_wishes(wanted, *history, **present); !fine)
        return tl::unexpected(fine.error());
    if (auto found = find_forms(options, wanted, **present, tuned, progress); !found)
        return tl::unexpected(found.error());
    if (auto done = try_all(wanted, *history, tuned, progress); !done)
        return tl::unexpected(done.error());
    progress.end();
    tuned.best = best_of(tuned.tried);
    tuned.proposed = proposed_of(tuned.tried, tuned.budget);
    return tuned;
}

} // namespace tuermer
