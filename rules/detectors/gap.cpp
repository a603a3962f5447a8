// SPDX-License-Identifier: EUPL-1.2
// Test "gap": how far a figure lies from that of another group or area, as a difference or as a
// ratio; with `against`, by how much that distance has grown.
#include "rules/detectors/knows_chance.hpp"
#include "rules/detectors/limits.hpp"
#include "rules/detectors/observed.hpp"
#include "rules/detectors/registry.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tuermer {

namespace {

using statistics::Interval;

constexpr double usual_confidence = 0.95;

struct GapSettings {
    Sight::Codes beside; // where the other row differs
    Text name;           // of the row beside, for people
    Limits limits;
    std::optional<Reference> reference; // with it, the growth of the distance counts
    bool ratio = false;
    bool points = false;
    bool accept_limited = false;
    std::optional<double> confidence; // as written; 0: chance decides nothing
    double rounded_to = 1;
};

// Two rows at one time, or over one reference.
struct Pair {
    Observed own, other;
    const Text& unknown() const { return own.unknown.empty() ? other.unknown : own.unknown; }
};

struct Distance {
    double value = 0;
    std::optional<Interval> interval;
    std::string method;
    statistics::CertainBounds behind; // where it lies for certain, behind rounded figures
};

statistics::CertainBounds behind_ratio(const statistics::CertainBounds& own,
                                       const statistics::CertainBounds& other)
{
    constexpr double without_end = std::numeric_limits<double>::infinity();
    return {own.lower / other.upper, other.lower > 0 ? own.upper / other.lower : without_end};
}

class GapDetector final : public Detector, public KnowsChance {
public:
    explicit GapDetector(GapSettings settings) : settings_(std::move(settings)) {}

    int look_back() const override
    {
        return settings_.reference ? settings_.reference->look_back() : 0;
    }
    std::string comparison_area() const override
    {
        return is_area() ? settings_.beside.front().second : std::string();
    }
    bool compares_rows() const override { return !is_area(); }
    std::vector<Severity> ladder() const override { return settings_.limits.ladder; }
    double lowest_limit() const override { return settings_.limits.lowest().value; }
    Assessment assess(const Sight& sight) const override;
    std::optional<double> p_value(const Sight& sight) const override;

private:
    bool is_area() const
    {
        return settings_.beside.size() == 1 && settings_.beside.front().first == "area";
    }
    bool is_decisive() const { return settings_.confidence.value_or(usual_confidence) > 0; }
    // A bare count has no interval of its own unless one is asked for: a stock of persons is known.
    bool judges_chance(const Sight& sight) const
    {
        return sight.is_rate() || settings_.confidence.value_or(0) > 0;
    }
    double confidence() const
    {
        return is_decisive() ? settings_.confidence.value_or(usual_confidence) : usual_confidence;
    }
    Distance distance(const Pair& pair, const Sight& sight) const;
    Distance grown(const Distance& now, const Distance& then) const;
    Text judge(Assessment& assessment, const Sight& own, const Sight& other) const;
    void tell(Assessment& assessment, const Pair& now, const Unit& unit) const;

    GapSettings settings_;
};

Distance GapDetector::distance(const Pair& pair, const Sight& sight) const
{
    const auto& [own, other] = pair;
    const double per = sight.is_rate() ? sight.indicator().per : 1;
    Distance found;
    found.value = settings_.ratio ? own.value / other.value : own.value - other.value;
    found.behind = settings_.ratio ? behind_ratio(own.behind, other.behind)
                                   : statistics::difference_of(own.behind, other.behind);
    if (!judges_chance(sight) || !own.counts || !other.counts) return found;
    const auto by = settings_.ratio ? ratio_interval(*own.counts, *other.counts, confidence())
                                    : difference_interval(*own.counts, *other.counts, confidence());
    if (!by.interval) return found;
    const double factor = settings_.ratio ? 1 : per;
    found.interval = {by.interval->lower * factor, by.interval->upper * factor, confidence()};
    found.method = by.method;
    return found;
}

Distance GapDetector::grown(const Distance& now, const Distance& then) const
{
    Distance more{
        now.value - then.value, {}, {}, statistics::difference_of(now.behind, then.behind)};
    if (!now.interval || !then.interval) return more;
    more.interval =
        statistics::difference_of({now.value, *now.interval}, {then.value, *then.interval});
    more.method = now.method + ", MOVER";
    return more;
}

const Text not_above_0{"der Vergleichswert ist nicht größer als 0: ein Verhältnis gibt es nicht",
                       "the figure beside is not above 0: there is no ratio"};
const Text not_finite{"der Abstand ist keine endliche Zahl", "the distance is not a finite number"};
const Text no_interval{"das verlangte Intervall lässt sich aus diesen Zahlen nicht berechnen",
                       "the interval asked for cannot be computed from these numbers"};

Text GapDetector::judge(Assessment& assessment, const Sight& own, const Sight& other) const
{
    const Acceptance here{settings_.accept_limited, {}, settings_.rounded_to},
        there{settings_.accept_limited, settings_.name, settings_.rounded_to};
    const Pair now{read_now(own, here), read_now(other, there)};
    assessment.figures = {now.own.figure, now.other.figure};
    if (!now.unknown().empty()) return now.unknown();
    if (settings_.ratio && now.other.value <= 0) return not_above_0;
    auto found = distance(now, own);
    if (settings_.reference) {
        const Pair then{read_reference(own, *settings_.reference, here),
                        read_reference(other, *settings_.reference, there)};
        assessment.figures.push_back(then.own.figure);
        assessment.figures.push_back(then.other.figure);
        if (!then.unknown().empty()) return then.unknown();
        found = grown(found, distance(then, own));
    }
    if (!std::isfinite(found.value)) return not_finite;
    if (settings_.confidence.value_or(0) > 0 && !found.interval) return no_interval;
    assessment.interval = found.interval;
    assessment.interval_method = found.method;
    decide(assessment, found.value, settings_.limits, is_decisive() && !settings_.ratio);
    const auto& interval = found.interval;
    const bool chance = settings_.ratio && is_decisive() && interval &&
                        (settings_.limits.upward ? interval->lower <= 1 : interval->upper >= 1);
    if (chance) leave_in_band(assessment);
    const auto& unit = own.panels().value.unit();
    tell(assessment, now, unit);
    hold_over(assessment, found.behind, settings_.limits, settings_.rounded_to, unit);
    return {};
}

// "Der Abstand zu: nationality=german beträgt +18,2 Prozentpunkte (38,7 % hier, 20,5 % dort …)."
void GapDetector::tell(Assessment& assessment, const Pair& now, const Unit& unit) const
{
    const auto spelt = [&](double value) { return moved_text(value, assessment.scale, unit); };
    const auto measured = spelt(*assessment.measured), limit = spelt(*assessment.limit);
    const auto here = level_text(now.own.value, unit), there = level_text(now.other.value, unit);
    if (settings_.reference)
        assessment.finding =
            weave("Der Abstand zum Vergleich ({}: {}; hier {}) hat sich verändert um {} gegenüber: "
                  "{} (Schwelle der Regel: {}).",
                  "The distance to the comparison ({}: {}; here {}) has changed by {} against: {} "
                  "(the rule's threshold: {}).",
                  settings_.name, there, here, measured, settings_.reference->text, limit);
    else if (settings_.ratio)
        assessment.finding =
            weave("Die Zahl ist {} so hoch wie im Vergleich ({}: {}; hier {}; Schwelle der Regel: "
                  "{}).",
                  "The figure is {} that of the comparison ({}: {}; here {}; the rule's threshold: "
                  "{}).",
                  measured, settings_.name, there, here, limit);
    else
        assessment.finding =
            weave("Der Abstand zum Vergleich ({}: {}; hier {}) beträgt {} (Schwelle der Regel: "
                  "{}).",
                  "The distance to the comparison ({}: {}; here {}) is {} (the rule's threshold: "
                  "{}).",
                  settings_.name, there, here, measured, limit);
}

Assessment GapDetector::assess(const Sight& sight) const
{
    auto assessment = assessment_of("gap", settings_.limits);
    assessment.against = settings_.name;
    if (settings_.ratio)
        assessment.scale = Scale::factor;
    else if (settings_.points)
        assessment.scale = Scale::points;
    const auto other = sight.beside(settings_.beside);
    if (!other) {
        assessment.reason =
            weave("{}: kein Wert im Indikator", "{}: not in the indicator", settings_.name);
        return assessment;
    }
    assessment.reason = judge(assessment, sight, *other);
    return assessment;
}

// Chance is left out where the interval excludes "no distance": 0, of a ratio 1; with `against`, no
// growth.
std::optional<double> GapDetector::p_value(const Sight& sight) const
{
    if (!is_decisive() || !judges_chance(sight)) return std::nullopt;
    const double none = settings_.ratio ? 1 : 0;
    return p_value_by_interval([&](double alpha) -> std::optional<bool> {
        auto settings = settings_;
        settings.confidence = 1 - alpha;
        const auto said = GapDetector(std::move(settings)).assess(sight);
        if (!said.interval) return std::nullopt;
        return said.upward ? said.interval->lower > none : said.interval->upper < none;
    });
}

void check_dimensions(Settings& settings, const Sight::Codes& beside,
                      const DetectorContext& context)
{
    const auto& known = context.dimensions;
    for (const auto& [dimension, code] : beside)
        if (!known.empty() && std::ranges::find(known, dimension) == known.end())
            settings.wrong("to", weave("\"{}\" ist kein Merkmal dieses Indikators{}",
                                       "\"{}\" is no dimension of this indicator{}",
                                       Text{dimension, dimension}, did_you_mean(dimension, known)));
}

// "nationality=german", or the code of an area.
void read_beside(Settings& settings, const DetectorContext& context, GapSettings& gap)
{
    const auto text = settings.need_text("to");
    if (text.empty()) return;
    if (text.find('=') == std::string::npos) {
        gap.beside = {{"area", text}};
        gap.name = area_title(text);
        if (!context.areas.empty() && std::ranges::find(context.areas, text) == context.areas.end())
            settings.wrong("to",
                           weave("\"{}\" ist kein bekanntes Gebiet{}", "\"{}\" is no known area{}",
                                 Text{text, text}, did_you_mean(text, context.areas)));
        return;
    }
    const auto parsed = parse_key(text);
    if (!parsed || parsed->empty()) {
        settings.wrong("to", say("\"{}\": gemeint ist etwas wie \"nationality=german\", oder der "
                                 "Schlüssel eines Gebiets",
                                 "\"{}\": it should read like \"nationality=german\", or be the "
                                 "code of an area",
                                 text));
        return;
    }
    gap.beside = *parsed;
    gap.name = {text, text};
    check_dimensions(settings, gap.beside, context);
}

std::optional<Reference> read_reference_of(Settings& settings, const DetectorContext& context,
                                           bool ratio)
{
    const auto text = settings.text("against");
    if (!text) return std::nullopt;
    auto reference = parse_reference(*text, context);
    if (!reference)
        settings.wrong("against", reference.error());
    else if (ratio || reference->kind == Reference::Kind::fixed)
        settings.wrong("against", {"wie sehr ein Abstand gewachsen ist, wird als Differenz und "
                                   "gegenüber früheren Zeiträumen gemessen",
                                   "by how much a distance has grown is measured as a difference "
                                   "and against earlier periods"});
    else
        return *reference;
    return std::nullopt;
}

// A limit on a ratio is cleared a fifth of the way back to 1, unless the rule says otherwise.
Limits read_ratio_limits(Settings& settings, DetectorContext context)
{
    context.unit = Unit{};
    auto limits = read_limits(settings, AmountKind::level, context);
    const bool written = settings.has("clear");
    for (auto& limit : limits.of) {
        if (limits.upward ? limit.value <= 1 : limit.value >= 1) {
            settings.wrong(limits.upward ? "at_least" : "at_most",
                           {"ein Verhältnis von 1 heißt kein Unterschied: 'at_least' liegt "
                            "darüber, 'at_most' darunter",
                            "a ratio of 1 means no difference: 'at_least' lies above it, 'at_most' "
                            "below"});
            break;
        }
        if (!written) limit.clear = 1 + 0.8 * (limit.value - 1);
    }
    return limits;
}

} // namespace

std::unique_ptr<Detector> make_gap(Settings& settings, const DetectorContext& context)
{
    GapSettings gap;
    read_beside(settings, context, gap);
    gap.ratio = settings.one_of("as", {"difference", "ratio"}).value_or("difference") == "ratio";
    gap.points = context.unit.pure() && context.unit.scale == 0.01;
    if (gap.ratio) {
        gap.limits = read_ratio_limits(settings, context);
    } else {
        gap.limits = read_limits(settings, AmountKind::difference, context);
        check_side(settings, gap.limits);
    }
    gap.reference = read_reference_of(settings, context, gap.ratio);
    gap.confidence = settings.number("confidence", {.min = 0, .max = 0.9999});
    gap.accept_limited = settings.flag("accept_limited").value_or(false);
    gap.rounded_to = read_rounded_to(settings);
    return std::make_unique<GapDetector>(std::move(gap));
}

} // namespace tuermer
