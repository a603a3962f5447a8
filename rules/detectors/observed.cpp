// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/observed.hpp"

#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer {

namespace {

Text stretch_title(Period first, Period last)
{
    if (first == last) return title_of(first);
    return weave("{} bis {}", "{} to {}", title_of(first), title_of(last));
}

// "Land, 2021 bis 2023: …"
Text because(const Figure& figure, const Acceptance& acceptance, const Text& reason)
{
    const auto when = stretch_title(figure.first, figure.last);
    if (acceptance.area.empty()) return weave("{}: {}", "{}: {}", when, reason);
    return weave("{}, {}: {}", "{}, {}: {}", acceptance.area, when, reason);
}

// What a single cell says against its use.
Text objection(const Cell& cell, const Acceptance& acceptance)
{
    if (!cell.has_value())
        return weave("kein Wert ({})", "no figure ({})", title_of(cell.mark.missing()));
    if (!std::isfinite(cell.value))
        return {"der Wert ist keine endliche Zahl", "the figure is not a finite number"};
    if (cell.mark.status() == Status::limited && !acceptance.accept_limited)
        return {"Wert mit eingeschränkter Aussagekraft; die Regel lässt ihn nicht zu "
                "(accept_limited)",
                "a figure of limited reliability, which the rule does not accept (accept_limited)"};
    return {};
}

Text too_small(double denominator, double minimum)
{
    return weave("zu kleine Zahlen: n = {}, mindestens {} sind nötig",
                 "numbers too small: n = {}, at least {} are needed", plain_number(denominator),
                 plain_number(minimum));
}

std::optional<double> value_of(const Cell& cell)
{
    if (!cell.has_value() || !std::isfinite(cell.value)) return std::nullopt;
    return cell.value;
}

Figure figure_at(const Sight& sight, Period period)
{
    Figure figure;
    figure.area = sight.area();
    figure.first = figure.last = period;
    figure.value = value_of(sight.value(period));
    figure.numerator = value_of(sight.numerator(period));
    figure.denominator = value_of(sight.denominator(period));
    figure.mark = sight.value(period).mark;
    return figure;
}

using statistics::CertainBounds;

CertainBounds scaled(const CertainBounds& bounds, double factor)
{
    return {bounds.lower * factor, bounds.upper * factor};
}

CertainBounds behind_one(double published, double step)
{
    if (step <= 1) return {published, published};
    const auto counted = statistics::behind_rounded(published, step);
    return counted.value_or(CertainBounds{published - step / 2, published + step / 2});
}

// A rate from all that may lie behind its parts; without end where the denominator may be 0.
CertainBounds behind_rate(const CertainBounds& above, const CertainBounds& below, double per)
{
    constexpr double without_end = std::numeric_limits<double>::infinity();
    const double upper = below.lower > 0 ? above.upper / below.lower * per : without_end;
    return {above.lower / below.upper * per, upper};
}

CertainBounds behind(const Sight& sight, const Figure& figure, double step)
{
    if (step <= 1 || !sight.is_rate() || !figure.numerator || !figure.denominator)
        return behind_one(*figure.value, sight.is_rate() ? 1 : step);
    return behind_rate(behind_one(*figure.numerator, step), behind_one(*figure.denominator, step),
                       sight.indicator().per);
}

// Of thinned cases, those that are in, among as much less: their rate is that of all.
Counts thinned(Counts counts, double share)
{
    if (share < 1) return {counts.count, share * counts.exposure, false};
    return counts;
}

// What one period's rate or count offers to judge chance by.
std::optional<Counts> counts_of(const Sight& sight, const Figure& figure)
{
    if (!sight.is_count()) return std::nullopt;
    if (!sight.is_rate()) return Counts{*figure.value, 1, false};
    if (!figure.numerator || !figure.denominator) return std::nullopt;
    return Counts{*figure.numerator, *figure.denominator, true};
}

Observed read_at(const Sight& sight, Period period, const Acceptance& acceptance)
{
    Observed observed;
    auto& figure = observed.figure = figure_at(sight, period);
    const double minimum = sight.indicator().minimum_denominator;
    auto reason = objection(sight.value(period), acceptance);
    if (reason.empty() && figure.denominator && *figure.denominator < minimum)
        reason = too_small(*figure.denominator, minimum);
    const auto share = share_in(sight, period, acceptance.complete);
    if (reason.empty() && !share) reason = too_many_provisional(acceptance.complete.size());
    if (!reason.empty()) {
        observed.unknown = because(figure, acceptance, reason);
        return observed;
    }
    observed.complete = *share;
    observed.value = *figure.value / *share;
    const auto published = behind(sight, figure, acceptance.rounded_to);
    observed.behind = scaled(published, 1 / *share);
    observed.counts = counts_of(sight, figure);
    if (observed.counts) observed.counts = thinned(*observed.counts, *share);
    return observed;
}

// The periods of a reference, oldest first.
std::vector<Period> periods_of(const Sight& sight, const Reference& reference)
{
    std::vector<Period> periods;
    for (auto back = reference.back.rbegin(); back != reference.back.rend(); ++back)
        periods.push_back(sight.period() - *back);
    return periods;
}

Figure stretch_of(const Sight& sight, const std::vector<Period>& periods)
{
    Figure figure;
    figure.area = sight.area();
    figure.first = periods.front();
    figure.last = periods.back();
    figure.mark = sight.value(figure.last).mark;
    const auto preliminary = [&](Period period) {
        return sight.value(period).mark.is_preliminary();
    };
    if (figure.mark.has_value() && std::ranges::any_of(periods, preliminary))
        figure.mark = Mark(Missing::none, Status::provisional);
    return figure;
}

struct Pool {
    double numerator = 0, denominator = 0;
    double exposure = 0, complete = 1; // as much of the denominator as its cases are in
    CertainBounds above, below;        // what lies behind the numerator, behind the exposure

    void add(double cases, double among, double share, double step)
    {
        numerator += cases;
        denominator += among;
        exposure += share * among;
        complete = std::min(complete, share);
        above = statistics::sum_of(above, behind_one(cases, step));
        below = statistics::sum_of(below, scaled(behind_one(among, step), share));
    }
};

// Numerators and denominators of several periods, each added up. A rate of 0 persons out of 0 has
// no value in its year, and still adds nothing wrong.
Observed read_pooled(const Sight& sight, const std::vector<Period>& periods,
                     const Acceptance& acceptance)
{
    Observed observed;
    auto& figure = observed.figure = stretch_of(sight, periods);
    Pool pool;
    for (const auto period : periods) {
        const auto above = sight.numerator(period), below = sight.denominator(period);
        auto reason = objection(above, acceptance);
        if (reason.empty()) reason = objection(below, acceptance);
        const auto share = share_in(sight, period, acceptance.complete);
        if (reason.empty() && !share) reason = too_many_provisional(acceptance.complete.size());
        if (!reason.empty()) {
            observed.unknown = because(figure_at(sight, period), acceptance, reason);
            return observed;
        }
        pool.add(above.value, below.value, *share, acceptance.rounded_to);
    }
    figure.numerator = pool.numerator;
    figure.denominator = pool.denominator;
    const double minimum = sight.indicator().minimum_denominator;
    if (pool.denominator <= 0 || pool.denominator < minimum) {
        observed.unknown =
            because(figure, acceptance, too_small(pool.denominator, std::max(1.0, minimum)));
        return observed;
    }
    observed.complete = pool.complete;
    observed.value = pool.numerator / pool.exposure * sight.indicator().per;
    observed.behind = behind_rate(pool.above, pool.below, sight.indicator().per);
    if (acceptance.rounded_to <= 1) observed.behind = {observed.value, observed.value};
    figure.value = observed.value;
    figure.mark = Mark(Missing::none, figure.mark.status());
    if (sight.is_count())
        observed.counts = Counts{pool.numerator, pool.exposure, pool.complete == 1};
    return observed;
}

// The smallest count, or remainder of one, that this period's figure would show.
std::optional<double> least_of(const Figure& figure)
{
    if (!figure.numerator || !figure.denominator) return std::nullopt;
    const double remainder = *figure.denominator - *figure.numerator;
    if (*figure.numerator == 0) return remainder;
    return remainder < 0 ? *figure.numerator : std::min(*figure.numerator, remainder);
}

// A mean of k rates is as certain as one rate over k² / (1/n1 + 1/n2 + …) cases: exactly so when
// the rates are alike, and the reciprocal of that sum is what the variance of the mean depends on.
std::optional<Counts> counts_of_mean(const Sight& sight, const std::vector<Observed>& parts,
                                     double mean)
{
    const auto k = static_cast<double>(parts.size());
    double reciprocals = 0;
    for (const auto& part : parts) {
        if (!part.counts || part.counts->exposure <= 0) return std::nullopt;
        reciprocals += 1 / part.counts->exposure;
    }
    const double exposure = k * k / reciprocals;
    const double per = sight.is_rate() ? sight.indicator().per : 1;
    const bool whole =
        std::ranges::all_of(parts, [](const Observed& part) { return part.complete == 1; });
    return Counts{mean / per * exposure, exposure, sight.is_rate() && whole};
}

// The mean or median of the lowest, and of the highest figures that may lie behind.
CertainBounds behind_all(const std::vector<Observed>& parts, double (*middle)(std::vector<double>))
{
    std::vector<double> lower, upper;
    for (const auto& part : parts) {
        lower.push_back(part.behind.lower);
        upper.push_back(part.behind.upper);
    }
    return {middle(std::move(lower)), middle(std::move(upper))};
}

double mean_of(std::vector<double> values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double median_of(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Observed read_average(const Sight& sight, const Reference& reference,
                      const std::vector<Period>& periods, const Acceptance& acceptance)
{
    Observed observed;
    observed.figure = stretch_of(sight, periods);
    std::vector<Observed> parts;
    std::vector<double> values;
    for (const auto period : periods) {
        parts.push_back(read_at(sight, period, acceptance));
        auto& one = parts.back();
        if (!one.unknown.empty()) {
            observed.unknown = one.unknown;
            return observed;
        }
        values.push_back(one.value);
        observed.complete = std::min(observed.complete, one.complete);
        const auto least = least_of(one.figure);
        if (least) observed.figure.least = std::min(*least, observed.figure.least.value_or(*least));
    }
    const bool mean = reference.kind == Reference::Kind::mean;
    const auto middle = mean ? mean_of : median_of;
    observed.value = middle(values);
    observed.behind = behind_all(parts, middle);
    observed.figure.value = observed.value;
    if (mean) observed.counts = counts_of_mean(sight, parts, observed.value);
    return observed;
}

} // namespace

Observed read_now(const Sight& sight, const Acceptance& acceptance)
{
    auto observed = read_at(sight, sight.period(), acceptance);
    const Text now{"jetzt", "now"};
    observed.figure.role =
        acceptance.area.empty() ? now : weave("{}, {}", "{}, {}", acceptance.area, now);
    return observed;
}

Observed read_reference(const Sight& sight, const Reference& reference,
                        const Acceptance& acceptance)
{
    Observed observed;
    const auto periods = periods_of(sight, reference);
    if (reference.kind == Reference::Kind::pooled)
        observed = read_pooled(sight, periods, acceptance);
    else if (periods.size() == 1)
        observed = read_at(sight, periods.front(), acceptance);
    else
        observed = read_average(sight, reference, periods, acceptance);
    observed.figure.role = acceptance.area.empty()
                               ? reference.text
                               : weave("{}, {}", "{}, {}", acceptance.area, reference.text);
    return observed;
}

} // namespace tuermer
