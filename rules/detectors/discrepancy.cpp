// SPDX-License-Identifier: EUPL-1.2
// Test "discrepancy": facts and how things feel drift apart. By how much has a figure (of a
// survey, say) moved more than the figure that measures the same thing, since the same reference?
#include "rules/detectors/limits.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/other_indicator.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::Interval;

constexpr double usual_confidence = 0.95;

struct DiscrepancySettings {
    OtherIndicator other;
    Reference reference;
    Limits limits;
    bool relative = false;
    bool opposed = false; // the one rises where the other should fall
    bool points = false;
    bool accept_limited = false;
    std::optional<double> confidence; // as written; 0: chance decides nothing
};

// How far one of the two has moved; without an interval it is known.
struct Course {
    double value = 0;
    std::optional<Interval> interval;
    std::string method;
    Text unknown;
};

class DiscrepancyDetector final : public Detector {
public:
    explicit DiscrepancyDetector(DiscrepancySettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return settings_.reference.look_back(); }
    std::vector<std::string> other_indicators() const override { return {settings_.other.id}; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;

private:
    bool is_decisive() const { return settings_.confidence.value_or(usual_confidence) > 0; }
    double confidence() const
    {
        return is_decisive() ? settings_.confidence.value_or(usual_confidence) : usual_confidence;
    }
    Course course(const Sight& sight, const Acceptance& acceptance,
                  std::vector<Figure>& figures) const;
    Course judged(const Observed& now, const Observed& before, const Sight& sight) const;
    Text judge(Assessment& assessment, const Sight& own, const Sight& other) const;
    void tell(Assessment& assessment, const Course& own, const Course& other,
              const Unit& unit) const;

    DiscrepancySettings settings_;
};

const Text no_percent{"der Vergleichswert ist nicht größer als 0: eine prozentuale Veränderung "
                      "gibt es nicht",
                      "the reference is not above 0: there is no change in percent"};
const Text not_finite{"die Veränderung ist keine endliche Zahl",
                      "the change is not a finite number"};

Course DiscrepancyDetector::judged(const Observed& now, const Observed& before,
                                   const Sight& sight) const
{
    Course course;
    course.value =
        settings_.relative ? 100 * (now.value / before.value - 1) : now.value - before.value;
    if (!std::isfinite(course.value)) course.unknown = not_finite;
    if (!now.counts || !before.counts || !sight.is_rate()) return course;
    const auto by = settings_.relative
                        ? ratio_interval(*now.counts, *before.counts, confidence())
                        : difference_interval(*now.counts, *before.counts, confidence());
    if (!by.interval) return course;
    const double factor = settings_.relative ? 100 : sight.indicator().per;
    const double shift = settings_.relative ? -100 : 0;
    course.interval = {by.interval->lower * factor + shift, by.interval->upper * factor + shift,
                       confidence()};
    course.method = by.method;
    return course;
}

Course DiscrepancyDetector::course(const Sight& sight, const Acceptance& acceptance,
                                   std::vector<Figure>& figures) const
{
    const auto now = read_now(sight, acceptance);
    const auto before = read_reference(sight, settings_.reference, acceptance);
    figures.push_back(now.figure);
    figures.push_back(before.figure);
    Course course;
    course.unknown = now.unknown.empty() ? before.unknown : now.unknown;
    if (!course.unknown.empty()) return course;
    if (settings_.relative && before.value <= 0) {
        course.unknown = no_percent;
        return course;
    }
    return judged(now, before, sight);
}

// What the other way round moves, counts with the other sign.
Course turned(Course course)
{
    course.value = -course.value;
    if (course.interval)
        course.interval =
            Interval{-course.interval->upper, -course.interval->lower, course.interval->confidence};
    return course;
}

Interval interval_or_point(const Course& course, double confidence)
{
    return course.interval.value_or(Interval{course.value, course.value, confidence});
}

Text DiscrepancyDetector::judge(Assessment& assessment, const Sight& own, const Sight& other) const
{
    const auto here = course(own, {settings_.accept_limited, {}}, assessment.figures);
    auto there =
        course(other, {settings_.accept_limited, settings_.other.title}, assessment.figures);
    if (!here.unknown.empty()) return here.unknown;
    if (!there.unknown.empty()) return there.unknown;
    const auto as_it_moved = there;
    if (settings_.opposed) there = turned(std::move(there));
    if (here.interval || there.interval) {
        assessment.interval =
            statistics::difference_of({here.value, interval_or_point(here, confidence())},
                                      {there.value, interval_or_point(there, confidence())});
        assessment.interval_method = (here.interval ? here : there).method + ", MOVER";
    }
    decide(assessment, here.value - there.value, settings_.limits, is_decisive());
    tell(assessment, here, as_it_moved, own.panels().value.unit());
    return {};
}

void DiscrepancyDetector::tell(Assessment& assessment, const Course& own, const Course& other,
                               const Unit& unit) const
{
    const auto spelt = [&](double value) { return moved_text(value, assessment.scale, unit); };
    const auto& since = settings_.reference.text;
    assessment.finding = weave(
        "Gegenüber dem Vergleich ({}) hat sich die Zahl um {} bewegt, „{}“ um {}; "
        "auseinander liegen beide um {} (Schwelle der Regel: {}).",
        "Against the reference ({}) the figure has moved by {}, “{}” by {}; they have drifted "
        "apart by {} (the rule's threshold: {}).",
        since, spelt(own.value), settings_.other.title, spelt(other.value),
        spelt(*assessment.measured), spelt(*assessment.limit));
    if (!assessment.interval)
        assessment.finding = weave(
            "{} Wie viel davon Zufall ist, lässt sich aus diesen Zahlen nicht sagen.",
            "{} How much of it is chance cannot be told from these numbers.", assessment.finding);
}

Assessment DiscrepancyDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("discrepancy", settings_.limits);
    assessment.against =
        weave("{} ({})", "{} ({})", settings_.other.title, settings_.reference.text);
    assessment.scale = scale_of_change(settings_.relative, settings_.points);
    const auto other = sight.in_indicator(settings_.other.id);
    assessment.reason = other ? judge(assessment, sight, *other) : no_row_in(settings_.other);
    return assessment;
}

// Points of the one are no points of the other.
void check_units(Settings& settings, const DiscrepancySettings& read,
                 const DetectorContext& context)
{
    const bool known = std::ranges::find(context.others, read.other.id, &OtherIndicator::id) !=
                       context.others.end();
    if (!known || read.relative || read.other.unit == context.unit) return;
    settings.wrong("against",
                   weave("'{}' wird in einer anderen Einheit gemessen; setzen Sie relative = true, "
                         "dann werden Veränderungen in Prozent verglichen",
                         "'{}' is measured in another unit; set relative = true, then changes in "
                         "percent are compared",
                         Text{read.other.id, read.other.id}));
}

Reference read_since(Settings& settings, const DetectorContext& context)
{
    const auto written = settings.text("since");
    auto reference = parse_reference(written.value_or("1 y"), context);
    if (!reference) {
        settings.wrong("since", reference.error());
        return {};
    }
    if (reference->kind == Reference::Kind::fixed)
        settings.wrong("since", {"gebraucht wird ein früherer Zeitraum wie \"1 y\", keine Zahl",
                                 "an earlier period like \"1 y\" is needed, not a figure"});
    return *reference;
}

} // namespace

std::unique_ptr<Detector> make_discrepancy(Settings& settings, const DetectorContext& context)
{
    DiscrepancySettings read;
    const auto* indicator = context.indicator;
    read.other = read_other_indicator(settings, "against", context,
                                      indicator == nullptr ? "" : indicator->measured_by);
    read.reference = read_since(settings, context);
    read.relative = settings.flag("relative").value_or(false);
    read.opposed = settings.flag("opposed").value_or(false);
    read.points = context.unit.pure() && context.unit.scale == 0.01;
    read.limits = read_limits(
        settings, read.relative ? AmountKind::relative : AmountKind::difference, context);
    check_side(settings, read.limits);
    check_units(settings, read, context);
    read.confidence = settings.number("confidence", {.min = 0, .max = 0.9999});
    read.accept_limited = settings.flag("accept_limited").value_or(false);
    return std::make_unique<DiscrepancyDetector>(std::move(read));
}

} // namespace tuermer
