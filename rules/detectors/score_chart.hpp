// SPDX-License-Identifier: EUPL-1.2
// Charts over the scores of a row: what the deviations of many periods come to. Both charts forget
// what lies further back than `memory`, so a verdict rests on a known stretch of figures.
#pragma once

#include "rules/detectors/direction.hpp"
#include "rules/detectors/row_scores.hpp"

#include <optional>
#include <span>

namespace tuermer {

// One step of a chart. Scores count for 4 at most, either way.
struct ScoreChart {
    enum class Kind : std::uint8_t { cusum, ewma };
    Kind kind = Kind::cusum;
    double pace = 0.5; // the slack of a sum, the weight of an average
    double limit = 5;  // in the state's own scale

    double next(double state, double z) const;
    double least() const; // the least and the most a state can be
    double most() const;
};

struct ChartSettings {
    ScoreChart chart;
    Direction direction = Direction::up;
    Scoring scoring;
    int memory = 36; // periods before the judged one
};

// What both kinds read: direction, scoring.
ChartSettings read_chart(Settings& settings, const DetectorContext& context);

class ChartDetector : public Detector {
public:
    explicit ChartDetector(ChartSettings settings) : settings_(settings) {}

    int look_back() const override
    {
        return settings_.scoring.reading.look_back() + settings_.memory;
    }
    double lowest_limit() const override { return 1; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;

protected:
    const ChartSettings& settings() const { return settings_; }

private:
    struct State;
    struct Towards;
    virtual std::string name() const = 0;
    // "Die Summe der Abweichungen (CUSUM) steht bei 6,1; die Grenze ist 5. …"
    virtual Text chart_sentence(double state) const = 0;

    RowSeries series(const Sight& sight, Period first) const
    {
        return {sight, first - look_back(), settings_.scoring.reading};
    }
    State state(RowScores& scores, int at) const;
    Truth truth_of(double state) const;
    Truth truth(RowScores& scores, int at) const;
    bool tells_rise(Towards& towards, int at) const;
    void tell(Assessment& assessment, RowScores& scores, int at) const;

    ChartSettings settings_;
};

} // namespace tuermer
