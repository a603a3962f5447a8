// SPDX-License-Identifier: EUPL-1.2
// Test "peers": whether an area differs from comparable areas by more than chance and by more than
// such areas differ anyway (the funnel with overdispersion). Says that, never a rank.
#include "rules/detectors/limits.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"
#include "rules/statistics/funnel.hpp"
#include "rules/statistics/present_values.hpp"
#include "rules/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using statistics::Interval;

// Three standard deviations: each release holds many areas against each other at once.
constexpr double usual_confidence = 0.998;
constexpr std::size_t fewest_peers = 10;
constexpr double drawn_in = 0.1; // of the scores at either end, so that a few wild areas do not
                                 // widen the funnel for all

struct PeersSettings {
    Limits limits;
    std::string among;                    // beginning of the comparable areas' codes; empty: all
    double confidence = usual_confidence; // 0: chance decides nothing
    bool points = false;
    bool accept_limited = false;
    double rounded_to = 1; // the own figure counts: many peers' roundings level each other out
};

// The comparable areas' figures in one period; the area itself is not among them.
struct PeerFigures {
    std::vector<double> values, counts, exposures;
};

// How far an area lies from its peers, and the score of that distance.
struct PeerDistance {
    double target = 0, value = 0;
    double z = 0;
};

class PeersDetector final : public Detector {
public:
    explicit PeersDetector(PeersSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override { return 0; }
    bool compares_rows() const override { return true; }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override { return assess(sight, peers(sight)); }
    void answer(const Sight& sight, Period first, std::span<Answer> answers) const override;

private:
    std::vector<std::uint32_t> peers(const Sight& sight) const;
    PeerFigures figures(const Sight& sight, const std::vector<std::uint32_t>& rows) const;
    Assessment assess(const Sight& sight, const std::vector<std::uint32_t>& rows) const;
    Text judge(Assessment& assessment, const Observed& now, const PeerFigures& peers,
               const Sight& sight) const;
    void set_chance(Assessment& assessment, const PeerDistance& distance, bool by_funnel) const;
    void tell(Assessment& assessment, std::size_t peers, const Unit& unit) const;

    PeersSettings settings_;
};

// Areas of the same kind have keys of the same length: districts beside districts.
bool is_comparable(std::string_view area, std::string_view own, std::string_view among)
{
    return area.size() == own.size() && area != own && area.starts_with(among);
}

std::vector<std::uint32_t> PeersDetector::peers(const Sight& sight) const
{
    std::vector<std::uint32_t> rows;
    const auto& keys = sight.panels().value.keys();
    const auto area = keys.dimension("area");
    if (!area) return rows;
    std::vector<char> comparable;
    const auto own = sight.area();
    for (const auto& code : keys.codes_of(*area))
        comparable.push_back(is_comparable(code, own, settings_.among) ? 1 : 0);
    const auto same_groups = [&](std::uint32_t row) {
        for (std::size_t i = 0; i < keys.dimensions().size(); ++i)
            if (i != *area && keys.code_number(row, i) != keys.code_number(sight.row(), i))
                return false;
        return true;
    };
    for (std::uint32_t row = 0; row < keys.rows(); ++row)
        if (comparable[keys.code_number(row, *area)] != 0 && same_groups(row)) rows.push_back(row);
    return rows;
}

PeerFigures PeersDetector::figures(const Sight& sight, const std::vector<std::uint32_t>& rows) const
{
    PeerFigures found;
    for (const auto row : rows) {
        const auto peer = sight.at_row(row);
        const auto cell = peer.value(sight.period());
        const bool usable = cell.has_value() && std::isfinite(cell.value) &&
                            (cell.mark.status() != Status::limited || settings_.accept_limited);
        if (!usable) continue;
        if (sight.is_rate()) {
            const auto above = peer.numerator(sight.period()),
                       below = peer.denominator(sight.period());
            if (!above.has_value() || !below.has_value() || below.value <= 0) continue;
            found.counts.push_back(above.value);
            found.exposures.push_back(below.value);
        }
        found.values.push_back(cell.value);
    }
    return found;
}

double sum_of(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

// The peers' pooled rate, or the median of figures that count nothing; and the distance from it.
PeerDistance distance_of(double own, const PeerFigures& peers, double per)
{
    auto values = peers.values;
    const double people = sum_of(peers.exposures);
    const double target =
        people > 0 ? sum_of(peers.counts) / people * per : statistics::sequences::middle(values);
    return {target, own - target, 0};
}

// Rates of things counted, against a target rate: by the funnel.
std::optional<double> funnel_score(const Counts& own, PeerFigures peers, double target)
{
    peers.counts.push_back(own.count);
    peers.exposures.push_back(own.exposure);
    const auto score =
        statistics::share_score_of_last(peers.counts, peers.exposures, target, drawn_in);
    if (score || target <= 0) return score;
    for (double& exposure : peers.exposures) exposure *= target; // more cases than persons
    return statistics::ratio_score_of_last(peers.counts, peers.exposures, drawn_in);
}

// Figures that count nothing: the distance in the peers' own scatter.
std::optional<double> scatter_score(double distance, const PeerFigures& peers)
{
    const auto scatter = statistics::median_absolute_deviation(peers.values);
    if (!scatter || *scatter <= 0) return std::nullopt;
    return distance / *scatter;
}

const Text no_exposure{"eine bloße Anzahl lässt sich zwischen verschieden großen Gebieten nicht "
                       "vergleichen; es braucht eine Quote",
                       "a bare count cannot be compared between areas of different size; it takes "
                       "a rate"};
const Text no_scatter{"aus den Zahlen der Vergleichsgebiete lässt sich keine Streuung berechnen",
                      "no scatter can be computed from the comparable areas' figures"};

Text too_few(std::size_t found)
{
    return say("zu wenige Vergleichsgebiete: {} mit verwendbarem Wert, mindestens {} sind nötig",
               "too few comparable areas: {} with a figure to build on, at least {} are needed",
               found, fewest_peers);
}

// Chance is asked only about a distance that comes near the limit.
Text PeersDetector::judge(Assessment& assessment, const Observed& now, const PeerFigures& peers,
                          const Sight& sight) const
{
    if (!sight.is_rate() && sight.is_count()) return no_exposure;
    if (peers.values.size() < fewest_peers) return too_few(peers.values.size());
    const double per = sight.is_rate() ? sight.indicator().per : 1;
    auto distance = distance_of(now.value, peers, per);
    if (!std::isfinite(distance.value)) return no_scatter;
    assessment.expected = distance.target;
    decide(assessment, distance.value, settings_.limits, false);
    if (assessment.truth[0] == Truth::no) return {};
    const bool by_funnel = now.counts && sum_of(peers.exposures) > 0;
    const auto score = by_funnel ? funnel_score(*now.counts, peers, distance.target / per)
                                 : scatter_score(distance.value, peers);
    if (!score || !std::isfinite(*score)) {
        assessment.truth.fill(Truth::unknown);
        return no_scatter;
    }
    distance.z = *score;
    set_chance(assessment, distance, by_funnel);
    decide(assessment, distance.value, settings_.limits, settings_.confidence > 0);
    return {};
}

void PeersDetector::set_chance(Assessment& assessment, const PeerDistance& distance,
                               bool by_funnel) const
{
    const double confidence = settings_.confidence > 0 ? settings_.confidence : usual_confidence;
    if (distance.z != 0) {
        const double margin =
            statistics::two_sided_z(confidence) * std::abs(distance.value / distance.z);
        assessment.interval = {distance.value - margin, distance.value + margin, confidence};
        assessment.interval_method = by_funnel ? "Spiegelhalter" : "MAD";
    }
    assessment.p_value =
        std::min(1.0, 2 * statistics::sequences::upper_normal(std::abs(distance.z)));
}

void PeersDetector::tell(Assessment& assessment, std::size_t peers, const Unit& unit) const
{
    const auto spelt = [&](double value) { return moved_text(value, assessment.scale, unit); };
    assessment.finding = weave(
        "Gegenüber {} Vergleichsgebieten ({}) liegt die Zahl um {} anders; gemessen an der "
        "üblichen Streuung zwischen ihnen und am Zufall: {} (Schwelle der Regel: {}).",
        "Against {} comparable areas ({}) the figure differs by {}; measured by their usual "
        "scatter and by chance: {} (the rule's threshold: {}).",
        plain_number(static_cast<double>(peers)), level_text(*assessment.expected, unit),
        spelt(*assessment.measured), chance_text(*assessment.p_value), spelt(*assessment.limit));
}

Assessment PeersDetector::assess(const Sight& sight, const std::vector<std::uint32_t>& rows) const
{
    auto assessment = assessment_of("peers", settings_.limits);
    assessment.against = {"vergleichbare Gebiete", "comparable areas"};
    if (settings_.points) assessment.scale = Scale::points;
    const auto now = read_now(sight, {settings_.accept_limited, {}, settings_.rounded_to});
    assessment.figures.push_back(now.figure);
    assessment.reason = now.unknown;
    if (!now.unknown.empty()) return assessment;
    const auto found = figures(sight, rows);
    assessment.reason = judge(assessment, now, found, sight);
    if (!assessment.p_value) return assessment;
    const auto& unit = sight.panels().value.unit();
    tell(assessment, found.values.size(), unit);
    const double target = *assessment.expected;
    hold_over(assessment, {now.behind.lower - target, now.behind.upper - target}, settings_.limits,
              settings_.rounded_to, unit);
    return assessment;
}

// The peers are looked up once for all periods.
void PeersDetector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    const auto rows = peers(sight);
    for (auto& answer : answers) {
        answer = short_form(assess(sight.until(first), rows));
        first = first + 1;
    }
}

} // namespace

std::unique_ptr<Detector> make_peers(Settings& settings, const DetectorContext& context)
{
    PeersSettings peers;
    peers.points = context.unit.pure() && context.unit.scale == 0.01;
    peers.limits = read_limits(settings, AmountKind::difference, context);
    check_side(settings, peers.limits);
    peers.among = settings.text("among").value_or("");
    peers.confidence =
        settings.number("confidence", {.min = 0, .max = 0.9999}).value_or(usual_confidence);
    peers.accept_limited = settings.flag("accept_limited").value_or(false);
    peers.rounded_to = read_rounded_to(settings);
    if (!context.is_rate && counts_things(context.unit)) settings.wrong("test", no_exposure);
    return std::make_unique<PeersDetector>(std::move(peers));
}

} // namespace tuermer
