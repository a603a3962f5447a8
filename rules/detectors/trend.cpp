// SPDX-License-Identifier: EUPL-1.2
// Test "trend": whether a figure has risen or fallen steadily over years: the Theil–Sen slope, and
// the Mann–Kendall test that says whether chance could have drawn it.
#include "rules/detectors/history.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/mann_kendall_hamed_rao.hpp"
#include "rules/statistics/present_values.hpp"
#include "rules/statistics/seasonal_kendall.hpp"
#include "rules/statistics/theil_sen.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::Interval;

constexpr double usual_confidence = 0.95;
constexpr int fewest_years = 6;          // exact p of the strictest order: 0.003; of 4: 0.08
constexpr int fewest_seasonal_years = 3; // per season, Hirsch and Slack
constexpr int years_for_covariances = 5; // between seasons; the larger p counts, so early is safe
constexpr int long_enough_for_lags = 20; // Hamed and Rao; below, resampling
constexpr int exact_up_to = 10;          // figures

struct TrendSettings {
    Limits limits;
    Stretch stretch;
    double confidence = usual_confidence; // 0: chance decides nothing
    bool relative = false;
    bool points = false; // the indicator is in percent
};

// In the indicator's unit per year.
struct Slope {
    double value = 0;
    std::optional<Interval> interval;
};

class TrendDetector final : public Detector {
public:
    explicit TrendDetector(TrendSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override
    {
        return settings_.stretch.window - 1 + static_cast<int>(settings_.stretch.complete.size());
    }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;

private:
    double interval_confidence() const
    {
        return settings_.confidence > 0 ? settings_.confidence : usual_confidence;
    }
    std::optional<Slope> slope(const History& history) const;
    Text judge(Assessment& assessment, const History& history, const Sight& sight) const;
    void tell(Assessment& assessment, const History& history, const Unit& unit) const;

    TrendSettings settings_;
};

bool is_seasonal(const History& history)
{
    return periods_per_year(history.first.frequency()) > 1;
}

statistics::SeasonalKendallSettings seasonal_settings(const History& history, bool covariances)
{
    return {periods_per_year(history.first.frequency()), covariances, {}};
}

std::optional<Slope> TrendDetector::slope(const History& history) const
{
    if (is_seasonal(history)) {
        const auto kendall =
            statistics::seasonal_kendall(history.values, seasonal_settings(history, false));
        if (!kendall || !kendall->slope_per_year ||
            kendall->shortest_season < fewest_seasonal_years)
            return std::nullopt;
        return Slope{*kendall->slope_per_year, {}};
    }
    const auto fit = statistics::theil_sen(history.values, interval_confidence());
    if (!fit) return std::nullopt;
    return Slope{fit->slope, Interval{fit->lower, fit->upper, interval_confidence()}};
}

// Seasons that resemble each other make the trend surer than it is; where there are years enough
// to tell how much, the more cautious answer counts.
double seasonal_p(const History& history)
{
    const auto alone =
        statistics::seasonal_kendall(history.values, seasonal_settings(history, false));
    const int years = history.present / periods_per_year(history.first.frequency());
    if (years < years_for_covariances) return alone->p;
    const auto together =
        statistics::seasonal_kendall(history.values, seasonal_settings(history, true));
    return together ? std::max(alone->p, together->p) : alone->p;
}

// Two-sided. Resampling is asked only where the simple test would let the trend pass (`enough`).
double yearly_p(const History& history, double enough, std::uint64_t seed)
{
    if (history.present >= long_enough_for_lags) {
        const auto test = statistics::mann_kendall_hamed_rao(
            history.values, statistics::cautious_hamed_rao(history.present, 1));
        return test && test->p ? *test->p : 1;
    }
    const auto test = statistics::mann_kendall(history.values);
    const double p = test.exact_p.value_or(test.p);
    if (p > enough || history.present <= exact_up_to) return p;
    const auto resampled = statistics::block_bootstrap_trend_p(
        history.values, {.resamples = 999, .periods_per_year = 1, .seed = seed});
    return std::max(p, resampled.value_or(1));
}

double middle_size(const History& history)
{
    auto present = statistics::present_values(history.values).values;
    return statistics::sequences::middle(present);
}

const Text no_slope{"aus diesen Zahlen lässt sich kein Trend berechnen",
                    "no trend can be computed from these figures"};
const Text no_percent{"die Zahl liegt im Mittel nicht über 0: einen Trend in Prozent gibt es nicht",
                      "the figure is not above 0 on average: there is no trend in percent"};

// Why there is no verdict; empty when there is one.
Text TrendDetector::judge(Assessment& assessment, const History& history, const Sight& sight) const
{
    const auto found = slope(history);
    if (!found) return no_slope;
    const double base = settings_.relative ? middle_size(history) : 1;
    if (base <= 0) return no_percent;
    const double factor = settings_.relative ? 100 / base : 1;
    if (!std::isfinite(found->value * factor)) return no_slope;
    if (found->interval)
        assessment.interval = {found->interval->lower * factor, found->interval->upper * factor,
                               found->interval->confidence};
    assessment.interval_method = found->interval ? "Theil-Sen" : "";
    decide(assessment, found->value * factor, settings_.limits, false);
    const bool reached = assessment.truth[0] == Truth::yes;
    const double enough = 1 - settings_.confidence;
    if (!reached && settings_.confidence > 0) return {}; // chance has nothing to explain
    assessment.p_value =
        is_seasonal(history) ? seasonal_p(history) : yearly_p(history, enough, seed_of(sight));
    if (settings_.confidence > 0 && *assessment.p_value > enough) leave_in_band(assessment);
    return {};
}

// "Seit 2015 verändert sich die Zahl um etwa +1,2 Prozentpunkte im Jahr (Schwelle …)."
void TrendDetector::tell(Assessment& assessment, const History& history, const Unit& unit) const
{
    const auto spelt = [&](double value) { return moved_text(value, assessment.scale, unit); };
    const Text line =
        weave("Seit {} verändert sich die Zahl um etwa {} im Jahr (Schwelle der Regel: {} im Jahr)",
              "Since {} the figure has moved by about {} a year (the rule's threshold: {} a year)",
              title_of(history.first), spelt(*assessment.measured), spelt(*assessment.limit));
    const Text test = is_seasonal(history)
                          ? Text{"saisonaler Mann-Kendall-Test", "seasonal Mann–Kendall test"}
                          : Text{"Mann-Kendall-Test", "Mann–Kendall test"};
    assessment.finding = assessment.p_value ? weave("{}; {}: {}.", "{}; {}: {}.", line, test,
                                                    chance_text(*assessment.p_value))
                                            : weave("{}.", "{}.", line);
}

Assessment TrendDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("trend", settings_.limits);
    assessment.scale = scale_of_change(settings_.relative, settings_.points);
    const auto history = read_history(sight, settings_.stretch);
    assessment.figures.push_back(history.now.figure);
    assessment.reason = history.unknown;
    if (!history.unknown.empty()) return assessment;
    assessment.reason = judge(assessment, history, sight);
    if (!assessment.reason.empty()) return assessment;
    const auto begin = title_of(history.first);
    assessment.against = weave("der Verlauf seit {}", "the course since {}", begin);
    assessment.figures.push_back(
        figure_over(sight, history.first, history.first, {"am Anfang", "at the beginning"}));
    assessment.since = history.first;
    const auto& unit = sight.panels().value.unit();
    tell(assessment, history, unit);
    tell_incomplete(assessment, history.now.complete, history.now.value, unit);
    return assessment;
}

int fewest_periods(Frequency frequency)
{
    const int yearly = periods_per_year(frequency);
    return yearly == 1 ? fewest_years : fewest_seasonal_years * yearly;
}

} // namespace

std::unique_ptr<Detector> make_trend(Settings& settings, const DetectorContext& context)
{
    constexpr int usual_years = 10;
    TrendSettings trend;
    trend.relative = settings.flag("relative").value_or(false);
    trend.points = context.unit.pure() && context.unit.scale == 0.01;
    const auto kind = trend.relative ? AmountKind::relative : AmountKind::difference;
    trend.limits = read_limits(settings, kind, context);
    check_side(settings, trend.limits);
    trend.stretch = read_stretch(settings, context, usual_years, fewest_periods(context.frequency));
    trend.stretch.complete = read_complete_of_counts(settings, context);
    trend.confidence =
        settings.number("confidence", {.min = 0, .max = 0.9999}).value_or(usual_confidence);
    return std::make_unique<TrendDetector>(std::move(trend));
}

} // namespace tuermer
