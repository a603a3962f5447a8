// SPDX-License-Identifier: EUPL-1.2
// The blocks of a signal: what changed – against what – how sure – what else could explain it – who
// might look. They describe and ask; they never name a cause, blame, rank or judge a measure.
#include "daemon/present/case.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include <cmath>

namespace tuermer::present {

namespace {

constexpr double small_denominator = 100;     // below it a rate is of limited reliability
constexpr double noticeable = 0.1;            // a tenth more or fewer people changes a group
constexpr double shared_part_of_change = 0.2; // of the own change, seen elsewhere too

using Lines = std::vector<std::string>;

// Each line is a sentence, also where a rule's author left out the full stop.
void add(Lines& lines, std::string line)
{
    if (line.empty()) return;
    if (!line.ends_with('.') && !line.ends_with('?') && !line.ends_with('!')) line += '.';
    lines.push_back(std::move(line));
}

std::string in_scale(const Case& c, double value, Scale scale)
{
    return measured_text(value, scale, c.unit, c.per, c.language);
}

std::string change_text(const Case& c)
{
    if (const auto factor = factor_of(c))
        return c.say("Das ist {} {} ({}).", "That is {} {} ({}).",
                     measured_text(*factor, Scale::factor, c.unit, c.per, c.language),
                     reference_genitive(c, *c.reference),
                     relative_text(*own_change(c), c.language));
    if (const auto change = own_change(c))
        return c.say("Das ist eine Veränderung um {}.", "That is a change of {}.",
                     in_scale(c, *change, scale_of(*c.main)));
    return {};
}

std::string comparison_text(const Case& c)
{
    const auto* now = c.comparison_now;
    const auto* before = c.comparison_reference;
    if (now == nullptr || before == nullptr || !now->value || !before->value) return {};
    const auto line =
        c.say("{}: {} im selben Vergleich", "{}: {} in the same comparison",
              comparison_name(now->area, *c.knowledge, c.language),
              in_scale(c, *c.comparison->comparison_measured, scale_of(*c.comparison)));
    const auto course =
        c.say("von {} auf {}", "from {} to {}", c.level(*before->value), c.level(*now->value));
    if (!is_land(now->area)) return fmt::format("{} ({}).", line, course);
    const auto name = area_name(now->area, *c.knowledge, c.language);
    return fmt::format("{} ({}, {}).", line, name, course);
}

std::string distance_name(const Case& c)
{
    const auto code = c.comparison_now != nullptr ? c.comparison_now->area : std::string();
    if (is_land(code))
        return c.say("Abstand zur Veränderung im Land", "Distance to the Land's change");
    return c.say("Abstand zur Veränderung in {}", "Distance to the change in {}",
                 area_name(code, *c.knowledge, c.language));
}

// A second comparison of the same figure.
std::string also_against(const Case& c, const Assessment& assessment)
{
    return c.say("Auch verglichen mit: {}", "Also compared with: {}", c.in(assessment.against));
}

// A finding names its limit itself.
std::string limit_line(const Case& c, const Assessment& assessment)
{
    if (!assessment.limit || !assessment.finding.empty()) return {};
    const auto limit =
        limit_text(*assessment.limit, scale_of(assessment), c.unit, c.per, c.language);
    const bool compares_areas = assessment.comparison_measured.has_value();
    if (!compares_areas && (&assessment == c.main || !assessment.measured))
        return c.say("Schwelle der Regel: {}.", "The rule's threshold: {}.", limit);
    if (!assessment.measured) return {};
    if (!compares_areas)
        return c.say("{}: {} (Schwelle der Regel: {}).", "{}: {} (the rule's threshold: {}).",
                     also_against(c, assessment),
                     in_scale(c, *assessment.measured, scale_of(assessment)), limit);
    return c.say("{}: {} (Schwelle der Regel: {}).", "{}: {} (the rule's threshold: {}).",
                 distance_name(c), in_scale(c, *assessment.measured, scale_of(assessment)), limit);
}

// What chance is held against: no change, no difference to the comparison area, or the threshold.
struct Null {
    double value = 0;
    std::string words;
};

Null null_of(const Case& c, const Assessment& assessment)
{
    const auto scale = scale_of(assessment);
    if (scale == Scale::own_unit)
        return {assessment.limit.value_or(0), c.say("die Schwelle", "the threshold")};
    const double value = scale == Scale::factor ? 1 : 0;
    if (assessment.comparison_measured || compares_rows(assessment))
        return {value, c.say("„kein Unterschied“", "“no difference”")};
    return {value, c.say("„keine Veränderung“", "“no change”")};
}

// A full count of a small group still varies by chance; the interval says how far.
std::string interval_line(const Case& c, const Assessment& assessment)
{
    if (!assessment.interval) return {};
    auto text = interval_text(assessment, c.unit, c.per, c.language);
    if (assessment.comparison_measured)
        text = fmt::format("{}, {}", distance_name(c), text);
    else if (&assessment != c.main && !assessment.against.empty())
        text = fmt::format("{}, {}", also_against(c, assessment), text);
    const auto null = null_of(c, assessment);
    if (assessment.interval->lower > null.value || assessment.interval->upper < null.value)
        return c.say("{}: Der Bereich schließt {} nicht ein.", "{}: the range does not include {}.",
                     text, null.words);
    return c.say("{}: Der Bereich schließt {} ein; es kann Zufall sein.",
                 "{}: the range includes {}; it may be chance.", text, null.words);
}

Lines interval_lines(const Case& c)
{
    Lines lines;
    for (const auto& assessment : c.event->evidence.assessments) {
        add(lines, interval_line(c, assessment));
        if (!assessment.reason.empty() && !c.hidden)
            add(lines, c.say("Eine Prüfung blieb offen: {}.", "One test stayed open: {}.",
                             c.in(assessment.reason)));
    }
    if (lines.empty() && !c.hidden)
        add(lines, c.say("Für diesen Vergleich ist kein Zufallsbereich (Intervall) berechnet.",
                         "No range of chance (interval) was computed for this comparison."));
    return lines;
}

std::string denominator_line(const Case& c)
{
    if (c.now == nullptr || !c.now->denominator) return {};
    const auto size = count_text(*c.now->denominator, c.language);
    if (*c.now->denominator < small_denominator)
        return c.say("Die Bezugsgröße ist klein ({}): nur eingeschränkt belastbar.",
                     "The denominator is small ({}): of limited reliability.", size);
    return c.say(
        "Bezugsgröße: {}. Auch vollständige Zählungen schwanken von Jahr zu Jahr zufällig, "
        "kleine Gruppen stärker als große.",
        "Denominator: {}. Full counts vary by chance from year to year too, small groups "
        "more than large ones.",
        size);
}

std::string status_line(const Case& c)
{
    if (c.now == nullptr || !c.now->mark.has_value() || c.now->mark.status() == Status::final)
        return {};
    return c.say("Kennzeichen des Herausgebers: {}.", "Marked by the publisher: {}.",
                 c.in(title_of(c.now->mark.status())));
}

Lines break_lines(const Case& c)
{
    Lines lines;
    for (const auto& gate : c.event->evidence.gates)
        if (gate.gate == "breaks" || gate.gate == "composition" ||
            (gate.gate == "common_shock" && c.event->common_shock))
            add(lines, c.in(gate.what));
    return lines;
}

std::string elsewhere_line(const Case& c)
{
    const auto own = own_change(c);
    if (!own || c.comparison == nullptr || c.comparison_now == nullptr) return {};
    const double other = *c.comparison->comparison_measured;
    const auto name = comparison_name(c.comparison_now->area, *c.knowledge, c.language);
    if (other * *own <= 0 || std::abs(other) < shared_part_of_change * std::abs(*own))
        return c.say("Vergleichsgebiet ({}): keine ähnliche Veränderung.",
                     "Comparison area ({}): no similar change.", name);
    return c.say("Vergleichsgebiet ({}): ebenfalls {}. Ein Teil der Veränderung ist also nicht "
                 "nur örtlich.",
                 "Comparison area ({}): {} as well. So part of the change is not only local.", name,
                 other > 0 ? c.say("gestiegen", "higher") : c.say("gesunken", "lower"));
}

// How many people the reference rests on in an average period.
std::optional<double> usual_denominator(const Case& c)
{
    if (c.reference == nullptr || !c.reference->denominator) return std::nullopt;
    return *c.reference->denominator / (c.reference->last - c.reference->first + 1);
}

std::string composition_line(const Case& c)
{
    const auto usual = usual_denominator(c);
    const bool known = usual && *usual > 0 && c.now != nullptr && c.now->denominator;
    if (known && std::abs(*c.now->denominator / *usual - 1) >= noticeable)
        return c.say("Zusammensetzung: Die Bezugsgröße war im Vergleichszeitraum im Mittel {}, "
                     "jetzt {}. Es können andere Menschen sein als vorher, etwa durch Zuzug, "
                     "Wegzug oder Einbürgerung.",
                     "Composition: the denominator averaged {} in the reference period and is {} "
                     "now. These may be other people than before, for example after moves or "
                     "naturalisations.",
                     number_text(*usual, 0, c.language),
                     count_text(*c.now->denominator, c.language));
    return c.say("Zusammensetzung: Es können andere Menschen sein als vorher, etwa durch Zuzug, "
                 "Wegzug oder Einbürgerung.",
                 "Composition: these may be other people than before, for example after moves or "
                 "naturalisations.");
}

// Whom a common change is about, so that nobody has to ask whether they are among them.
std::string areas_line(const Case& c)
{
    if (!c.event->common_shock) return {};
    std::string names;
    for (const auto& area : c.event->common_shock->areas)
        names += (names.empty() ? "" : ", ") + area_name(area, *c.knowledge, c.language);
    return c.say("Die Gebiete: {}.", "The areas: {}.", names);
}

} // namespace

Block changed(const Case& c)
{
    const auto heading = c.say("Was sich geändert hat", "What changed");
    if (c.now == nullptr) return {heading, c.event->common_shock ? Lines{areas_line(c)} : Lines{}};
    auto line = fmt::format("{}: {}.", periods_text(c.now->first, c.now->last, c.language),
                            figure_text(c, *c.now));
    const bool has_finding = c.main != nullptr && !c.main->finding.empty();
    const auto change = has_finding ? std::string() : change_text(c);
    if (!change.empty()) line += " " + change;
    Block block{heading, {line}};
    for (const auto& assessment : c.event->evidence.assessments)
        add(block.lines, c.in(assessment.finding));
    add(block.lines, areas_line(c));
    return block;
}

Block compared(const Case& c)
{
    Block block{c.say("Womit verglichen wurde", "Compared with what"), {}};
    if (c.reference != nullptr)
        add(block.lines, c.say("Vorher: {}.", "Before: {}.", reference_text(c, *c.reference)));
    else if (c.main != nullptr && !c.main->against.empty())
        add(block.lines, c.say("Verglichen mit: {}.", "Compared with: {}.", c.in(c.main->against)));
    if (c.comparison != nullptr) add(block.lines, comparison_text(c));
    for (const auto& assessment : c.event->evidence.assessments)
        add(block.lines, limit_line(c, assessment));
    return block;
}

Block certain(const Case& c)
{
    Block block{c.say("Wie sicher das ist", "How sure it is"), interval_lines(c)};
    add(block.lines, denominator_line(c));
    add(block.lines, status_line(c));
    if (c.hidden)
        add(block.lines, c.say("Die Zahlen sind so klein, dass sie hier nicht genannt werden.",
                               "The numbers are so small that they are not given here."));
    return block;
}

Block otherwise(const Case& c)
{
    Block block{c.say("Was es sonst erklären könnte", "What else could explain it"),
                break_lines(c)};
    if (c.indicator != nullptr) add(block.lines, c.in(c.indicator->context));
    add(block.lines, elsewhere_line(c));
    add(block.lines, composition_line(c));
    return block;
}

Block unsaid(const Case& c)
{
    Block block{c.say("Was diese Zahl nicht sagt", "What this figure does not say"), {}};
    if (c.indicator != nullptr) add(block.lines, c.in(c.indicator->limits));
    return block;
}

Block readers(const Case& c)
{
    Block block{c.say("Wer hinschauen könnte", "Who might look"), {}};
    const auto theme = theme_of(c.indicator != nullptr ? c.indicator->theme : std::string_view());
    add(block.lines, c.language == Language::de ? fmt::format("{}.", theme.readers_de)
                                                : fmt::format("For example {}.", theme.readers_en));
    if (c.rule != nullptr && !c.rule->question.empty())
        add(block.lines, c.say("Frage zur Diskussion: {}", "A question for discussion: {}",
                               c.in(c.rule->question)));
    return block;
}

std::vector<Block> blocks_of(const Case& c)
{
    // What never was needs no other explanation and nobody to look at it.
    const bool withdrawn = c.event->transition == Transition::withdrawn;
    std::vector<Block> blocks{changed(c), compared(c), certain(c)};
    if (!withdrawn) blocks.push_back(otherwise(c));
    blocks.push_back(unsaid(c));
    if (!withdrawn) blocks.push_back(readers(c));
    std::erase_if(blocks, [](const Block& block) { return block.lines.empty(); });
    return blocks;
}

} // namespace tuermer::present
