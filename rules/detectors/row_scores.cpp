// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/row_scores.hpp"

#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::CompositePoint;
using statistics::CompositeSettings;
using statistics::Family;

constexpr double gaps_allowed = 0.5; // of the periods known
constexpr double usual_least_cases = 3;

// The composite knows the constants of years, quarters and months; what lies between is judged by
// its neighbour's.
CompositeSettings constants_of(Frequency frequency, int known, Family family)
{
    const int per_year = periods_per_year(frequency);
    auto settings = statistics::composite_settings(per_year == 2 ? 4 : per_year, known, family);
    settings.prior.frequency = per_year;
    return settings;
}

// An upper bound of how far rounding moves a figure, as a variance.
double rounding_variance(double rounded_to)
{
    return rounded_to > 1 ? rounded_to * rounded_to / 12 : 0;
}

} // namespace

int usual_history(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
    case Frequency::school_year:
        return 20;
    case Frequency::half:
        return 24;
    case Frequency::quarter:
        return 40;
    case Frequency::month:
        return 96;
    case Frequency::week:
        break;
    }
    return 260;
}

Scoring read_scoring(Settings& settings, const DetectorContext& context)
{
    Scoring scoring;
    scoring.reading = read_row_reading(settings, context, usual_history(context.frequency));
    scoring.least_cases =
        settings.number("least_cases", {.min = 0, .max = 1e6}).value_or(usual_least_cases);
    scoring.rounded_to = settings.number("rounded_to", {.min = 1, .max = 1e6}).value_or(1);
    return scoring;
}

RowScores::RowScores(const RowSeries& series, const Scoring& scoring)
    : series_(series), scoring_(scoring), scored_(static_cast<std::size_t>(series.size()))
{
}

CompositeSettings RowScores::settings_at(int position) const
{
    const auto known = series_.known_before(position);
    auto settings = constants_of(series_.period(position).frequency(), known.length(),
                                 series_.family({known.first, position}));
    if (!scoring_.rises) {
        settings.bad = statistics::BadSide::low;
        settings.prior.outliers = statistics::Outliers::low;
    }
    settings.noise_variance = rounding_variance(scoring_.rounded_to);
    settings.outbreak_limit *= scoring_.caution;
    settings.sum_limit *= scoring_.caution;
    return settings;
}

Unscored RowScores::before_scoring(int position) const
{
    if (!series_.objection(position).empty()) return Unscored::objection;
    const auto known = series_.known_before(position);
    const auto settings = settings_at(position);
    if (known.length() < settings.least_history) return Unscored::insufficient_history;
    const int figures = series_.figures_in(known);
    const bool gaps = figures < gaps_allowed * known.length() || figures < settings.least_history;
    return gaps ? Unscored::too_many_gaps : Unscored::none;
}

const RowScores::Scored& RowScores::scored(int position)
{
    auto& scored = scored_[static_cast<std::size_t>(position)];
    if (scored.done) return scored;
    scored.done = true;
    scored.why = before_scoring(position);
    if (scored.why != Unscored::none) return scored;
    const Positions learnt{series_.known_before(position).first, position};
    const auto settings = settings_at(position);
    const int newest = learnt.length() - 1;
    auto verdicts = statistics::composite(series_.series(learnt, settings.prior.family), newest,
                                          newest, settings);
    auto& point = verdicts.front().point;
    if (point && std::isfinite(point->expected) && std::isfinite(point->variance)) {
        scored.point = point;
        return scored;
    }
    scored.why = verdicts.front().why == statistics::Unjudged::insufficient_history
                     ? Unscored::insufficient_history
                     : Unscored::degenerate;
    return scored;
}

const std::optional<CompositePoint>& RowScores::at(int position)
{
    return scored(position).point;
}

bool RowScores::is_small(int position) const
{
    const auto& point = *scored_[static_cast<std::size_t>(position)].point;
    const auto family = series_.family({series_.known_before(position).first, position});
    if (family == Family::real) return false;
    const double cases = series_.series({position, position}, family).values.front();
    const double most = std::max(cases, point.expected);
    const double rest = std::max(point.trials - cases, point.trials - point.expected);
    return most < scoring_.least_cases || (family == Family::share && rest < scoring_.least_cases);
}

Unscored RowScores::why_not(int position)
{
    const auto& found = scored(position);
    if (found.why != Unscored::none) return found.why;
    return is_small(position) ? Unscored::small_numbers : Unscored::none;
}

Text RowScores::reason(int position)
{
    const auto known = series_.known_before(position);
    switch (why_not(position)) {
    case Unscored::none:
        return {};
    case Unscored::objection:
        return series_.objection(position);
    case Unscored::insufficient_history:
        return say("zu kurze Vorgeschichte: {} Zeiträume sind bekannt, mindestens {} sind nötig",
                   "insufficient history: {} periods are known, at least {} are needed",
                   series_.figures_in(known), settings_at(position).least_history);
    case Unscored::too_many_gaps:
        return say("zu viele Lücken: von {} Zeiträumen davor haben nur {} einen Wert",
                   "too many gaps: of {} periods before, only {} have a figure", known.length(),
                   series_.figures_in(known));
    case Unscored::small_numbers:
        return weave("zu kleine Zahlen: weniger als {} Fälle, gezählt wie erwartet (least_cases)",
                     "numbers too small: fewer than {} cases, counted as well as expected "
                     "(least_cases)",
                     plain_number(scoring_.least_cases));
    case Unscored::degenerate:
        break;
    }
    return {"die Zahlen davor schwanken nicht; was an dieser Zufall ist, lässt sich nicht sagen",
            "the figures before do not vary; how much of this one is chance cannot be told"};
}

} // namespace tuermer
