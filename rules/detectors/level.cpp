// SPDX-License-Identifier: EUPL-1.2
// Test "level": whether a figure stands above or below a limit, or how far up a ladder of limits.
#include "rules/detectors/compare.hpp"
#include "rules/detectors/knows_chance.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"

#include <memory>

namespace tuermer {

namespace {

// The interval that is shown where it decides nothing.
constexpr double informing_confidence = 0.95;

struct LevelSettings {
    Limits limits;
    std::optional<double> confidence; // the interval must lie beyond the limit; 0 or nothing: no
    bool accept_limited = false;
    double rounded_to = 1;
    std::vector<double> complete = {};
};

class LevelDetector final : public Detector, public KnowsChance {
public:
    explicit LevelDetector(LevelSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return static_cast<int>(settings_.complete.size()); }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;
    std::optional<double> p_value(const Sight& sight) const override;
    void answer_wide(const WideSight& wide, std::span<Answer> answers) const override;
    bool is_quick() const override { return !looks_behind(); }

private:
    Answer with_mark(Answer answer, Mark mark) const;
    Answer with_chance(Answer answer, const Sight& sight) const;
    bool is_decisive() const { return settings_.confidence.value_or(0) > 0; }
    // What all cases would be is not known but inferred: then chance decides unless the rule says
    // no.
    bool is_decisive(const Observed& now) const
    {
        return settings_.confidence.value_or(now.complete < 1 ? informing_confidence : 0) > 0;
    }
    // Values alone do not decide: they are rounded, or incomplete.
    bool looks_behind() const { return settings_.rounded_to > 1 || !settings_.complete.empty(); }
    void set_interval(Assessment& assessment, const Counts& counts, double per) const;

    LevelSettings settings_;
};

void LevelDetector::set_interval(Assessment& assessment, const Counts& counts, double per) const
{
    const double confidence = is_decisive() ? *settings_.confidence : informing_confidence;
    const auto by = level_interval(counts, confidence);
    if (!by.interval) return;
    assessment.interval = {by.interval->lower * per, by.interval->upper * per, confidence};
    assessment.interval_method = by.method;
}

Assessment LevelDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("level", settings_.limits);
    assessment.against = {"ein fester Grenzwert", "a fixed limit"};
    const auto now =
        read_now(sight, {settings_.accept_limited, {}, settings_.rounded_to, settings_.complete});
    assessment.figures.push_back(now.figure);
    assessment.reason = now.unknown;
    if (!now.unknown.empty()) return assessment;
    // A bare count has no interval of its own unless one is asked for: a stock of persons is known.
    const bool decisive = is_decisive(now);
    if (now.counts && (sight.is_rate() || decisive))
        set_interval(assessment, *now.counts, sight.is_rate() ? sight.indicator().per : 1);
    if (decisive && !assessment.interval) {
        assessment.reason = {"das verlangte Intervall lässt sich aus diesen Zahlen nicht berechnen",
                             "the interval asked for cannot be computed from these numbers"};
        return assessment;
    }
    decide(assessment, now.value, settings_.limits, decisive);
    const auto& unit = sight.panels().value.unit();
    hold_over(assessment, now.behind, settings_.limits, settings_.rounded_to, unit);
    tell_incomplete(assessment, now.complete, now.value, unit);
    return assessment;
}

// How probable a figure as high is while the true one stands at the (lowest) limit: only where the
// rule asks for chance to be excluded. Without `confidence` a limit is a limit, and chance is no
// question.
std::optional<double> LevelDetector::p_value(const Sight& sight) const
{
    if (!is_decisive()) return std::nullopt;
    const auto& limits = settings_.limits;
    return p_value_by_interval([&](double alpha) -> std::optional<bool> {
        auto settings = settings_;
        settings.confidence = 1 - alpha;
        const auto said = LevelDetector(std::move(settings)).assess(sight);
        if (!said.interval) return std::nullopt;
        return limits.upward ? said.interval->lower > limits.lowest().value
                             : said.interval->upper < limits.lowest().value;
    });
}

// What the value alone says, under the mark it carries.
Answer LevelDetector::with_mark(Answer answer, Mark mark) const
{
    const bool usable =
        mark.has_value() && (mark.status() != Status::limited || settings_.accept_limited);
    if (!usable) answer = Answer::same(Truth::unknown);
    answer.set_provisional(mark.is_preliminary());
    return answer;
}

// What it says when numerator and denominator are looked at too.
Answer LevelDetector::with_chance(Answer answer, const Sight& sight) const
{
    if (answer.truth(Severity::note) == Truth::unknown) return answer;
    if (is_decisive()) return short_form(assess(sight));
    const auto denominator = sight.denominator(sight.period());
    const double minimum = sight.indicator().minimum_denominator;
    if (!denominator.has_value() || denominator.value >= minimum) return answer;
    auto small = Answer::same(Truth::unknown);
    small.set_provisional(answer.is_provisional());
    return small;
}

void LevelDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    if (looks_behind()) {
        Detector::answer(sight, first, answers);
        return;
    }
    answer_wide({sight.panels(),
                 sight.indicator(),
                 {sight.row(), sight.row() + 1},
                 {first, sight.period()}},
                answers);
}

void LevelDetector::answer_wide(const WideSight& wide, std::span<Answer> answers) const
{
    if (looks_behind()) {
        Detector::answer_wide(wide, answers);
        return;
    }
    const auto cells = wide.cells();
    const auto values = std::make_unique_for_overwrite<double[]>(cells);
    const auto marks = std::make_unique_for_overwrite<std::uint8_t[]>(cells);
    const bool marked =
        wide.panels.value.read(wide.rows, wide.columns(), values.get(), marks.get());
    compare({values.get(), cells}, settings_.limits, answers.data());
    const bool looks_closer = is_decisive() || wide.panels.denominator != nullptr;
    if (!marked && !looks_closer) return;
    for (std::size_t i = 0; i < cells; ++i) {
        if (marked && marks[i] != 0) answers[i] = with_mark(answers[i], Mark::from_byte(marks[i]));
        if (!looks_closer) continue;
        const auto row = wide.rows.first + static_cast<std::uint32_t>(i % wide.height());
        const auto period = wide.periods.first + static_cast<int>(i / wide.height());
        answers[i] = with_chance(answers[i], {wide.panels, wide.indicator, row, period});
    }
}

} // namespace

std::unique_ptr<Detector> make_level(Settings& settings, const DetectorContext& context)
{
    LevelSettings level;
    level.limits = read_limits(settings, AmountKind::level, context);
    level.confidence = settings.number("confidence", {.min = 0, .max = 0.9999});
    level.accept_limited = settings.flag("accept_limited").value_or(false);
    level.rounded_to = read_rounded_to(settings);
    level.complete = read_complete_of_counts(settings, context);
    return std::make_unique<LevelDetector>(std::move(level));
}

} // namespace tuermer
