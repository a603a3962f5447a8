// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/evidence_json.hpp"

#include "daemon/store/codes.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace tuermer {

// Equality member by member. The bindings name every member, so that a new one does not compile
// until it is compared here (and thereby written and read).
static bool operator==(const GateSay& a, const GateSay& b)
{
    const auto& [gate, effect, what] = a;
    return gate == b.gate && effect == b.effect && what == b.what;
}

static bool operator==(const Figure& a, const Figure& b)
{
    const auto& [role, area, first, last, value, numerator, denominator, mark, least] = a;
    return role == b.role && area == b.area && first == b.first && last == b.last &&
           value == b.value && numerator == b.numerator && denominator == b.denominator &&
           mark == b.mark && least == b.least;
}

static bool operator==(const Assessment& a, const Assessment& b)
{
    const auto& [test, truth, measured, limit, clear, upward, scale, interval, interval_method,
                 p_value, figures, comparison_measured, against, reason, expected, since, finding] =
        a;
    return test == b.test && truth == b.truth && measured == b.measured && limit == b.limit &&
           clear == b.clear && upward == b.upward && scale == b.scale && interval == b.interval &&
           interval_method == b.interval_method && p_value == b.p_value && figures == b.figures &&
           comparison_measured == b.comparison_measured && against == b.against &&
           reason == b.reason && expected == b.expected && since == b.since && finding == b.finding;
}

static bool operator==(const Trace& a, const Trace& b)
{
    const auto& [text, key, period, cell, unit, is_input, parts] = a;
    return text == b.text && key == b.key && period == b.period && cell == b.cell &&
           unit == b.unit && is_input == b.is_input && parts == b.parts;
}

static bool operator==(const Evidence& a, const Evidence& b)
{
    const auto& [rule_text, rule_hash, definition_hash, judgement, measured, assessments, trace,
                 gates, before, after] = a;
    return rule_text == b.rule_text && rule_hash == b.rule_hash &&
           definition_hash == b.definition_hash && judgement == b.judgement &&
           measured == b.measured && assessments == b.assessments && trace == b.trace &&
           gates == b.gates && before == b.before && after == b.after;
}

static bool operator==(const Event& a, const Event& b)
{
    const auto& [id, alert, episode, rule, indicator, key, area, transition, period, episode_start,
                 severity, by_revision, reach, source, vintage, evidence, common_shock] = a;
    return id == b.id && alert == b.alert && episode == b.episode && rule == b.rule &&
           indicator == b.indicator && key == b.key && area == b.area &&
           transition == b.transition && period == b.period && episode_start == b.episode_start &&
           severity == b.severity && by_revision == b.by_revision && reach == b.reach &&
           source == b.source && vintage == b.vintage && evidence == b.evidence &&
           common_shock == b.common_shock;
}

namespace {

template <class Enum>
Enum any()
{
    return static_cast<Enum>(*rc::gen::inRange(0, static_cast<int>(stored::last_of(Enum{})) + 1));
}

std::string word()
{
    return *rc::gen::element<std::string>("", "a", "Ausländische Schulabgänge", "„x“ \"y\" \\ \n\t",
                                          "area=03153", "\x01\x1f", "🏰");
}

Text text()
{
    return {word(), word()};
}

double number()
{
    return *rc::gen::oneOf(rc::gen::arbitrary<double>(),
                           rc::gen::element(0.0, 48.0, 0.1, 1e300, 5e-324, 38.70967741935484,
                                            std::numeric_limits<double>::infinity(),
                                            -std::numeric_limits<double>::infinity()));
}

std::optional<double> maybe()
{
    return *rc::gen::arbitrary<bool>() ? std::optional(number()) : std::nullopt;
}

Period period()
{
    const int year = *rc::gen::inRange(1900, 2100);
    return *rc::gen::element(Period::year(year), Period::school_year(year), Period::half(year, 2),
                             Period::quarter(year, 3), Period::month(year, 7),
                             Period::week(year, 5));
}

Instant instant()
{
    return Instant(std::chrono::seconds(*rc::gen::inRange(0, 2'000'000'000)));
}

Mark mark()
{
    return {any<Missing>(), any<Status>()};
}

Cell cell()
{
    const auto sign = mark();
    return {sign.has_value() ? number() : 0, sign};
}

template <class Make>
auto several(Make make, int most)
{
    std::vector<decltype(make())> values;
    for (int left = *rc::gen::inRange(0, most + 1); left > 0; --left) values.push_back(make());
    return values;
}

Figure figure()
{
    return {text(), word(), period(), period(), maybe(), maybe(), maybe(), mark(), maybe()};
}

Assessment assessment()
{
    const auto interval = *rc::gen::arbitrary<bool>()
                              ? std::optional(statistics::Interval{number(), number(), number()})
                              : std::nullopt;
    return {word(),
            {any<Truth>(), any<Truth>(), any<Truth>()},
            maybe(),
            maybe(),
            maybe(),
            *rc::gen::arbitrary<bool>(),
            any<Scale>(),
            interval,
            word(),
            maybe(),
            several(figure, 4),
            maybe(),
            text(),
            text(),
            maybe(),
            *rc::gen::arbitrary<bool>() ? std::optional(period()) : std::nullopt,
            text()};
}

Trace trace(int depth)
{
    const Unit unit{{{"persons", *rc::gen::inRange(-2, 3)}, {"euro", 1}}, number()};
    const auto when = *rc::gen::arbitrary<bool>() ? std::optional(period()) : std::nullopt;
    auto parts = several([&] { return trace(depth - 1); }, depth);
    return {word(), word(), when, cell(), unit, *rc::gen::arbitrary<bool>(), std::move(parts)};
}

GateSay gate()
{
    return {word(), any<GateSay::Effect>(), text()};
}

Event event()
{
    const Judgement judgement{any<Truth>(), any<Severity>(), *rc::gen::arbitrary<bool>(),
                              any<Severity>()};
    return {word(),
            word(),
            word(),
            word(),
            word(),
            word(),
            word(),
            any<Transition>(),
            period(),
            period(),
            any<Severity>(),
            *rc::gen::arbitrary<bool>(),
            any<Reach>(),
            word(),
            {instant(), instant(), word(), word()},
            {word(), word(), word(), judgement, maybe(), several(assessment, 3), trace(2),
             several(gate, 3), any<Phase>(), any<Phase>()}};
}

RC_GTEST_PROP(EvidenceJson, GivesBackAnEqualEvent, ())
{
    const auto original = event();
    const auto json = to_json(original);
    const auto read = event_from_json(json);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == original);
    RC_ASSERT(to_json(*read) == json);
}

TEST(EvidenceJson, HasItsKeysInTheDocumentedOrder)
{
    Event event;
    event.evidence.assessments.emplace_back().figures.emplace_back();
    std::vector<std::string> keys;
    const auto json = nlohmann::ordered_json::parse(to_json(event));
    for (const auto& [key, value] : json.items()) keys.push_back(key);
    EXPECT_EQ(keys,
              (std::vector<std::string>{"event", "alert", "episode", "rule", "indicator", "key",
                                        "area", "transition", "period", "episode_start", "severity",
                                        "by_revision", "reach", "source", "vintage", "evidence"}));
    EXPECT_TRUE(json["evidence"]["assessments"][0]["figures"][0]["value"].is_null());
}

TEST(EvidenceJson, WritesNumbersInTheFewestDigitsThatReadBack)
{
    Event event;
    event.evidence.measured = 0.1;
    EXPECT_NE(to_json(event).find("\"measured\":0.1,"), std::string::npos);
    event.evidence.measured = 18.938375350140056;
    EXPECT_NE(to_json(event).find("\"measured\":18.938375350140056,"), std::string::npos);
}

TEST(EvidenceJson, RefusesWhatItDidNotWrite)
{
    const auto good = to_json(Event{});
    ASSERT_TRUE(event_from_json(good));
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"fired\"", "\"exploded\""},
             {"\"1970-01-01T00:00:00Z\"", "\"yesterday\""},
             {"\"before\"", "\"afore\""},
             {"\"parts\":[]", "\"parts\":[1]"},
             {"false", "0"},
             {"}", ""}}) {
        auto bad = good;
        bad.replace(bad.find(from), from.size(), to);
        const auto read = event_from_json(bad);
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().remedy, Remedy::restart);
    }
    EXPECT_FALSE(event_from_json(""));
    EXPECT_FALSE(event_from_json("[]"));
}

TEST(EvidenceJson, ReplacesBytesThatAreNoTextRatherThanFail)
{
    Event event;
    event.vintage.url = "M\xfcnchen.csv"; // Latin-1, as old shares name their files
    const auto read = event_from_json(to_json(event));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->vintage.url, "M\uFFFDnchen.csv");
}

} // namespace
} // namespace tuermer
