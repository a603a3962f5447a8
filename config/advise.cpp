// SPDX-License-Identifier: EUPL-1.2
#include "config/advise.hpp"

#include "config/wording.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tuermer {

namespace {

using Used = std::set<std::pair<NameKind, std::string_view>>;

Used used_names(const NameIndex& names)
{
    Used used;
    for (const auto& mention : names.mentioned) used.emplace(mention.kind, mention.name);
    return used;
}

void hint(const Named& named, std::string_view code, Text what, Mistakes& mistakes)
{
    mistakes.note(Level::hint, named.place, named.name, std::move(what), code);
}

// Trouble of sources goes to the role "it", figures in doubt to "statistics", whether or not a rule
// names it.
bool is_told_otherwise(const Config& config, std::string_view id)
{
    const auto recipient = std::ranges::find(config.recipients, id, &Recipient::id);
    return recipient != config.recipients.end() &&
           (recipient->role == Role::it || recipient->role == Role::statistics);
}

void hint_at_unused(const Loaded& loaded, Mistakes& mistakes)
{
    const auto used = used_names(loaded.names);
    for (const auto& named : loaded.names.defined) {
        if (used.contains({named.kind, named.name})) continue;
        if (named.kind == NameKind::measure)
            hint(named, "unused-measure",
                 say("die Messgröße '{}' kommt in keiner Formel vor: sie wird geholt und "
                     "aufbewahrt, "
                     "aber nicht beobachtet",
                     "the measure '{}' is in no formula: it is fetched and kept, but not watched",
                     named.name),
                 mistakes);
        if (named.kind == NameKind::indicator)
            hint(named, "indicator-without-rule",
                 say("den Indikator '{}' beurteilt keine Regel, und kein anderer wird aus ihm "
                     "berechnet",
                     "no rule judges the indicator '{}', and no other is computed from it",
                     named.name),
                 mistakes);
        if (named.kind == NameKind::recipient && !is_told_otherwise(loaded.config, named.name))
            hint(named, "recipient-never-told",
                 say("den Empfänger '{}' nennt keine Regel: er bekommt nie Nachricht",
                     "no rule names the recipient '{}': nothing is ever sent there", named.name),
                 mistakes);
    }
}

std::map<std::string_view, const Indicator*> indicators_by_id(const Config& config)
{
    std::map<std::string_view, const Indicator*> by_id;
    for (const auto& indicator : config.indicators) by_id.emplace(indicator.id, &indicator);
    return by_id;
}

void warn_of_too_many(const Config& config, Mistakes& mistakes)
{
    std::set<std::string_view> active;
    for (const auto& rule : config.rules) active.insert(rule.indicator);
    if (active.size() <= most_active_indicators) return;
    mistakes.note(
        Level::warning, {"rules.d", 0, 0}, "",
        say("{} Indikatoren werden beurteilt; mehr als {} kann niemand im Blick behalten. "
            "Welche haben im letzten Jahr zu etwas geführt?",
            "{} indicators are judged; nobody can attend to more than {}. Which of them "
            "have led to anything within the last year?",
            active.size(), most_active_indicators),
        "many-indicators");
}

void warn_of_imbalance(const Config& config, Mistakes& mistakes)
{
    const auto by_id = indicators_by_id(config);
    const auto resources =
        static_cast<std::size_t>(std::ranges::count_if(config.rules, [&](const Rule& rule) {
            const auto indicator = by_id.find(rule.indicator);
            return indicator != by_id.end() && indicator->second->frame == Frame::resource;
        }));
    const auto all = config.rules.size();
    if (all < fewest_rules_to_balance || 3 * resources >= all) return;
    mistakes.note(
        Level::warning, {"rules.d", 0, 0}, "",
        say("nur {} von {} Regeln beobachten eine Ressource (frame = \"resource\"), weniger "
            "als ein Drittel: so erscheint Integration nur als Mangel",
            "only {} of {} rules watch a resource (frame = \"resource\"), less than a "
            "third: so integration appears as want alone",
            resources, all),
        "few-resources");
}

} // namespace

const std::vector<CheckKind>& check_kinds()
{
    static const std::vector<CheckKind> kinds{
        {"configuration",
         Level::error,
         {"Was in den Dateien falsch ist: Schreibweise, Namen, Einheiten, Dimensionen, Werte",
          "What is wrong in the files: notation, names, units, dimensions, values"}},
        {"rule-tells-nobody",
         Level::warning,
         {"Eine Regel, die niemanden benachrichtigt", "A rule that tells nobody"}},
        {"rule-without-owner",
         Level::warning,
         {"Eine Regel, die niemandem gehört", "A rule that belongs to nobody"}},
        {"review-due",
         Level::warning,
         {"Eine Regel, deren Überprüfung ansteht", "A rule whose review is due"}},
        {"rule-expired",
         Level::warning,
         {"Eine Regel, deren letzter Tag vorüber ist", "A rule whose last day has passed"}},
        {"unused-measure",
         Level::hint,
         {"Eine Messgröße, die keine Formel nutzt", "A measure that no formula uses"}},
        {"indicator-without-rule",
         Level::hint,
         {"Ein Indikator, den keine Regel beurteilt", "An indicator that no rule judges"}},
        {"recipient-never-told",
         Level::hint,
         {"Ein Empfänger, den keine Regel nennt", "A recipient that no rule names"}},
        {"many-indicators",
         Level::warning,
         {"Mehr als 25 beurteilte Indikatoren", "More than 25 judged indicators"}},
        {"few-resources",
         Level::warning,
         {"Weniger als ein Drittel der Regeln beobachtet eine Ressource",
          "Less than a third of the rules watch a resource"}},
        {"wording-success",
         Level::warning,
         {"Ein Text behauptet die Wirkung einer Maßnahme",
          "A text claims the effect of a measure"}},
        {"wording-blame", Level::warning, {"Ein Text weist Schuld zu", "A text blames"}},
        {"wording-ranking", Level::warning, {"Ein Text stellt eine Rangfolge auf", "A text ranks"}},
        {"nationality-in-subject",
         Level::warning,
         {"Herkunft oder Staatsangehörigkeit käme in die Betreffzeile",
          "Origin or nationality would come into the subject line"}},
        {"no-figures",
         Level::hint,
         {"Zu einer Regel liegen noch keine Zahlen vor", "No figures are held for a rule yet"}},
        {"matches-no-data",
         Level::warning,
         {"Eine Regel, deren Gebiete in den Zahlen nicht vorkommen",
          "A rule whose areas do not occur in the figures"}},
        {"never-judged",
         Level::warning,
         {"Eine Regel, die zu keiner Zahl ein Urteil findet",
          "A rule that comes to no verdict on any figure"}},
        {"never-fires",
         Level::hint,
         {"Eine Regel, die zu keiner vorliegenden Zahl zutrifft",
          "A rule that holds for none of the figures held"}},
        {"always-fires",
         Level::warning,
         {"Eine Regel, die zu jeder vorliegenden Zahl zutrifft",
          "A rule that holds for all of the figures held"}},
    };
    return kinds;
}

void advise(const Loaded& loaded, Mistakes& mistakes)
{
    config::check_wording(loaded.texts, mistakes);
    if (loaded.mistakes.any_error()) return; // what seems unused may stand where a mistake is
    hint_at_unused(loaded, mistakes);
    warn_of_too_many(loaded.config, mistakes);
    warn_of_imbalance(loaded.config, mistakes);
}

} // namespace tuermer
