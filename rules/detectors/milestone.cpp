// SPDX-License-Identifier: EUPL-1.2
// Test "milestone": a stated limit or a round number that is reached for the first time since
// figures are held. It says so once, in the period in which it happens.
#include "rules/detectors/history.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

constexpr int whole_history = static_cast<int>(Panel::max_columns);
constexpr int fewest_figures = 3; // the judged one included: what is new needs something old

struct MilestoneSettings {
    Limits limits;              // without `every`
    std::optional<double> step; // every so many
    bool upward = true;
    bool accept_limited = false;
};

class MilestoneDetector final : public Detector {
public:
    explicit MilestoneDetector(MilestoneSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return whole_history; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override
    {
        return settings_.step.value_or(settings_.limits.lowest().value);
    }
    Assessment assess(const Sight& sight) const override;

private:
    bool is_beyond(double value, double limit) const
    {
        return settings_.upward ? value >= limit : value <= limit;
    }
    double round_number(double value) const;
    void judge(Assessment& assessment, double now, double record) const;

    MilestoneSettings settings_;
};

// The last multiple of the step that this value has reached.
double MilestoneDetector::round_number(double value) const
{
    const double steps = value / *settings_.step;
    const double reached = settings_.upward ? std::floor(steps) : std::ceil(steps);
    return reached * *settings_.step;
}

// `record`: the furthest that the figure had ever been before.
void MilestoneDetector::judge(Assessment& assessment, double now, double record) const
{
    assessment.measured = now;
    for (std::size_t i = 0; i < severities; ++i) {
        const double limit = settings_.step ? round_number(now) : settings_.limits.of[i].value;
        const bool first = is_beyond(now, limit) && !is_beyond(record, limit);
        assessment.truth[i] = first ? Truth::yes : Truth::no;
        if (first || i == 0) assessment.limit = limit;
    }
}

// The record is the furthest of all figures but the last.
double record_of(const History& history, bool upward)
{
    std::optional<double> record;
    for (std::size_t i = 0; i + 1 < history.values.size(); ++i) {
        const double value = history.values[i];
        if (!std::isfinite(value)) continue;
        record = upward ? std::max(value, record.value_or(value))
                        : std::min(value, record.value_or(value));
    }
    return *record;
}

Assessment MilestoneDetector::assess(const Sight& sight) const
{
    Assessment assessment;
    assessment.test = "milestone";
    assessment.upward = settings_.upward;
    assessment.against = {"alle früheren Werte", "all earlier figures"};
    if (!settings_.step) assessment.limit = settings_.limits.lowest().value;
    auto history = read_history(sight, {whole_history, fewest_figures, settings_.accept_limited});
    assessment.figures.push_back(history.now.figure);
    // A gap hides a record at worst; nothing else speaks against a verdict.
    if (history.present < fewest_figures) {
        assessment.reason = history.unknown;
        return assessment;
    }
    judge(assessment, history.now.value, record_of(history, settings_.upward));
    if (assessment.truth[0] != Truth::yes) return assessment;
    const auto reached = level_text(*assessment.limit, sight.panels().value.unit());
    const auto begin = title_of(history.first);
    assessment.since = sight.period();
    assessment.finding =
        settings_.upward
            ? weave("Zum ersten Mal seit Beginn der Reihe ({}) sind {} erreicht.",
                    "For the first time since the series began ({}), {} is reached.", begin,
                    reached)
            : weave("Zum ersten Mal seit Beginn der Reihe ({}) sind {} unterschritten oder genau "
                    "erreicht.",
                    "For the first time since the series began ({}), the figure is down to {}.",
                    begin, reached);
    return assessment;
}

std::optional<double> read_step(Settings& settings, const DetectorContext& context)
{
    const auto text = settings.text("every");
    if (!text) return std::nullopt;
    const auto step = parse_amount(*text, AmountKind::level, context.unit);
    if (!step)
        settings.wrong("every", step.error());
    else if (*step <= 0 || !std::isfinite(*step))
        settings.wrong("every", {"die Schrittweite muss größer als 0 sein",
                                 "the step must be greater than 0"});
    else
        return *step;
    return 1;
}

void check_alone(Settings& settings)
{
    for (const std::string_view key : {"at_least", "at_most"})
        if (settings.refused(key) != nullptr)
            settings.wrong(key, {"'every' und ein Grenzwert schließen sich hier aus; nehmen Sie "
                                 "zwei Tests",
                                 "'every' and a limit exclude each other here; use two tests"});
}

void refuse_clear(Settings& settings)
{
    if (settings.refused("clear") == nullptr) return;
    settings.wrong("clear", {"ein Meilenstein wird einmal gemeldet und hat keine Entwarnung; "
                             "lassen Sie 'clear' weg",
                             "a milestone is told once and has no all-clear; leave 'clear' out"});
}

} // namespace

std::unique_ptr<Detector> make_milestone(Settings& settings, const DetectorContext& context)
{
    MilestoneSettings milestone;
    milestone.step = read_step(settings, context);
    const auto direction = settings.one_of("direction", {"up", "down"});
    if (milestone.step) {
        check_alone(settings);
        milestone.upward = direction.value_or("up") == "up";
    } else {
        milestone.limits = read_limits(settings, AmountKind::level, context);
        milestone.upward = milestone.limits.upward;
        if (direction)
            settings.wrong("direction", {"'direction' gehört zu 'every'; bei einem Grenzwert sagen "
                                         "'at_least' und 'at_most' die Richtung",
                                         "'direction' belongs to 'every'; with a limit 'at_least' "
                                         "and 'at_most' say the direction"});
    }
    refuse_clear(settings);
    milestone.accept_limited = settings.flag("accept_limited").value_or(false);
    return std::make_unique<MilestoneDetector>(std::move(milestone));
}

} // namespace tuermer
