// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/case.hpp"

#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>
#include <array>

namespace tuermer::present {

namespace {

enum class ReferenceKind { single, pooled, mean, median };

// How the detectors' references begin, and the same after "das 2,1-Fache".
const std::array<std::pair<std::string, std::string>, 3> german_genitives{{
    {"das Mittel ", "des Mittels "},
    {"der Median ", "des Medians "},
    {"die ", "des Werts der "}, // "die drei Jahre davor zusammen"
}};

bool holds(const Assessment& assessment)
{
    return std::ranges::find(assessment.truth, Truth::yes) != assessment.truth.end();
}

// The first test that holds and looks at the subject alone; else the first there is.
const Assessment* main_of(const std::vector<Assessment>& assessments)
{
    const auto alone = [](const Assessment& a) { return holds(a) && !a.comparison_measured; };
    if (const auto found = std::ranges::find_if(assessments, alone); found != assessments.end())
        return &*found;
    if (const auto found = std::ranges::find_if(assessments, holds); found != assessments.end())
        return &*found;
    return assessments.empty() ? nullptr : &assessments.front();
}

const Assessment* comparison_of(const std::vector<Assessment>& assessments)
{
    const auto found = std::ranges::find_if(
        assessments, [](const Assessment& a) { return a.comparison_measured.has_value(); });
    return found == assessments.end() ? nullptr : &*found;
}

const Figure* figure(const Assessment* assessment, std::size_t position)
{
    if (assessment == nullptr || assessment->figures.size() <= position) return nullptr;
    return &assessment->figures[position];
}

const Rule* rule_of(const Knowledge& knowledge, const std::string& id)
{
    const auto found = std::ranges::find(knowledge.rules, id, &Rule::id);
    return found == knowledge.rules.end() ? nullptr : &*found;
}

void look_up_indicator(Case& c)
{
    const auto& graph = c.knowledge->graph;
    c.indicator_id = graph.indicator(c.event->indicator);
    if (!c.indicator_id) return;
    c.indicator = &graph.indicators()[*c.indicator_id];
    c.unit = graph.unit(*c.indicator_id);
    c.per = c.indicator->is_rate() ? c.indicator->per : 1;
}

bool mentions(const Text& text, std::string_view word)
{
    return text.de.find(word) != std::string::npos;
}

ReferenceKind kind_of(const Case& c, const Figure& figure)
{
    if (figure.first == figure.last) return ReferenceKind::single;
    if (c.main != nullptr && mentions(c.main->against, "edian")) return ReferenceKind::median;
    if (c.main != nullptr && mentions(c.main->against, "ittel")) return ReferenceKind::mean;
    return figure.numerator ? ReferenceKind::pooled : ReferenceKind::mean;
}

// Why there is no value: protected for this reader, or never there.
std::string absence_text(const Case& c, const Figure& figure)
{
    if (c.hidden && figure.mark.has_value()) return c.in(protected_words());
    if (!figure.mark.has_value()) return c.in(title_of(figure.mark.missing()));
    return c.say("kein Wert", "no value");
}

std::string when_text(const Case& c, const Figure& figure)
{
    const auto periods = periods_text(figure.first, figure.last, c.language);
    switch (kind_of(c, figure)) {
    case ReferenceKind::pooled:
        return c.say("{} zusammen", "{} together", periods);
    case ReferenceKind::mean:
        return c.say("Mittel {}", "mean of {}", periods);
    case ReferenceKind::median:
        return c.in(c.main->against);
    case ReferenceKind::single:
        break;
    }
    return periods;
}

FigureRow row_of(const Case& c, const Figure& figure)
{
    FigureRow row{.area = area_name(figure.area, *c.knowledge, c.language),
                  .period = when_text(c, figure),
                  .numerator = {},
                  .denominator = {},
                  .value = figure.value ? c.level(*figure.value) : absence_text(c, figure)};
    if (figure.value && figure.numerator && figure.denominator) {
        row.numerator = count_text(*figure.numerator, c.language);
        row.denominator = count_text(*figure.denominator, c.language);
    }
    return row;
}

bool same_place(const FigureRow& a, const FigureRow& b)
{
    return a.area == b.area && a.period == b.period;
}

} // namespace

Case case_of(const Event& event, bool hidden, int threshold, const Knowledge& knowledge,
             Language language)
{
    Case c;
    c.event = &event;
    c.hidden = hidden;
    c.threshold = threshold;
    c.knowledge = &knowledge;
    c.language = language;
    c.rule = rule_of(knowledge, event.rule);
    look_up_indicator(c);
    c.main = main_of(event.evidence.assessments);
    c.now = figure(c.main, 0);
    if (c.main != nullptr && !compares_rows(*c.main)) c.reference = figure(c.main, 1);
    c.comparison = comparison_of(event.evidence.assessments);
    c.comparison_now = figure(c.comparison, 2);
    c.comparison_reference = figure(c.comparison, 3);
    return c;
}

bool compares_rows(const Assessment& assessment)
{
    static const std::array<std::string_view, 4> tests{"discrepancy", "gap", "peers", "quality"};
    return std::ranges::find(tests, assessment.test) != tests.end();
}

std::string Case::area() const
{
    if (event->common_shock && event->area.empty()) return say("mehrere Gebiete", "several areas");
    return area_name(event->area, *knowledge, language);
}

std::string Case::title() const
{
    return indicator != nullptr ? indicator->title.in(language) : event->indicator;
}

std::string Case::level(double value) const
{
    return value_text(value, unit, per, language);
}

std::string figure_text(const Case& c, const Figure& figure)
{
    if (!figure.value) return absence_text(c, figure);
    if (!figure.numerator || !figure.denominator) return c.level(*figure.value);
    return unbroken(c.say("{} von {} ({})", "{} of {} ({})",
                          count_text(*figure.numerator, c.language),
                          count_text(*figure.denominator, c.language), c.level(*figure.value)));
}

std::string reference_text(const Case& c, const Figure& figure)
{
    const auto kind = kind_of(c, figure);
    auto when = in_periods(figure.first, figure.last, c.language);
    if (!figure.value) return fmt::format("{} {}", absence_text(c, figure), when);
    if (kind == ReferenceKind::mean)
        return c.say("{} im Mittel von {}", "{} as the mean of {}", c.level(*figure.value),
                     periods_text(figure.first, figure.last, c.language));
    if (kind == ReferenceKind::median)
        return fmt::format("{} ({})", c.level(*figure.value), c.in(c.main->against));
    if (kind == ReferenceKind::pooled) when += c.say(" zusammen", " together");
    if (!figure.numerator || !figure.denominator)
        return fmt::format("{} {}", c.level(*figure.value), when);
    return unbroken(
        c.say("{} von {} {} ({})", "{} of {} {} ({})", count_text(*figure.numerator, c.language),
              count_text(*figure.denominator, c.language), when, c.level(*figure.value)));
}

std::string reference_genitive(const Case& c, const Figure& figure)
{
    if (figure.first == figure.last)
        return c.say("des Werts {}", "the value {}",
                     in_periods(figure.first, figure.last, c.language));
    const auto against = c.in(c.main->against);
    if (c.language == Language::en) return against;
    for (const auto& [nominative, genitive] : german_genitives)
        if (against.starts_with(nominative)) return genitive + against.substr(nominative.size());
    return "des Vergleichswerts (" + against + ")";
}

std::optional<double> own_change(const Case& c)
{
    if (c.main == nullptr || !c.main->measured) return std::nullopt;
    const auto scale = scale_of(*c.main);
    if (scale != Scale::points && scale != Scale::percent) return std::nullopt;
    return *c.main->measured + c.main->comparison_measured.value_or(0);
}

std::optional<double> factor_of(const Case& c)
{
    constexpr double telling = 1.5; // below it "+23 %" reads more easily than "1,2-fach"
    if (c.main == nullptr || c.main->scale != Scale::percent) return std::nullopt;
    if (c.now == nullptr || c.reference == nullptr) return std::nullopt;
    if (!c.now->value || !c.reference->value || *c.reference->value <= 0) return std::nullopt;
    const double factor = *c.now->value / *c.reference->value;
    return factor >= telling ? std::optional(factor) : std::nullopt;
}

std::vector<FigureRow> rows_of(const Case& c)
{
    std::vector<FigureRow> rows;
    for (const auto& assessment : c.event->evidence.assessments) {
        for (const auto& figure : assessment.figures) {
            const auto row = row_of(c, figure);
            const auto same = [&](const FigureRow& other) { return same_place(other, row); };
            if (std::ranges::none_of(rows, same)) rows.push_back(row);
        }
    }
    return rows;
}

} // namespace tuermer::present
