// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/score_chart.hpp"

#include "rules/detectors/surprise.hpp"
#include "rules/statistics/cusum.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

constexpr double dead_band_share = 0.2;
constexpr double most_per_score = 4; // as statistics::accumulate_score
// A sum is held at so many limits, or the all-clear after a long shift would take as long again.
constexpr double limits_held = 2;

Scoring towards_side(Scoring scoring, bool rises)
{
    scoring.rises = rises;
    return scoring;
}

} // namespace

double ScoreChart::next(double state, double z) const
{
    if (kind == Kind::cusum) return std::min(most(), statistics::accumulate_score(state, z, pace));
    return (1 - pace) * state + pace * std::clamp(z, -most_per_score, most_per_score);
}

double ScoreChart::least() const
{
    return kind == Kind::cusum ? 0 : -most_per_score;
}

double ScoreChart::most() const
{
    return kind == Kind::cusum ? limits_held * limit : most_per_score;
}

ChartSettings read_chart(Settings& settings, const DetectorContext& context)
{
    ChartSettings chart;
    chart.direction = read_direction(settings, context);
    chart.scoring = read_scoring(settings, context);
    return chart;
}

// Where the chart stands, and since when on this side of 0.
struct ChartDetector::State {
    double value = 0;
    int since = 0; // position
};

// The scores of both directions of one row.
struct ChartDetector::Towards {
    RowScores up, down;

    Towards(const RowSeries& series, const Scoring& scoring)
        : up(series, towards_side(scoring, true)), down(series, towards_side(scoring, false))
    {
    }
};

ChartDetector::State ChartDetector::state(RowScores& scores, int at) const
{
    const int first = std::max(0, at - settings_.memory);
    State state{0, first};
    for (int i = first; i <= at; ++i) {
        const auto& point = scores.at(i);
        if (!point) continue;
        const bool begins = state.value <= 0;
        state.value = settings_.chart.next(state.value, point->z);
        if (begins) state.since = i;
    }
    return state;
}

Truth ChartDetector::truth_of(double state) const
{
    const double share = state / settings_.chart.limit;
    if (share > 1) return Truth::yes;
    return share < 1 - dead_band_share ? Truth::no : Truth::band;
}

// Goes back only until what lies before cannot change the answer: a chart that stands higher
// before stands no lower after the same scores.
Truth ChartDetector::truth(RowScores& scores, int at) const
{
    if (scores.why_not(at) != Unscored::none) return Truth::unknown;
    const auto& chart = settings_.chart;
    const int first = std::max(0, at - settings_.memory);
    for (int i = at; i > first; --i) {
        double low = chart.least(), high = chart.most();
        for (int k = i; k <= at; ++k) {
            const auto& point = scores.at(k);
            if (!point) continue;
            low = chart.next(low, point->z);
            high = chart.next(high, point->z);
        }
        if (truth_of(low) == truth_of(high)) return truth_of(low);
    }
    return truth_of(state(scores, at).value);
}

void ChartDetector::tell(Assessment& assessment, RowScores& scores, int at) const
{
    const auto now = state(scores, at);
    describe_expectation(assessment, scores, at);
    assessment.measured = now.value / settings_.chart.limit;
    assessment.truth.fill(truth_of(now.value));
    const bool calm = assessment.truth.front() == Truth::no;
    if (!calm) assessment.since = scores.series().period(now.since);
    assessment.finding =
        joined({chart_sentence(now.value), expected_sentence(scores, at),
                calm ? Text{} : since_sentence(scores, excess_since(scores, now.since)),
                parts_sentence(scores, at), incomplete_sentence(scores.series(), at)});
}

bool ChartDetector::tells_rise(Towards& towards, int at) const
{
    if (settings_.direction != Direction::both) return settings_.direction == Direction::up;
    const auto rise = truth(towards.up, at), fall = truth(towards.down, at);
    if (rise != fall) return any_of(rise, fall) == rise;
    return state(towards.up, at).value >= state(towards.down, at).value;
}

Assessment ChartDetector::assess(const Sight& sight) const
{
    const auto row = series(sight, sight.period());
    const int at = row.size() - 1;
    Assessment assessment;
    assessment.test = name();
    assessment.scale = Scale::factor;
    assessment.limit = 1;
    assessment.clear = 1 - dead_band_share;
    describe_row(assessment, row);
    Towards towards(row, settings_.scoring);
    auto& scores = tells_rise(towards, at) ? towards.up : towards.down;
    assessment.upward = scores.scoring().rises;
    assessment.reason = scores.reason(at);
    if (assessment.reason.empty()) tell(assessment, scores, at);
    return assessment;
}

void ChartDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    const auto row = series(sight, first);
    Towards towards(row, settings_.scoring);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const int at = look_back() + static_cast<int>(i);
        auto said = truth(looks_up(settings_.direction) ? towards.up : towards.down, at);
        if (settings_.direction == Direction::both) said = any_of(said, truth(towards.down, at));
        answers[i] = Answer::same(said);
        answers[i].set_provisional(row.mark(at).is_preliminary());
    }
}

} // namespace tuermer
