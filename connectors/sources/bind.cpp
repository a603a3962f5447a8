// SPDX-License-Identifier: EUPL-1.2
// Columns are found by name, never by place: when a publisher moves them, nothing is read wrongly.
#include "connectors/sources/bind.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/periods.hpp"
#include "connectors/sources/labels.hpp"
#include "rules/base/suggest.hpp"

#include <algorithm>

namespace tuermer {
namespace {

constexpr std::size_t most_columns_listed = 40;

class Columns {
public:
    Columns(const CellTable& table, bool strip_footnotes)
        : table_(table), strip_footnotes_(strip_footnotes)
    {
    }

    // The column's number; notes it as missing otherwise.
    std::uint32_t need(const std::string& name)
    {
        const auto found = find(name);
        if (!found && std::find(missing_.begin(), missing_.end(), name) == missing_.end())
            missing_.push_back(name);
        return found.value_or(0);
    }

    std::vector<std::uint32_t> matching(const std::string& pattern)
    {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < table_.columns.size(); ++i)
            if (matches_pattern(name_of(i), pattern)) found.push_back(i);
        if (found.empty()) missing_.push_back(pattern);
        return found;
    }

    bool all_there() const { return missing_.empty(); }
    Error missing() const;

private:
    std::string_view name_of(std::uint32_t column) const
    {
        const std::string_view name = table_.columns[column];
        return strip_footnotes_ ? without_footnote(name) : name;
    }

    std::optional<std::uint32_t> find(const std::string& name) const
    {
        for (std::uint32_t i = 0; i < table_.columns.size(); ++i)
            if (table_.columns[i] == name) return i;
        for (std::uint32_t i = 0; i < table_.columns.size(); ++i)
            if (name_of(i) == name) return i;
        return std::nullopt;
    }

    const CellTable& table_;
    bool strip_footnotes_;
    std::vector<std::string> missing_;
};

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    const auto shown = std::min(names.size(), most_columns_listed);
    for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + names[i];
    return shown < names.size() ? text + ", …" : text;
}

Error Columns::missing() const
{
    Text what;
    for (const auto& name : missing_) {
        const auto hint = did_you_mean(name, table_.columns);
        what.de +=
            fmt::format("Die Spalte „{}“ gibt es nicht{} ", name, hint.empty() ? "." : hint.de);
        what.en += fmt::format("There is no column '{}'{} ", name, hint.empty() ? "." : hint.en);
    }
    const auto columns = listed(table_.columns);
    what.de += fmt::format(
        "Vorhanden sind: {}. Hat sich der Aufbau der Datei geändert? Bis die Konfiguration passt, "
        "gelten die bisherigen Zahlen.",
        columns);
    what.en += fmt::format("There are: {}. Has the layout of the file changed? Until the "
                           "configuration fits, the previous "
                           "figures stay in force.",
                           columns);
    return {Remedy::mend, std::move(what), table_.name};
}

std::vector<BoundCondition> bind_conditions(const std::vector<RowCondition>& conditions,
                                            Columns& columns)
{
    std::vector<BoundCondition> bound;
    for (const auto& condition : conditions)
        bound.push_back({columns.need(condition.column), condition.values});
    return bound;
}

std::vector<std::uint32_t> unpivoted_columns(const Unpivot& unpivot, const MeasureMapping& measure,
                                             Columns& columns)
{
    if (!measure.column.empty()) return columns.matching(measure.column);
    std::vector<std::uint32_t> all;
    for (const auto& pattern : unpivot.columns)
        for (const auto column : columns.matching(pattern))
            if (std::find(all.begin(), all.end(), column) == all.end()) all.push_back(column);
    std::sort(all.begin(), all.end());
    return all;
}

// What a column's name says for each target; false: it is to be left out (noted, if it is a
// mistake).
class HeaderReader {
public:
    HeaderReader(const Mapping& mapping, const CellTable& table, std::vector<Unread>& unread)
        : mapping_(mapping), table_(table), unread_(unread)
    {
    }

    bool read(ValueColumn& value)
    {
        const auto& name = table_.columns[value.column];
        const auto& targets = mapping_.unpivot->to;
        std::vector<std::string_view> parts{name};
        if (targets.size() > 1) parts = header_parts(name);
        if (parts.size() != targets.size())
            return refuse(name, say("Der Spaltenname hat {} Teile, „unpivot.to“ nennt {}",
                                    "the column's name has {} parts, 'unpivot.to' names {}",
                                    parts.size(), targets.size()));
        for (std::size_t i = 0; i < targets.size(); ++i)
            if (!read_part(value, targets[i], parts[i])) return false;
        return true;
    }

private:
    bool refuse(std::string_view name, Text why)
    {
        const auto header_line = table_.first_data_line > 1 ? table_.first_data_line - 1 : 1;
        const auto same = [&](const Unread& unread) { return unread.content == name; };
        if (std::none_of(unread_.begin(), unread_.end(), same))
            unread_.push_back(
                {table_.name, header_line, std::string{name}, std::string{name}, std::move(why)});
        return false;
    }

    bool read_part(ValueColumn& value, const std::string& target, std::string_view part)
    {
        if (target.empty()) return true;
        if (target == "period") return read_period_part(value, part);
        for (std::size_t i = 0; i < mapping_.dimensions.size(); ++i) {
            if (mapping_.dimensions[i].name != target) continue;
            const auto code = code_of_label(mapping_.dimensions[i], part, mapping_.strip_footnotes);
            if (code.ignored) return false;
            if (!code.known)
                return refuse(part, say("Diese Beschriftung ist bei „codes“ von {} nicht genannt",
                                        "this label is not among the 'codes' of {}", target));
            value.codes[i] = code.text;
        }
        return true;
    }

    bool read_period_part(ValueColumn& value, std::string_view part)
    {
        value.period =
            read_period(stripped(trimmed(part), mapping_.period.strip), mapping_.period.frequency);
        if (value.period) return true;
        const auto frequency = tuermer::name_of(mapping_.period.frequency);
        return refuse(part,
                      say("Das ist kein Zeitraum der Art „{0}“",
                          "this is not a period of the kind '{1}'", frequency.de, frequency.en));
    }

    const Mapping& mapping_;
    const CellTable& table_;
    std::vector<Unread>& unread_;
};

std::vector<ValueColumn> bind_values(const Mapping& mapping, const MeasureMapping& measure,
                                     Columns& columns, HeaderReader& header)
{
    const std::vector<std::optional<std::string>> nothing_said(mapping.dimensions.size());
    if (!mapping.unpivot)
        return {{columns.need(measure.column), std::nullopt, nothing_said, std::nullopt}};
    std::vector<ValueColumn> values;
    for (const auto column : unpivoted_columns(*mapping.unpivot, measure, columns)) {
        ValueColumn value{column, std::nullopt, nothing_said, std::nullopt};
        if (header.read(value)) values.push_back(std::move(value));
    }
    return values;
}

void tell_styles(BoundMapping& bound, const Dialect& dialect)
{
    for (auto& measure : bound.measures)
        for (auto& value : measure.values)
            value.style = NumberStyle{dialect.decimal, dialect.thousands};
}

} // namespace

Code code_of_label(const DimensionMapping& dimension, std::string_view label, bool strip_footnotes)
{
    const auto bare = stripped(trimmed(label), dimension.strip);
    const auto clean = strip_footnotes ? without_footnote(bare) : bare;
    if (dimension.codes.empty())
        return {area_code(clean, dimension.notation), !clean.empty(), false};
    auto found = dimension.codes.find(bare);
    if (found == dimension.codes.end()) found = dimension.codes.find(clean);
    if (found != dimension.codes.end()) return {found->second, true, false};
    return {"", false, dimension.ignore_other_codes};
}

StyleJudge::StyleJudge(const BoundMapping& bound)
{
    for (const auto& measure : bound.measures)
        for (const auto& value : measure.values) columns_.try_emplace(value.column);
}

void StyleJudge::see(const CellTable& rows)
{
    for (auto& [column, evidence] : columns_)
        for (std::uint32_t row = 0; row < rows.rows(); ++row) evidence.add(rows.cell(row, column));
}

std::vector<std::optional<NumberStyle>> StyleJudge::styles(const BoundMapping& bound) const
{
    NumberEvidence all;
    for (const auto& [column, evidence] : columns_) all.add(evidence);
    std::vector<std::optional<NumberStyle>> styles;
    for (const auto& measure : bound.measures)
        for (const auto& value : measure.values) {
            const auto own = columns_.at(value.column).style();
            styles.push_back(own ? own : all.style());
        }
    return styles;
}

void set_styles(BoundMapping& bound, const std::vector<std::optional<NumberStyle>>& styles)
{
    auto style = styles.begin();
    for (auto& measure : bound.measures)
        for (auto& value : measure.values) value.style = *style++;
}

Result<BoundMapping> bind_mapping(const Mapping& mapping, const CellTable& table,
                                  const Dialect& dialect)
{
    BoundMapping bound;
    Columns columns{table, mapping.strip_footnotes};
    HeaderReader header{mapping, table, bound.unread};
    for (const auto& column : mapping.period.columns)
        bound.period_columns.push_back(columns.need(column));
    for (const auto& dimension : mapping.dimensions) {
        auto& column = bound.dimension_columns.emplace_back();
        if (!dimension.column.empty()) column = columns.need(dimension.column);
    }
    bound.skip = bind_conditions(mapping.skip, columns);
    for (const auto& measure : mapping.measures) {
        bound.measures.push_back({&measure, bind_conditions(measure.where, columns),
                                  bind_values(mapping, measure, columns, header), std::nullopt});
        if (!measure.status.empty()) bound.measures.back().status = columns.need(measure.status);
    }
    if (!columns.all_there()) return tl::unexpected(columns.missing());
    if (dialect.decimal_told) tell_styles(bound, dialect);
    return bound;
}

} // namespace tuermer
