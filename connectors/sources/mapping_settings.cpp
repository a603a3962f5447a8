// SPDX-License-Identifier: EUPL-1.2
// The keys of a table source that say what its columns mean: period, dimensions, measures, signs,
// unpivot, footnotes, snapshot, tolerate_unread.
#include "connectors/formats/periods.hpp"
#include "connectors/sources/mapping.hpp"
#include "rules/base/suggest.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {
namespace {

constexpr double most_tolerated = 1e9;

constexpr std::array<std::pair<std::string_view, Frequency>, 6> frequencies = {{
    {"year", Frequency::year},
    {"school_year", Frequency::school_year},
    {"half", Frequency::half},
    {"quarter", Frequency::quarter},
    {"month", Frequency::month},
    {"week", Frequency::week},
}};

Frequency read_frequency(Settings& settings)
{
    std::vector<std::string> words;
    for (const auto& [word, frequency] : frequencies) words.emplace_back(word);
    const auto said = settings.one_of("frequency", words);
    for (const auto& [word, frequency] : frequencies)
        if (said && *said == word) return frequency;
    return Frequency::year;
}

bool unpivoted_to(const Mapping& mapping, std::string_view target)
{
    return mapping.unpivot && std::find(mapping.unpivot->to.begin(), mapping.unpivot->to.end(),
                                        target) != mapping.unpivot->to.end();
}

// Where a period or a dimension comes from: exactly one of column, value, unpivoted columns.
void check_origin(Settings& settings, bool column, bool value, bool unpivoted)
{
    const auto origins =
        static_cast<int>(column) + static_cast<int>(value) + static_cast<int>(unpivoted);
    if (origins == 1) return;
    const auto& what = settings.what();
    settings.mistakes().error(
        settings.place(),
        column  ? "column"
        : value ? "value"
                : what,
        origins == 0
            ? say("Bei {} fehlt 'column' (die Spalte), 'value' (ein fester Wert) oder ein Eintrag "
                  "in 'unpivot.to'",
                  "{} needs 'column', a fixed 'value', or an entry in 'unpivot.to'", what)
            : say("Bei {} darf nur eines stehen: 'column', 'value' oder ein Eintrag in "
                  "'unpivot.to'",
                  "{} may have only one of 'column', 'value', or an entry in 'unpivot.to'", what));
}

void read_period_mapping(Mapping& mapping, Settings& source, bool dated_address)
{
    auto settings = source.table("period");
    if (!settings) {
        if (!source.has("period"))
            source.mistakes().error(
                source.place(), "period",
                say("Bei {} fehlt [….period]: welche Spalte das Jahr oder den Monat sagt",
                    "{} lacks [….period]: which column says the year or month", source.what()));
        return;
    }
    auto& period = mapping.period;
    period.columns = settings->texts("column");
    period.value = settings->text("value").value_or("");
    period.strip = settings->texts("strip");
    period.frequency = read_frequency(*settings);
    period.in_address = dated_address && period.value == "address";
    if (period.in_address) period.value.clear();
    if (!period.value.empty() && !read_period(period.value, period.frequency))
        settings->wrong("value",
                        say("'{}' ist kein Zeitraum dieser Art (frequency)",
                            "'{}' is not a period of this kind (frequency)", period.value));
    check_origin(*settings, !period.columns.empty(), !period.value.empty() || period.in_address,
                 unpivoted_to(mapping, "period"));
    settings->finish();
}

void read_codes(DimensionMapping& dimension, Settings& settings)
{
    auto codes = settings.table("codes");
    if (!codes) return;
    for (const auto& label : codes->keys())
        if (auto code = codes->text(label)) dimension.codes.emplace(label, std::move(*code));
}

DimensionMapping read_dimension(const std::string& name, Settings& settings, bool unpivoted)
{
    DimensionMapping dimension;
    dimension.name = name;
    dimension.column = settings.text("column").value_or("");
    dimension.value = settings.text("value").value_or("");
    dimension.strip = settings.texts("strip");
    read_codes(dimension, settings);
    dimension.ignore_other_codes = settings.one_of("other_codes", {"error", "ignore"}) == "ignore";
    const auto notation = settings.one_of("notation", {"ags", "ars"});
    if (notation) dimension.notation = *notation == "ars" ? AreaNotation::ars : AreaNotation::ags;
    if (dimension.ignore_other_codes && dimension.codes.empty())
        settings.wrong("other_codes", say("'other_codes' ohne 'codes' hat keine Wirkung",
                                          "'other_codes' without 'codes' has no effect"));
    check_origin(settings, !dimension.column.empty(), !dimension.value.empty(), unpivoted);
    settings.finish();
    return dimension;
}

void read_dimensions(Mapping& mapping, Settings& source)
{
    for (auto& [name, settings] : source.named_tables("dimensions"))
        mapping.dimensions.push_back(read_dimension(name, settings, unpivoted_to(mapping, name)));
    const auto is_area = [](const DimensionMapping& dimension) { return dimension.name == "area"; };
    std::stable_partition(mapping.dimensions.begin(), mapping.dimensions.end(), is_area);
}

Unit read_unit(Settings& settings)
{
    const auto word = settings.need_text("unit");
    const auto unit = parse_unit(word);
    if (unit || word.empty()) return unit.value_or(Unit{});
    const auto hint = did_you_mean(word, unit_words());
    settings.wrong("unit", say("'{0}' ist keine bekannte Einheit{1}",
                               "'{0}' is not a known unit{2}", word, hint.de, hint.en));
    return {};
}

std::vector<RowCondition> read_conditions(Settings& settings, std::string_view key)
{
    auto table = settings.table(key);
    std::vector<RowCondition> conditions;
    if (!table) return conditions;
    for (const auto& column : table->keys()) conditions.push_back({column, table->texts(column)});
    return conditions;
}

MeasureMapping read_measure(const std::string& name, Settings& settings, bool unpivots)
{
    MeasureMapping measure;
    measure.name = name;
    measure.column = unpivots ? settings.text("column").value_or("") : settings.need_text("column");
    measure.status = settings.text("status").value_or("");
    measure.where = read_conditions(settings, "where");
    measure.unit = read_unit(settings);
    settings.finish();
    return measure;
}

void read_measures(Mapping& mapping, Settings& source)
{
    for (auto& [name, settings] : source.named_tables("measures"))
        mapping.measures.push_back(read_measure(name, settings, mapping.unpivot.has_value()));
    if (!mapping.measures.empty() || source.has("measures")) return;
    source.mistakes().error(source.place(), "measures",
                            say("Bei {} fehlt [….measures]: welche Spalte welche Zahl enthält",
                                "{} lacks [….measures]: which column holds which figure",
                                source.what()));
}

void read_unpivot(Mapping& mapping, Settings& source)
{
    auto settings = source.table("unpivot");
    if (!settings) return;
    mapping.unpivot = Unpivot{settings->texts("columns"), settings->texts("to")};
    if (mapping.unpivot->to.empty())
        settings->mistakes().error(
            settings->place(), "to",
            say("Bei 'unpivot' fehlt 'to': was die Spaltennamen sagen, zum Beispiel \"period\"",
                "'unpivot' lacks 'to': what the columns' names say, for example \"period\""));
    settings->finish();
}

// A target that is neither the period nor a dimension would swallow what the columns say.
void check_targets(const Mapping& mapping, Settings& source)
{
    if (!mapping.unpivot) return;
    std::vector<std::string> known = {"period"};
    for (const auto& dimension : mapping.dimensions) known.push_back(dimension.name);
    for (const auto& target : mapping.unpivot->to) {
        if (target.empty() || std::find(known.begin(), known.end(), target) != known.end())
            continue;
        const auto hint = did_you_mean(target, known);
        source.wrong(
            "unpivot",
            say("'unpivot.to' nennt '{0}'; das ist weder \"period\" noch eine Dimension dieser "
                "Quelle{1}",
                "'unpivot.to' names '{0}', which is neither \"period\" nor a dimension of this "
                "source{2}",
                target, hint.de, hint.en));
    }
}

void read_signs(Mapping& mapping, Settings& source)
{
    auto settings = source.table("signs");
    if (!settings) return;
    for (const auto& sign : settings->keys()) {
        const auto word = settings->one_of(sign, sign_meaning_words());
        if (word) mapping.signs[sign] = *parse_sign_meaning(*word);
    }
}

// How a file is laid out belongs to the format that reads it.
void refuse_layout_key(Settings& source, std::string_view key)
{
    source.wrong(
        key, say("'{0}' beschreibt die Datei und steht in format = {{ kind = \"csv\", {0} = … }}",
                 "'{0}' describes the file and belongs into format = {{ kind = \"csv\", {0} = … }}",
                 key));
}

// `skip = { Gebiet = ["Umland"] }` leaves rows out; `skip = 3` would mean lines of the file.
void read_skip(Mapping& mapping, Settings& source)
{
    const auto* const skip = source.refused("skip");
    if (skip != nullptr && std::holds_alternative<std::int64_t>(skip->value))
        refuse_layout_key(source, "skip");
    else
        mapping.skip = read_conditions(source, "skip");
    if (source.refused("header") != nullptr) refuse_layout_key(source, "header");
}

} // namespace

Mapping read_mapping(const std::string& source, Settings& settings, bool dated_address)
{
    Mapping mapping;
    mapping.source = source;
    read_unpivot(mapping, settings);
    read_period_mapping(mapping, settings, dated_address);
    read_dimensions(mapping, settings);
    read_measures(mapping, settings);
    check_targets(mapping, settings);
    read_signs(mapping, settings);
    mapping.strip_footnotes = settings.one_of("footnotes", {"strip", "keep"}) == "strip";
    mapping.full = settings.one_of("snapshot", {"full", "partial"}) != "partial";
    mapping.tolerate_unread = static_cast<std::uint64_t>(
        settings.integer("tolerate_unread", {.min = 0, .max = most_tolerated}).value_or(0));
    read_skip(mapping, settings);
    return mapping;
}

std::vector<MeasureShape> shapes_of(const Mapping& mapping)
{
    std::vector<std::string> dimensions;
    for (const auto& dimension : mapping.dimensions) dimensions.push_back(dimension.name);
    std::vector<MeasureShape> shapes;
    for (const auto& measure : mapping.measures)
        shapes.push_back(
            {measure.name, measure.unit, dimensions, mapping.period.frequency, mapping.source});
    return shapes;
}

} // namespace tuermer
