// SPDX-License-Identifier: EUPL-1.2
// Test "outbreak": is the newest count more than the same season of earlier years lets expect?
// Farrington's method as Noufaily and others improved it (2013), as health offices know it. Falls
// are judged by the lower tail of the same expectation.
#include "rules/detectors/direction.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/row_series.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/detectors/surprise.hpp"
#include "rules/statistics/count_tails.hpp"
#include "rules/statistics/farrington.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::Family;
using statistics::FarringtonMode;
using statistics::FarringtonPoint;
using statistics::FarringtonSettings;
using statistics::FarringtonThreshold;

constexpr double dead_band_share = 0.2;
constexpr int fewest_years = 3, fewest_yearly = 5;
constexpr double gaps_allowed = 0.5;
constexpr double half_a_case = 0.5;

struct OutbreakSettings {
    Direction direction = Direction::up;
    RowReading reading;
    FarringtonSettings method;
    int fewest = fewest_years; // years of history, at least
};

// What is to be told of one direction.
struct OutbreakPoint {
    FarringtonPoint at;
    bool rises = true;
    double seen = 0, limit = 0; // cases
    double score = 0;           // above 1: beyond the limit
    double p_value = 1;
    int years = 0;
};

struct OutbreakVerdict {
    std::optional<OutbreakPoint> point;
    Text reason;
};

Truth truth_of(double score)
{
    if (score > 1) return Truth::yes;
    return score < 1 - dead_band_share ? Truth::no : Truth::band;
}

class OutbreakDetector final : public Detector {
public:
    explicit OutbreakDetector(OutbreakSettings settings) : settings_(settings) {}

    int look_back() const override { return settings_.reading.look_back(); }
    double lowest_limit() const override { return 1; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;

private:
    RowSeries series(const Sight& sight, Period first) const
    {
        return {sight, first - look_back(), settings_.reading};
    }
    std::optional<int> years_known(Positions known) const;
    Text objection(const RowSeries& row, int at) const;
    OutbreakVerdict judge(const RowSeries& row, int at) const;
    std::optional<OutbreakPoint> rise(OutbreakPoint point) const;
    std::optional<OutbreakPoint> fall(OutbreakPoint point) const;
    void tell(Assessment& assessment, const RowSeries& row, const OutbreakPoint& point) const;

    OutbreakSettings settings_;
};

// As many years as the history has, up to those asked for.
std::optional<int> OutbreakDetector::years_known(Positions known) const
{
    const auto& method = settings_.method;
    const int years =
        std::min(method.years, (known.length() - method.half_window) / method.frequency);
    return years >= settings_.fewest ? std::optional(years) : std::nullopt;
}

Text OutbreakDetector::objection(const RowSeries& row, int at) const
{
    auto reason = row.objection(at);
    if (!reason.empty()) return reason;
    const auto known = row.known_before(at);
    if (!years_known(known))
        return say("zu kurze Vorgeschichte: {} Zeiträume sind bekannt, mindestens {} sind nötig",
                   "insufficient history: {} periods are known, at least {} are needed",
                   known.length(),
                   settings_.fewest * settings_.method.frequency + settings_.method.half_window);
    if (row.figures_in(known) < gaps_allowed * known.length())
        return say("zu viele Lücken: von {} Zeiträumen davor haben nur {} einen Wert",
                   "too many gaps: of {} periods before, only {} have a figure", known.length(),
                   row.figures_in(known));
    if (!row.sight().is_count())
        return {"keine Zählung: Ausbrüche gibt es nur bei Fällen; nehmen Sie den Test 'signal'",
                "no count: only cases break out; use the test 'signal'"};
    return {};
}

// Nothing where too few cases were seen to speak of a rise.
std::optional<OutbreakPoint> OutbreakDetector::rise(OutbreakPoint point) const
{
    if (!point.at.upper) return std::nullopt;
    point.limit = *point.at.upper;
    const bool no_room = point.limit <= point.at.expected; // after nothing but zeros
    point.score = no_room ? (point.seen - point.at.expected) / half_a_case : point.at.score;
    point.p_value = point.at.p_value;
    return point;
}

std::optional<OutbreakPoint> OutbreakDetector::fall(OutbreakPoint point) const
{
    const double expected = point.at.expected;
    if (expected * settings_.method.case_periods < settings_.method.least_cases)
        return std::nullopt;
    const double spread = point.at.dispersion + point.at.error * point.at.error * expected;
    const statistics::CountLaw law{expected, std::max(1.0, spread)};
    point.rises = false;
    point.limit = statistics::count_quantile(settings_.method.alpha, law);
    point.p_value = statistics::lower_tail(point.seen, law);
    const double distance = expected - point.limit;
    point.score = distance > 0 ? (expected - point.seen) / distance : 0;
    return point;
}

OutbreakVerdict OutbreakDetector::judge(const RowSeries& row, int at) const
{
    auto reason = objection(row, at);
    if (!reason.empty()) return {{}, std::move(reason)};
    auto method = settings_.method;
    const auto known = row.known_before(at);
    method.years = *years_known(known);
    method.complete = row.complete(at);
    const auto series = row.series({known.first, at}, Family::count);
    const auto exposure = statistics::exposure_so_far(series);
    const auto found = statistics::farrington(series.values, exposure, method);
    if (!found || !std::isfinite(found->expected) || !std::isfinite(found->score))
        return {{},
                {"aus diesen Zahlen lässt sich keine Erwartung berechnen",
                 "no expectation can be computed from these figures"}};
    const OutbreakPoint bare{*found, true, series.values.back(), 0, 0, 1, method.years};
    auto up = looks_up(settings_.direction) ? rise(bare) : std::nullopt;
    auto down = looks_down(settings_.direction) ? fall(bare) : std::nullopt;
    if (!up && !down)
        return {{},
                say("zu kleine Zahlen: weniger als {} Fälle in {} Zeiträumen (least_cases)",
                    "numbers too small: fewer than {} cases in {} periods (least_cases)",
                    method.least_cases, method.case_periods)};
    const bool falls = down && (!up || down->score > up->score);
    return {falls ? std::move(down) : std::move(up), {}};
}

Text limit_sentence(const RowSeries& row, const OutbreakPoint& point)
{
    const int at = row.size() - 1;
    const auto& unit = row.sight().panels().value.unit();
    const auto in_unit = [&](double cases) {
        return level_text(row.in_unit(cases, at, Family::count), unit);
    };
    const auto years = count_word(point.years);
    if (point.rises)
        return weave("Nach derselben Jahreszeit der {} Jahre davor waren {} zu erwarten; auffällig "
                     "ist mehr als {}.",
                     "By the same season of the {} years before {} was to be expected; more than "
                     "{} stands out.",
                     years, in_unit(point.at.expected), in_unit(point.limit));
    return weave("Nach derselben Jahreszeit der {} Jahre davor waren {} zu erwarten; auffällig ist "
                 "weniger als {}.",
                 "By the same season of the {} years before {} was to be expected; less than {} "
                 "stands out.",
                 years, in_unit(point.at.expected), in_unit(point.limit));
}

Text trend_sentence(const OutbreakPoint& point, int frequency)
{
    if (!point.at.trend) return {"Ein Trend ist nicht zu erkennen.", "No trend is to be seen."};
    const double per_year = 100 * std::expm1(*point.at.trend * frequency);
    return weave("Der Trend beträgt {} im Jahr.", "The trend is {} a year.",
                 moved_text(per_year, Scale::percent, Unit{}));
}

void OutbreakDetector::tell(Assessment& assessment, const RowSeries& row,
                            const OutbreakPoint& point) const
{
    assessment.upward = point.rises;
    assessment.measured = point.score;
    assessment.truth.fill(truth_of(point.score));
    assessment.expected = row.in_unit(point.at.expected, row.size() - 1, Family::count);
    assessment.p_value = point.p_value;
    if (assessment.truth.front() != Truth::no) assessment.since = row.period(row.size() - 1);
    assessment.finding =
        joined({limit_sentence(row, point), trend_sentence(point, settings_.method.frequency),
                incomplete_sentence(row, row.size() - 1), sure_sentence(point.p_value)});
}

Assessment OutbreakDetector::assess(const Sight& sight) const
{
    const auto row = series(sight, sight.period());
    Assessment assessment;
    assessment.test = "outbreak";
    assessment.scale = Scale::factor;
    assessment.limit = 1;
    assessment.clear = 1 - dead_band_share;
    assessment.upward = settings_.direction != Direction::down;
    describe_row(assessment, row);
    assessment.against = {"dieselbe Jahreszeit früherer Jahre", "the same season of earlier years"};
    auto verdict = judge(row, row.size() - 1);
    assessment.reason = std::move(verdict.reason);
    if (verdict.point) tell(assessment, row, *verdict.point);
    return assessment;
}

void OutbreakDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    const auto row = series(sight, first);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const int at = look_back() + static_cast<int>(i);
        const auto verdict = judge(row, at);
        answers[i] = Answer::same(verdict.point ? truth_of(verdict.point->score) : Truth::unknown);
        answers[i].set_provisional(row.mark(at).is_preliminary());
    }
}

FarringtonSettings usual_method(Frequency frequency)
{
    FarringtonSettings method;
    method.frequency = periods_per_year(frequency);
    method.years = method.frequency == 1 ? 10 : 5;
    method.half_window = method.frequency == 52 ? 3 : method.frequency == 12 ? 1 : 0;
    method.alpha = 0.01;
    method.threshold = FarringtonThreshold::nb_plugin;
    return method;
}

FarringtonThreshold threshold_named(std::string_view word)
{
    if (word == "delta") return FarringtonThreshold::delta;
    return word == "muan" ? FarringtonThreshold::muan : FarringtonThreshold::nb_plugin;
}

FarringtonSettings read_method(Settings& settings, const DetectorContext& context)
{
    auto method = usual_method(context.frequency);
    const auto whole = [&](std::string_view key, NumberRange range, int usual) {
        return static_cast<int>(settings.integer(key, range).value_or(usual));
    };
    method.years = whole("years", {.min = fewest_years, .max = 20}, method.years);
    method.half_window =
        whole("half_window", {.min = 0, .max = method.frequency / 2.0}, method.half_window);
    method.seasons = whole("seasons", {.min = 1, .max = 10}, method.seasons);
    method.least_cases = whole("least_cases", {.min = 0, .max = 1e6}, method.least_cases);
    method.alpha = settings.number("alpha", {.min = 1e-5, .max = 0.2}).value_or(method.alpha);
    if (const auto word = settings.one_of("threshold", {"delta", "nb_plugin", "muan"}))
        method.threshold = threshold_named(*word);
    if (settings.flag("parity").value_or(false)) method.mode = FarringtonMode::parity;
    return method;
}

void check_parity(Settings& settings, const OutbreakSettings& outbreak)
{
    if (outbreak.method.mode != FarringtonMode::parity) return;
    if (!outbreak.reading.complete.empty())
        settings.wrong("parity", {"R's farringtonFlexible kennt keine unvollständigen Zahlen; "
                                  "lassen Sie 'parity' oder 'complete' weg",
                                  "R's farringtonFlexible knows no incomplete figures; leave "
                                  "'parity' or 'complete' out"});
    if (outbreak.direction == Direction::up) return;
    settings.wrong("parity", {"R's farringtonFlexible kennt keine Rückgänge; mit 'parity' gehört "
                              "direction = \"up\"",
                              "R's farringtonFlexible knows no falls; with 'parity' goes direction "
                              "= \"up\""});
}

} // namespace

std::unique_ptr<Detector> make_outbreak(Settings& settings, const DetectorContext& context)
{
    OutbreakSettings outbreak;
    const auto direction = read_direction(settings, context);
    outbreak.direction = settings.has("direction") ? direction : Direction::up;
    outbreak.method = read_method(settings, context);
    const auto& method = outbreak.method;
    outbreak.fewest = std::min(method.years, method.frequency == 1 ? fewest_yearly : fewest_years);
    outbreak.reading.model = Family::count;
    outbreak.reading.accept_limited = settings.flag("accept_limited").value_or(false);
    outbreak.reading.history = method.years * method.frequency + method.half_window;
    outbreak.reading.complete = read_complete(settings, context, Family::count);
    check_parity(settings, outbreak);
    return std::make_unique<OutbreakDetector>(outbreak);
}

} // namespace tuermer
