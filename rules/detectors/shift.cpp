// SPDX-License-Identifier: EUPL-1.2
// Test "shift": whether a figure has moved to another level and stayed there, and since when: the
// best division of its course into levels (PELT), and the interval of the last step.
#include "rules/detectors/history.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/autocorrelation.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/pelt.hpp"
#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::Interval;

// The date of the step is chosen where it looks largest, so that the usual 95 % would be too kind.
constexpr double usual_confidence = 0.99;
constexpr double most_resemblance = 0.8; // beyond it a series is a walk and has no levels

struct ShiftSettings {
    Limits limits;
    Stretch stretch;
    int recent = 3;                       // periods since the step within which it is told
    int shortest = 2;                     // periods of a level
    double confidence = usual_confidence; // 0: chance decides nothing
    bool relative = false;
    bool points = false;
};

// The last two levels of a course, and how far chance moves their difference.
struct LevelStep {
    int begin = 0, change = 0; // of the level before and of the present one, from 0
    double before = 0, now = 0;
    double deviation = 0; // standard deviation of now − before
    double freedom = 0;   // degrees of freedom of the scatter it is made of
    int dates = 0;        // at which the step could have been
};

class ShiftDetector final : public Detector {
public:
    explicit ShiftDetector(ShiftSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return settings_.stretch.window - 1; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;

private:
    Text judge(Assessment& assessment, const History& history, const LevelStep& step) const;
    void tell(Assessment& assessment, const Sight& sight, const History& history,
              const LevelStep& step) const;

    ShiftSettings settings_;
};

// Steps from one period to the next, drawn in to three deviations, so that a change of level is
// one step among many.
std::vector<double> drawn_in_differences(const std::vector<double>& values)
{
    std::vector<double> differences, sizes;
    for (std::size_t i = 1; i < values.size(); ++i) {
        differences.push_back(values[i] - values[i - 1]);
        if (std::isfinite(differences.back())) sizes.push_back(std::abs(differences.back()));
    }
    if (sizes.empty()) return {};
    constexpr double to_deviation = 1.4826;
    const double bound = 3 * to_deviation * statistics::sequences::middle(sizes);
    if (bound > 0)
        for (double& difference : differences)
            if (std::isfinite(difference)) difference = std::clamp(difference, -bound, bound);
    return differences;
}

// How much neighbouring periods resemble each other about their level, told from the differences,
// which hardly see the steps: in noise they correlate by −1/2, in a walk not at all.
double resemblance(const std::vector<double>& values)
{
    const auto differences = drawn_in_differences(values);
    const auto lags = statistics::autocorrelations(differences, 1);
    if (lags.empty()) return 0;
    const double error = std::sqrt(0.5 / static_cast<double>(differences.size()));
    return std::clamp(1 + 2 * lags.front() - error, 0.0, most_resemblance);
}

// The deviation that chance alone gives a figure of this size, in the indicator's unit.
double chance_deviation(const History& history, const Sight& sight)
{
    double variances = 0;
    int present = 0;
    for (std::size_t i = 0; i < history.values.size(); ++i) {
        if (!std::isfinite(history.values[i])) continue;
        ++present;
        if (history.exposures.empty()) {
            variances += sight.is_count() ? std::max(history.values[i], 0.0) : 0;
            continue;
        }
        const double rate = history.counts[i] / history.exposures[i];
        const double spread = rate <= 1 ? rate * (1 - rate) : rate;
        const double per = sight.indicator().per;
        variances += per * per * spread / history.exposures[i];
    }
    return std::sqrt(variances / present);
}

// The scatter about the levels: from the differences, and never less than chance gives.
double scatter(const std::vector<double>& values, const History& history, const Sight& sight)
{
    double scale = statistics::scale_of_differences(values).value_or(0);
    if (scale <= 0) { // most figures repeat the one before
        double squares = 0;
        int pairs = 0;
        for (std::size_t i = 1; i < values.size(); ++i) {
            const double difference = values[i] - values[i - 1];
            if (!std::isfinite(difference)) continue;
            squares += difference * difference;
            ++pairs;
        }
        if (pairs > 0) scale = std::sqrt(squares / (2 * pairs));
    }
    const double chance = chance_deviation(history, sight);
    return std::isfinite(chance) ? std::max(scale, chance) : scale;
}

// The scatter is made of absolute differences, which are worth about half of the figures; so chosen
// that the p-values hold in rows of one level [20,000 rows of 8 to 15 years: p <= 0.05 in 1.4 %, p
// <= 0.001 in 0.04 %; rows that resemble the year before by 0.5: 4.8 and 0.13 %].
constexpr double scatter_worth = 0.5;

// How probable a step as large, at any of the dates it could have had, is by chance alone, where
// the figures scatter normally about one level (Bonferroni over the dates).
double step_p_value(const LevelStep& step, bool upward)
{
    const double t = (step.now - step.before) / step.deviation * (upward ? 1 : -1);
    const double one = statistics::normal_cdf(-statistics::studentised(t, step.freedom));
    return std::min(1.0, step.dates * one);
}

double count_present(const std::vector<double>& values, int begin, int end)
{
    return static_cast<double>(std::count_if(values.begin() + begin, values.begin() + end,
                                             [](double value) { return std::isfinite(value); }));
}

// A level must last: where it is as short as can be, both its ends lie nearer to it than to the
// level before; else one wild figure and its neighbour would pass for one.
bool lasts(const std::vector<double>& values, int change, double before, double now, int shortest)
{
    if (count_present(values, change, static_cast<int>(values.size())) > shortest) return true;
    const auto is_nearer = [&](double value) {
        return std::abs(value - now) < std::abs(value - before);
    };
    return is_nearer(values[static_cast<std::size_t>(change)]) && is_nearer(values.back());
}

// Nothing where the course has one level.
std::optional<LevelStep> last_step(const History& history, const Sight& sight, int shortest)
{
    auto values = without_season(history.values, history.first.frequency());
    const double scale = scatter(values, history, sight);
    if (!(scale > 0) || !std::isfinite(scale)) return std::nullopt;
    const double resembling = resemblance(values);
    const double stretch = (1 + resembling) / (1 - resembling);
    for (double& value : values) value /= scale;
    const auto levels = statistics::pelt(
        values, {.cost = statistics::SegmentCost::mean,
                 .penalty = 2 * std::log(static_cast<double>(history.present)) * stretch,
                 .shortest_segment = shortest});
    if (!levels || levels->changes.empty()) return std::nullopt;
    const auto last = levels->changes.size();
    LevelStep step;
    step.begin = last > 1 ? levels->changes[last - 2] : 0;
    step.change = levels->changes[last - 1];
    while (!std::isfinite(values[static_cast<std::size_t>(step.change)])) ++step.change;
    if (!lasts(values, step.change, levels->segment_means[last - 1], levels->segment_means[last],
               shortest))
        return std::nullopt;
    step.before = levels->segment_means[last - 1] * scale;
    step.now = levels->segment_means[last] * scale;
    const double spread = 1 / count_present(values, step.begin, step.change) +
                          1 / count_present(values, step.change, static_cast<int>(values.size()));
    step.deviation = scale * std::sqrt(spread * stretch);
    step.dates = history.present - 1;
    step.freedom = std::max(1.0, scatter_worth * step.dates);
    return step;
}

const Text no_percent{
    "die Zahl lag vorher nicht über 0: eine prozentuale Veränderung gibt es nicht",
    "the figure was not above 0 before: there is no change in percent"};
const Text not_finite{"die Veränderung ist keine endliche Zahl",
                      "the change is not a finite number"};

Text ShiftDetector::judge(Assessment& assessment, const History& history,
                          const LevelStep& step) const
{
    if (settings_.relative && step.before <= 0) return no_percent;
    const double factor = settings_.relative ? 100 / step.before : 1;
    const double moved = (step.now - step.before) * factor;
    const double confidence = settings_.confidence > 0 ? settings_.confidence : usual_confidence;
    const double margin = statistics::two_sided_z(confidence) * step.deviation * factor;
    if (!std::isfinite(moved) || !std::isfinite(margin)) return not_finite;
    assessment.interval = Interval{moved - margin, moved + margin, confidence};
    assessment.interval_method = "PELT";
    decide(assessment, moved, settings_.limits, settings_.confidence > 0);
    // Months that resemble each other make steps that no p-value knows [of 96 months that resemble
    // the one before by 0.5, p <= 0.001 in 7 %].
    if (settings_.confidence > 0 && periods_per_year(history.first.frequency()) == 1)
        assessment.p_value = step_p_value(step, settings_.limits.upward);
    const int since = static_cast<int>(history.values.size()) - step.change;
    if (since > settings_.recent) assessment.truth.fill(Truth::no); // an old story
    return {};
}

// "Seit 2020 liegt die Zahl auf einem anderen Niveau: um +8,3 Prozentpunkte (Schwelle …)."
void ShiftDetector::tell(Assessment& assessment, const Sight& sight, const History& history,
                         const LevelStep& step) const
{
    const auto& unit = sight.panels().value.unit();
    assessment.since = history.first + step.change;
    assessment.expected = step.before;
    assessment.figures.push_back(figure_over(sight, history.first + step.begin,
                                             *assessment.since - 1,
                                             {"das Niveau davor", "the level before"}));
    const auto spelt = [&](double value) { return moved_text(value, assessment.scale, unit); };
    assessment.finding = weave(
        "Seit {} liegt die Zahl auf einem anderen Niveau: im Mittel bei {} statt bei {}, das sind "
        "{} (Schwelle der Regel: {}).",
        "Since {} the figure has been at another level: {} on average instead of {}, that is {} "
        "(the rule's threshold: {}).",
        title_of(*assessment.since), level_text(step.now, unit), level_text(step.before, unit),
        spelt(*assessment.measured), spelt(*assessment.limit));
}

Assessment ShiftDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("shift", settings_.limits);
    assessment.against = {"das Niveau davor", "the level before"};
    assessment.scale = scale_of_change(settings_.relative, settings_.points);
    const auto history = read_history(sight, settings_.stretch);
    assessment.figures.push_back(history.now.figure);
    assessment.reason = history.unknown;
    if (!history.unknown.empty()) return assessment;
    const auto step = last_step(history, sight, settings_.shortest);
    if (!step) {
        decide(assessment, 0, settings_.limits, false);
        assessment.truth.fill(Truth::no);
        return assessment;
    }
    assessment.reason = judge(assessment, history, *step);
    if (assessment.reason.empty()) tell(assessment, sight, history, *step);
    return assessment;
}

// What depends on how often a figure comes.
struct Usual {
    int years, least, recent, shortest;
};

Usual usual_for(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
    case Frequency::school_year:
        return {15, 8, 3, 2};
    case Frequency::half:
        return {10, 10, 4, 2};
    case Frequency::quarter:
        return {8, 12, 6, 3};
    case Frequency::month:
        return {8, 36, 12, 6};
    case Frequency::week:
        break;
    }
    return {5, 156, 26, 6};
}

int read_recent(Settings& settings, const DetectorContext& context, int usual)
{
    const auto text = settings.text("within");
    if (!text) return usual;
    const auto span = parse_span(*text);
    const auto periods = span ? periods_in(*span, context.frequency) : std::nullopt;
    if (periods && *periods >= 1) return *periods;
    settings.wrong("within",
                   say("\"{}\": gebraucht wird eine Spanne wie \"2 y\", so lange wird ein "
                       "neues Niveau gemeldet",
                       "\"{}\": a span like \"2 y\" is needed, for how long a new level "
                       "is told",
                       *text));
    return usual;
}

} // namespace

std::unique_ptr<Detector> make_shift(Settings& settings, const DetectorContext& context)
{
    const auto usual = usual_for(context.frequency);
    ShiftSettings shift;
    shift.relative = settings.flag("relative").value_or(false);
    shift.points = context.unit.pure() && context.unit.scale == 0.01;
    const auto kind = shift.relative ? AmountKind::relative : AmountKind::difference;
    shift.limits = read_limits(settings, kind, context);
    check_side(settings, shift.limits);
    shift.stretch = read_stretch(settings, context, usual.years, usual.least);
    shift.recent = read_recent(settings, context, usual.recent);
    shift.shortest = usual.shortest;
    shift.confidence =
        settings.number("confidence", {.min = 0, .max = 0.9999}).value_or(usual_confidence);
    return std::make_unique<ShiftDetector>(std::move(shift));
}

} // namespace tuermer
