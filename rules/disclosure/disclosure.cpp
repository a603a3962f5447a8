// SPDX-License-Identifier: EUPL-1.2
// Primary protection of small counts, with their complements. What was computed from a hidden
// figure goes with it: from a rate and a denominator anyone can work out the count.
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>

namespace tuermer {

namespace {

bool is_small(double count, int threshold)
{
    return count > 0 && count < threshold;
}

// Units whose whole numbers are persons, or stand for some.
bool counts_people(const Unit& unit)
{
    if (unit.exponents.size() != 1 || unit.scale != 1) return false;
    const auto& [base, exponent] = *unit.exponents.begin();
    return exponent == 1 && (base == "persons" || base == "households" || base == "families" ||
                             base == "cases" || base == "dwellings");
}

bool may_show_figure(const Figure& figure, bool is_count, int threshold)
{
    if (figure.least && *figure.least < threshold) return false;
    if (!figure.numerator && !figure.denominator && is_count)
        return may_show(figure.value, std::nullopt, threshold);
    return may_show(figure.numerator, figure.denominator, threshold);
}

// Whether two figures that may each be shown give away a third: what lies in the longer stretch of
// periods and not in the shorter one inside it.
bool give_away_the_rest(const Figure& longer, const Figure& shorter, int threshold)
{
    const bool inside = longer.area == shorter.area && longer.first <= shorter.first &&
                        shorter.last <= longer.last &&
                        (longer.first != shorter.first || longer.last != shorter.last);
    if (!inside || !longer.numerator || !shorter.numerator) return false;
    if (!longer.denominator || !shorter.denominator) return false;
    return !may_show(*longer.numerator - *shorter.numerator,
                     *longer.denominator - *shorter.denominator, threshold);
}

bool is_given_away(const Figure& figure, const std::vector<Assessment>& assessments, int threshold)
{
    return std::ranges::any_of(assessments, [&](const Assessment& assessment) {
        return std::ranges::any_of(assessment.figures, [&](const Figure& other) {
            return give_away_the_rest(figure, other, threshold);
        });
    });
}

void clear(Figure& figure)
{
    figure.value.reset();
    figure.numerator.reset();
    figure.denominator.reset();
    figure.least.reset();
}

// The limits go too: a figure that has crossed its limit is known to lie beyond it.
void clear_computed(Assessment& assessment)
{
    assessment.measured.reset();
    assessment.limit.reset();
    assessment.clear.reset();
    assessment.interval.reset();
    assessment.interval_method.clear();
    assessment.p_value.reset();
    assessment.comparison_measured.reset();
    assessment.reason = {};
    assessment.expected.reset();
    assessment.since.reset();
    assessment.finding = {};
}

void clear(Trace& trace)
{
    trace.cell = Cell{0, Missing::withheld};
    for (auto& part : trace.parts) clear(part);
}

bool has_small_input(const Trace& trace, int threshold)
{
    const bool small = trace.is_input && trace.cell.has_value() && counts_people(trace.unit) &&
                       is_small(trace.cell.value, threshold);
    return small || std::ranges::any_of(trace.parts, [&](const Trace& part) {
               return has_small_input(part, threshold);
           });
}

// Whether any figure of this test had to go.
bool hide_figures(Assessment& assessment, const std::vector<Assessment>& as_judged, bool is_count,
                  int threshold)
{
    bool hidden = false;
    for (auto& figure : assessment.figures) {
        if (may_show_figure(figure, is_count, threshold) &&
            !is_given_away(figure, as_judged, threshold))
            continue;
        clear(figure);
        hidden = true;
    }
    return hidden;
}

const Text protected_figure{"Wert geschützt (kleine Zahlen).", "Figure protected (small numbers)."};

// What these say speaks of calendars, counts of areas and messages, never of the figures.
bool names_no_figure(std::string_view gate)
{
    constexpr std::array<std::string_view, 9> gates{"breaks",  "common_shock", "budget",
                                                    "act_on",  "recipients",   "history",
                                                    "episode", "rule_changed", "areas"};
    return std::ranges::find(gates, gate) != gates.end();
}

void hide_what_rests_on_it(Evidence& evidence)
{
    for (auto& assessment : evidence.assessments) clear_computed(assessment);
    evidence.measured.reset();
    clear(evidence.trace);
    for (auto& say : evidence.gates)
        if (!names_no_figure(say.gate)) say.what = protected_figure;
}

} // namespace

int disclosure_threshold(Role role)
{
    switch (role) {
    case Role::statistics:
    case Role::it:
        return 3;
    case Role::integration:
    case Role::leadership:
        return 5;
    case Role::publicity:
        break;
    }
    return 10;
}

bool may_show(std::optional<double> numerator, std::optional<double> denominator, int threshold)
{
    if (numerator && is_small(*numerator, threshold)) return false;
    if (denominator && is_small(*denominator, threshold)) return false;
    if (!numerator || !denominator || *denominator <= 0) return true;
    // More cases than persons is no share, so nobody is left over to be counted.
    const double rest = *denominator - *numerator;
    return rest < 0 || rest >= threshold;
}

Redacted redact(const Event& event, Role role)
{
    Redacted redacted{event, false};
    auto& evidence = redacted.event.evidence;
    const int threshold = disclosure_threshold(role);
    const bool is_count = counts_people(event.evidence.trace.unit);
    for (auto& assessment : evidence.assessments)
        if (hide_figures(assessment, event.evidence.assessments, is_count, threshold))
            redacted.hidden = true;
    if (redacted.hidden)
        hide_what_rests_on_it(evidence);
    else if (has_small_input(evidence.trace, threshold))
        clear(evidence.trace);
    return redacted;
}

std::optional<DoubtfulRow> shown_to(const DoubtfulRow& row, const Unit& unit, Role role)
{
    const int threshold = disclosure_threshold(role);
    if (!counts_people(unit)) return row;
    if (may_show(row.now, std::nullopt, threshold) && may_show(row.other, std::nullopt, threshold))
        return row;
    return std::nullopt;
}

} // namespace tuermer
