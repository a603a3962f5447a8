// SPDX-License-Identifier: EUPL-1.2
// Test "change": how far a figure has moved against its own past, in points, in its unit or in
// percent; on demand by how much more than another area moved in the same comparison.
#include "rules/detectors/compare.hpp"
#include "rules/detectors/knows_chance.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace tuermer {

namespace {

using statistics::Interval;

constexpr double usual_confidence = 0.95;

struct ChangeSettings {
    Reference reference;
    Limits limits;
    bool relative = false;
    bool points = false; // the indicator is in percent
    bool accept_limited = false;
    std::optional<double> confidence; // as written; 0: chance decides nothing
    std::string relative_to;
    double rounded_to = 1;
    std::vector<double> complete = {};
};

// How far one area moved, with the interval of the movement.
struct Movement {
    double value = 0;
    std::optional<Interval> interval;
    std::string method;
    Text unknown;
    statistics::CertainBounds behind = {}; // where it lies for certain, behind rounded figures
    double complete = 1, now = 0;          // of the newest figure, and what it is without the rest
};

Movement unmeasured(Text why)
{
    return {0, {}, {}, std::move(why)};
}

// In this order 90 after 100 is -10 percent to the last bit, and a limit of -10 is reached.
double in_percent(double now, double before)
{
    return 100 * (now - before) / before;
}

// From all that may lie behind now to all that may lie behind before.
statistics::CertainBounds behind_movement(const Observed& now, const Observed& before,
                                          bool relative)
{
    if (!relative) return statistics::difference_of(now.behind, before.behind);
    constexpr double without_end = std::numeric_limits<double>::infinity();
    const auto& [lower, upper] = before.behind;
    return {in_percent(now.behind.lower, upper),
            lower > 0 ? in_percent(now.behind.upper, lower) : without_end};
}

Interval scaled(Interval interval, double factor, double shift)
{
    return {interval.lower * factor + shift, interval.upper * factor + shift, interval.confidence};
}

// Of many rows and periods, those of so many periods before: values and the bytes of their marks,
// which mean something only where there are any but final values.
struct CellsBefore {
    std::unique_ptr<double[]> values;
    std::unique_ptr<std::uint8_t[]> marks;
    bool marked = false;

    Mark mark(std::size_t i) const { return marked ? Mark::from_byte(marks[i]) : Mark{}; }
};

class ChangeDetector final : public Detector, public KnowsChance {
public:
    explicit ChangeDetector(ChangeSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override
    {
        return settings_.reference.look_back() + static_cast<int>(settings_.complete.size());
    }
    std::string comparison_area() const override { return settings_.relative_to; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;
    void answer_wide(const WideSight& wide, std::span<Answer> answers) const override;
    bool is_quick() const override { return asks_one_period(); }
    std::optional<double> p_value(const Sight& sight) const override;

private:
    bool is_fixed() const { return settings_.reference.kind == Reference::Kind::fixed; }
    bool asks_one_period() const;
    double moved(double now, double before) const;
    bool is_usable(Mark mark) const;
    Answer with_marks(Answer answer, Mark now, Mark before) const;
    Answer with_chance(Answer answer, const Sight& sight) const;
    bool is_decisive() const { return settings_.confidence.value_or(usual_confidence) > 0; }
    double confidence() const;
    // A rate moves by chance; a bare count is a stock that is known, unless an interval is asked
    // for, or some of it is still to come.
    bool judges_chance(const Sight& sight, double complete) const
    {
        return sight.is_rate() || settings_.confidence.value_or(0) > 0 || complete < 1;
    }
    Acceptance acceptance(Text area = {}) const
    {
        return {settings_.accept_limited, std::move(area), settings_.rounded_to,
                settings_.complete};
    }
    Movement movement(const Sight& sight, const Acceptance& acceptance,
                      std::vector<Figure>& figures) const;
    Movement absolute(const Observed& now, const Observed& before, double per) const;
    Movement relative(const Observed& now, const Observed& before, double per) const;
    Movement compared(const Sight& sight, const Movement& own, Assessment& assessment) const;

    ChangeSettings settings_;
};

// What is shown where chance decides nothing is the usual interval.
double ChangeDetector::confidence() const
{
    return is_decisive() ? settings_.confidence.value_or(usual_confidence) : usual_confidence;
}

Movement ChangeDetector::absolute(const Observed& now, const Observed& before, double per) const
{
    Movement movement{now.value - before.value, {}, {}, {}};
    if (!now.counts) return movement;
    NamedInterval by;
    double shift = 0;
    if (is_fixed()) {
        by = level_interval(*now.counts, confidence());
        shift = -before.value;
    } else if (before.counts) {
        by = difference_interval(*now.counts, *before.counts, confidence());
    }
    if (!by.interval) return movement;
    movement.interval = scaled(*by.interval, per, shift);
    movement.method = by.method;
    return movement;
}

Movement ChangeDetector::relative(const Observed& now, const Observed& before, double per) const
{
    if (before.value <= 0)
        return unmeasured({"der Vergleichswert ist nicht größer als 0: eine prozentuale "
                           "Veränderung gibt es nicht",
                           "the reference is not above 0: there is no change in percent"});
    Movement movement{in_percent(now.value, before.value), {}, {}, {}};
    if (!now.counts) return movement;
    NamedInterval by;
    double factor = 100;
    if (is_fixed()) {
        by = level_interval(*now.counts, confidence());
        factor = 100 * per / before.value;
    } else if (before.counts) {
        by = ratio_interval(*now.counts, *before.counts, confidence());
    }
    if (!by.interval) return movement;
    movement.interval = scaled(*by.interval, factor, -100);
    movement.method = by.method;
    return movement;
}

Movement ChangeDetector::movement(const Sight& sight, const Acceptance& acceptance,
                                  std::vector<Figure>& figures) const
{
    auto now = read_now(sight, acceptance);
    figures.push_back(now.figure);
    Observed before;
    before.value = settings_.reference.fixed;
    before.behind = {before.value, before.value};
    if (!is_fixed()) {
        before = read_reference(sight, settings_.reference, acceptance);
        figures.push_back(before.figure);
    }
    const auto& unknown = now.unknown.empty() ? before.unknown : now.unknown;
    if (!unknown.empty()) return unmeasured(unknown);
    if (!judges_chance(sight, std::min(now.complete, before.complete))) now.counts.reset();
    const double per = sight.is_rate() ? sight.indicator().per : 1;
    auto moved = settings_.relative ? relative(now, before, per) : absolute(now, before, per);
    moved.behind = behind_movement(now, before, settings_.relative);
    moved.complete = now.complete;
    moved.now = now.value;
    if (std::isfinite(moved.value)) return moved;
    return unmeasured(
        {"die Veränderung ist keine endliche Zahl", "the change is not a finite number"});
}

// By how much more than the comparison area. The two count as independent; where the area is a part
// of the other (a Kreis of its Land), the interval is a little too wide, which is the safe side.
Movement ChangeDetector::compared(const Sight& sight, const Movement& own,
                                  Assessment& assessment) const
{
    const auto there = sight.in_area(settings_.relative_to);
    if (!there)
        return unmeasured(weave("{}: kein Wert im Indikator", "{}: not in the indicator",
                                area_title(settings_.relative_to)));
    const auto other =
        movement(*there, acceptance(area_title(settings_.relative_to)), assessment.figures);
    if (!other.unknown.empty()) return other;
    assessment.comparison_measured = other.value;
    Movement more{own.value - other.value, {}, {}, {}};
    more.complete = own.complete;
    more.now = own.now;
    more.behind = statistics::difference_of(own.behind, other.behind);
    if (!own.interval || !other.interval) return more;
    more.interval =
        statistics::difference_of({own.value, *own.interval}, {other.value, *other.interval});
    more.method = own.method + ", MOVER";
    return more;
}

Assessment ChangeDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("change", settings_.limits);
    assessment.against = settings_.reference.text;
    assessment.scale = scale_of_change(settings_.relative, settings_.points);
    auto moved = movement(sight, acceptance(), assessment.figures);
    if (moved.unknown.empty() && !settings_.relative_to.empty())
        moved = compared(sight, moved, assessment);
    if (moved.unknown.empty() && settings_.confidence.value_or(0) > 0 && !moved.interval)
        moved.unknown = {"das verlangte Intervall lässt sich aus diesen Zahlen nicht berechnen",
                         "the interval asked for cannot be computed from these numbers"};
    assessment.reason = moved.unknown;
    if (!moved.unknown.empty()) return assessment;
    assessment.interval = moved.interval;
    assessment.interval_method = moved.method;
    decide(assessment, moved.value, settings_.limits, is_decisive());
    const auto& unit = sight.panels().value.unit();
    hold_over(assessment, moved.behind, settings_.limits, settings_.rounded_to, unit);
    tell_incomplete(assessment, moved.complete, moved.now, unit);
    return assessment;
}

// One period against one other, as published, with no interval asked for by name.
bool ChangeDetector::asks_one_period() const
{
    const auto& reference = settings_.reference;
    return reference.kind == Reference::Kind::single && reference.back.size() == 1 &&
           settings_.relative_to.empty() && settings_.rounded_to <= 1 &&
           settings_.complete.empty() && settings_.confidence.value_or(0) <= 0;
}

CellsBefore cells_before(const WideSight& wide, int back)
{
    auto columns = wide.columns();
    columns.first -= back;
    CellsBefore cells{std::make_unique_for_overwrite<double[]>(wide.cells()),
                      std::make_unique_for_overwrite<std::uint8_t[]>(wide.cells())};
    cells.marked =
        wide.panels.value.read(wide.rows, columns, cells.values.get(), cells.marks.get());
    return cells;
}

// What `assess` measures; not a number where it measures nothing.
double ChangeDetector::moved(double now, double before) const
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (!std::isfinite(before) || (settings_.relative && before <= 0)) return nothing;
    const double moved = settings_.relative ? in_percent(now, before) : now - before;
    return std::isfinite(moved) ? moved : nothing;
}

bool ChangeDetector::is_usable(Mark mark) const
{
    return mark.has_value() && (mark.status() != Status::limited || settings_.accept_limited);
}

Answer ChangeDetector::with_marks(Answer answer, Mark now, Mark before) const
{
    if (!is_usable(now) || !is_usable(before)) answer = Answer::same(Truth::unknown);
    answer.set_provisional(now.is_preliminary() || before.is_preliminary());
    return answer;
}

// A rate's, whose denominator may be too small. Chance is asked only where the limit is reached:
// most periods are far from it.
Answer ChangeDetector::with_chance(Answer answer, const Sight& sight) const
{
    const auto is_small = [&](Period period) {
        const auto denominator = sight.denominator(period);
        return denominator.has_value() && std::isfinite(denominator.value) &&
               denominator.value < sight.indicator().minimum_denominator;
    };
    if (is_small(sight.period()) || is_small(sight.period() - settings_.reference.back.front())) {
        auto small = Answer::same(Truth::unknown);
        small.set_provisional(answer.is_provisional());
        return small;
    }
    const bool says_yes = answer.truth(Severity::note) == Truth::yes ||
                          answer.truth(Severity::signal) == Truth::yes ||
                          answer.truth(Severity::urgent) == Truth::yes;
    return says_yes && is_decisive() ? short_form(assess(sight)) : answer;
}

void ChangeDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    if (!asks_one_period()) {
        Detector::answer(sight, first, answers);
        return;
    }
    answer_wide({sight.panels(),
                 sight.indicator(),
                 {sight.row(), sight.row() + 1},
                 {first, sight.period()}},
                answers);
}

void ChangeDetector::answer_wide(const WideSight& wide, std::span<Answer> answers) const
{
    if (!asks_one_period()) {
        Detector::answer_wide(wide, answers);
        return;
    }
    const auto cells = wide.cells();
    const auto now = cells_before(wide, 0);
    const auto before = cells_before(wide, settings_.reference.back.front());
    const auto movements = std::make_unique_for_overwrite<double[]>(cells);
    for (std::size_t i = 0; i < cells; ++i) movements[i] = moved(now.values[i], before.values[i]);
    compare({movements.get(), cells}, settings_.limits, answers.data());
    const bool is_rate = wide.panels.numerator != nullptr && wide.panels.denominator != nullptr;
    for (std::size_t i = 0; i < cells; ++i) {
        if (std::isnan(movements[i])) answers[i] = Answer::same(Truth::unknown);
        if (now.marked || before.marked)
            answers[i] = with_marks(answers[i], now.mark(i), before.mark(i));
        if (!is_rate || answers[i].truth(Severity::note) == Truth::unknown) continue;
        const auto row = wide.rows.first + static_cast<std::uint32_t>(i % wide.height());
        const auto period = wide.periods.first + static_cast<int>(i / wide.height());
        answers[i] = with_chance(answers[i], {wide.panels, wide.indicator, row, period});
    }
}

// Chance is left out where the interval excludes "no change".
std::optional<double> ChangeDetector::p_value(const Sight& sight) const
{
    const auto share = share_in(sight, sight.period(), settings_.complete);
    if (!is_decisive() || !judges_chance(sight, share.value_or(1))) return std::nullopt;
    return p_value_by_interval([&](double alpha) -> std::optional<bool> {
        auto settings = settings_;
        settings.confidence = 1 - alpha;
        const auto said = ChangeDetector(std::move(settings)).assess(sight);
        if (!said.interval) return std::nullopt;
        return said.upward ? said.interval->lower > 0 : said.interval->upper < 0;
    });
}

Reference read_against(Settings& settings, const DetectorContext& context)
{
    const auto text = settings.need_text("against");
    if (text.empty()) return {};
    auto reference = parse_reference(text, context);
    if (reference) return *reference;
    settings.wrong("against", reference.error());
    return {};
}

void check_relative_to(Settings& settings, const ChangeSettings& change,
                       const DetectorContext& context)
{
    const auto& area = change.relative_to;
    if (area.empty()) return;
    if (change.reference.kind == Reference::Kind::fixed)
        settings.wrong("relative_to", {"ein fester Wert hat keine Entwicklung, mit der sich ein "
                                       "anderes Gebiet vergleichen ließe; nehmen Sie für 'against' "
                                       "eine Spanne wie \"1 y\"",
                                       "a fixed value has no development to compare another area "
                                       "with; use a span like \"1 y\" for 'against'"});
    if (!context.areas.empty() && std::ranges::find(context.areas, area) == context.areas.end())
        settings.wrong("relative_to",
                       weave("\"{}\" ist kein bekanntes Gebiet{}", "\"{}\" is no known area{}",
                             Text{area, area}, did_you_mean(area, context.areas)));
}

// Asked for in writing, an interval must be possible.
void check_confidence(Settings& settings, const ChangeSettings& change)
{
    if (change.confidence.value_or(0) <= 0 || change.reference.kind != Reference::Kind::median)
        return;
    settings.wrong("confidence", {"zu einem Median gibt es hier kein Intervall; lassen Sie "
                                  "'confidence' weg oder nehmen Sie \"mean …\" oder \"pooled …\"",
                                  "there is no interval around a median here; leave 'confidence' "
                                  "out, or use \"mean …\" or \"pooled …\""});
}

} // namespace

std::unique_ptr<Detector> make_change(Settings& settings, const DetectorContext& context)
{
    ChangeSettings change;
    change.relative = settings.flag("relative").value_or(false);
    change.points = context.unit.pure() && context.unit.scale == 0.01;
    change.reference = read_against(settings, context);
    const auto kind = change.relative ? AmountKind::relative : AmountKind::difference;
    change.limits = read_limits(settings, kind, context);
    change.confidence = settings.number("confidence", {.min = 0, .max = 0.9999});
    change.accept_limited = settings.flag("accept_limited").value_or(false);
    change.relative_to = settings.text("relative_to").value_or("");
    change.rounded_to = read_rounded_to(settings);
    change.complete = read_complete_of_counts(settings, context);
    check_relative_to(settings, change, context);
    check_confidence(settings, change);
    return std::make_unique<ChangeDetector>(std::move(change));
}

} // namespace tuermer
