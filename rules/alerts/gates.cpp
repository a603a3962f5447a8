// SPDX-License-Identifier: EUPL-1.2
// Each gate says a sentence that a person can read in the mail and in `explain`.
#include "rules/alerts/gates.hpp"

#include "rules/detectors/spelling.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using Effect = GateSay::Effect;

// The unit of an indicator's figures as far as the indicator itself tells.
Unit unit_of(const Indicator& indicator)
{
    return indicator.is_rate() ? Unit{{}, 1 / indicator.per} : Unit{};
}

Text spelt_date(Date date)
{
    const std::chrono::year_month_day day(date);
    return {fmt::format("{:02}.{:02}.{}", static_cast<unsigned>(day.day()),
                        static_cast<unsigned>(day.month()), static_cast<int>(day.year())),
            to_string(date)};
}

void append(Text& text, const Text& sentence)
{
    if (sentence.empty()) return;
    text = text.empty() ? sentence : weave("{} {}", "{} {}", text, sentence);
}

std::optional<double> smallest_denominator(const std::vector<Assessment>& assessments)
{
    std::optional<double> smallest;
    for (const auto& assessment : assessments)
        for (const auto& figure : assessment.figures)
            if (figure.denominator)
                smallest = std::min(*figure.denominator, smallest.value_or(*figure.denominator));
    return smallest;
}

Text denominator_sentence(const std::vector<Assessment>& assessments, const Indicator& indicator)
{
    const auto smallest = smallest_denominator(assessments);
    if (!smallest) return {};
    if (indicator.minimum_denominator <= 0)
        return weave("Der kleinste Nenner ist {}.", "The smallest denominator is {}.",
                     plain_number(*smallest));
    return weave("Der kleinste Nenner ist {}, nötig sind {}.",
                 "The smallest denominator is {}; {} are needed.", plain_number(*smallest),
                 plain_number(indicator.minimum_denominator));
}

// What chance is held against: no change at all, or the limit of a level.
double null_of(const Assessment& assessment)
{
    if (assessment.scale == Scale::factor) return 1;
    return assessment.scale == Scale::own_unit && assessment.test == "level"
               ? assessment.limit.value_or(0)
               : 0;
}

bool leaves_room_for_chance(const Assessment& assessment)
{
    const double null = null_of(assessment);
    return assessment.interval->lower <= null && null <= assessment.interval->upper;
}

Text interval_sentence(const Assessment& assessment, const Indicator& indicator)
{
    if (!assessment.interval) return {};
    const auto unit = unit_of(indicator);
    const auto null = assessment.test == "level"
                          ? measured_text(null_of(assessment), assessment, unit)
                          : plain_number(null_of(assessment));
    const auto interval = interval_text(assessment, unit);
    const auto confidence = plain_number(100 * assessment.interval->confidence);
    const Text method{assessment.interval_method, assessment.interval_method};
    if (leaves_room_for_chance(assessment))
        return weave("Das {}-%-Intervall {} ({}) schließt {} ein: Zufall kann es erklären.",
                     "The {} % interval {} ({}) includes {}: chance may explain it.", confidence,
                     interval, method, null);
    return weave("Das {}-%-Intervall {} ({}) schließt {} aus.",
                 "The {} % interval {} ({}) excludes {}.", confidence, interval, method, null);
}

// Measured as a share of a limit that knows chance itself: there is no interval to ask for.
bool is_held_against_expectation(const Assessment& assessment)
{
    return assessment.scale == Scale::factor && assessment.expected && !assessment.interval;
}

GateSay reliability(const std::vector<Assessment>& assessments, const Indicator& indicator)
{
    GateSay say{"reliability", Effect::passed, denominator_sentence(assessments, indicator)};
    bool any_interval = false;
    for (const auto& assessment : assessments) {
        append(say.what, interval_sentence(assessment, indicator));
        if (!assessment.reason.empty())
            append(say.what, weave("Ein Test blieb offen: {}.", "One test stayed open: {}.",
                                   assessment.reason));
        if (!assessment.interval) continue;
        any_interval = true;
        if (leaves_room_for_chance(assessment)) say.effect = Effect::mentioned;
    }
    if (any_interval) return say;
    if (std::ranges::any_of(assessments, is_held_against_expectation)) {
        append(say.what, {"Beurteilt daran, wie weit die Zahl von dem abweicht, was nach ihrer "
                          "eigenen Vergangenheit zu erwarten war.",
                          "Judged by how far the figure is from what its own past lets expect."});
        return say;
    }
    say.effect = Effect::mentioned;
    append(say.what, {"Ohne Intervall beurteilt: aus diesen Zahlen lässt sich keines berechnen.",
                      "Judged without an interval: none can be computed from these figures."});
    return say;
}

std::vector<GateSay> relative(const std::vector<Assessment>& assessments,
                              const Indicator& indicator)
{
    std::vector<GateSay> says;
    const auto unit = unit_of(indicator);
    for (const auto& assessment : assessments) {
        if (!assessment.comparison_measured || !assessment.measured) continue;
        const double there = *assessment.comparison_measured;
        const auto spell = [&](double value) { return measured_text(value, assessment, unit); };
        says.push_back({"relative", Effect::passed,
                        weave("{}: {} im selben Vergleich, hier {}; Unterschied: {}.",
                              "{}: {} in the same comparison, here {}; difference: {}.",
                              area_title(assessment.figures.back().area), spell(there),
                              spell(there + *assessment.measured), spell(*assessment.measured))});
    }
    return says;
}

Date start_of_comparison(const std::vector<Assessment>& assessments, Period judged)
{
    auto start = judged.first_day();
    for (const auto& assessment : assessments)
        for (const auto& figure : assessment.figures)
            start = std::min(start, figure.first.first_day());
    return start;
}

Text consequence(Effect effect, BreakAdvice advice)
{
    if (effect == Effect::held)
        return {"Die Meldung wird deshalb zurückgehalten.", "The message is held back for it."};
    if (effect == Effect::downgraded)
        return {"Die Stufe sinkt deshalb um eine.", "The severity is one lower for it."};
    if (advice == BreakAdvice::downgrade)
        return {"Die Stufe ist schon die niedrigste.", "The severity is the lowest already."};
    return {"Die Stufe bleibt.", "The severity stays."};
}

std::string without_full_stop(std::string sentence)
{
    while (sentence.ends_with('.') || sentence.ends_with(' ')) sentence.pop_back();
    return sentence;
}

GateSay break_say(const Break& known, Effect effect, BreakAdvice advice)
{
    const Text id{known.id, known.id};
    const auto& why = known.why.empty() ? id : known.why;
    return {"breaks", effect,
            weave("{}: {}. Der Vergleich reicht über diesen Tag hinweg. {}",
                  "{}: {}. The comparison reaches across this day. {}", spelt_date(known.date),
                  Text{without_full_stop(why.de), without_full_stop(why.en)},
                  consequence(effect, advice))};
}

// However many breaks there are: one step down, and not below the lowest.
Effect apply(BreakAdvice advice, Severity before, Gated& gated)
{
    if (advice == BreakAdvice::hold) {
        gated.reach = Reach::record;
        return Effect::held;
    }
    if (advice == BreakAdvice::ignore || before == Severity::note) return Effect::mentioned;
    gated.severity = static_cast<Severity>(static_cast<unsigned>(before) - 1);
    return Effect::downgraded;
}

} // namespace

Gated pass_gates(const Rule& rule, const Indicator& indicator,
                 const std::vector<Assessment>& assessments, Severity severity, Reach reach,
                 std::string_view area, Period judged, const std::vector<Break>& breaks,
                 bool spoken)
{
    Gated gated{severity, reach, {}};
    if (spoken) gated.says.push_back(reliability(assessments, indicator));
    const auto between = breaks_between(
        breaks, indicator, area, start_of_comparison(assessments, judged), judged.last_day());
    for (const auto* known : between) {
        const auto advice = std::min(rule.breaks, known->advice); // the milder
        const auto effect = apply(advice, severity, gated);
        if (spoken) gated.says.push_back(break_say(*known, effect, advice));
    }
    if (!spoken) return gated;
    if (between.empty())
        gated.says.push_back({"breaks",
                              Effect::passed,
                              {"Kein bekannter Bruch liegt in diesem Vergleich.",
                               "No known break lies in this comparison."}});
    for (auto& say : relative(assessments, indicator)) gated.says.push_back(std::move(say));
    return gated;
}

} // namespace tuermer
