// SPDX-License-Identifier: EUPL-1.2
// The groups beside period and area: the fewest columns that tell the figures apart, each label
// with a code.
#include "connectors/sources/suggest/keys.hpp"
#include "connectors/sources/suggest/sketch.hpp"
#include "connectors/sources/suggest/words.hpp"

#include <algorithm>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t most_coded = 40;         // labels that are given a code
constexpr std::size_t most_coded_blanks = 400; // the same where one of them is blank
constexpr std::size_t longest_label = 100;     // bytes; longer ones are remarks

bool is_remark(const ColumnProfile& column)
{
    return std::any_of(column.texts.begin(), column.texts.end(),
                       [](const DistinctText& text) { return text.text.size() > longest_label; });
}

// Words and codes are groups; numbers, remarks and what is unique to each row only where it takes
// them.
KeyChoice choice_of(const TableSketch& sketch)
{
    KeyChoice choice;
    choice.skipped_rows = sketch.skipped;
    if (sketch.period) choice.given = sketch.period->columns;
    if (sketch.area) choice.given.push_back(sketch.area->column);
    if (sketch.content) choice.given.push_back(*sketch.content);
    if (sketch.unit) choice.given.push_back(*sketch.unit);
    for (const auto& column : sketch.columns) {
        if (sketch.taken[column.place]) continue;
        const bool likely = !is_remark(column) && (sketch.value || column.words > 0) &&
                            column.texts.size() * 2 < column.rows.size() + most_coded;
        (likely ? choice.likely : choice.reserve).push_back(column.place);
    }
    return choice;
}

std::string dimension_name(TableSketch& sketch, const ColumnProfile& column)
{
    constexpr std::string_view ending = "_variable_attribute_code";
    auto title = column.name;
    if (column.name.ends_with(ending)) { // of GENESIS: what the variable is called
        const auto stem = column.name.substr(0, column.name.size() - ending.size());
        for (const auto& other : sketch.columns)
            if (other.name == stem + "_variable_label" && !other.texts.empty())
                title = std::string{other.texts.front().text};
    }
    auto name = identifier(title, "merkmal");
    if (name == "period" || name == "area") name = "merkmal_" + name;
    return unused(std::move(name), sketch.names);
}

// The label of a code: what stands beside it in the first row that has it.
std::string label_of(const TableSketch& sketch, const ColumnProfile& column, std::size_t text)
{
    const auto& own = column.texts[text].text;
    const auto labels = labels_of(sketch, column.place);
    if (!labels) return std::string{own};
    const auto& beside = sketch.columns[*labels];
    const auto row = std::find(column.rows.begin(), column.rows.end(), text) - column.rows.begin();
    const auto label = beside.texts[beside.rows[static_cast<std::size_t>(row)]].text;
    return std::string{label.empty() ? own : label};
}

void add_codes(const TableSketch& sketch, const ColumnProfile& column, DimensionMapping& dimension)
{
    const bool blanks = column.empty > 0;
    if (column.texts.size() > (blanks ? most_coded_blanks : most_coded)) return;
    const auto in_one_line = [](const DistinctText& text) {
        return std::none_of(text.text.begin(), text.text.end(),
                            [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    };
    if (!std::all_of(column.texts.begin(), column.texts.end(), in_one_line)) return;
    std::vector<std::string> taken;
    bool differ = false;
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        const auto& text = column.texts[i].text;
        auto code = slug(label_of(sketch, column, i));
        if (code.empty()) code = text.empty() ? "ohne_angabe" : fmt::format("code_{}", i + 1);
        code = unused(std::move(code), taken);
        differ = differ || code != text;
        dimension.codes.emplace(text, std::move(code));
    }
    if (!differ) dimension.codes.clear();
}

// Where no words tell the rows apart, the first column does if it never repeats.
void take_a_figure_as_key(TableSketch& sketch, const KeyChoice& choice,
                          std::vector<std::uint32_t>& places)
{
    if (sketch.value || sketch.wide || sketch.figures.size() < 2) return;
    auto looked_at = choice.given;
    looked_at.insert(looked_at.end(), places.begin(), places.end());
    const auto rows =
        static_cast<std::size_t>(std::count(sketch.skipped.begin(), sketch.skipped.end(), false));
    if (distinct_rows(sketch.columns, looked_at, sketch.skipped) == rows) return;
    const auto first = sketch.figures.front();
    looked_at.push_back(first);
    if (distinct_rows(sketch.columns, looked_at, sketch.skipped) != rows) return;
    places.push_back(first);
    sketch.figures.erase(sketch.figures.begin());
}

} // namespace

void suggest_dimensions(TableSketch& sketch, SuggestedSource& source)
{
    const auto choice = choice_of(sketch);
    auto places = choose_key(sketch.columns, choice);
    take_a_figure_as_key(sketch, choice, places);
    const bool days = sketch.period && !sketch.period->fit.fine_enough;
    if (days) places.push_back(sketch.period->columns.front());
    for (const auto place : places) {
        const auto& column = sketch.columns[place];
        DimensionMapping dimension;
        dimension.name = dimension_name(sketch, column);
        dimension.column = column.name;
        add_codes(sketch, column, dimension);
        if (dimension.codes.empty() && column.empty > 0) {
            source.mapping.skip.push_back({column.name, {""}});
            source.notes.emplace(dimension.name, say("Zeilen ohne Angabe bleiben weg",
                                                     "rows without it are left out"));
        }
        if (days && place == places.back())
            source.notes.emplace(dimension.name,
                                 say("feiner als die Woche: jeder Tag ist eine Ausprägung",
                                     "finer than the week: each day is a code"));
        source.mapping.dimensions.push_back(std::move(dimension));
    }
}

} // namespace tuermer::suggesting
