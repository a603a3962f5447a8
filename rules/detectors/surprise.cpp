// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/surprise.hpp"

#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::CompositePoint;
using statistics::Family;

constexpr double least_season = 0.005; // of the linear predictor: below, there is none to speak of
constexpr double telling = 0.05;
constexpr double rarest = 1e-6; // beyond, the tails are not known that well

Unit unit_of(const RowSeries& series)
{
    return series.sight().panels().value.unit();
}

Family family_at(const RowScores& scores, int at)
{
    return scores.settings_at(at).prior.family;
}

// A step on the linear predictor's scale as a reader sees it: percent of a count, points of a
// share, the unit of a plain figure.
struct Seen {
    double amount = 0;
    Scale scale = Scale::percent;
};

Seen seen_step(double step, const CompositePoint& point, Family family)
{
    if (family == Family::real) return {step, Scale::own_unit};
    if (family == Family::count) return {100 * std::expm1(step), Scale::percent};
    const double share = point.trials > 0 ? point.expected / point.trials : 0;
    return {100 * share * (1 - share) * step, Scale::points};
}

Text seen_text(double step, const CompositePoint& point, Family family, const Unit& unit)
{
    const auto seen = seen_step(step, point, family);
    return moved_text(seen.amount, seen.scale, unit);
}

Text learnt_sentence(const CompositePoint& point)
{
    if (point.outliers == 0)
        return say("Gelernt aus {} Zeiträumen davor.", "Learnt from {} periods before.",
                   point.used);
    return say("Gelernt aus {} Zeiträumen davor; ungewöhnliche, die weniger zählen: {}.",
               "Learnt from {} periods before; unusual ones, which count less: {}.", point.used,
               point.outliers);
}

// Nothing where the model knows of no season (years, short histories).
Text season_text(const CompositePoint& point, Family family, const Unit& unit)
{
    if (std::abs(point.season) < least_season && family != Family::real) return {};
    if (point.season == 0) return {};
    return weave("Anteil der Jahreszeit: {}. ", "Share of the season: {}. ",
                 seen_text(point.season, point, family, unit));
}

} // namespace

Excess excess_since(RowScores& scores, int first)
{
    const auto& series = scores.series();
    const int last = series.size() - 1;
    Excess excess{first, 0, 0, family_at(scores, last) != Family::real};
    for (int i = std::max(0, first); i <= last; ++i) {
        const auto& point = scores.at(i);
        if (!point) continue;
        const double seen = series.series({i, i}, family_at(scores, i)).values.front();
        excess.amount += seen - point->expected;
        ++excess.periods;
    }
    if (!excess.in_cases && excess.periods > 0) excess.amount /= excess.periods;
    return excess;
}

double single_limit(RowScores& scores, int at)
{
    const auto& point = *scores.at(at);
    const auto settings = scores.settings_at(at);
    const auto limits = statistics::composite_limits(point, settings);
    // Limits of counts are the last that say nothing; a figure stands out from the next one on.
    const bool whole = settings.prior.family == Family::count;
    const double limit =
        scores.scoring().rises ? limits.upper + (whole ? 1 : 0) : limits.lower - (whole ? 1 : 0);
    const double possible = settings.prior.family == Family::real ? limit : std::max(0.0, limit);
    return scores.series().in_unit(possible, at, settings.prior.family);
}

Text expected_sentence(RowScores& scores, int at)
{
    const auto& series = scores.series();
    const auto unit = unit_of(series);
    const auto family = family_at(scores, at);
    const auto expected = level_text(series.in_unit(scores.at(at)->expected, at, family), unit);
    const auto limit = level_text(single_limit(scores, at), unit);
    if (scores.scoring().rises)
        return weave("Nach Niveau, Trend und Jahreszeit waren {} zu erwarten; eine einzelne Zahl "
                     "fällt ab etwa {} auf.",
                     "By level, trend and season {} was to be expected; a single figure stands out "
                     "from about {} on.",
                     expected, limit);
    return weave("Nach Niveau, Trend und Jahreszeit waren {} zu erwarten; eine einzelne Zahl fällt "
                 "bis etwa {} auf.",
                 "By level, trend and season {} was to be expected; a single figure stands out at "
                 "about {} or below.",
                 expected, limit);
}

Text since_sentence(RowScores& scores, const Excess& excess)
{
    const auto& series = scores.series();
    if (excess.periods < 2) return {};
    const auto begin = title_of(series.period(excess.first));
    const auto periods = say("{}", "{}", excess.periods);
    const auto size = std::abs(excess.amount);
    const auto amount =
        excess.in_cases ? decimal(size, size < 10 ? 1 : 0) : level_text(size, unit_of(series));
    const bool more = excess.amount >= 0;
    if (excess.in_cases)
        return weave("Auffällig ist die Summe: seit {} ({} Zeiträume) zusammen {} Fälle {}, als zu "
                     "erwarten waren.",
                     "It is the sum that stands out: since {} ({} periods) together {} cases {} "
                     "than were to be expected.",
                     begin, periods, amount,
                     more ? Text{"mehr", "more"} : Text{"weniger", "fewer"});
    return weave("Auffällig ist die Dauer: seit {} ({} Zeiträume) im Mittel {} {}, als zu erwarten "
                 "war.",
                 "It is the duration that stands out: since {} ({} periods) on average {} {} than "
                 "was to be expected.",
                 begin, periods, amount, more ? Text{"mehr", "more"} : Text{"weniger", "less"});
}

Text parts_sentence(RowScores& scores, int at)
{
    const auto& point = *scores.at(at);
    const auto family = family_at(scores, at);
    const auto unit = unit_of(scores.series());
    const auto season = season_text(point, family, unit);
    const auto trend = seen_text(point.trend_per_year, point, family, unit);
    return weave("{}Trend: {} im Jahr. {}", "{}Trend: {} a year. {}", season, trend,
                 learnt_sentence(point));
}

Text incomplete_sentence(const RowSeries& series, int at)
{
    const double share = series.complete(at);
    if (!(share < 1)) return {};
    const auto unit = unit_of(series);
    const double seen =
        series.in_unit(series.series({at, at}, Family::count).values.front(), at, Family::count);
    return weave("Die Zahl ist vorläufig: erst etwa {} % der Fälle sind eingegangen (complete), "
                 "und so wird sie mit so viel von dem verglichen, was zu erwarten war. "
                 "Hochgerechnet sind es {}.",
                 "The figure is provisional: only about {} % of the cases are in (complete), so it "
                 "is compared with as much of what was to be expected. Extrapolated it is {}.",
                 plain_number(100 * share), level_text(seen / share, unit));
}

Text sure_sentence(double p_value)
{
    if (p_value > telling) return {};
    if (!(p_value > rarest))
        return {"Ohne Veränderung käme das in weniger als einem von einer Million Zeiträumen vor.",
                "Without a change this would happen in fewer than one of a million periods."};
    const double one_of = 1 / p_value;
    const double step = std::pow(10, std::floor(std::log10(one_of)));
    return weave("Ohne Veränderung käme das in etwa einem von {} Zeiträumen vor.",
                 "Without a change this would happen in about one of {} periods.",
                 decimal(std::round(one_of / step) * step, 0));
}

void describe_row(Assessment& assessment, const RowSeries& series)
{
    assessment.figures.push_back(series.now());
    assessment.against = {"was nach der eigenen Vergangenheit zu erwarten war",
                          "what the figure's own past lets expect"};
    if (auto before = series.before(series.size() - 1))
        assessment.figures.push_back(std::move(*before));
}

void describe_expectation(Assessment& assessment, RowScores& scores, int at)
{
    const auto& point = scores.at(at);
    if (!point) return;
    assessment.expected = scores.series().in_unit(point->expected, at, family_at(scores, at));
    assessment.upward = scores.scoring().rises;
}

Text joined(const std::vector<Text>& sentences)
{
    Text all;
    for (const auto& sentence : sentences) {
        if (sentence.empty()) continue;
        const std::string between = all.empty() ? "" : " ";
        all.de += between + sentence.de;
        all.en += between + sentence.en;
    }
    return all;
}

} // namespace tuermer
