// SPDX-License-Identifier: EUPL-1.2
// Test "ewma": the exponentially weighted average of the deviations from what was to be expected
// (Roberts 1959): new figures count more, a lasting small deviation shows, a single one hardly.
#include "rules/detectors/registry.hpp"
#include "rules/detectors/score_chart.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/run_length.hpp"

#include <cmath>

namespace tuermer {

namespace {

constexpr double forgotten = 0.001; // weight of a figure that no longer counts

class EwmaDetector final : public ChartDetector {
public:
    EwmaDetector(const ChartSettings& settings, double width)
        : ChartDetector(settings), width_(width)
    {
    }

private:
    std::string name() const override { return "ewma"; }
    Text chart_sentence(double state) const override;

    double width_; // in standard deviations of the average
};

// Two-sided charts signal twice as often as one that looks one way.
std::optional<double> run_length_of(const ChartSettings& settings, double width)
{
    const auto both = statistics::ewma_run_length(settings.chart.pace, width, 0);
    if (!both || settings.direction == Direction::both) return both;
    return 2 * *both;
}

Text EwmaDetector::chart_sentence(double state) const
{
    const auto periods = run_length_of(settings(), width_);
    const auto every = periods
                           ? weave(" Ohne Veränderung geschieht das im Mittel alle {} Zeiträume.",
                                   " Without a change this happens every {} periods on average.",
                                   decimal(*periods, 0))
                           : Text{};
    return weave("Der gleitende Durchschnitt der Abweichungen (EWMA) steht bei {}, die Grenze ist "
                 "{} (in Standardabweichungen einer einzelnen Zahl).{}",
                 "The moving average of the deviations (EWMA) stands at {}, the limit is {} (in "
                 "standard deviations of a single figure).{}",
                 decimal(state, 2), decimal(settings().chart.limit, 2), every);
}

} // namespace

std::unique_ptr<Detector> make_ewma(Settings& settings, const DetectorContext& context)
{
    auto ewma = read_chart(settings, context);
    const double weight = settings.number("weight", {.min = 0.05, .max = 1}).value_or(0.2);
    const double width = settings.number("width", {.min = 1, .max = 6}).value_or(2.86);
    ewma.chart = {ScoreChart::Kind::ewma, weight, width * std::sqrt(weight / (2 - weight))};
    ewma.memory =
        weight < 1 ? static_cast<int>(std::ceil(std::log(forgotten) / std::log(1 - weight))) : 0;
    return std::make_unique<EwmaDetector>(ewma, width);
}

} // namespace tuermer
