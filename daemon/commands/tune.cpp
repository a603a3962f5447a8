// SPDX-License-Identifier: EUPL-1.2
// `tuermer tune RULE`: what a rule's numbers could be instead, and what each choice would have told
// and found. Proposes lines for the file; never writes them.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/commands/tuning.hpp"
#include "daemon/present/present.hpp"
#include "daemon/present/trade_off.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

// What a form says otherwise than the file, on one line; of the present one what it says.
std::string words_of(const Tuned& tuned, std::size_t form)
{
    std::string words;
    for (std::size_t i = 0; i < tuned.settings.size(); ++i) {
        auto line = tuned.forms[form].chosen[i]->line;
        if (line.empty()) continue;
        std::ranges::replace(line, '\n', ' ');
        words += (words.empty() ? "" : ", ") + line;
    }
    return words.empty() ? "–" : words;
}

std::vector<std::string> row_of(const Tuned& tuned, std::size_t form, Language language)
{
    const auto& tried = tuned.tried[form];
    std::string name = form == 0 ? say("jetzt", "now").in(language) : "";
    if (tuned.proposed == form)
        name += (name.empty() ? "" : " = ") + say("Vorschlag", "proposed").in(language);
    return {words_of(tuned, form),
            name,
            number_text(tried.per_year(), 1, language),
            number_text(100 * tried.detection(), 0, language) + " %",
            fmt::format("{}/{}", tried.confirmed, tried.fired),
            std::to_string(tried.missed),
            std::to_string(tried.withdrawn)};
}

std::vector<std::size_t> shown_forms(const Tuned& tuned)
{
    auto shown = tuned.best;
    for (const auto form : {std::optional<std::size_t>(0), tuned.proposed})
        if (form && std::ranges::find(shown, *form) == shown.end()) shown.push_back(*form);
    std::ranges::stable_sort(shown, {}, [&](std::size_t i) { return tuned.tried[i].per_year(); });
    return shown;
}

void print_proposal(const Tuned& tuned, const std::string& file, Language language)
{
    if (!tuned.proposed) {
        terminal::line(
            painted(Colour::yellow, say("Keine Form hält die Höchstzahl von {} im Jahr ein.",
                                        "No form keeps to the budget of {} a year.",
                                        number_text(tuned.budget, 1, language))
                                        .in(language)));
        return;
    }
    if (*tuned.proposed == 0) {
        terminal::line(painted(Colour::green, language == Language::de
                                                  ? "Vorschlag: alles bleibt, wie es ist."
                                                  : "Proposed: everything stays as it is."));
        return;
    }
    terminal::line(say("Vorschlag für {} (geschrieben wird nichts; `tuermer plan` zeigt, was sich "
                       "änderte):",
                       "Proposed for {} (nothing is written; `tuermer plan` shows what would "
                       "change):",
                       file)
                       .in(language));
    std::string head;
    for (std::size_t i = 0; i < tuned.settings.size(); ++i) {
        const auto* form = tuned.forms[*tuned.proposed].chosen[i];
        if (form->edits.empty()) continue;
        const auto& setting = tuned.settings[i];
        auto own = setting.table;
        if (setting.test > 0) own += say("   # Test {}", "   # test {}", setting.test).in(language);
        if (own != head) terminal::line(own);
        head = own;
        terminal::line(painted(Colour::green, form->line));
    }
}

void print(const Tuned& tuned, const std::string& file, Language language)
{
    terminal::line(tuned.shock_words.in(language));
    std::vector<std::vector<std::string>> table;
    table.push_back(language == Language::de
                        ? std::vector<std::string>{"Einstellung", "", "im Jahr", "gefunden",
                                                   "bestätigt", "verfehlt", "zurückgenommen"}
                        : std::vector<std::string>{"settings", "", "a year", "found", "confirmed",
                                                   "missed", "withdrawn"});
    for (const auto form : shown_forms(tuned)) table.push_back(row_of(tuned, form, language));
    terminal::table(table);
    terminal::line(painted(
        Colour::faint,
        say("{} Formen versucht; gezeigt sind jene, die mit ebenso vielen Meldungen keine andere "
            "übertrifft.\nim Jahr: Meldungen ohne Rücksicht auf Höchstzahlen; gefunden: Anteil der "
            "simulierten Veränderungen;\nbestätigt: von so vielen Meldungen so viele durch die "
            "Zahlen von heute; verfehlt: Episoden dieser Zahlen, die nie gemeldet wurden.",
            "{} forms tried; shown are those that no other betters with as many messages.\na year: "
            "messages, budgets set aside; found: share of the simulated changes;\nconfirmed: so "
            "many of so many firings by the figures of today; missed: episodes of these figures "
            "that never fired.",
            tuned.tried.size())
            .in(language)));
    print_proposal(tuned, file, language);
}

ordered_json json_of(const Tuned& tuned, std::size_t form)
{
    const auto& tried = tuned.tried[form];
    ordered_json one{{"settings", ordered_json::array()},
                     {"messages_per_year", tried.per_year()},
                     {"detection", tried.detection()},
                     {"shocks", tried.shocks},
                     {"fired", tried.fired},
                     {"told", tried.told},
                     {"confirmed", tried.confirmed},
                     {"missed", tried.missed},
                     {"withdrawn", tried.withdrawn}};
    for (std::size_t i = 0; i < tuned.settings.size(); ++i)
        one["settings"].push_back({{"table", tuned.settings[i].table},
                                   {"test", tuned.settings[i].test},
                                   {"key", tuned.settings[i].key},
                                   {"line", tuned.forms[form].chosen[i]->line}});
    return one;
}

ordered_json json_of(const Tuned& tuned, const Rule& rule)
{
    ordered_json json{{"rule", rule.id},
                      {"file", rule.place.file.text()},
                      {"budget_per_year", tuned.budget},
                      {"shock",
                       {{"size", tuned.shock.size},
                        {"scale", tuned.shock.scale == Shock::Scale::percent ? "share of the figure"
                                                                             : "own unit"},
                        {"periods", tuned.periods}}},
                      {"forms", ordered_json::array()},
                      {"best", tuned.best},
                      {"present", 0},
                      {"proposed", nullptr}};
    if (tuned.proposed) json["proposed"] = *tuned.proposed;
    for (std::size_t i = 0; i < tuned.tried.size(); ++i) json["forms"].push_back(json_of(tuned, i));
    return json;
}

Result<> write_picture(const Tuned& tuned, const TuneOptions& wanted, Language language)
{
    const TradeOff what{wanted.rule, tuned.shock_words, tuned.tried,
                        tuned.best,  tuned.proposed,    tuned.budget};
    const auto form = wanted.png ? PictureForm::png : PictureForm::svg;
    const auto picture = draw_trade_off(what, form, language);
    if (!picture) return tl::unexpected(picture.error());
    std::error_code problem;
    std::filesystem::create_directories(wanted.pictures, problem);
    const auto file = wanted.pictures / (wanted.rule + (wanted.png ? ".tune.png" : ".tune.svg"));
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << *picture;
    stream.flush();
    if (stream) return {};
    return fail(Remedy::mend, {"lässt sich nicht schreiben", "cannot be written"}, file.string());
}

} // namespace

int tune_command(const CommandOptions& options, const TuneOptions& wanted)
{
    Progress progress({"Abstimmung", "tuning"}, options.language);
    const auto tuned = tune(options, wanted, progress);
    if (!tuned) return terminal::complain(tuned.error(), options.language);
    const auto& rule = tuned->forms.front().rule;
    if (options.json)
        terminal::line(json_of(*tuned, rule).dump(2));
    else
        print(*tuned, rule.place.file.text(), options.language);
    if (wanted.pictures.empty()) return all_well;
    const auto written = write_picture(*tuned, wanted, options.language);
    return written ? all_well : terminal::complain(written.error(), options.language);
}

} // namespace tuermer
