// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/limits.hpp"

#include "rules/base/numbers.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

// The default of `clear`: the alarm ends when the figure has gone back by a fifth of the limit.
constexpr double dead_band_share = 0.2;

using Rungs = std::array<std::optional<double>, severities>;

struct Ladder {
    bool is_table = false;
    Rungs rungs; // without a table: only the first
};

std::optional<double> amount_of(Settings& settings, std::string_view key, const Node& node,
                                AmountKind kind, const Unit& unit)
{
    std::string text;
    if (const auto* written = std::get_if<std::string>(&node.value)) text = *written;
    if (const auto* whole = std::get_if<std::int64_t>(&node.value)) text = std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&node.value)) text = shortest(*number);
    auto amount = parse_amount(text, kind, unit);
    if (amount) return *amount;
    settings.mistakes().error(node.place, std::string(key), amount.error());
    return std::nullopt;
}

bool is_amount(const Node& node)
{
    return std::holds_alternative<std::string>(node.value) ||
           std::holds_alternative<std::int64_t>(node.value) ||
           std::holds_alternative<double>(node.value);
}

// One amount, or one for each severity.
std::vector<ValueShape> forms_of_limits()
{
    const std::vector<ValueShape> amount{{.form = ValueShape::Form::text},
                                         {.form = ValueShape::Form::number}};
    auto forms = amount;
    TableShape ladder;
    for (std::size_t i = 0; i < severities; ++i)
        ladder.keys[std::string(code_of(static_cast<Severity>(i)))] = KeyShape{amount};
    forms.push_back({.form = ValueShape::Form::table,
                     .table = std::make_shared<TableShape>(std::move(ladder))});
    return forms;
}

std::optional<Ladder> read_ladder(Settings& settings, std::string_view key, AmountKind kind,
                                  const Unit& unit)
{
    const auto* node =
        settings.is_recorded() ? settings.node(key, forms_of_limits()) : settings.refused(key);
    if (node == nullptr) return std::nullopt;
    Ladder ladder;
    if (is_amount(*node)) {
        ladder.rungs[0] = amount_of(settings, key, *node, kind, unit);
        return ladder;
    }
    auto table = settings.table(key); // notes what else may stand here
    if (!table) return std::nullopt;
    ladder.is_table = true;
    for (std::size_t i = 0; i < severities; ++i) {
        const auto code = code_of(static_cast<Severity>(i));
        const auto* rung = table->node(code);
        if (rung != nullptr) ladder.rungs[i] = amount_of(*table, code, *rung, kind, unit);
    }
    table->finish();
    return ladder;
}

bool has_any(const Rungs& rungs)
{
    for (const auto& rung : rungs)
        if (rung) return true;
    return false;
}

double first_of(const Rungs& rungs)
{
    for (const auto& rung : rungs)
        if (rung) return *rung;
    return 0;
}

// Each higher severity must ask for more.
void check_order(Settings& settings, std::string_view key, const Rungs& rungs, bool upward)
{
    std::optional<double> below;
    for (const auto& rung : rungs) {
        if (!rung) continue;
        if (below && (upward ? *rung <= *below : *rung >= *below)) {
            settings.wrong(key, {"die Leiter steigt nicht: jede höhere Stufe muss mehr verlangen "
                                 "als die darunter",
                                 "the ladder does not rise: each higher severity must ask for more "
                                 "than the one below"});
            return;
        }
        below = rung;
    }
}

double default_clear(double limit, bool upward)
{
    return upward ? limit - dead_band_share * std::abs(limit)
                  : limit + dead_band_share * std::abs(limit);
}

void check_clear(Settings& settings, double limit, double clear, bool upward)
{
    if (upward ? clear <= limit : clear >= limit) return;
    settings.wrong("clear",
                   {"'clear' liegt jenseits des Grenzwerts: der Wert, unter dem Entwarnung "
                    "gilt, muss auf der ruhigen Seite liegen",
                    "'clear' lies beyond the limit: the value at which the all-clear is "
                    "given must lie on the calm side"});
}

std::optional<Ladder> read_clear(Settings& settings, AmountKind kind, const Unit& unit,
                                 bool is_table)
{
    auto clear = read_ladder(settings, "clear", kind, unit);
    if (!clear || clear->is_table == is_table) return clear;
    settings.wrong("clear", {"'clear' hat dieselbe Form wie der Grenzwert: ein Wert zu einem Wert, "
                             "eine Tabelle { note = …, signal = …, urgent = … } zu einer Leiter",
                             "'clear' has the shape of the limit: one value beside one value, a "
                             "table { note = …, signal = …, urgent = … } beside a ladder"});
    return std::nullopt;
}

// A severity without its own limit takes the next lower one's, and the lowest ones the first.
void fill(Limits& limits, Settings& settings, const Ladder& written,
          const std::optional<Ladder>& clear)
{
    const auto limit_at = [&](std::size_t i) {
        const double value = *written.rungs[i];
        const bool own_clear = clear && clear->rungs[i];
        const double end = own_clear ? *clear->rungs[i] : default_clear(value, limits.upward);
        if (own_clear) check_clear(settings, value, end, limits.upward);
        return Limit{value, end};
    };
    bool first = true;
    for (std::size_t i = 0; i < severities; ++i) {
        if (!written.rungs[i]) continue;
        const auto limit = limit_at(i);
        std::fill(limits.of.begin() + (first ? 0 : static_cast<std::ptrdiff_t>(i)), limits.of.end(),
                  limit);
        if (written.is_table) limits.ladder.push_back(static_cast<Severity>(i));
        first = false;
    }
}

// `at_least` looks upward, unless a change carries a minus sign; `at_most` looks downward.
bool looks_upward(Settings& settings, std::string_view key, AmountKind kind, const Rungs& rungs)
{
    if (key == "at_most") return false;
    if (kind == AmountKind::level) return true;
    const bool upward = first_of(rungs) >= 0;
    for (const auto& rung : rungs) {
        if (!rung) continue;
        if (*rung == 0)
            settings.wrong(key, {"0 ist keine Veränderung; schreiben Sie, ab welcher Veränderung "
                                 "gemeldet wird",
                                 "0 is no change; write from which change on to tell"});
        else if ((*rung > 0) != upward)
            settings.wrong(key, {"die Leiter mischt Anstieg (+) und Rückgang (-)",
                                 "the ladder mixes rises (+) and falls (-)"});
    }
    return upward;
}

Truth truth_of(double measured, const Limit& limit, bool upward)
{
    if (upward ? measured >= limit.value : measured <= limit.value) return Truth::yes;
    if (upward ? measured < limit.clear : measured > limit.clear) return Truth::no;
    return Truth::band;
}

bool excludes_chance(const statistics::Interval& interval, const Limit& limit, const Limits& limits)
{
    // A limit on the calm side of 0 ("at most +1 pp") is itself what must be excluded.
    const bool calm_side = limits.upward ? limit.value < 0 : limit.value > 0;
    const double null = limits.beyond_limit || calm_side ? limit.value : 0;
    return limits.upward ? interval.lower > null : interval.upper < null;
}

} // namespace

Limits read_limits(Settings& settings, AmountKind kind, const DetectorContext& context)
{
    Limits limits;
    limits.beyond_limit = kind == AmountKind::level;
    const bool falls = settings.has("at_most");
    const std::string_view key = falls ? "at_most" : "at_least";
    const auto at_least = read_ladder(settings, "at_least", kind, context.unit);
    const auto at_most = read_ladder(settings, "at_most", kind, context.unit);
    const auto& written = falls ? at_most : at_least;
    if (at_least && at_most)
        settings.wrong("at_most", {"'at_least' und 'at_most' schließen sich hier aus; nehmen Sie "
                                   "zwei Tests",
                                   "'at_least' and 'at_most' exclude each other here; use two "
                                   "tests"});
    if (!settings.has("at_least") && !falls)
        settings.mistakes().error(settings.place(), "at_least",
                                  say("{}: 'at_least' oder 'at_most' fehlt, der Grenzwert",
                                      "{}: 'at_least' or 'at_most' is missing, the limit",
                                      settings.what()));
    if (written && written->is_table && !has_any(written->rungs))
        settings.wrong(key, {"die Leiter hat keine Stufe; möglich sind note, signal, urgent",
                             "the ladder has no rung; there may be note, signal, urgent"});
    const auto clear = read_clear(settings, kind, context.unit, written && written->is_table);
    if (!written) return limits;
    limits.upward = looks_upward(settings, key, kind, written->rungs);
    check_order(settings, key, written->rungs, limits.upward);
    fill(limits, settings, *written, clear);
    return limits;
}

Assessment assessment_of(std::string_view test, const Limits& limits)
{
    Assessment assessment;
    assessment.test = test;
    assessment.upward = limits.upward;
    assessment.limit = limits.lowest().value;
    assessment.clear = limits.lowest().clear;
    return assessment;
}

Scale scale_of_change(bool relative, bool points)
{
    if (relative) return Scale::percent;
    return points ? Scale::points : Scale::own_unit;
}

void decide(Assessment& assessment, double measured, const Limits& limits, bool decisive)
{
    assessment.measured = measured;
    assessment.upward = limits.upward;
    const Limit* reached = &limits.lowest();
    for (std::size_t i = 0; i < severities; ++i) {
        const auto& limit = limits.of[i];
        auto truth = truth_of(measured, limit, limits.upward);
        const bool chance = decisive && assessment.interval &&
                            !excludes_chance(*assessment.interval, limit, limits);
        if (truth == Truth::yes && chance) truth = Truth::band;
        if (truth == Truth::yes) reached = &limit;
        assessment.truth[i] = truth;
    }
    assessment.limit = reached->value;
    assessment.clear = reached->clear;
}

void leave_in_band(Assessment& assessment)
{
    std::ranges::replace(assessment.truth, Truth::yes, Truth::band);
}

double read_rounded_to(Settings& settings)
{
    return settings.number("rounded_to", {.min = 1, .max = 1e6}).value_or(1);
}

void hold_over(Assessment& assessment, const statistics::CertainBounds& measured,
               const Limits& limits, double rounded_to, const Unit& unit)
{
    if (rounded_to <= 1) return;
    bool open = false;
    for (std::size_t i = 0; i < severities; ++i) {
        auto& truth = assessment.truth[i];
        const bool everywhere = truth_of(measured.lower, limits.of[i], limits.upward) == truth &&
                                truth_of(measured.upper, limits.of[i], limits.upward) == truth;
        if (everywhere || (truth != Truth::yes && truth != Truth::no)) continue;
        truth = Truth::band;
        open = true;
    }
    const auto step = plain_number(rounded_to);
    Text says = weave("Die Zahlen sind auf Vielfache von {} gerundet.",
                      "The figures are rounded to multiples of {}.", step);
    if (std::isfinite(measured.lower) && std::isfinite(measured.upper))
        says = weave("{} Dahinter liegt {} bis {}.", "{} Behind it lies {} to {}.", says,
                     measured_text(measured.lower, assessment, unit),
                     measured_text(measured.upper, assessment, unit));
    if (open)
        says = weave("{} Über die Schwelle entscheidet hier die Rundung; darum gilt nichts davon "
                     "als Über- oder Unterschreitung.",
                     "{} Here rounding decides about the limit; so nothing counts as crossing it.",
                     says);
    assessment.finding =
        assessment.finding.empty() ? says : weave("{} {}", "{} {}", assessment.finding, says);
}

void tell_incomplete(Assessment& assessment, double share, double whole, const Unit& unit)
{
    if (share == 1) return;
    const auto says =
        weave("Die Zahl ist vorläufig: erst etwa {} % der Fälle sind eingegangen (complete). "
              "Hochgerechnet sind es {}; damit wird verglichen.",
              "The figure is provisional: only about {} % of the cases are in (complete). "
              "Extrapolated it is {}; that is what is compared.",
              plain_number(100 * share), level_text(whole, unit));
    assessment.finding =
        assessment.finding.empty() ? says : weave("{} {}", "{} {}", says, assessment.finding);
}

void check_side(Settings& settings, const Limits& limits)
{
    const double limit = limits.lowest().value;
    if (limits.upward ? limit >= 0 : limit <= 0) return;
    settings.wrong("at_most", {"der Grenzwert liegt auf der falschen Seite von 0: für einen "
                               "Rückgang oder Rückstand schreiben Sie ein Minus davor",
                               "the limit lies on the wrong side of 0: write a minus before it for "
                               "a fall or a lag"});
}

} // namespace tuermer
