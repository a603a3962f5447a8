// SPDX-License-Identifier: EUPL-1.2
// rules.d/*.toml: what is judged. The settings of a test belong to its kind in rules/detectors.
#include "config/reading.hpp"

#include "rules/base/digest.hpp"
#include "rules/base/suggest.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

std::vector<OtherIndicator> as_others(const Definitions& definitions)
{
    std::vector<OtherIndicator> others;
    for (const auto& [id, definition] : definitions)
        others.push_back({id, definition.indicator->title, definition.unit, definition.frequency,
                          definition.dimensions});
    return others;
}

// The context with the other indicators, which all rules share, turned to this rule's own.
const DetectorContext* turned_to(DetectorContext& context, const Definition* definition)
{
    if (definition == nullptr) return nullptr;
    context.indicator = definition->indicator;
    context.frequency = definition->frequency;
    context.unit = definition->unit;
    context.is_rate = definition->indicator->is_rate();
    context.dimensions = definition->dimensions;
    return &context;
}

// The definitions of the other indicators that a rule's tests look at.
std::string other_hashes(const Rule& rule, const Definitions& definitions)
{
    std::string hashes;
    for (const auto* tests : {&rule.when, &rule.any})
        for (const auto& test : *tests)
            for (const auto& id : test->other_indicators())
                if (const auto other = definitions.find(id); other != definitions.end())
                    hashes += "+" + other->second.hash;
    return hashes;
}

const DetectorKind* detector_kind(Settings& table)
{
    const auto name = table.need_text("test");
    std::vector<std::string> known;
    for (const auto& kind : detector_kinds()) {
        if (kind.name == name) return &kind;
        known.emplace_back(kind.name);
    }
    if (name.empty()) return nullptr;
    if (name == "overdue") {
        table.wrong(
            "test",
            {"was überfällig ist, sagt einmal je Quelle deren Kalender, nicht eine Regel je "
             "Gebiet: schreiben Sie 'release' und 'grace' an die Quelle",
             "what is overdue is told once per source by its calendar, not by a rule per "
             "area: write 'release' and 'grace' at the source"});
        return nullptr;
    }
    std::string list;
    for (const auto& each : known) list += (list.empty() ? "" : ", ") + each;
    const auto suggestion = did_you_mean(name, known);
    table.wrong("test",
                {fmt::format("'{}' ist kein Test; es gibt {}{}", name, list, suggestion.de),
                 fmt::format("'{}' is not a test; there are {}{}", name, list, suggestion.en)});
    return nullptr;
}

// What each test asks for, of whatever indicator: of a rate or a plain number, of years or weeks.
void record_tests(Settings& table)
{
    if (!table.is_recorded()) return;
    static const Indicator any_indicator;
    for (const auto& kind : detector_kinds()) {
        std::optional<TableShape> all;
        for (const auto frequency : {Frequency::year, Frequency::month, Frequency::week})
            for (const bool is_rate : {true, false}) {
                const DetectorContext context{
                    &any_indicator, frequency, Unit{{}, 0.01}, is_rate, {}};
                auto shape = shape_of_every_word([&](Settings& own) { kind.make(own, context); });
                all = all ? either(std::move(*all), shape) : std::move(shape);
            }
        table.record_kind("test", kind.name, kind.summary, std::move(*all));
    }
}

using Detectors = std::vector<std::shared_ptr<const Detector>>;

// Without a definition of the indicator nobody can say which settings fit.
Detectors read_tests(Settings& rule, std::string_view key, const DetectorContext* context)
{
    Detectors detectors;
    for (auto& table : rule.tables(key)) {
        record_tests(table);
        const auto* kind = detector_kind(table);
        if (kind == nullptr || context == nullptr) continue;
        Settings settings(table.entries(), table.place(), fmt::format("test '{}'", kind->name),
                          table.mistakes());
        settings.text("test");
        detectors.emplace_back(kind->make(settings, *context));
        settings.finish();
    }
    return detectors;
}

bool names_no_test(const Settings& rule)
{
    return !rule.has("when") && !rule.has("any");
}

// What a rule without a test gets, as its author would have written it.
Table usual_settings(const Place& place)
{
    Table table;
    table["test"] = {place, std::make_shared<Node>(Node{place, std::string("signal")})};
    return table;
}

std::shared_ptr<const Detector> usual_test(Settings& rule, const DetectorContext& context)
{
    const auto table = usual_settings(rule.place());
    Settings settings(table, rule.place(), "test 'signal'", rule.mistakes());
    settings.text("test");
    const auto signal = std::ranges::find(detector_kinds(), "signal", &DetectorKind::name);
    std::shared_ptr<const Detector> detector = signal->make(settings, context);
    settings.finish();
    return detector;
}

// The rule with the test that holds where it names none: evidence says what was judged.
Table as_judged(const Settings& rule)
{
    auto table = rule.entries();
    if (!names_no_test(rule)) return table;
    const auto& place = rule.place();
    const Array tests{{place, usual_settings(place)}};
    table["when"] = {place, std::make_shared<Node>(Node{place, tests})};
    return table;
}

std::vector<Severity> ladder_of(const Rule& rule)
{
    std::set<Severity> rungs;
    for (const auto* detectors : {&rule.when, &rule.any})
        for (const auto& detector : *detectors)
            for (const auto severity : detector->ladder()) rungs.insert(severity);
    return {rungs.begin(), rungs.end()};
}

void read_severity(Settings& table, Rule& rule)
{
    const auto one = chosen<Severity>(
        table, "severity",
        {{"note", Severity::note}, {"signal", Severity::signal}, {"urgent", Severity::urgent}},
        Severity::signal);
    rule.severities = ladder_of(rule);
    if (rule.severities.empty())
        rule.severities = {one};
    else if (table.has("severity"))
        table.wrong(
            "severity",
            {"die Stufen dieser Regel stehen schon in ihren Tests; 'severity' gehört dann weg",
             "the severities of this rule stand in its tests already; leave 'severity' out"});
}

void read_people(Settings& table, Names& recipients, Rule& rule)
{
    for (const auto& [id, place] : placed_texts(table, "notify")) {
        recipients.refer(id, place, "notify", table.mistakes());
        rule.notify.push_back(id);
    }
    rule.owner = table.text("owner").value_or("");
    if (!rule.owner.empty())
        recipients.refer(rule.owner, table.place_of("owner"), "owner", table.mistakes());
    if (rule.notify.empty())
        table.mistakes().note(Level::warning, table.place(), "notify",
                              say("{} meldet niemandem etwas: 'notify' fehlt",
                                  "{} tells nobody: 'notify' is missing", table.what()),
                              "rule-tells-nobody");
    if (rule.owner.empty())
        table.mistakes().note(
            Level::warning, table.place(), "owner",
            say("{} gehört niemandem: 'owner' fehlt; wer erfährt, wenn sie sich ändert?",
                "{} belongs to nobody: 'owner' is missing; who is told when it changes?",
                table.what()),
            "rule-without-owner");
}

void read_review(Settings& table, Reading& reading, Rule& rule)
{
    const auto& today = reading.today;
    rule.review_by = table.date("review_by");
    rule.question = words(table, "question", TextRole::question, reading);
    if (today && rule.review_by && *rule.review_by < *today)
        table.mistakes().note(Level::warning, table.place_of("review_by"), "review_by",
                              say("{} sollte bis {} überprüft werden",
                                  "{} was to be reviewed by {}", table.what(),
                                  to_string(*rule.review_by)),
                              "review-due");
    rule.until = table.date("until");
    if (today && rule.is_over(*today))
        table.mistakes().note(Level::warning, table.place_of("until"), "until",
                              say("{} urteilt seit dem {} nicht mehr; wenn niemand sie vermisst, "
                                  "kann sie weg",
                                  "{} has judged nothing since {}; if nobody misses it, it may go",
                                  table.what(), to_string(*rule.until)),
                              "rule-expired");
}

void read_life(Settings& table, Rule& rule)
{
    const auto periods = [&](std::string_view key) {
        return static_cast<int>(table.integer(key, {.min = 1, .max = 1000}).value_or(1));
    };
    rule.for_periods = periods("for");
    rule.keep_periods = periods("keep");
    rule.breaks = chosen<BreakAdvice>(table, "breaks",
                                      {{"ignore", BreakAdvice::ignore},
                                       {"downgrade", BreakAdvice::downgrade},
                                       {"hold", BreakAdvice::hold}},
                                      BreakAdvice::downgrade);
    rule.missing = chosen<MissingPolicy>(table, "missing",
                                         {{"keep", MissingPolicy::keep},
                                          {"alert", MissingPolicy::alert},
                                          {"clear", MissingPolicy::clear}},
                                         MissingPolicy::keep);
    rule.amend_by = table.number("amend_by", {.min = 0}).value_or(0);
    rule.act_on = chosen<ActOn>(table, "act_on",
                                {{"provisional_then_confirm", ActOn::provisional_then_confirm},
                                 {"any", ActOn::any},
                                 {"final", ActOn::final}},
                                ActOn::provisional_then_confirm);
}

// The tests of a rule whose indicator is misspelt are checked against the one probably meant.
const Definition* definition_of(Settings& table, const Definitions& definitions, Reading& reading,
                                Rule& rule)
{
    rule.indicator = table.need_text("indicator");
    if (rule.indicator.empty()) return nullptr;
    reading.indicators.refer(rule.indicator, table.place_of("indicator"), "indicator",
                             table.mistakes());
    auto definition = definitions.find(rule.indicator);
    if (definition != definitions.end()) return &definition->second;
    if (reading.indicators.exists(rule.indicator)) return nullptr;
    definition = definitions.find(nearest(rule.indicator, reading.indicators.all()).value_or(""));
    return definition == definitions.end() ? nullptr : &definition->second;
}

std::string areas_text(const Rule& rule, const Installation& installation)
{
    std::set<std::string> areas;
    for (const auto& area : rule.areas)
        areas.insert(fmt::format("{}:{}{}{}", static_cast<int>(area.kind), area.code,
                                 area.of_kind.empty() ? "" : ":", area.of_kind));
    if (areas.empty()) areas.insert("0:" + installation.area);
    std::string text;
    for (const auto& area : areas) text += area + ",";
    return text;
}

// Only what differs from the usual: the hashes of rules that do not name it stay what they were.
std::string act_on_text(const Rule& rule)
{
    return rule.act_on == ActOn::final ? "act_on: final\n" : "";
}

// What decides verdicts, and nothing else: who is told or what it is called may change freely.
std::string hash_of(const Rule& rule, const Table& table, const std::string& definition_hash,
                    const Installation& installation)
{
    std::string tests;
    for (const auto key : {"when", "any"})
        if (const auto entry = table.find(key); entry != table.end())
            tests += fmt::format("{}: {}\n", key, canonical(*entry->second.value));
    return sha256(fmt::format("indicator: {}\n{}for: {}\nkeep: {}\nareas: {}\nmissing: {}\n{}",
                              definition_hash, tests, rule.for_periods, rule.keep_periods,
                              areas_text(rule, installation), static_cast<int>(rule.missing),
                              act_on_text(rule)));
}

Rule read_rule(const std::string& id, Settings& table, const Definitions& definitions,
               DetectorContext& of_all, Reading& reading)
{
    Rule rule;
    rule.id = id;
    rule.place = table.place();
    refuse_for_now(table, "extends");
    const auto* definition = definition_of(table, definitions, reading, rule);
    const auto* context = turned_to(of_all, definition);
    rule.areas = select_areas(table, reading);
    rule.when = read_tests(table, "when", context);
    rule.any = read_tests(table, "any", context);
    if (names_no_test(table) && context != nullptr)
        rule.when.push_back(usual_test(table, *context));
    read_severity(table, rule);
    read_life(table, rule);
    rule.common_shock = read_common_shock(table);
    rule.multiplicity = read_multiplicity(table);
    read_people(table, reading.recipients, rule);
    read_review(table, reading, rule);
    table.finish();
    const auto judged = as_judged(table);
    rule.text = canonical_table(table.what(), judged);
    const auto own_hash = definition == nullptr ? std::string() : definition->hash;
    rule.hash = hash_of(rule, judged, own_hash + other_hashes(rule, definitions),
                        reading.config.installation);
    return rule;
}

} // namespace

void read_rules(Settings& file, const Definitions& definitions, Reading& reading)
{
    DetectorContext context;
    context.others = as_others(definitions);
    for (auto& [id, table] : file.named_tables("rule"))
        if (reading.rules.take(id, table.place(), reading.mistakes))
            reading.config.rules.push_back(read_rule(id, table, definitions, context, reading));
    read_quality(file, reading);
    file.finish();
}

} // namespace tuermer::config
