// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/row_series.hpp"

#include "rules/detectors/amount.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer {

namespace {

using statistics::Family;

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
constexpr int compared_years = 3;

std::optional<Family> family_named(const std::optional<std::string>& word)
{
    if (!word) return std::nullopt;
    if (*word == "counts") return Family::count;
    return *word == "shares" ? Family::share : Family::real;
}

int read_history(Settings& settings, Frequency frequency, int usual)
{
    const auto written = settings.text("history");
    if (!written) return usual;
    const auto span = parse_span(*written);
    const auto periods = span ? periods_in(*span, frequency) : std::nullopt;
    constexpr int most = 1200;
    if (periods && *periods >= 3 && *periods <= most) return *periods;
    settings.wrong("history", say("\"{}\" ist keine Spanne von 3 bis {} Zeiträumen; zum Beispiel "
                                  "\"8 y\" oder \"20 periods\"",
                                  "\"{}\" is no span of 3 to {} periods; for example \"8 y\" or "
                                  "\"20 periods\"",
                                  *written, most));
    return usual;
}

void check_model(Settings& settings, const DetectorContext& context, std::optional<Family> model)
{
    if (model != Family::share || context.is_rate) return;
    settings.wrong("model", {"Anteile brauchen einen Indikator mit Zähler und Nenner; dieser hat "
                             "einen bloßen Wert",
                             "shares need an indicator with numerator and denominator; this one "
                             "has a plain value"});
}

} // namespace

RowReading read_row_reading(Settings& settings, const DetectorContext& context, int usual_history)
{
    RowReading reading;
    reading.model = family_named(settings.one_of("model", {"counts", "shares", "figures"}));
    check_model(settings, context, reading.model);
    reading.accept_limited = settings.flag("accept_limited").value_or(false);
    reading.history = read_history(settings, context.frequency, usual_history);
    reading.complete = read_complete(settings, context, reading.model);
    return reading;
}

RowSeries::RowSeries(const Sight& sight, Period first, const RowReading& reading)
    : sight_(sight), first_(first), reading_(reading)
{
    const auto size = static_cast<std::size_t>(sight.period() - first + 1);
    const bool counts = reading.model ? *reading.model != Family::real : sight.is_count();
    const bool same_things =
        sight.is_rate() && sight.panels().numerator->unit() == sight.panels().denominator->unit();
    is_share_ = reading.model ? *reading.model == Family::share
                              : same_things && sight.indicator().per == 100;
    for (auto* column : {&figures_, &cases_, &exposure_})
        if (column == &figures_ || counts) column->reserve(size);
    marks_.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        const auto period = first + static_cast<int>(i);
        const auto cell = sight.value(period);
        marks_.push_back(cell.mark);
        figures_.push_back(learnt(cell));
        if (!counts) continue;
        const double cases = sight.is_rate() ? learnt(sight.numerator(period)) : figures_.back();
        cases_.push_back(reading.model && cases < 0 ? gap : cases);
        exposure_.push_back(sight.is_rate() ? learnt(sight.denominator(period)) : 1);
    }
    int present = 0, negative = -1;
    for (int i = 0; i < static_cast<int>(size); ++i) {
        const double figure = figures_[static_cast<std::size_t>(i)];
        present_.push_back(present += std::isnan(figure) ? 0 : 1);
        if (figure < 0) negative = i;
        negative_.push_back(negative);
    }
    if (!is_counted() || is_share_ || reading.complete.empty()) return;
    for (int i = 0; i < static_cast<int>(size); ++i) {
        complete_.push_back(share_in(sight_, period(i), reading_.complete).value_or(1));
    }
}

Text RowSeries::incomplete_objection(int at) const
{
    if (reading_.complete.empty() || mark(at).status() != Status::provisional) return {};
    if (complete_.empty())
        return weave("{}: vorläufig, und wie viel noch fehlt, lässt sich nur bei Zählungen sagen "
                     "(complete; model = \"counts\")",
                     "{}: provisional, and how much is still to come can be told of counts only "
                     "(complete; model = \"counts\")",
                     title_of(period(at)));
    if (share_in(sight_, period(at), reading_.complete)) return {};
    return weave("{}: {}", "{}: {}", title_of(period(at)),
                 too_many_provisional(reading_.complete.size()));
}

double RowSeries::learnt(const Cell& cell) const
{
    const bool usable = cell.has_value() && std::isfinite(cell.value) &&
                        (cell.mark.status() != Status::limited || reading_.accept_limited);
    return usable ? cell.value : gap;
}

Positions RowSeries::known_before(int at) const
{
    Positions known{std::max(0, at - reading_.history), at - 1};
    while (known.first < at && std::isnan(figures_[static_cast<std::size_t>(known.first)]))
        ++known.first;
    return known;
}

int RowSeries::figures_in(Positions stretch) const
{
    if (stretch.length() <= 0) return 0;
    const int before =
        stretch.first > 0 ? present_[static_cast<std::size_t>(stretch.first - 1)] : 0;
    return present_[static_cast<std::size_t>(stretch.last)] - before;
}

Family RowSeries::family(Positions stretch) const
{
    if (!is_counted()) return Family::real;
    if (is_share_) return Family::share;
    const bool falls_below = negative_[static_cast<std::size_t>(stretch.last)] >= stretch.first;
    return falls_below && !reading_.model ? Family::real : Family::count;
}

statistics::SeasonalSeries RowSeries::series(Positions stretch, Family family) const
{
    const auto part = [&](const std::vector<double>& column) {
        return std::span<const double>(column).subspan(static_cast<std::size_t>(stretch.first),
                                                       static_cast<std::size_t>(stretch.length()));
    };
    if (family == Family::real) return {part(figures_)};
    statistics::SeasonalSeries series{part(cases_)};
    if (sight_.is_rate()) series.exposure = part(exposure_);
    if (!complete_.empty()) series.complete = part(complete_);
    return series;
}

Text RowSeries::objection(int at) const
{
    const auto i = static_cast<std::size_t>(at);
    if (!marks_[i].has_value())
        return weave("{}: kein Wert ({})", "{}: no figure ({})", title_of(period(at)),
                     title_of(marks_[i].missing()));
    if (marks_[i].status() == Status::limited && !reading_.accept_limited)
        return weave("{}: Wert mit eingeschränkter Aussagekraft; die Regel lässt ihn nicht zu "
                     "(accept_limited)",
                     "{}: a figure of limited reliability, which the rule does not accept "
                     "(accept_limited)",
                     title_of(period(at)));
    if (std::isnan(figures_[i]))
        return weave("{}: der Wert ist keine endliche Zahl",
                     "{}: the figure is not a finite number", title_of(period(at)));
    const auto below = sight_.denominator(period(at));
    const double minimum = sight_.indicator().minimum_denominator;
    if (below.has_value() && below.value < minimum)
        return weave("{}: zu kleine Zahlen: n = {}, mindestens {} sind nötig",
                     "{}: numbers too small: n = {}, at least {} are needed", title_of(period(at)),
                     plain_number(below.value), plain_number(minimum));
    if (is_counted() && std::isnan(cases_[i]))
        return weave("{}: kein Zählwert; eine Zahl unter 0 braucht model = \"figures\"",
                     "{}: no count; a figure below 0 needs model = \"figures\"",
                     title_of(period(at)));
    if (is_share_ && cases_[i] > exposure_[i])
        return weave("{}: mehr Fälle ({}) als Personen ({}); das ist kein Anteil, nehmen Sie model "
                     "= \"counts\"",
                     "{}: more cases ({}) than persons ({}); this is no share, use model = "
                     "\"counts\"",
                     title_of(period(at)), plain_number(cases_[i]), plain_number(exposure_[i]));
    return incomplete_objection(at);
}

double RowSeries::in_unit(double cases, int at, Family family) const
{
    if (family == Family::real || !sight_.is_rate()) return cases;
    return cases / exposure_[static_cast<std::size_t>(at)] * sight_.indicator().per;
}

Figure RowSeries::now() const
{
    Figure figure;
    figure.role = {"jetzt", "now"};
    figure.area = sight_.area();
    figure.first = figure.last = sight_.period();
    const auto value_of = [](const Cell& cell) {
        return cell.has_value() && std::isfinite(cell.value) ? std::optional(cell.value)
                                                             : std::nullopt;
    };
    figure.value = value_of(sight_.value(sight_.period()));
    figure.numerator = value_of(sight_.numerator(sight_.period()));
    figure.denominator = value_of(sight_.denominator(sight_.period()));
    figure.mark = marks_.back();
    return figure;
}

std::optional<Figure> RowSeries::before(int at) const
{
    const int periods = compared_years * periods_per_year(first_.frequency());
    const auto known = known_before(at);
    const Positions stretch{std::max(known.first, at - periods), at - 1};
    double sum = 0, cases = 0, exposure = 0;
    int count = 0;
    for (int i = stretch.first; i <= stretch.last; ++i) {
        const auto k = static_cast<std::size_t>(i);
        if (std::isnan(figures_[k]) || complete(i) < 1) continue;
        sum += figures_[k];
        ++count;
        if (!is_counted() || std::isnan(cases_[k]) || std::isnan(exposure_[k])) continue;
        cases += cases_[k];
        exposure += exposure_[k];
    }
    if (count == 0) return std::nullopt;
    Figure figure;
    figure.role = {"die Zeit davor", "the time before"};
    figure.area = sight_.area();
    figure.first = period(stretch.first);
    figure.last = period(stretch.last);
    figure.value = sum / count;
    if (sight_.is_rate() && exposure > 0) {
        figure.numerator = cases;
        figure.denominator = exposure;
        figure.value = cases / exposure * sight_.indicator().per;
    }
    return figure;
}

} // namespace tuermer
