// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/families.hpp"

#include "rules/areas/official.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/multiplicity.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tuermer {

namespace {

using statistics::Adjustment;
using Method = Multiplicity::Method;
using Effect = GateSay::Effect;

// Words for the same level of the hierarchy: no area of a level lies in another of it.
std::string level_of(std::string_view kind)
{
    constexpr std::array<std::string_view, 5> levels{"land", "bezirk", "kreis", "verband",
                                                     "gemeinde"};
    for (const auto level : levels)
        if (is_kind(kind, level)) return std::string(level);
    return std::string(kind);
}

constexpr std::string_view several_levels = "*";

std::string level_of(const AreaSelector& selector)
{
    static const Areas by_digits;
    const auto& areas = selector.areas ? *selector.areas : by_digits;
    switch (selector.kind) {
    case AreaSelector::Kind::code:
        return level_of(areas.kind_of(selector.code));
    case AreaSelector::Kind::kind:
        return level_of(selector.code);
    case AreaSelector::Kind::under:
        break;
    }
    return selector.of_kind.empty() ? std::string(several_levels) : level_of(selector.of_kind);
}

void add_levels(const Rule& rule, const Installation& installation, std::set<std::string>& levels)
{
    if (rule.areas.empty())
        levels.insert(level_of(
            AreaSelector{AreaSelector::Kind::code, installation.area, {}, installation.areas}));
    for (const auto& selector : rule.areas) levels.insert(level_of(selector));
}

// The rules that are held against chance together, at one period.
struct Family {
    std::vector<Event*> events; // with a p-value
    std::vector<std::optional<double>> p_values;
    std::size_t judged = 0;
    std::set<std::string> levels;
    Multiplicity how;

    bool is_nested() const { return levels.size() > 1 || levels.contains("*"); }
    Adjustment adjustment() const
    {
        const bool dependent = how.method == Method::benjamini_yekutieli ||
                               (how.method == Method::by_areas && is_nested());
        return dependent ? Adjustment::benjamini_yekutieli : Adjustment::benjamini_hochberg;
    }
};

// A rule that names no family is one of its own; its name is none that a file could give.
std::string family_of(const Rule& rule)
{
    return rule.multiplicity.family.empty() ? "rule " + rule.id : rule.multiplicity.family;
}

Text short_number(double p)
{
    constexpr double smallest = 0.0001;
    if (p < smallest) return {"unter 0,0001", "below 0.0001"};
    return decimal(p, 4);
}

Text method_name(Adjustment adjustment)
{
    const auto* name = adjustment == Adjustment::benjamini_yekutieli ? "Benjamini–Yekutieli"
                                                                     : "Benjamini–Hochberg";
    return {name, name};
}

Text among_many(const Family& family, double p, double adjusted)
{
    return weave("Eine von {} Beurteilungen dieser Veröffentlichung; p = {}, angepasst nach {}: {} "
                 "(höchstens {}).",
                 "One of {} judgements of this release; p = {}, adjusted after {}: {} (at most "
                 "{}).",
                 plain_number(static_cast<double>(family.judged)), short_number(p),
                 method_name(family.adjustment()), short_number(adjusted),
                 plain_number(family.how.level));
}

const Text may_be_chance{
    "Bei so vielen Beurteilungen kann das Zufall sein: nur festgehalten. Sagt der nächste "
    "Zeitraum dasselbe, wird es gemeldet.",
    "Among so many judgements this may be chance: recorded only. If the next period says the same, "
    "it will be told."};
const Text said_again{
    "Unter den Beurteilungen des vorigen Zeitraums konnte es Zufall sein; dieser Zeitraum sagt "
    "dasselbe, deshalb wird es jetzt gemeldet.",
    "Among the judgements of the period before it may have been chance; this period says the same, "
    "so it is told now."};
// Why a test that says yes has no p-value; empty where it usually has one.
Text why_no_p_value(std::string_view test)
{
    if (test == "level")
        return {
            "'level' hält eine Zahl ohne 'confidence' nur gegen eine Grenze, nicht gegen Zufall",
            "'level' without 'confidence' holds a figure against a limit, not against chance"};
    if (test == "cusum" || test == "ewma" || test == "signal")
        return {"eine Summe von Abweichungen hat eine Lauflänge, keinen p-Wert",
                "a sum of deviations has a run length, no p-value"};
    if (test == "shift")
        return {"'shift' hat nur bei Jahreszahlen einen, und wenn Zufall entscheiden soll: Monate "
                "und Quartale ähneln einander zu sehr",
                "'shift' has one of yearly figures only, and where chance is to decide: months and "
                "quarters resemble each other too much"};
    if (test == "forecast")
        return {"die Wahrscheinlichkeit von 'forecast' ist die seines Modells, kein p-Wert",
                "the probability of 'forecast' is that of its model, no p-value"};
    if (test == "milestone" || test == "quality")
        return {"hier wird kein Zufall beurteilt", "no chance is judged here"};
    return {"der Zufall entscheidet nach der Regel nichts, oder die Zahl ist ein bloßer Bestand",
            "by the rule chance decides nothing, or the figure is a bare stock"};
}

Text no_p_value(const std::vector<Assessment>& assessments)
{
    const auto fires = [](const Assessment& one) { return one.truth.front() == Truth::yes; };
    const auto found = std::ranges::find_if(assessments, fires);
    const auto why = why_no_p_value(found == assessments.end() ? std::string_view() : found->test);
    return weave("Kein p-Wert ({}): an der Zahl der Beurteilungen wird nichts bemessen.",
                 "No p-value ({}): nothing is adjusted for the number of judgements.", why);
}

const Text switched_off{"Für diese Regel abgeschaltet.", "Switched off for this rule."};
const Text only_one{"Die einzige Beurteilung ihrer Art in dieser Veröffentlichung: nichts "
                    "anzupassen.",
                    "The only judgement of its kind in this release: nothing to adjust."};

void pass(Event& event, const Text& what)
{
    event.evidence.gates.push_back({"multiplicity", Effect::passed, what});
}

void settle(const Family& family, const Remembered& told)
{
    const auto adjusted = statistics::adjusted(family.p_values, family.adjustment(), family.judged);
    for (std::size_t i = 0; i < family.events.size(); ++i) {
        auto& event = *family.events[i];
        const auto sentence = among_many(family, *family.p_values[i], *adjusted[i]);
        const auto with = [&](const Text& more) { return weave("{} {}", "{} {}", sentence, more); };
        if (told.unconfirmed.contains(event.episode))
            pass(event, said_again);
        else if (family.judged <= 1)
            pass(event, only_one);
        else if (*adjusted[i] <= family.how.level)
            pass(event, sentence);
        else {
            event.evidence.gates.push_back({"multiplicity", Effect::held, with(may_be_chance)});
            event.reach = Reach::record;
        }
    }
}

const Rule* rule_of(std::span<const RuleJudgements> rules, const std::string& id)
{
    const auto is = [&](const RuleJudgements& one) { return one.rule->id == id; };
    const auto found = std::ranges::find_if(rules, is);
    return found == rules.end() ? nullptr : found->rule;
}

bool is_judged_here(const Event& event)
{
    return event.transition == Transition::fired && event.reach == Reach::notify &&
           !event.common_shock;
}

} // namespace

std::optional<double> p_value_of(const Rule& rule, const std::vector<Assessment>& assessments)
{
    std::optional<double> all, any;
    for (std::size_t i = 0; i < assessments.size(); ++i) {
        const auto& p = assessments[i].p_value;
        if (!p || assessments[i].truth.front() != Truth::yes) continue;
        if (i < rule.when.size())
            all = std::max(*p, all.value_or(0));
        else
            any = std::min(*p, any.value_or(1));
    }
    if (any) any = std::min(1.0, *any * static_cast<double>(rule.any.size()));
    if (all && any) return std::max(*all, *any);
    return all ? all : any;
}

void control_families(std::span<const RuleJudgements> rules, std::span<Event> events,
                      const Remembered& told, const Installation& installation)
{
    std::map<std::pair<std::string, Period>, Family> families;
    for (auto& event : events) {
        const auto* rule = is_judged_here(event) ? rule_of(rules, event.rule) : nullptr;
        if (rule == nullptr) continue;
        const auto p = p_value_of(*rule, event.evidence.assessments);
        if (rule->multiplicity.method == Method::none) {
            pass(event, switched_off);
        } else if (!p) {
            pass(event, no_p_value(event.evidence.assessments));
        } else {
            auto& family = families[{family_of(*rule), event.period}];
            family.events.push_back(&event);
            family.p_values.push_back(p);
            family.how = rule->multiplicity;
        }
    }
    for (auto& [name, family] : families) {
        for (const auto& [rule, judged] : rules) {
            if (family_of(*rule) != name.first) continue;
            family.judged += judged.at(name.second);
            add_levels(*rule, installation, family.levels);
        }
        settle(family, told);
    }
}

} // namespace tuermer
