// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/codes.hpp"
#include "daemon/store/evidence_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using Json = nlohmann::ordered_json;
using stored::name_of;

// JSON has no infinity, and a factor against zero may be one.
Json number(double value)
{
    if (std::isfinite(value)) return value;
    return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

Json number(const std::optional<double>& value)
{
    return value ? number(*value) : Json();
}

Json json(Period period)
{
    return period == Period{} ? Json() : Json(to_string(period));
}

Json json(const Text& text)
{
    return {{"de", text.de}, {"en", text.en}};
}

Json json(const Vintage& vintage)
{
    return {{"known_since", to_string(vintage.known_since)},
            {"retrieved", to_string(vintage.retrieved)},
            {"retrieval", vintage.retrieval},
            {"url", vintage.url}};
}

Json json(const Judgement& judgement, const std::optional<double>& measured)
{
    return {{"truth", name_of(judgement.truth)},
            {"severity", name_of(judgement.severity)},
            {"provisional", judgement.provisional},
            {"measured", number(measured)},
            {"held", name_of(judgement.held)}};
}

Json json(const std::optional<statistics::Interval>& interval)
{
    if (!interval) return Json();
    return {{"lower", number(interval->lower)},
            {"upper", number(interval->upper)},
            {"confidence", number(interval->confidence)}};
}

Json json(const Figure& figure)
{
    return {{"role", json(figure.role)},
            {"area", figure.area},
            {"first", json(figure.first)},
            {"last", json(figure.last)},
            {"value", number(figure.value)},
            {"numerator", number(figure.numerator)},
            {"denominator", number(figure.denominator)},
            {"missing", name_of(figure.mark.missing())},
            {"status", name_of(figure.mark.status())},
            {"least", number(figure.least)}};
}

Json json(const GateSay& say)
{
    return {{"gate", say.gate}, {"effect", name_of(say.effect)}, {"what", json(say.what)}};
}

template <class Value>
Json list(const std::vector<Value>& values);

Json json(const Trace& trace)
{
    Json unit{{"name", to_string(trace.unit)},
              {"exponents", trace.unit.exponents},
              {"scale", number(trace.unit.scale)}};
    return {{"text", trace.text},
            {"key", trace.key},
            {"period", json(trace.period.value_or(Period{}))},
            {"value", trace.cell.has_value() ? number(trace.cell.value) : Json()},
            {"missing", name_of(trace.cell.mark.missing())},
            {"status", name_of(trace.cell.mark.status())},
            {"unit", std::move(unit)},
            {"input", trace.is_input},
            {"parts", list(trace.parts)}};
}

Json json(const std::array<Truth, severities>& truth)
{
    Json by_severity = Json::object();
    for (std::size_t i = 0; i < severities; ++i)
        by_severity[std::string(name_of(static_cast<Severity>(i)))] = name_of(truth[i]);
    return by_severity;
}

Json json(const Assessment& assessment)
{
    return {{"test", assessment.test},
            {"truth", json(assessment.truth)},
            {"measured", number(assessment.measured)},
            {"limit", number(assessment.limit)},
            {"clear", number(assessment.clear)},
            {"upward", assessment.upward},
            {"scale", name_of(assessment.scale)},
            {"interval", json(assessment.interval)},
            {"interval_method", assessment.interval_method},
            {"p_value", number(assessment.p_value)},
            {"figures", list(assessment.figures)},
            {"comparison_measured", number(assessment.comparison_measured)},
            {"against", json(assessment.against)},
            {"reason", json(assessment.reason)},
            {"expected", number(assessment.expected)},
            {"since", json(assessment.since.value_or(Period{}))},
            {"finding", json(assessment.finding)}};
}

template <class Value>
Json list(const std::vector<Value>& values)
{
    Json all = Json::array();
    for (const auto& value : values) all.push_back(json(value));
    return all;
}

Json json(const Evidence& evidence)
{
    return {{"rule_text", evidence.rule_text},
            {"rule_hash", evidence.rule_hash},
            {"definition_hash", evidence.definition_hash},
            {"judgement", json(evidence.judgement, evidence.measured)},
            {"assessments", list(evidence.assessments)},
            {"trace", json(evidence.trace)},
            {"gates", list(evidence.gates)},
            {"before", name_of(evidence.before)},
            {"after", name_of(evidence.after)}};
}

Json json(const CommonShock& shock)
{
    return {{"areas", shock.areas},
            {"episodes", shock.episodes},
            {"judged", shock.judged},
            {"upward", shock.upward}};
}

Json json(const Event& event)
{
    Json all{{"event", event.id},
             {"alert", event.alert},
             {"episode", event.episode},
             {"rule", event.rule},
             {"indicator", event.indicator},
             {"key", event.key},
             {"area", event.area},
             {"transition", name_of(event.transition)},
             {"period", json(event.period)},
             {"episode_start", json(event.episode_start)},
             {"severity", name_of(event.severity)},
             {"by_revision", event.by_revision},
             {"reach", name_of(event.reach)},
             {"source", event.source},
             {"vintage", json(event.vintage)},
             {"evidence", json(event.evidence)}};
    if (event.common_shock) all["common_shock"] = json(*event.common_shock);
    return all;
}

} // namespace

std::string to_json(const Event& event)
{
    // Names and URLs come from outside: bytes that are no UTF-8 become U+FFFD rather than an
    // exception.
    return json(event).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tuermer
