// SPDX-License-Identifier: EUPL-1.2
// What `explain` prints: an event with everything it rests on, for people who want to retrace it.
#include "daemon/present/case.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>

namespace tuermer::present {

namespace {

constexpr std::size_t digits_of_hash = 12; // enough to compare by eye

std::string heading(const Case& c, const Text& title)
{
    return "\n" + c.in(title) + "\n";
}

std::string field(const Case& c, const Text& name, const std::string& value)
{
    constexpr std::size_t width = 18;
    auto label = c.in(name) + ":";
    std::size_t letters = 0;
    for (const char byte : label)
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++letters;
    label.append(letters < width ? width - letters : 1, ' ');
    return "  " + label + value + "\n";
}

Text title_of_phase(Phase phase)
{
    switch (phase) {
    case Phase::inactive:
        return {"ruht", "inactive"};
    case Phase::pending:
        return {"wartet auf Bestätigung", "pending"};
    case Phase::firing:
        return {"ausgelöst", "firing"};
    case Phase::recovering:
        break;
    }
    return {"klingt ab", "recovering"};
}

Text title_of_truth(Truth truth)
{
    switch (truth) {
    case Truth::no:
        return {"nein", "no"};
    case Truth::band:
        return {"zwischen Schwelle und Entwarnung", "between threshold and all-clear"};
    case Truth::yes:
        return {"ja", "yes"};
    case Truth::unknown:
        break;
    }
    return {"unbekannt", "unknown"};
}

Text title_of_effect(GateSay::Effect effect)
{
    switch (effect) {
    case GateSay::Effect::passed:
        return {"passiert", "passed"};
    case GateSay::Effect::mentioned:
        return {"erwähnt", "mentioned"};
    case GateSay::Effect::downgraded:
        return {"herabgestuft", "downgraded"};
    case GateSay::Effect::held:
        break;
    }
    return {"zurückgehalten", "held"};
}

Text title_of_gate(std::string_view gate)
{
    if (gate == "reliability") return {"Zuverlässigkeit", "reliability"};
    if (gate == "breaks") return {"Brüche", "breaks"};
    if (gate == "relative") return {"Vergleichsgebiet", "comparison area"};
    if (gate == "act_on") return {"Vorläufige Zahl", "provisional figure"};
    if (gate == "common_shock") return {"Gemeinsame Veränderung", "common shock"};
    if (gate == "multiplicity") return {"Viele Beurteilungen", "many judgements"};
    if (gate == "budget") return {"Höchstzahl der Nachrichten", "budget of messages"};
    if (gate == "recipients") return {"Empfänger", "recipients"};
    if (gate == "history") return {"Vergangenes", "history"};
    if (gate == "episode") return {"Verlauf", "course"};
    if (gate == "rule_changed") return {"Geänderte Regel", "changed rule"};
    if (gate == "areas") return {"Gebietsreform", "reform of areas"};
    if (gate == "composition") return {"Zusammensetzung", "composition"};
    return {std::string(gate), std::string(gate)};
}

std::string short_hash(const std::string& hash)
{
    return hash.substr(0, digits_of_hash);
}

std::string identity_part(const Case& c)
{
    const auto& event = *c.event;
    const auto& zone = c.knowledge->installation.time_zone;
    const auto severity = c.in(title_of(event.severity));
    const auto before = c.in(title_of_phase(event.evidence.before));
    const auto after = c.in(title_of_phase(event.evidence.after));
    auto text = field(c, {"Ereignis", "Event"}, event.id);
    text += field(c, {"Übergang", "Transition"},
                  fmt::format("{} ({} → {})", c.in(title_of(event.transition)), before, after));
    text += field(c, {"Stufe", "Severity"}, severity);
    text += field(c, {"Regel", "Rule"},
                  c.say("{} (Fassung {})", "{} (version {})", event.rule,
                        short_hash(event.evidence.rule_hash)));
    text += field(c, {"Indikator", "Indicator"},
                  c.say("{} (Definition {})", "{} (definition {})", event.indicator,
                        short_hash(event.evidence.definition_hash)));
    text += field(c, {"Schlüssel", "Key"}, event.key);
    text += field(c, {"Quelle", "Source"}, event.source);
    text += field(c, {"Bekannt seit", "Known since"},
                  time_text(event.vintage.known_since, zone, c.language));
    text +=
        field(c, {"Abgerufen", "Retrieved"}, time_text(event.vintage.retrieved, zone, c.language));
    if (!event.vintage.url.empty()) text += field(c, {"Von", "From"}, event.vintage.url);
    if (!event.vintage.retrieval.empty())
        text += field(c, {"Archiv", "Archive"}, event.vintage.retrieval);
    return text;
}

std::string cell_text(const Case& c, const Trace& trace)
{
    if (!trace.cell.has_value()) {
        const auto missing = trace.cell.mark.missing();
        const bool hidden = c.hidden && missing == Missing::withheld; // as disclosure leaves it
        return c.in(hidden ? protected_words() : title_of(missing));
    }
    const auto unit = trace.unit.pure() ? std::string() : " " + c.in(title_of(trace.unit));
    auto text = exact_text(trace.cell.value, c.language) + unit;
    if (trace.cell.mark.status() != Status::final)
        text += fmt::format(" [{}]", c.in(title_of(trace.cell.mark.status())));
    return text;
}

// The formula's tree, each part with its value; indented below what it belongs to.
std::string tree(const Case& c, const Trace& trace, std::size_t depth)
{
    auto line = std::string(2 * depth, ' ') + trace.text + " = " + cell_text(c, trace);
    if (trace.is_input && trace.period)
        line += fmt::format("   ({}; {})", periods_text(*trace.period, *trace.period, c.language),
                            trace.key);
    line += "\n";
    for (const auto& part : trace.parts) line += tree(c, part, depth + 1);
    return line;
}

std::string truths(const Case& c, const Assessment& assessment)
{
    std::string text;
    for (std::size_t i = severities; i-- > 0;) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", c.in(title_of(static_cast<Severity>(i))),
                            c.in(title_of_truth(assessment.truth[i])));
    }
    return text;
}

std::string assessment_part(const Case& c, const Assessment& assessment, std::size_t number)
{
    const auto scaled = [&](double value) {
        return measured_text(value, scale_of(assessment), c.unit, c.per, c.language);
    };
    const auto limited = [&](double value) {
        return limit_text(value, scale_of(assessment), c.unit, c.per, c.language);
    };
    auto text = fmt::format("  {}. {} – {}\n", number, assessment.test, c.in(assessment.against));
    for (const auto& figure : assessment.figures)
        text += fmt::format("     {}, {}: {}\n", area_name(figure.area, *c.knowledge, c.language),
                            periods_text(figure.first, figure.last, c.language),
                            figure_text(c, figure));
    if (assessment.measured)
        text += c.say("     gemessen: {}", "     measured: {}", scaled(*assessment.measured));
    else
        text += c.say("     gemessen: nichts", "     measured: nothing");
    if (assessment.limit)
        text += c.say("; Schwelle {}", "; threshold {}", limited(*assessment.limit));
    if (assessment.clear)
        text += c.say("; Entwarnung {}", "; all-clear {}", limited(*assessment.clear));
    text += "\n";
    if (assessment.comparison_measured)
        text += c.say("     Vergleichsgebiet: {}\n", "     comparison area: {}\n",
                      scaled(*assessment.comparison_measured));
    if (const auto interval = interval_text(assessment, c.unit, c.per, c.language);
        !interval.empty())
        text += "     " + interval + "\n";
    if (assessment.p_value)
        text += fmt::format("     p = {}\n", number_text(*assessment.p_value, 4, c.language));
    text += c.say("     erfüllt: {}\n", "     holds: {}\n", truths(c, assessment));
    if (assessment.expected)
        text +=
            c.say("     zu erwarten: {}\n", "     expected: {}\n", c.level(*assessment.expected));
    if (assessment.since)
        text += c.say("     seit: {}\n", "     since: {}\n",
                      periods_text(*assessment.since, *assessment.since, c.language));
    for (const auto& sentence : {assessment.finding, assessment.reason})
        if (!sentence.empty()) text += "     " + c.in(sentence) + "\n";
    return text;
}

std::string gates_part(const Case& c)
{
    std::string text;
    for (const auto& gate : c.event->evidence.gates)
        text += fmt::format("  {}: {}. {}\n", c.in(title_of_gate(gate.gate)),
                            c.in(title_of_effect(gate.effect)), c.in(gate.what));
    return text;
}

// A test without a result says why, unless the result was taken out for this reader.
bool is_redacted(const Event& event)
{
    return std::ranges::any_of(event.evidence.assessments, [](const Assessment& assessment) {
        return !assessment.measured && assessment.reason.empty();
    });
}

std::string indented(const std::string& text)
{
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        out += "  " + text.substr(at, end - at) + "\n";
        at = end + 1;
    }
    return out;
}

} // namespace

} // namespace tuermer::present

namespace tuermer {

using namespace present;

std::string explain_text(const Event& event, const Knowledge& knowledge, Language language,
                         const std::vector<std::string>& input_provenance)
{
    const bool hidden = is_redacted(event);
    const auto c = case_of(event, hidden, 0, knowledge, language);
    const auto& evidence = event.evidence;
    auto text = headline(event, hidden, knowledge, language) + "\n" + identity_part(c);
    if (!evidence.trace.text.empty())
        text += heading(c, {"Rechnung", "Calculation"}) + tree(c, evidence.trace, 1);
    if (!evidence.assessments.empty()) text += heading(c, {"Prüfungen", "Tests"});
    std::size_t number = 0;
    for (const auto& assessment : evidence.assessments)
        text += assessment_part(c, assessment, ++number);
    if (!evidence.gates.empty()) text += heading(c, {"Schranken", "Gates"}) + gates_part(c);
    if (!input_provenance.empty()) text += heading(c, {"Herkunft der Zahlen", "Provenance"});
    for (const auto& line : input_provenance) text += "  " + line + "\n";
    if (!evidence.rule_text.empty())
        text +=
            heading(c, {"Wortlaut der Regel", "Text of the rule"}) + indented(evidence.rule_text);
    return plain(text);
}

} // namespace tuermer
