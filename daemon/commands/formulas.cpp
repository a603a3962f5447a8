// SPDX-License-Identifier: EUPL-1.2
// `tuermer formulas`: what a formula may be made of, each with an example, and the limits.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/present/present.hpp"
#include "rules/formulas/lexicon.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::line;
using terminal::painted;

ordered_json json_of(const Text& text)
{
    return {{"de", text.de}, {"en", text.en}};
}

ordered_json json_of(const ExampleFigure& figure)
{
    ordered_json json;
    if (!figure.measure.empty()) json["measure"] = figure.measure;
    json["key"] = figure.key;
    json["period"] = figure.period;
    json["value"] = figure.cell.value;
    return json;
}

ordered_json json_of(const FormulaEntry& entry)
{
    auto figures = ordered_json::array();
    for (const auto& figure : entry.figures) figures.push_back(json_of(figure));
    auto result = json_of(entry.result);
    result["unit"] = entry.unit;
    return {{"signature", entry.signature},
            {"what", json_of(entry.what)},
            {"unit", json_of(entry.unit_rule)},
            {"missing", json_of(entry.missing_rule)},
            {"example", {{"formula", entry.formula}, {"figures", figures}, {"result", result}}}};
}

void print_json()
{
    ordered_json report;
    report["formulas"] = ordered_json::array();
    for (const auto& entry : formula_entries()) report["formulas"].push_back(json_of(entry));
    report["limits"] = ordered_json::array();
    for (const auto& limit : formula_limits())
        report["limits"].push_back(
            {{"name", limit.name}, {"most", limit.most}, {"what", json_of(limit.what)}});
    line(report.dump(2));
}

// As many decimals as the number has, at most four.
std::string figure_text(double number, Language language)
{
    constexpr int most = 4;
    int decimals = 0;
    for (double shifted = number; decimals < most && shifted != std::round(shifted); ++decimals)
        shifted *= 10;
    return number_text(number, decimals, language);
}

std::string place_text(const ExampleFigure& figure)
{
    std::string text = figure.measure;
    for (const auto& part : {figure.key, figure.period})
        if (!part.empty()) text += (text.empty() ? "" : " ") + part;
    return text;
}

void print_entry(const FormulaEntry& entry, Language language)
{
    const auto labelled = [&](const Text& label, const std::string& text) {
        line("    " + terminal::padded(label.in(language), 12) + text);
    };
    line(painted(Colour::bold, entry.signature));
    line("    " + entry.what.in(language));
    labelled({"Einheit", "unit"}, entry.unit_rule.in(language));
    labelled({"Lücken", "gaps"}, entry.missing_rule.in(language));
    labelled({"Beispiel", "example"}, painted(Colour::blue, entry.formula));
    for (const auto& figure : entry.figures)
        labelled({}, fmt::format("{}: {}", place_text(figure),
                                 figure_text(figure.cell.value, language)));
    const auto unit = parse_unit(entry.unit).value_or(Unit{});
    const auto word = unit == Unit{} ? "" : " " + title_of(unit).in(language);
    labelled({}, fmt::format("→ {}: {}{}", place_text(entry.result),
                             figure_text(entry.result.cell.value, language), word));
    line();
}

void print_text(Language language)
{
    line(Text{"x, y, a und b sind Formeln, m eine Messgröße oder ein Indikator, d eine Dimension.",
              "x, y, a and b are formulas, m a measure or an indicator, d a dimension."}
             .in(language));
    line();
    for (const auto& entry : formula_entries()) print_entry(entry, language);
    line(painted(Colour::bold, Text{"Grenzen: höchstens", "Limits: at most"}.in(language)));
    for (const auto& limit : formula_limits())
        line("    " +
             terminal::padded(number_text(static_cast<double>(limit.most), 0, language), 15) +
             limit.what.in(language));
}

} // namespace

int formulas_command(const CommandOptions& options)
{
    if (options.json)
        print_json();
    else
        print_text(options.language);
    return all_well;
}

} // namespace tuermer
