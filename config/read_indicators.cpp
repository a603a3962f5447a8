// SPDX-License-Identifier: EUPL-1.2
// indicators.d/*.toml: what is computed, and what each figure does not say.
#include "config/reading.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

std::string read_formula(const Document& file, Settings& table, std::string_view key, Place& place)
{
    const auto formula = table.text(key);
    if (!formula) return {};
    if (formula->find_first_not_of(" \t\r\n") == std::string::npos)
        table.wrong(key, say("'{}' ist leer", "'{}' is empty", key));
    place = first_character(file, table.place_of(key));
    return *formula;
}

// Either a rate of two formulas or one formula of a plain value.
void read_formulas(const Document& file, Settings& table, Indicator& indicator)
{
    indicator.numerator = read_formula(file, table, "numerator", indicator.numerator_place);
    indicator.denominator = read_formula(file, table, "denominator", indicator.denominator_place);
    indicator.value = read_formula(file, table, "value", indicator.value_place);
    const bool above = table.has("numerator"), below = table.has("denominator");
    if (table.has("value") ? above || below : !(above && below))
        table.mistakes().error(
            table.place(), "value",
            say("{} braucht entweder 'numerator' und 'denominator' (eine Quote) oder 'value' (ein "
                "einfacher Wert)",
                "{} needs either 'numerator' and 'denominator' (a rate) or 'value' (a plain value)",
                table.what()));
}

// What only a rate has.
void read_rate(Settings& table, Indicator& indicator)
{
    indicator.per = table.number("per").value_or(1);
    if (indicator.per <= 0) {
        table.wrong("per", {"'per' ist größer als 0: 100 für Prozent, 1000 für Promille, 1 für ein "
                            "Verhältnis",
                            "'per' is greater than 0: 100 for percent, 1000 for per mille, 1 for a "
                            "ratio"});
        indicator.per = 1;
    }
    indicator.minimum_denominator = table.number("minimum_denominator", {.min = 0}).value_or(0);
    if (!table.has("value")) return;
    for (const auto key : {"per", "minimum_denominator"})
        if (table.has(key))
            table.wrong(key,
                        say("'{}' gehört zu einer Quote mit 'numerator' und 'denominator', "
                            "nicht zu 'value'",
                            "'{}' belongs to a rate with 'numerator' and 'denominator', not to "
                            "'value'",
                            key));
}

void read_meaning(Settings& table, Indicator& indicator, Reading& reading)
{
    indicator.title = need_words(table, "title", TextRole::title, reading);
    indicator.theme = table.text("theme").value_or("");
    if (!indicator.theme.empty())
        reading.texts.push_back(
            {TextRole::theme, table.place_of("theme"), Text{indicator.theme, indicator.theme}});
    indicator.frame = chosen<Frame>(
        table, "frame",
        {{"need", Frame::need}, {"resource", Frame::resource}, {"neutral", Frame::neutral}},
        Frame::neutral);
    indicator.polarity = chosen<Polarity>(table, "polarity",
                                          {{"lower_is_better", Polarity::lower_is_better},
                                           {"higher_is_better", Polarity::higher_is_better},
                                           {"none", Polarity::none}},
                                          Polarity::none);
    indicator.concept_id = table.text("concept").value_or("");
    indicator.limits = need_words(table, "limits", TextRole::limits, reading);
    indicator.context = words(table, "context", TextRole::context, reading);
    indicator.refers_to = table.texts("refers_to");
}

void read_kind(Settings& table, Indicator& indicator)
{
    indicator.perceived =
        chosen<bool>(table, "kind", {{"measured", false}, {"perceived", true}}, false);
    indicator.measured_by = table.text("measured_by").value_or("");
    if (table.has("measured_by") && !indicator.perceived)
        table.wrong("measured_by", {"'measured_by' gehört zu kind = \"perceived\"",
                                    "'measured_by' belongs to kind = \"perceived\""});
}

// Names of other indicators, looked up when all are known.
void note_others(const Settings& table, const Indicator& indicator, Reading& reading)
{
    if (!indicator.measured_by.empty())
        reading.other_indicators.push_back(
            {indicator.measured_by, "measured_by", table.place_of("measured_by")});
    if (!indicator.drained_by.empty())
        reading.other_indicators.push_back(
            {indicator.drained_by, "drained_by", table.place_of("drained_by")});
}

Indicator read_indicator(const Document& file, const std::string& id, Settings& table,
                         Reading& reading)
{
    Indicator indicator;
    indicator.id = id;
    indicator.place = table.place();
    refuse_for_now(table, "extends");
    read_formulas(file, table, indicator);
    read_rate(table, indicator);
    read_meaning(table, indicator, reading);
    read_kind(table, indicator);
    indicator.drained_by = table.text("drained_by").value_or("");
    table.finish();
    return indicator;
}

} // namespace

void read_indicators(const Document& document, Settings& file, Reading& reading)
{
    for (auto& [id, table] : file.named_tables("indicator")) {
        if (!reading.indicators.take(id, table.place(), reading.mistakes)) continue;
        auto indicator = read_indicator(document, id, table, reading);
        note_others(table, indicator, reading);
        reading.config.indicators.push_back(std::move(indicator));
    }
    file.finish();
}

void check_other_indicators(Reading& reading)
{
    for (const auto& [id, key, place] : reading.other_indicators) {
        if (!reading.indicators.refer(id, place, key, reading.mistakes)) continue;
        const auto& all = reading.config.indicators;
        const auto found = std::ranges::find(all, id, &Indicator::id);
        if (key == "drained_by" && found != all.end() && !found->is_rate())
            reading.mistakes.error(
                place, key,
                say("'{}' hat keinen Zähler und Nenner; gebraucht wird eine Quote: wer die Gruppe "
                    "verlassen hat, von allen, die dazugehörten",
                    "'{}' has no numerator and denominator; a rate is needed: who left the group, "
                    "of all who belonged to it",
                    id));
    }
}

} // namespace tuermer::config
