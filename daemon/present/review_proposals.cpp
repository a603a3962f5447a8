// SPDX-License-Identifier: EUPL-1.2
// What a review proposes: in words, with the reason, for people to decide.
#include "daemon/present/review_page.hpp"

#include "daemon/present/present.hpp"

#include <algorithm>

namespace tuermer {

namespace {

constexpr std::size_t enough_opinions = 3;   // fewer say nothing about a rule
constexpr double often = 4;                  // messages a year
constexpr double complete = 0.8, slow = 550; // days
constexpr double unsteady = 0.1, mostly_small = 0.3;
constexpr double quiet_years = 3;

Text percent(double share)
{
    return {number_text(100 * share, 0, Language::de) + " %",
            number_text(100 * share, 0, Language::en) + " %"};
}

// One sentence with a number that is written in the way of each language.
Text with(const Text& number, fmt::format_string<const std::string&> de,
          fmt::format_string<const std::string&> en)
{
    return {fmt::format(de, number.de), fmt::format(en, number.en)};
}

void about_opinions(const RuleReview& rule, std::vector<Proposal>& all)
{
    const auto opinions = rule.opinions();
    if (rule.false_alarms >= enough_opinions ||
        (opinions >= enough_opinions && 2 * rule.false_alarms > opinions))
        all.push_back({rule.rule, say("{} von {} Rückmeldungen nennen einen Fehlalarm. Schwelle "
                                      "anheben? `tuermer tune {}` zeigt, was das kostete.",
                                      "{} of {} answers speak of a false alarm. Raise the limit? "
                                      "`tuermer tune {}` shows what that would cost.",
                                      rule.false_alarms, opinions, rule.rule)});
    if (rule.data_errors >= 2)
        all.push_back({rule.rule, say("{} von {} Rückmeldungen nennen einen Datenfehler. Mit der "
                                      "Quelle sprechen, oder mit dem Test 'quality' vorprüfen?",
                                      "{} of {} answers speak of an error in the data. Talk to the "
                                      "source, or look first with the test 'quality'?",
                                      rule.data_errors, opinions)});
    if (opinions >= enough_opinions && 2 * rule.known > opinions)
        all.push_back(
            {rule.rule, say("Das meiste war schon bekannt ({} von {}). Käme die Zahl aus "
                            "einer früheren Quelle, oder genügt der Sammelbericht?",
                            "Most of it was known already ({} of {}). Is there an earlier "
                            "source, or is the digest enough?",
                            rule.known, opinions)});
    if (rule.told >= enough_opinions && opinions == 0)
        all.push_back({rule.rule, say("{} Meldungen, noch keine Rückmeldung. `tuermer feedback "
                                      "EREIGNIS useful|known|false-alarm|data-error` hält fest, "
                                      "was sie wert waren.",
                                      "{} messages, no answer yet. `tuermer feedback EVENT "
                                      "useful|known|false-alarm|data-error` keeps what they were "
                                      "worth.",
                                      rule.told)});
}

void about_rule(const Review& review, const RuleReview& rule, std::vector<Proposal>& all)
{
    about_opinions(rule, all);
    const double a_year = static_cast<double>(rule.told) / review.years;
    if (a_year > often)
        all.push_back({rule.rule, with({number_text(a_year, 1, Language::de),
                                        number_text(a_year, 1, Language::en)},
                                       "{} Meldungen im Jahr sind viele. Ist das so gewollt?",
                                       "{} messages a year are many. Is that intended?")});
    if (rule.told == 0 && review.years >= quiet_years)
        all.push_back({rule.rule,
                       {"Seit Beginn keine Meldung. Wacht die Regel noch über etwas, "
                        "das sich bewegen kann?",
                        "No message since the beginning. Does the rule still watch "
                        "something that can move?"}});
    if (rule.withdrawn >= 2 && 4 * rule.withdrawn >= rule.told)
        all.push_back({rule.rule, say("{} von {} Meldungen wurden zurückgenommen. Auf endgültige "
                                      "Zahlen warten (act_on = \"final\")?",
                                      "{} of {} messages were withdrawn. Wait for final figures "
                                      "(act_on = \"final\")?",
                                      rule.withdrawn, rule.told)});
    if (rule.review_by && *rule.review_by < review.today)
        all.push_back({rule.rule, say("Die Überprüfung stand am {} an.",
                                      "The review was due on {}.", to_string(*rule.review_by))});
    if (!rule.review_by)
        all.push_back({rule.rule,
                       {"Wann sie wieder geprüft wird, steht nirgends (review_by).",
                        "It says nowhere when it is looked at again (review_by)."}});
}

void about_indicator(const IndicatorReview& review, std::vector<Proposal>& all)
{
    if (!review.judged) return;
    const auto propose = [&](Text what) { all.push_back({review.indicator, std::move(what)}); };
    if (review.cells > 0 && review.coverage < complete)
        propose(with(percent(review.coverage),
                     "Nur {} der Zellen haben eine Zahl. Liegt es an der Geheimhaltung, oder fehlt "
                     "eine Lieferung?",
                     "Only {} of the cells have a figure. Is it disclosure control, or is a "
                     "delivery missing?"));
    if (review.lag_days && *review.lag_days > slow)
        propose(say("Zwischen Zeitraum und Veröffentlichung liegen {} Tage. Gibt es eine Zahl, die "
                    "früher kommt?",
                    "{} days lie between period and publication. Is there a figure that comes "
                    "earlier?",
                    *review.lag_days));
    if (review.revised > unsteady)
        propose(with(percent(review.revised),
                     "{} der Zellen wurden später berichtigt. Auf endgültige Zahlen warten?",
                     "{} of the cells were corrected later. Wait for final figures?"));
    if (review.small > mostly_small)
        propose(with(percent(review.small),
                     "{} der Werte stehen auf kleinen Zahlen. Jahre zusammenfassen oder größere "
                     "Gebiete nehmen?",
                     "{} of the figures rest on small numbers. Pool years, or take larger areas?"));
    for (const auto& twin : review.twins)
        propose(twin.same_numerator
                    ? say("Derselbe Zähler wie '{}'. Braucht es beide?",
                          "The same numerator as '{}'. Are both needed?", twin.indicator)
                    : say("Bewegt sich fast wie '{}'. Sagen beide etwas Eigenes?",
                          "Moves almost as '{}' does. Does each say something of its own?",
                          twin.indicator));
}

void about_all(const Review& review, std::vector<Proposal>& all)
{
    std::size_t judged = 0, resources = 0, origin = 0;
    for (std::size_t i = 0; i < review.indicators.size(); ++i) {
        if (!review.indicators[i].judged) continue;
        ++judged;
        resources += review.definitions[i].frame == Frame::resource ? 1U : 0U;
        origin += review.indicators[i].origin_alone ? 1U : 0U;
    }
    if (judged >= 3 && 3 * resources < judged)
        all.push_back({"", say("{} von {} beurteilten Indikatoren zeigen eine Ressource, weniger "
                               "als ein Drittel. Welche Stärke ließe sich ebenso beobachten?",
                               "{} of {} judged indicators show a resource, less than a third. "
                               "Which strength could be watched as well?",
                               resources, judged)});
    if (judged >= 3 && 2 * origin > judged)
        all.push_back({"", say("{} von {} beurteilten Indikatoren unterscheiden Gruppen allein "
                               "nach der Herkunft. Alter, Geschlecht, Bildung oder Wohnlage "
                               "erklären oft mehr.",
                               "{} of {} judged indicators tell groups apart by origin alone. Age, "
                               "sex, education or neighbourhood often explain more.",
                               origin, judged)});
}

} // namespace

std::vector<Proposal> proposals_of(const Review& review)
{
    std::vector<Proposal> all;
    about_all(review, all);
    for (const auto& rule : review.rules) about_rule(review, rule, all);
    for (const auto& indicator : review.indicators) about_indicator(indicator, all);
    return all;
}

} // namespace tuermer
