// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/history.hpp"

#include "rules/detectors/spelling.hpp"
#include "rules/statistics/present_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer {

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
constexpr double most_gaps = 0.25;
constexpr int longest_window = 1200; // whoever looks back further has mistyped the span

// The cells of one row, by column, as far as they may be built on.
class UsableCells {
public:
    UsableCells(const Sight& sight, bool accept_limited)
        : panels_(sight.panels()),
          row_(sight.row()),
          accept_limited_(accept_limited),
          minimum_(sight.indicator().minimum_denominator)
    {
    }

    bool is_there(std::size_t column) const
    {
        const auto seen = cell(column);
        return seen.has_value() && std::isfinite(seen.value) &&
               (seen.mark.status() != Status::limited || accept_limited_);
    }
    bool is_small(std::size_t column) const
    {
        if (panels_.denominator == nullptr) return false;
        const auto below = panels_.denominator->at(row_, period(column));
        return below.has_value() && below.value < minimum_;
    }
    bool is_usable(std::size_t column) const { return is_there(column) && !is_small(column); }
    double value(std::size_t column) const { return cell(column).value; }
    double count(std::size_t column) const { return part(panels_.numerator, column); }
    double exposure(std::size_t column) const { return part(panels_.denominator, column); }
    Mark mark(std::size_t column) const { return cell(column).mark; }

private:
    Period period(std::size_t column) const
    {
        return panels_.value.first() + static_cast<int>(column);
    }
    Cell cell(std::size_t column) const { return panels_.value.at(row_, period(column)); }
    double part(const Panel* panel, std::size_t column) const
    {
        const auto cell = panel->at(row_, period(column));
        return cell.has_value() ? cell.value : gap;
    }

    IndicatorView panels_;
    std::uint32_t row_;
    bool accept_limited_;
    double minimum_;
};

// Columns of the panel, as far as they are held.
struct HeldColumns {
    std::size_t first = 0, end = 0;
};

HeldColumns columns_of(const Panel& panel, Period first, Period last)
{
    const auto held = static_cast<int>(panel.columns());
    const int from = std::clamp(first - panel.first(), 0, held);
    const int end = std::clamp(last - panel.first() + 1, from, held);
    return {static_cast<std::size_t>(from), static_cast<std::size_t>(end)};
}

struct Found {
    int small = 0; // figures left out for their denominators
};

Found fill(History& history, const Sight& sight, const Stretch& stretch)
{
    const auto& panel = sight.panels().value;
    const UsableCells cells(sight, stretch.accept_limited);
    auto [column, end] = columns_of(panel, sight.period() - (stretch.window - 1), sight.period());
    Found found;
    for (; column < end && !cells.is_usable(column); ++column)
        if (cells.is_there(column)) ++found.small;
    history.first = panel.first() + static_cast<int>(column);
    const bool with_counts = sight.is_rate() && sight.is_count();
    for (; column < end; ++column) {
        const auto share =
            share_in(sight, panel.first() + static_cast<int>(column), stretch.complete);
        const bool usable = cells.is_usable(column) && share;
        if (usable) ++history.present;
        if (!usable && cells.is_there(column)) ++found.small;
        history.values.push_back(usable ? cells.value(column) / *share : gap);
        if (!with_counts) continue;
        history.counts.push_back(usable ? cells.count(column) : gap);
        history.exposures.push_back(usable ? cells.exposure(column) : gap);
    }
    return found;
}

Text objection(const History& history, const Found& found, const Sight& sight,
               const Stretch& stretch)
{
    const int periods = static_cast<int>(history.values.size());
    if (history.present < stretch.least && history.present + found.small >= stretch.least)
        return weave("zu kleine Zahlen: nur in {} Zeiträumen stehen mindestens {} im Nenner, nötig "
                     "sind {}",
                     "small numbers: only {} periods have a denominator of at least {}, needed are "
                     "{}",
                     plain_number(history.present),
                     plain_number(sight.indicator().minimum_denominator),
                     plain_number(stretch.least));
    if (periods < stretch.least)
        return say("zu kurze Vorgeschichte: {} Zeiträume, mindestens {} sind nötig",
                   "insufficient history: {} periods, at least {} are needed", periods,
                   stretch.least);
    if (history.present < stretch.least || history.present < (1 - most_gaps) * periods)
        return say("zu viele Lücken: in {} von {} Zeiträumen fehlt ein verwendbarer Wert",
                   "too many gaps: {} of {} periods have no figure to build on",
                   periods - history.present, periods);
    return {};
}

// The median distance of each season from its year, for as many seasons as the year has.
std::vector<double> season_of(std::span<const double> values, std::size_t seasons)
{
    std::vector<std::vector<double>> distances(seasons);
    for (std::size_t i = 0; i + seasons <= values.size(); ++i) {
        const auto year = values.subspan(i, seasons);
        double sum = 0;
        for (const double value : year) sum += value;
        const double distance = values[i + seasons / 2] - sum / static_cast<double>(seasons);
        if (std::isfinite(distance)) distances[(i + seasons / 2) % seasons].push_back(distance);
    }
    std::vector<double> season;
    for (auto& all : distances)
        season.push_back(all.empty() ? 0 : statistics::sequences::middle(all));
    const double mean = statistics::sequences::mean(season);
    for (double& value : season) value -= mean;
    return season;
}

} // namespace

History read_history(const Sight& sight, const Stretch& stretch)
{
    History history;
    history.now = read_now(sight, {stretch.accept_limited, {}, 1, stretch.complete});
    history.unknown = history.now.unknown;
    if (!history.unknown.empty()) return history;
    const auto found = fill(history, sight, stretch);
    history.unknown = objection(history, found, sight, stretch);
    return history;
}

Stretch read_stretch(Settings& settings, const DetectorContext& context, int usual_years, int least)
{
    Stretch stretch{usual_years * periods_per_year(context.frequency), least, false};
    stretch.accept_limited = settings.flag("accept_limited").value_or(false);
    const auto text = settings.text("over");
    if (!text) return stretch;
    const auto span = parse_span(*text);
    const auto periods = span ? periods_in(*span, context.frequency) : std::nullopt;
    if (!periods)
        settings.wrong("over", weave("\"{}\": gebraucht wird eine Spanne wie \"10 y\", die zum "
                                     "Takt des Indikators passt ({})",
                                     "\"{}\": a span like \"10 y\" is needed that fits the "
                                     "indicator's frequency ({})",
                                     Text{*text, *text}, name_of(context.frequency)));
    else if (*periods < least || *periods > longest_window)
        settings.wrong("over", say("\"{}\" sind {} Zeiträume; möglich sind {} bis {}",
                                   "\"{}\" is {} periods; there may be {} to {}", *text, *periods,
                                   least, longest_window));
    else
        stretch.window = *periods;
    return stretch;
}

Figure figure_over(const Sight& sight, Period first, Period last, Text role)
{
    const UsableCells cells(sight, true);
    const auto columns = columns_of(sight.panels().value, first, std::min(last, sight.period()));
    Figure figure{.role = std::move(role),
                  .area = sight.area(),
                  .first = first,
                  .last = last,
                  .value = {},
                  .numerator = {},
                  .denominator = {},
                  .mark = {},
                  .least = {}};
    double sum = 0, counts = 0, exposures = 0;
    int present = 0;
    for (auto column = columns.first; column < columns.end; ++column) {
        if (!cells.is_usable(column)) continue;
        ++present;
        const double value = cells.value(column);
        sum += value;
        if (cells.mark(column).is_preliminary())
            figure.mark = Mark(Missing::none, Status::provisional);
        if (sight.is_rate()) {
            counts += cells.count(column);
            exposures += cells.exposure(column);
        } else if (sight.is_count() && value > 0) {
            figure.least = std::min(value, figure.least.value_or(value));
        }
    }
    if (present == 0) {
        figure.mark = Missing::not_yet;
        return figure;
    }
    if (sight.is_rate() && std::isfinite(counts) && exposures > 0) {
        figure.numerator = counts;
        figure.denominator = exposures;
        figure.value = counts / exposures * sight.indicator().per;
    } else {
        figure.value = sum / present;
    }
    return figure;
}

std::vector<double> without_season(std::span<const double> values, Frequency frequency)
{
    std::vector<double> adjusted(values.begin(), values.end());
    const auto seasons = static_cast<std::size_t>(periods_per_year(frequency));
    if (seasons < 2 || values.size() < 3 * seasons) return adjusted;
    const auto season = season_of(values, seasons);
    for (std::size_t i = 0; i < adjusted.size(); ++i) adjusted[i] -= season[i % seasons];
    return adjusted;
}

std::uint64_t seed_of(const Sight& sight)
{
    std::uint64_t hash = 0xCBF29CE484222325U; // FNV-1a
    for (const char byte : key_text(sight.panels().value.keys(), sight.row()))
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    return hash;
}

} // namespace tuermer
