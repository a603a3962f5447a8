// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/places.hpp"

#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <array>

namespace tuermer::suggesting {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool begins_with_land(std::string_view digits)
{
    const auto land = (digits[0] - '0') * 10 + (digits[1] - '0');
    return land >= 1 && land <= 16;
}

bool is_ags(std::string_view text)
{
    const auto size = text.size();
    const bool length = size == 2 || size == 3 || size == 5 || size == 8 || size == 12;
    return text == "DG" || (length && all_digits(text) && begins_with_land(text));
}

bool lost_its_zero(std::string_view text)
{
    const auto size = text.size();
    return (size == 4 || size == 7 || size == 11) && all_digits(text) && text[0] != '0';
}

bool is_nuts(std::string_view text)
{
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (text.size() < 2 || text.size() > 5 || !capital(text[0]) || !capital(text[1])) return false;
    return std::all_of(text.begin() + 2, text.end(),
                       [&](char c) { return capital(c) || is_digit(c); });
}

struct Looks {
    std::size_t all = 0, ags = 0, shortened = 0, regional = 0, nuts = 0, long_ags = 0;
};

Looks looks_of(const ColumnProfile& column)
{
    Looks looks;
    for (const auto& [text, count, sort] : column.texts) {
        if (sort == TextSort::empty) continue;
        ++looks.all;
        if (is_ags(text)) ++looks.ags;
        if (is_ags(text) && text.size() >= 5) ++looks.long_ags;
        if (lost_its_zero(text)) ++looks.shortened;
        if (text.size() == 12 && all_digits(text)) ++looks.regional;
        if (is_nuts(text)) ++looks.nuts;
    }
    return looks;
}

int points_by_name(std::string_view name)
{
    if (name.ends_with(" label") || name.ends_with("_label")) return 0;
    if (says(name, {"ags", "ars", "gkz", "geo", "geocode", "gemeindeschluessel", "kreisschluessel",
                    "regionalschluessel", "kreise", "gemein", "dland", "dinsg", "regbez", "nuts",
                    "nuts3", "kennziffer", "gemeindekennziffer"}))
        return 5;
    if (says(name, {"ref", "reference"}) && says(name, {"area"})) return 5;
    if (slug(name).starts_with("geo")) return 4;
    if (says(name,
             {"kreis",        "gemeinde",   "stadtteil", "stadtbezirk", "stimmbezirk", "bezirk",
              "bezirkname",   "raum",       "raumbezug", "raumeinheit", "gebiet",      "region",
              "land",         "bundesland", "country",   "kommune",     "area",        "stadt",
              "municipality", "county",     "kunta",     "alue"}))
        return 3;
    if (says(name, {"location", "ort", "district"})) return 2;
    return 0;
}

// The variable of a GENESIS group changes from row to row; some of them are areas.
bool names_regions(const ColumnProfile& variables)
{
    return std::any_of(variables.texts.begin(), variables.texts.end(), [](const auto& variable) {
        constexpr std::array<std::string_view, 6> regions = {"DINSG",  "DLAND",  "REGBEZ",
                                                             "KREISE", "GEMEIN", "GEMEINDE"};
        return variable.text.starts_with("GEO") ||
               std::find(regions.begin(), regions.end(), variable.text) != regions.end();
    });
}

bool is_genesis_region(const std::vector<ColumnProfile>& columns, std::string_view name)
{
    constexpr std::string_view ending = "_variable_attribute_code";
    if (!name.ends_with(ending)) return false;
    const auto variable =
        std::string{name.substr(0, name.size() - ending.size())} + "_variable_code";
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const auto& column) { return column.name == variable; });
    if (found != columns.end() && names_regions(*found)) return true;
    const auto label = std::string{name.substr(0, name.size() - ending.size())} + "_variable_label";
    const auto said = std::find_if(columns.begin(), columns.end(),
                                   [&](const auto& column) { return column.name == label; });
    return said != columns.end() && !said->texts.empty() &&
           says(said->texts.front().text,
                {"bundeslaender", "laender", "kreise", "gemeinden", "regierungsbezirke"});
}

int score(const ColumnProfile& column, const std::vector<ColumnProfile>& columns)
{
    if (column.texts.empty() || column.empty > 0) return 0;
    const auto looks = looks_of(column);
    int points = points_by_name(column.name);
    if (is_genesis_region(columns, column.name)) points += 6;
    const bool coded = looks.ags + looks.shortened + looks.regional >= looks.all;
    if (points > 0 && coded) points += 3;
    if (points > 0 && looks.nuts == looks.all) points += 2;
    if (points == 0 && coded && looks.long_ags == looks.all && looks.all > 3) points = 3;
    return points;
}

// A list of names, each once, in a file about districts.
bool is_named_list(const ColumnProfile& column)
{
    return slug(column.name) == "name" && column.empty == 0 &&
           column.texts.size() == column.rows.size();
}

bool speaks_of_areas(std::string_view title)
{
    return says(title, {"stadtteil", "stadtteile", "stadtbezirk", "stimmbezirk", "bezirke",
                        "gemeinden", "kreise", "quartiere"});
}

AreaNotation notation_of(const ColumnProfile& column)
{
    const auto looks = looks_of(column);
    if (looks.regional > 0) return AreaNotation::ars;
    const bool sure = looks.shortened > 0 && looks.ags + looks.shortened == looks.all;
    return sure && column.name != "value" ? AreaNotation::ags : AreaNotation::as_written;
}

} // namespace

bool may_be_area(const ColumnProfile& column)
{
    const auto looks = looks_of(column);
    const bool coded = looks.ags + looks.shortened + looks.regional >= looks.all;
    const int points = points_by_name(column.name);
    return points >= 4 || (points > 0 && coded);
}

std::optional<AreaColumn> area_column(const std::vector<ColumnProfile>& columns,
                                      const std::vector<bool>& taken, std::string_view title)
{
    std::optional<AreaColumn> best;
    int best_score = 1;
    for (const auto& column : columns) {
        if (taken[column.place]) continue;
        int points = score(column, columns);
        if (points == 0 && is_named_list(column) && speaks_of_areas(title)) points = 2;
        if (points <= best_score) continue;
        best_score = points;
        best = AreaColumn{column.place, notation_of(column)};
    }
    return best;
}

bool name_areas(const std::vector<std::string>& words)
{
    std::size_t areas = 0;
    for (const auto& word : words)
        if (says(word,
                 {"wuerttemberg", "bayern", "berlin", "brandenburg", "bremen", "hamburg", "hessen",
                  "vorpommern", "niedersachsen", "westfalen", "pfalz", "saarland", "sachsen",
                  "anhalt", "holstein", "thueringen", "deutschland", "kreis", "stadt"}))
            ++areas;
    return areas * 2 > words.size();
}

std::optional<std::string> area_in(std::string_view name)
{
    for (std::size_t begin = 0; begin < name.size();) {
        if (!is_digit(name[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < name.size() && is_digit(name[end])) ++end;
        const auto digits = name.substr(begin, end - begin);
        const bool table = end < name.size() && name[end] == '-'; // GENESIS: 12411-0006
        if ((digits.size() == 5 || digits.size() == 8) && begins_with_land(digits) && !table)
            return std::string{digits};
        begin = end;
    }
    return std::nullopt;
}

} // namespace tuermer::suggesting
