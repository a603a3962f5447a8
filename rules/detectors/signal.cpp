// SPDX-License-Identifier: EUPL-1.2
// Test "signal": is the newest figure, or what the newest figures add up to, more (less) than
// level, trend and season of the row's own past let expect? The composite of rules/statistics with
// the constants chosen on the warning benchmark: what a rule without a test gets.
#include "rules/detectors/direction.hpp"
#include "rules/detectors/news.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/row_scores.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/detectors/surprise.hpp"
#include "rules/statistics/count_tails.hpp"

#include <algorithm>

namespace tuermer {

namespace {

using statistics::CompositeMemory;
using statistics::CompositePoint;

constexpr double dead_band_share = 0.2;
// Years: 1.4 holds the benchmark's false alarms at 1 % where the composite's own limits allow 5 %
// [A15: 57 → 33 % detected]; the news of 2.8 is what districts' real stocks ask for [13 %; Lower
// Saxony's district-years outside known breaks 6.5 → 3.0 % told, rules/README.md].
constexpr double yearly_caution = 1.4, yearly_news = 2.8;
// Above this ratio of successive differences (2 for independent years) a row keeps its level.
constexpr double steady_ratio = 2.5;

// Below the dead band. Page's sums begin anew with every alarm; what is held of the one that does
// not keeps a lasting shift one alert, instead of several with all-clears between them.
bool is_low(double score)
{
    return score < 1 - dead_band_share;
}

struct SignalSettings {
    Direction direction = Direction::up;
    Scoring scoring; // for rises; falls look the other way
    int memory = 0;  // periods before the judged one whose scores are added up
    double news = 0; // what the newest change must reach; 0: it decides nothing
};

// One direction of one row at hand.
class SignalScores {
public:
    SignalScores(const RowSeries& series, const SignalSettings& settings, bool rises)
        : scores_(series, towards(settings.scoring, rises)),
          memory_(settings.memory),
          news_(settings.news)
    {
    }

    RowScores& scores() { return scores_; }
    // With all that is remembered; nothing where the figure has no score.
    std::optional<CompositePoint> point(int at);
    Truth truth(int at);
    Truth truth_of(const CompositePoint& point, int at) const
    {
        if (point.score > 1) return is_news(at) ? Truth::yes : Truth::band;
        return is_low(std::max(point.score, point.held)) ? Truth::no : Truth::band;
    }
    // What stays where it was begins no alarm and ends none.
    bool is_news(int at) const
    {
        if (news_ <= 0) return true;
        const auto change = newest_change(scores_.series(), at, scores_.scoring().rises);
        return change && (change->ratio > steady_ratio || change->t >= news_);
    }

private:
    static Scoring towards(Scoring scoring, bool rises)
    {
        scoring.rises = rises;
        return scoring;
    }
    int oldest(int at) const { return std::max(0, at - memory_); }
    double highest_sum(int at) const;
    int first_that_counts(int at);
    bool is_calm(int at);

    RowScores scores_;
    int memory_;
    double news_;
};

// The most that Page's sums can have been: of the limits that held since the oldest score.
double SignalScores::highest_sum(int at) const
{
    double highest = 0;
    for (int i = oldest(at); i < at; ++i)
        highest = std::max(highest, scores_.settings_at(i).sum_limit);
    return highest;
}

// The newest position before which no score can change what is said of `at`.
int SignalScores::first_that_counts(int at)
{
    const auto settings = scores_.settings_at(at);
    const double highest = highest_sum(at);
    std::vector<std::optional<double>> newest; // oldest first
    for (int i = at; i > oldest(at); --i) {
        // Other constants held before.
        if (scores_.settings_at(i).sum_limit != settings.sum_limit) break;
        const auto& scored = scores_.at(i);
        newest.insert(newest.begin(), scored ? std::optional(scored->z) : std::nullopt);
        if (statistics::forgets_before(newest, settings, highest)) return i;
    }
    return oldest(at);
}

std::optional<CompositePoint> SignalScores::point(int at)
{
    std::optional<CompositePoint> newest;
    CompositeMemory memory;
    for (int i = first_that_counts(at); i <= at; ++i) {
        const auto& scored = scores_.at(i);
        newest.reset();
        if (!scored) continue;
        newest = statistics::with_memory(*scored, memory, scores_.settings_at(i));
        memory = newest->memory;
    }
    return newest;
}

// Whether the newest scores alone tell that nothing before them could raise an alarm.
bool SignalScores::is_calm(int at)
{
    const auto settings = scores_.settings_at(at);
    // Where an old stretch of figures has just been forgotten, other constants held before.
    const auto known = [&](int i) { return scores_.series().known_before(i).length(); };
    if (known(oldest(at)) > known(at)) return false;
    std::vector<std::optional<double>> newest; // oldest first
    for (int i = at; i >= oldest(at); --i) {
        const auto& scored = scores_.at(i);
        newest.insert(newest.begin(), scored ? std::optional(scored->z) : std::nullopt);
        const double largest = statistics::largest_score(newest, settings);
        if (is_low(std::max(largest, statistics::largest_held(newest, settings)))) return true;
        if (scored && i == at && scored->z > settings.outbreak_limit) return false;
        if (statistics::forgets_before(newest, settings)) return false; // the score is at hand
    }
    return false;
}

Truth SignalScores::truth(int at)
{
    if (scores_.why_not(at) != Unscored::none) return Truth::unknown;
    return is_calm(at) ? Truth::no : truth_of(*point(at), at);
}

const Text no_news{
    "Die Zahl liegt noch immer so; ihre jüngste Veränderung ist nicht größer als sonst "
    "und beginnt keine Meldung.",
    "The figure is still so; its newest change is no larger than usual and begins "
    "no alert."};

const Text not_over{
    "Was zuletzt auffiel, ist noch nicht ausgeglichen; eine laufende Meldung endet deshalb nicht.",
    "What stood out lately is not made up for yet, so an alert that is open does not end."};

Text rounded_sentence(double rounded_to)
{
    if (rounded_to <= 1) return {};
    return weave("Die Zahlen sind auf Vielfache von {} gerundet; das ist als Unschärfe "
                 "eingerechnet.",
                 "The figures are rounded to multiples of {}; that is counted as uncertainty.",
                 plain_number(rounded_to));
}

class SignalDetector final : public Detector {
public:
    explicit SignalDetector(SignalSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override
    {
        return settings_.scoring.reading.look_back() + settings_.memory;
    }
    double lowest_limit() const override { return settings_.scoring.caution; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;

private:
    RowSeries series(const Sight& sight, Period first) const
    {
        return {sight, first - look_back(), settings_.scoring.reading};
    }
    bool tells_rise(SignalScores& up, SignalScores& down, int at) const;
    void tell(Assessment& assessment, SignalScores& scores, const CompositePoint& point) const;

    SignalSettings settings_;
};

// Whether the rise is what is to be told; otherwise the fall.
bool SignalDetector::tells_rise(SignalScores& up, SignalScores& down, int at) const
{
    if (settings_.direction != Direction::both) return settings_.direction == Direction::up;
    const auto rise = up.truth(at), fall = down.truth(at);
    if (rise != fall) return any_of(rise, fall) == rise;
    const auto risen = up.point(at), fallen = down.point(at);
    return !fallen || (risen && risen->score >= fallen->score);
}

// In the scale of the limits as they were chosen: 1 is the usual limit.
void SignalDetector::tell(Assessment& assessment, SignalScores& found,
                          const CompositePoint& point) const
{
    auto& scores = found.scores();
    const int at = scores.series().size() - 1;
    const double caution = settings_.scoring.caution;
    describe_expectation(assessment, scores, at);
    assessment.truth.fill(found.truth_of(point, at));
    assessment.measured = point.score * caution;
    const double p_value = statistics::normal_cdf(-point.z);
    // A run or a sum of figures has its run length, no p-value.
    if (point.since == 0) assessment.p_value = p_value;
    const auto excess = excess_since(scores, at - point.since);
    const bool calm = assessment.truth.front() == Truth::no;
    if (!calm) assessment.since = scores.series().period(excess.first);
    assessment.finding =
        joined({expected_sentence(scores, at), calm ? Text{} : since_sentence(scores, excess),
                parts_sentence(scores, at), incomplete_sentence(scores.series(), at),
                point.since == 0 ? sure_sentence(p_value) : Text{},
                point.score > 1 && !found.is_news(at) ? no_news : Text{},
                !calm && is_low(point.score) ? not_over : Text{},
                rounded_sentence(settings_.scoring.rounded_to)});
}

Assessment SignalDetector::assess(const Sight& sight) const
{
    const auto row = series(sight, sight.period());
    const int at = row.size() - 1;
    Assessment assessment;
    assessment.test = "signal";
    assessment.scale = Scale::factor;
    assessment.limit = settings_.scoring.caution;
    assessment.clear = (1 - dead_band_share) * settings_.scoring.caution;
    describe_row(assessment, row);
    SignalScores up(row, settings_, true), down(row, settings_, false);
    auto& found = tells_rise(up, down, at) ? up : down;
    assessment.upward = &found == &up;
    assessment.reason = found.scores().reason(at);
    if (assessment.reason.empty()) tell(assessment, found, *found.point(at));
    return assessment;
}

void SignalDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    const auto row = series(sight, first);
    SignalScores up(row, settings_, true), down(row, settings_, false);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const int at = look_back() + static_cast<int>(i);
        Truth truth = looks_up(settings_.direction) ? up.truth(at) : down.truth(at);
        if (settings_.direction == Direction::both) truth = any_of(truth, down.truth(at));
        answers[i] = Answer::same(truth);
        answers[i].set_provisional(row.mark(at).is_preliminary());
    }
}

} // namespace

std::unique_ptr<Detector> make_signal(Settings& settings, const DetectorContext& context)
{
    SignalSettings signal;
    const int per_year = periods_per_year(context.frequency);
    signal.direction = read_direction(settings, context);
    signal.scoring = read_scoring(settings, context);
    const bool yearly = per_year == 1;
    signal.scoring.caution =
        settings.number("caution", {.min = 0.5, .max = 5}).value_or(yearly ? yearly_caution : 1);
    signal.news = settings.number("news", {.min = 0, .max = 10}).value_or(yearly ? yearly_news : 0);
    // Twice what the composite needs to find its sums again: a sum that has stood above 0 for
    // longer without an alarm is rarer than the alarms themselves.
    signal.memory = 2 * statistics::composite_settings(per_year == 2 ? 4 : per_year, 0).look_back;
    return std::make_unique<SignalDetector>(signal);
}

} // namespace tuermer
