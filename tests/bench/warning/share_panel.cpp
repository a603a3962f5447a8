// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/warning/share_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <string_view>

namespace tuermer::bench {

namespace {

constexpr int quarters = 40, training = 28, replicates = 20;
constexpr unsigned seed = 20260101;

struct ShareScenario {
    double share, persons, trend, season; // trend per year and season on the logit scale
};

std::vector<ShareScenario> scenarios()
{
    std::vector<ShareScenario> all;
    for (const double share : {0.05, 0.2, 0.5})
        for (const double persons : {60.0, 300.0, 2000.0})
            for (const double trend : {0.0, 0.04})
                for (const double season : {0.0, 0.3})
                    all.push_back({share, persons, trend, season});
    return all;
}

struct ShareCondition {
    const char* name;
    double spike, shift, drift; // in standard deviations of a quarter's cases
};
constexpr std::array conditions{
    ShareCondition{"base", 0, 0, 0},       ShareCondition{"spike3", 3, 0, 0},
    ShareCondition{"spike5", 5, 0, 0},     ShareCondition{"spike10", 10, 0, 0},
    ShareCondition{"shift1", 0, 1, 0},     ShareCondition{"shift2", 0, 2, 0},
    ShareCondition{"shift3", 0, 3, 0},     ShareCondition{"drift025", 0, 0, 0.25},
    ShareCondition{"drift050", 0, 0, 0.5},
};

using Random = std::mt19937_64;

double beta(double a, double b, Random& random)
{
    const double x = std::gamma_distribution<double>(a, 1)(random);
    const double y = std::gamma_distribution<double>(b, 1)(random);
    return x / (x + y);
}

// One quarter without event: denominator, cases, and the standard deviation of cases.
struct Quarter {
    double persons, cases, sd;
};

Quarter draw(const ShareScenario& scenario, int period, double dispersion, Random& random)
{
    const double sway = std::uniform_real_distribution<double>(0.9, 1.1)(random);
    const double persons = std::round(scenario.persons * (1 + 0.02 * period) * sway);
    const double logit = std::log(scenario.share / (1 - scenario.share)) +
                         scenario.trend * period / 4 +
                         scenario.season * std::cos(std::numbers::pi * period / 2);
    double share = 1 / (1 + std::exp(-logit));
    const double sd = std::sqrt(dispersion * persons * share * (1 - share));
    if (dispersion > 1) {
        const double size = (persons - dispersion) / (dispersion - 1);
        share = beta(share * size, (1 - share) * size, random);
    }
    const auto cases = std::binomial_distribution<int>(static_cast<int>(persons), share)(random);
    return {persons, static_cast<double>(cases), sd};
}

// What an event adds so many quarters after its onset (from 0).
double added(const ShareCondition& condition, int since, double sd)
{
    if (since < 0) return 0;
    const double spike = since == 0 ? 0.6 : since == 1 ? 0.4 : 0;
    return std::round(sd *
                      (condition.spike * spike + condition.shift + condition.drift * (since + 1)));
}

LabelledSeries with_event(const std::vector<Quarter>& quarters_drawn, int onset,
                          const ShareCondition& condition, ShareEvent event)
{
    LabelledSeries series;
    series.condition = condition.name;
    series.onset = onset;
    for (int t = 0; t < quarters; ++t) {
        const Quarter& quarter = quarters_drawn[static_cast<std::size_t>(t)];
        const double extra = added(condition, t + 1 - onset, quarter.sd);
        const double cases = quarter.cases + (event == ShareEvent::rise ? extra : -extra);
        series.counts.push_back(std::clamp(cases, 0.0, quarter.persons));
        series.exposure.push_back(quarter.persons);
    }
    return series;
}

} // namespace

WarningPanel share_panel(ShareEvent event)
{
    const bool falls = event == ShareEvent::fall;
    WarningPanel panel{{falls ? "S40 falls" : "S40", 4, training, quarters, 3, 6, 5}, {}};
    panel.plan.falls = falls;
    Random random(seed);
    int number = 0;
    for (const ShareScenario& scenario : scenarios()) {
        ++number;
        for (int replicate = 1; replicate <= replicates; ++replicate) {
            std::vector<Quarter> drawn;
            const double dispersion = replicate % 2 == 0 ? 1.5 : 1;
            for (int t = 0; t < quarters; ++t)
                drawn.push_back(draw(scenario, t, dispersion, random));
            const int onset = std::uniform_int_distribution<int>(29, 35)(random);
            for (const ShareCondition& condition : conditions) {
                panel.series.push_back(with_event(drawn, onset, condition, event));
                panel.series.back().scenario = std::to_string(number);
                panel.series.back().replicate = std::to_string(replicate);
            }
        }
    }
    return panel;
}

} // namespace tuermer::bench
