// SPDX-License-Identifier: EUPL-1.2
// Test "forecast": whether a figure will cross a limit within so many periods, if it goes on as it
// did, and how likely that is (first passage). Not what will be: what is under way.
#include "rules/detectors/history.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/crossing.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::CrossingReach;

constexpr double usual_probability = 0.8;
constexpr double dead_band_share = 0.2;
constexpr int longest_horizon = 60;
constexpr int fewest_figures = 8; // a drift from fewer steps is a guess
constexpr int long_enough = 24;   // for the damped trend; below, and for years, a walk with drift

struct ForecastSettings {
    Limits limits; // of the indicator
    Stretch stretch;
    int horizon = 4; // periods
    double probability = usual_probability;
};

// How likely the limit is crossed by the end of the horizon, and when that is as likely as not.
struct Passage {
    double probability = 0;
    std::optional<int> median;
    bool damped = false; // by which model
};

// Not even a walk with steps like those so far comes near the limit: nothing to be computed.
bool is_out_of_reach(const statistics::RandomWalk& walk, const statistics::CrossingLimit& limit)
{
    constexpr double deviations = 6;
    for (int h = 1; h <= limit.horizon; ++h) {
        const double away = limit.upwards ? limit.value - walk.mean(h) : walk.mean(h) - limit.value;
        if (away < deviations * walk.deviation(h)) return false;
    }
    return true;
}

// Where a course leads. The damped trend is fitted when it is first asked for, and once.
class Outlook {
public:
    Outlook(const History& history, std::uint64_t seed)
        : values_(without_season(history.values, history.first.frequency())),
          seed_(seed),
          may_be_damped_(history.present >= long_enough &&
                         periods_per_year(history.first.frequency()) != 1),
          walk_(statistics::random_walk(values_))
    {
    }

    // Nothing where no forecast can be computed.
    std::optional<Passage> passage(const statistics::CrossingLimit& limit);
    // Which of two probabilities the passage's reaches; quicker.
    std::optional<CrossingReach> reach(const statistics::CrossingLimit& limit,
                                       const statistics::CrossingMarks& marks);

private:
    const std::optional<statistics::SmoothedTrend>& trend();

    std::vector<double> values_;
    std::uint64_t seed_;
    bool may_be_damped_; // still to be fitted
    std::optional<statistics::RandomWalk> walk_;
    std::optional<statistics::SmoothedTrend> trend_;
};

const std::optional<statistics::SmoothedTrend>& Outlook::trend()
{
    if (!may_be_damped_) return trend_;
    may_be_damped_ = false;
    const auto model = statistics::fit_damped_trend(values_);
    if (model) trend_ = statistics::smooth(values_, *model);
    return trend_;
}

std::optional<Passage> Outlook::passage(const statistics::CrossingLimit& limit)
{
    if (!walk_) return std::nullopt;
    if (is_out_of_reach(*walk_, limit)) return Passage{};
    const bool damped = trend().has_value();
    const auto crossed =
        damped ? statistics::crossing(*trend_, limit, seed_) : statistics::crossing(*walk_, limit);
    return Passage{crossed.within.back(), crossed.median, damped};
}

std::optional<CrossingReach> Outlook::reach(const statistics::CrossingLimit& limit,
                                            const statistics::CrossingMarks& marks)
{
    if (!walk_) return std::nullopt;
    if (is_out_of_reach(*walk_, limit)) return CrossingReach::none;
    if (trend()) return statistics::crossing_reach(*trend_, limit, seed_, marks);
    const double within = statistics::crossing(*walk_, limit).within.back();
    if (!std::isfinite(within)) return std::nullopt;
    if (within >= marks.upper) return CrossingReach::upper;
    return within < marks.lower ? CrossingReach::none : CrossingReach::lower;
}

Truth truth_of(CrossingReach reach)
{
    if (reach == CrossingReach::upper) return Truth::yes;
    return reach == CrossingReach::none ? Truth::no : Truth::band;
}

class ForecastDetector final : public Detector {
public:
    explicit ForecastDetector(ForecastSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return settings_.stretch.window - 1; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return 100 * settings_.probability; }
    Assessment assess(const Sight& sight) const override;
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;

private:
    bool is_beyond(double value, double limit) const
    {
        return settings_.limits.upward ? value >= limit : value <= limit;
    }
    statistics::CrossingLimit crossing_limit(double limit) const
    {
        return {limit, settings_.limits.upward, settings_.horizon};
    }
    // Told from the upper one on, over below the lower one.
    statistics::CrossingMarks marks() const
    {
        return {(1 - dead_band_share) * settings_.probability, settings_.probability};
    }
    Text judge(Assessment& assessment, const History& history, const Sight& sight) const;
    std::optional<Answer> judge(const History& history, const Sight& sight) const;
    void tell(Assessment& assessment, const Passage& passage, double limit,
              const Sight& sight) const;

    ForecastSettings settings_;
};

const Text no_forecast{"aus diesen Zahlen lässt sich keine Vorausschau berechnen",
                       "no forecast can be computed from these figures"};

Text ForecastDetector::judge(Assessment& assessment, const History& history,
                             const Sight& sight) const
{
    Outlook outlook(history, seed_of(sight));
    std::optional<Passage> told;
    double told_limit = 0;
    for (std::size_t i = 0; i < severities; ++i) {
        const double limit = settings_.limits.of[i].value;
        if (told && limit == told_limit) {
            assessment.truth[i] = assessment.truth[i - 1];
            continue;
        }
        const auto found = is_beyond(history.now.value, limit)
                               ? std::optional(Passage{1, std::nullopt, false})
                               : outlook.passage(crossing_limit(limit));
        if (!found || !std::isfinite(found->probability)) return no_forecast;
        const double likely = found->probability;
        assessment.truth[i] = likely >= marks().upper  ? Truth::yes
                              : likely < marks().lower ? Truth::no
                                                       : Truth::band;
        if (told && assessment.truth[i] != Truth::yes) continue;
        told = found;
        told_limit = limit;
    }
    assessment.measured = 100 * told->probability;
    tell(assessment, *told, told_limit, sight);
    return {};
}

// The same truths without a probability to be told.
std::optional<Answer> ForecastDetector::judge(const History& history, const Sight& sight) const
{
    Outlook outlook(history, seed_of(sight));
    Answer answer;
    Truth truth = Truth::unknown;
    for (std::size_t i = 0; i < severities; ++i) {
        const double limit = settings_.limits.of[i].value;
        if (i == 0 || limit != settings_.limits.of[i - 1].value) {
            const auto reach = is_beyond(history.now.value, limit)
                                   ? std::optional(CrossingReach::upper)
                                   : outlook.reach(crossing_limit(limit), marks());
            if (!reach) return std::nullopt;
            truth = truth_of(*reach);
        }
        answer.set(static_cast<Severity>(i), truth);
    }
    return answer;
}

void ForecastDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    for (auto& answer : answers) {
        const auto seen = sight.until(first);
        const auto history = read_history(seen, settings_.stretch);
        const auto judged = history.unknown.empty() ? judge(history, seen) : std::nullopt;
        answer = judged.value_or(Answer::same(Truth::unknown));
        answer.set_provisional(history.now.figure.mark.is_preliminary());
        first = first + 1;
    }
}

// "Geht es so weiter, ist 15 % bis 2027 mit 83 % Wahrscheinlichkeit erreicht …"
void ForecastDetector::tell(Assessment& assessment, const Passage& passage, double limit,
                            const Sight& sight) const
{
    const auto& unit = sight.panels().value.unit();
    const auto line = level_text(limit, unit);
    if (is_beyond(*assessment.figures.front().value, limit)) {
        assessment.finding = weave("Der Grenzwert {} ist bereits erreicht.",
                                   "The limit of {} is reached already.", line);
        return;
    }
    const auto by = title_of(sight.period() + settings_.horizon);
    const Text model = passage.damped ? Text{"gedämpfter Trend", "damped trend"}
                                      : Text{"Irrfahrt mit Drift", "random walk with drift"};
    assessment.finding =
        weave("Geht es weiter wie bisher, so ist der Grenzwert {} bis {} mit {} % "
              "Wahrscheinlichkeit erreicht (gemeldet wird ab {} %; {}).",
              "If it goes on as before, the limit of {} is reached by {} with a probability of {} "
              "% (told from {} % on; {}).",
              line, by, decimal(*assessment.measured, 0), plain_number(100 * settings_.probability),
              model);
    if (!passage.median) return;
    assessment.finding =
        weave("{} Ebenso wahrscheinlich wie nicht: {}.", "{} As likely as not: {}.",
              assessment.finding, title_of(sight.period() + *passage.median));
}

Assessment ForecastDetector::assess(const Sight& sight) const
{
    Assessment assessment;
    assessment.test = "forecast";
    assessment.scale = Scale::percent;
    assessment.limit = 100 * settings_.probability;
    assessment.clear = (1 - dead_band_share) * *assessment.limit;
    const auto history = read_history(sight, settings_.stretch);
    assessment.figures.push_back(history.now.figure);
    assessment.reason = history.unknown;
    if (!history.unknown.empty()) return assessment;
    const auto begin = title_of(history.first);
    assessment.against = weave("der Verlauf seit {}", "the course since {}", begin);
    assessment.reason = judge(assessment, history, sight);
    if (!assessment.reason.empty()) assessment.truth.fill(Truth::unknown);
    return assessment;
}

// About one budget year, and where figures come once a year, two of them.
int usual_horizon(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
    case Frequency::school_year:
    case Frequency::half:
        return 2;
    case Frequency::quarter:
        return 4;
    case Frequency::month:
        return 6;
    case Frequency::week:
        break;
    }
    return 8;
}

int read_horizon(Settings& settings, const DetectorContext& context)
{
    const auto text = settings.text("within");
    if (!text) return usual_horizon(context.frequency);
    const auto span = parse_span(*text);
    const auto periods = span ? periods_in(*span, context.frequency) : std::nullopt;
    if (periods && *periods >= 1 && *periods <= longest_horizon) return *periods;
    settings.wrong("within",
                   say("\"{}\": gebraucht wird eine Spanne wie \"2 y\" oder \"4 q\", die "
                       "1 bis {} Zeiträume lang ist",
                       "\"{}\": a span like \"2 y\" or \"4 q\" is needed, 1 to {} periods "
                       "long",
                       *text, longest_horizon));
    return usual_horizon(context.frequency);
}

void refuse_clear(Settings& settings)
{
    if (settings.refused("clear") == nullptr) return;
    settings.wrong("clear", {"hier zählt die Wahrscheinlichkeit: entwarnt wird ein Fünftel unter "
                             "'probability'; lassen Sie 'clear' weg",
                             "here the probability counts: the all-clear is a fifth below "
                             "'probability'; leave 'clear' out"});
}

} // namespace

std::unique_ptr<Detector> make_forecast(Settings& settings, const DetectorContext& context)
{
    const int usual_years = periods_per_year(context.frequency) == 1 ? 15 : 8;
    ForecastSettings forecast;
    forecast.limits = read_limits(settings, AmountKind::level, context);
    refuse_clear(settings);
    forecast.stretch = read_stretch(settings, context, usual_years, fewest_figures);
    forecast.horizon = read_horizon(settings, context);
    forecast.probability =
        settings.number("probability", {.min = 0.5, .max = 0.99}).value_or(usual_probability);
    return std::make_unique<ForecastDetector>(std::move(forecast));
}

} // namespace tuermer
