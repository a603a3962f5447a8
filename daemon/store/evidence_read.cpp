// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/codes.hpp"
#include "daemon/store/evidence_json.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tuermer {

namespace {

using Json = nlohmann::ordered_json;
using stored::value_of;

// Within this file a wrong value is an exception, as it is for the JSON library; event_from_json
// turns both into an Error.
template <class Value>
Value present(std::optional<Value> value, const Json& json)
{
    if (!value) throw std::invalid_argument("unexpected value " + json.dump());
    return *std::move(value);
}

template <class Enum>
Enum code(const Json& json)
{
    return present(value_of<Enum>(json.get_ref<const std::string&>()), json);
}

double number(const Json& json)
{
    if (json.is_number()) return json.get<double>();
    if (json == "inf") return std::numeric_limits<double>::infinity();
    if (json == "-inf") return -std::numeric_limits<double>::infinity();
    if (json == "nan") return std::numeric_limits<double>::quiet_NaN();
    throw std::invalid_argument("not a number: " + json.dump());
}

std::optional<double> optional_number(const Json& json)
{
    if (json.is_null()) return std::nullopt;
    return number(json);
}

Instant instant(const Json& json)
{
    return present(parse_instant(json.get_ref<const std::string&>()), json);
}

Period period(const Json& json)
{
    if (json.is_null()) return {};
    return present(parse_period(json.get_ref<const std::string&>()), json);
}

Text text(const Json& json)
{
    return {json.at("de"), json.at("en")};
}

Mark mark(const Json& json)
{
    return {code<Missing>(json.at("missing")), code<Status>(json.at("status"))};
}

template <class Value>
std::vector<Value> list(const Json& json, Value (*read)(const Json&))
{
    std::vector<Value> values;
    for (const auto& entry : json) values.push_back(read(entry));
    return values;
}

Vintage vintage(const Json& json)
{
    return {instant(json.at("known_since")), instant(json.at("retrieved")), json.at("retrieval"),
            json.at("url")};
}

Judgement judgement(const Json& json)
{
    return {code<Truth>(json.at("truth")), code<Severity>(json.at("severity")),
            json.at("provisional").get<bool>(), code<Severity>(json.at("held"))};
}

std::optional<statistics::Interval> interval(const Json& json)
{
    if (json.is_null()) return std::nullopt;
    return statistics::Interval{number(json.at("lower")), number(json.at("upper")),
                                number(json.at("confidence"))};
}

Figure figure(const Json& json)
{
    return {text(json.at("role")),
            json.at("area"),
            period(json.at("first")),
            period(json.at("last")),
            optional_number(json.at("value")),
            optional_number(json.at("numerator")),
            optional_number(json.at("denominator")),
            mark(json),
            optional_number(json.at("least"))};
}

GateSay gate(const Json& json)
{
    return {json.at("gate"), code<GateSay::Effect>(json.at("effect")), text(json.at("what"))};
}

std::array<Truth, severities> truth(const Json& json)
{
    return {code<Truth>(json.at("note")), code<Truth>(json.at("signal")),
            code<Truth>(json.at("urgent"))};
}

void read_finding(Assessment& read, const Json& json)
{
    read.expected = optional_number(json.at("expected"));
    if (!json.at("since").is_null()) read.since = period(json.at("since"));
    read.finding = text(json.at("finding"));
}

Assessment assessment(const Json& json)
{
    Assessment read;
    read.test = json.at("test");
    read.truth = truth(json.at("truth"));
    read.measured = optional_number(json.at("measured"));
    read.limit = optional_number(json.at("limit"));
    read.clear = optional_number(json.at("clear"));
    read.upward = json.at("upward").get<bool>();
    read.scale = code<Scale>(json.at("scale"));
    read.interval = interval(json.at("interval"));
    read.interval_method = json.at("interval_method");
    read.p_value = optional_number(json.at("p_value"));
    read.figures = list(json.at("figures"), figure);
    read.comparison_measured = optional_number(json.at("comparison_measured"));
    read.against = text(json.at("against"));
    read.reason = text(json.at("reason"));
    if (json.contains("finding")) read_finding(read, json); // what was stored before has none
    return read;
}

Unit unit(const Json& json)
{
    return {json.at("exponents").get<std::map<std::string, int>>(), number(json.at("scale"))};
}

Trace trace(const Json& json)
{
    Trace read;
    read.text = json.at("text");
    read.key = json.at("key");
    if (!json.at("period").is_null()) read.period = period(json.at("period"));
    read.cell = {optional_number(json.at("value")).value_or(0), mark(json)};
    read.unit = unit(json.at("unit"));
    read.is_input = json.at("input").get<bool>();
    read.parts = list(json.at("parts"), trace);
    return read;
}

Evidence evidence(const Json& json)
{
    Evidence read;
    read.rule_text = json.at("rule_text");
    read.rule_hash = json.at("rule_hash");
    read.definition_hash = json.at("definition_hash");
    read.judgement = judgement(json.at("judgement"));
    read.measured = optional_number(json.at("judgement").at("measured"));
    read.assessments = list(json.at("assessments"), assessment);
    read.trace = trace(json.at("trace"));
    read.gates = list(json.at("gates"), gate);
    read.before = code<Phase>(json.at("before"));
    read.after = code<Phase>(json.at("after"));
    return read;
}

CommonShock common_shock(const Json& json)
{
    return {json.at("areas").get<std::vector<std::string>>(),
            json.at("episodes").get<std::vector<std::string>>(), json.at("judged").get<int>(),
            json.at("upward").get<bool>()};
}

Event event(const Json& json)
{
    Event read;
    read.id = json.at("event");
    read.alert = json.at("alert");
    read.episode = json.at("episode");
    read.rule = json.at("rule");
    read.indicator = json.at("indicator");
    read.key = json.at("key");
    read.area = json.at("area");
    read.transition = code<Transition>(json.at("transition"));
    read.period = period(json.at("period"));
    read.episode_start = period(json.at("episode_start"));
    read.severity = code<Severity>(json.at("severity"));
    read.by_revision = json.at("by_revision").get<bool>();
    read.reach = code<Reach>(json.at("reach"));
    read.source = json.at("source");
    read.vintage = vintage(json.at("vintage"));
    read.evidence = evidence(json.at("evidence"));
    if (json.contains("common_shock")) read.common_shock = common_shock(json.at("common_shock"));
    return read;
}

} // namespace

Result<Event> event_from_json(const std::string& json)
{
    try {
        return event(Json::parse(json));
    } catch (const std::exception& wrong) {
        return fail(Remedy::restart, say("Die gespeicherten Belege sind nicht lesbar ({}).",
                                         "The stored evidence cannot be read ({}).", wrong.what()));
    }
}

} // namespace tuermer
