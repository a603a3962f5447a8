// SPDX-License-Identifier: EUPL-1.2
// Test "cusum": small deviations from what was to be expected, added up until they can no longer be
// chance (Page 1954). The author says how small and how sure; `signal` is the careful default.
#include "rules/detectors/registry.hpp"
#include "rules/detectors/score_chart.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/run_length.hpp"

#include <algorithm>

namespace tuermer {

namespace {

constexpr int years_remembered = 3, least_remembered = 12;

class CusumDetector final : public ChartDetector {
public:
    using ChartDetector::ChartDetector;

private:
    std::string name() const override { return "cusum"; }
    Text chart_sentence(double state) const override;
};

Text run_length_sentence(std::optional<double> periods)
{
    if (!periods) return {};
    return weave(" Ohne Veränderung geschieht das im Mittel alle {} Zeiträume.",
                 " Without a change this happens every {} periods on average.",
                 decimal(*periods, 0));
}

Text CusumDetector::chart_sentence(double state) const
{
    const auto& chart = settings().chart;
    const auto run_length = settings().direction == Direction::both
                                ? statistics::two_sided_cusum_run_length
                                : statistics::cusum_run_length;
    return weave("Die Summe der Abweichungen (CUSUM) steht bei {}, die Grenze ist {}.{}",
                 "The sum of the deviations (CUSUM) stands at {}, the limit is {}.{}",
                 decimal(state, 1), plain_number(chart.limit),
                 run_length_sentence(run_length(chart.pace, chart.limit, 0)));
}

} // namespace

std::unique_ptr<Detector> make_cusum(Settings& settings, const DetectorContext& context)
{
    auto cusum = read_chart(settings, context);
    cusum.chart.kind = ScoreChart::Kind::cusum;
    cusum.chart.pace = settings.number("slack", {.min = 0.1, .max = 2}).value_or(0.5);
    cusum.chart.limit = settings.number("limit", {.min = 1, .max = 20}).value_or(5);
    cusum.memory =
        std::max(least_remembered, years_remembered * periods_per_year(context.frequency));
    return std::make_unique<CusumDetector>(cusum);
}

} // namespace tuermer
