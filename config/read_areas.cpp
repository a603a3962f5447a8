// SPDX-License-Identifier: EUPL-1.2
// areas.d/*.toml: areas with their names, kinds, parents and dates, and the reforms in which some
// became others. The files are understood together: a parent may stand in another one.
#include "config/reading.hpp"

#include "rules/areas/official.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

// Selections like "under 03 kind kreis" are split at blanks.
void check_word(std::string_view key, std::string_view word, const Place& place, Mistakes& mistakes)
{
    if (word.find(' ') == std::string_view::npos) return;
    mistakes.error(place, std::string(key),
                   say("'{}' enthält ein Leerzeichen; Regeln könnten es nicht nennen",
                       "'{}' contains a blank; rules could not name it", word));
}

Area read_area(const std::string& code, Settings& table)
{
    Area area{.code = code,
              .name = table.need_bilingual("name"),
              .kind = table.text("kind").value_or(""),
              .parent = table.text("parent").value_or(""),
              .valid_from = table.date("from"),
              .valid_to = table.date("until"),
              .place = table.place()};
    check_word("area", code, area.place, table.mistakes());
    check_word("kind", area.kind, table.place_of("kind"), table.mistakes());
    if (area.kind.empty() && !is_official_key(code) && !table.is_recorded())
        table.need_text("kind");
    table.finish();
    return area;
}

// One table, or one for each stretch of time in which the area had this name and parent.
void read_versions(const std::string& code, Settings& all, std::vector<Area>& areas)
{
    for (auto& version : all.one_or_more_tables(code)) areas.push_back(read_area(code, version));
}

// "03159", ["15082", "15086"] or { 15082 = 0.4, 15086 = 0.6 }.
std::vector<ValueShape> forms_of_successors()
{
    using Form = ValueShape::Form;
    TableShape shares;
    shares.any_key = KeyShape{{{.form = Form::number, .range = {.min = 0, .max = 1}}}};
    return {{.form = Form::text},
            {.form = Form::list, .elements = {{.form = Form::text}}},
            {.form = Form::table, .table = std::make_shared<TableShape>(shares)}};
}

std::vector<Became> read_successors(const std::string& from, Settings& became)
{
    std::vector<Became> lines;
    const auto* node = became.node(from, forms_of_successors());
    if (node == nullptr || !std::holds_alternative<Table>(node->value)) {
        for (const auto& [into, place] : placed_texts(became, from))
            lines.push_back({.from = from, .into = into, .place = place});
        return lines;
    }
    auto shares = became.table(from);
    for (const auto& into : shares->keys())
        lines.push_back({.from = from,
                         .into = into,
                         .share = shares->number(into, {.min = 0, .max = 1}),
                         .place = shares->place_of(into)});
    return lines;
}

Reform read_reform(const std::string& id, Settings& table, Reading& reading)
{
    Reform reform{.id = id, .date = {}, .why = {}, .became = {}, .place = table.place()};
    table.need("date");
    reform.date = table.date("date").value_or(Date{});
    reform.why = need_words(table, "why", TextRole::reason, reading);
    table.need("became");
    if (auto became = table.table("became"))
        for (const auto& from : became->keys())
            for (auto& line : read_successors(from, *became))
                reform.became.push_back(std::move(line));
    table.finish();
    return reform;
}

void check_own_area(const Reading& reading, Mistakes& mistakes)
{
    const auto& installation = reading.config.installation;
    if (installation.area.empty() || installation.areas->may_exist(installation.area)) return;
    const auto suggestion = did_you_mean(installation.area, installation.areas->codes());
    mistakes.error(reading.own_area, "area",
                   {fmt::format("das Gebiet '{}' steht in keiner Datei von areas.d{}",
                                installation.area, suggestion.de),
                    fmt::format("the area '{}' stands in no file of areas.d{}", installation.area,
                                suggestion.en)});
}

} // namespace

void read_areas(Settings& file, Reading& reading)
{
    if (auto areas = file.table("area"))
        for (const auto& code : areas->keys()) read_versions(code, *areas, reading.areas);
    for (auto& [id, table] : file.named_tables("reform"))
        if (reading.reform_names.take(id, table.place(), reading.mistakes))
            reading.reforms.push_back(read_reform(id, table, reading));
    file.finish();
}

void settle_areas(Reading& reading)
{
    if (reading.areas.empty()) return;
    // After a file that could not be read, what seems to be missing may stand in it.
    Mistakes unsure;
    auto& mistakes = reading.reform_names.complete() ? reading.mistakes : unsure;
    reading.config.installation.areas = std::make_shared<const Areas>(
        std::move(reading.areas), std::move(reading.reforms), mistakes);
    check_own_area(reading, mistakes);
}

} // namespace tuermer::config
