// SPDX-License-Identifier: EUPL-1.2
// What is measured: a column each, a pattern of columns each, or one column that others divide.
#include "connectors/formats/labels.hpp"
#include "connectors/sources/suggest/sketch.hpp"
#include "connectors/sources/suggest/units.hpp"
#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <set>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t most_contents = 60; // more are a dimension
constexpr std::size_t most_signs = 12;

void add_measure(TableSketch& sketch, SuggestedSource& source, MeasureMapping measure,
                 std::string_view title, const GuessedUnit& unit, const std::string& printed = {})
{
    measure.name = unused(identifier(title, "wert"), sketch.names);
    measure.unit = unit.unit;
    if (!printed.empty()) source.notes.emplace(measure.name, Text{printed, printed});
    if (!unit.said)
        source.notes.emplace(measure.name,
                             say("Einheit angenommen, bitte prüfen", "unit assumed, please check"));
    source.mapping.measures.push_back(std::move(measure));
}

std::string text_in(const TableSketch& sketch, std::uint32_t place, std::size_t row)
{
    const auto& column = sketch.columns[place];
    return std::string{column.texts[column.rows[row]].text};
}

// One measure of a long table: what its rows have in these columns, and where one of them stands.
struct Content {
    std::vector<std::string> texts;
    std::size_t row = 0;
    bool operator<(const Content& other) const { return texts < other.texts; }
};

std::set<Content> contents_of(const TableSketch& sketch, const std::vector<std::uint32_t>& places)
{
    std::set<Content> contents;
    for (std::size_t row = 0; row < sketch.skipped.size(); ++row) {
        if (sketch.skipped[row]) continue;
        Content content{{}, row};
        for (const auto place : places) content.texts.push_back(text_in(sketch, place, row));
        contents.insert(std::move(content));
        if (contents.size() > most_contents) break;
    }
    return contents;
}

std::vector<std::uint32_t> dividing_columns(const TableSketch& sketch)
{
    std::vector<std::uint32_t> places;
    if (sketch.content) places.push_back(*sketch.content);
    if (sketch.unit) places.push_back(*sketch.unit);
    return places;
}

std::string label_in_row(const TableSketch& sketch, std::uint32_t place, std::size_t row)
{
    const auto labels = labels_of(sketch, place);
    return text_in(sketch, labels.value_or(place), row);
}

// A unit is part of the name where it tells two measures apart.
std::string title_of(const TableSketch& sketch, const std::set<Content>& contents,
                     const Content& content, std::string_view otherwise)
{
    if (!sketch.content) {
        const bool divided = sketch.unit && contents.size() > 1;
        return std::string{otherwise} +
               (divided ? " " + label_in_row(sketch, *sketch.unit, content.row) : "");
    }
    auto title = label_in_row(sketch, *sketch.content, content.row);
    const auto twins = std::count_if(contents.begin(), contents.end(), [&](const Content& other) {
        return other.texts.front() == content.texts.front();
    });
    if (twins > 1 && sketch.unit) title += " " + label_in_row(sketch, *sketch.unit, content.row);
    return title;
}

void long_measures(TableSketch& sketch, SuggestedSource& source, std::string_view title)
{
    const auto places = dividing_columns(sketch);
    const auto contents = contents_of(sketch, places);
    const auto& value = sketch.columns[*sketch.value];
    for (const auto& content : contents) {
        MeasureMapping measure;
        measure.column = value.name;
        if (sketch.status) measure.status = sketch.columns[*sketch.status].name;
        for (std::size_t i = 0; i < places.size(); ++i)
            if (!sketch.columns[places[i]].constant())
                measure.where.push_back({sketch.columns[places[i]].name, {content.texts[i]}});
        const auto own = title_of(sketch, contents, content, title);
        const auto printed =
            sketch.unit ? label_in_row(sketch, *sketch.unit, content.row) : std::string{};
        auto words = printed + " " + own;
        if (contents.size() == 1) words += " " + std::string{title};
        add_measure(sketch, source, std::move(measure), own, guess_unit(words, value), printed);
    }
}

void wide_measures(TableSketch& sketch, SuggestedSource& source, std::string_view title)
{
    for (const auto& group : sketch.wide->groups) {
        MeasureMapping measure;
        if (sketch.wide->groups.size() > 1) measure.column = group.pattern;
        const auto own = slug(group.title).empty() ? std::string{title} : group.title;
        const auto& first = sketch.columns[group.columns.front()];
        auto unit = guess_unit(own + " " + first.name + " " + std::string{title}, first);
        for (const auto place : group.columns)
            if (sketch.columns[place].percent) unit = guess_unit(own, sketch.columns[place]);
        add_measure(sketch, source, std::move(measure), own, unit);
    }
}

} // namespace

void settle_contents(TableSketch& sketch)
{
    auto places = dividing_columns(sketch);
    while (!places.empty() && contents_of(sketch, places).size() > most_contents) {
        sketch.taken[places.front()] = false;
        (sketch.content == places.front() ? sketch.content : sketch.unit).reset();
        places.erase(places.begin());
    }
}

void suggest_measures(TableSketch& sketch, SuggestedSource& source, std::string_view title)
{
    if (sketch.value) return long_measures(sketch, source, title);
    if (sketch.wide) return wide_measures(sketch, source, title);
    for (const auto place : sketch.figures) {
        const auto& column = sketch.columns[place];
        MeasureMapping measure;
        measure.column = column.name;
        add_measure(sketch, source, std::move(measure), column.name,
                    guess_unit(column.name, column));
    }
}

void suggest_signs(const TableSketch& sketch, SuggestedSource& source)
{
    auto places = sketch.figures;
    if (sketch.value) places.push_back(*sketch.value);
    for (const auto place : places)
        for (const auto& distinct : sketch.columns[place].texts) {
            if (distinct.sort != TextSort::word || source.mapping.signs.size() >= most_signs)
                continue;
            const bool stars = distinct.text.find_first_not_of('*') == std::string_view::npos;
            source.mapping.signs[std::string{distinct.text}] =
                *parse_sign_meaning(stars ? "withheld" : "not_collected");
        }
    if (source.mapping.signs.empty()) return;
    source.notes.emplace("signs", say("was diese Zeichen heißen, ist angenommen; bitte prüfen",
                                      "what these signs mean is assumed; please check"));
}

} // namespace tuermer::suggesting
