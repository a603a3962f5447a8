// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/ad_hoc.hpp"

#include "connectors/formats/periods.hpp"
#include "rules/base/numbers.hpp"
#include "rules/base/suggest.hpp"
#include "rules/detectors/amount.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace tuermer {

namespace {

constexpr std::array frequencies{Frequency::year, Frequency::half, Frequency::quarter,
                                 Frequency::month, Frequency::week};
constexpr std::array<std::string_view, 5> frequency_words{"year", "half", "quarter", "month",
                                                          "week"};

std::string lower(std::string_view text)
{
    std::string all(text);
    for (auto& c : all)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return all;
}

bool says_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    const auto small = lower(text);
    return std::ranges::any_of(
        words, [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

Result<std::uint32_t> column_named(const CellTable& table, const std::string& name)
{
    for (std::uint32_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i] == name) return i;
    const auto meant = nearest(name, table.columns);
    std::string all;
    for (const auto& column : table.columns) all += (all.empty() ? "'" : ", '") + column + "'";
    return fail(Remedy::mend,
                meant ? say("Eine Spalte '{}' gibt es nicht; meinten Sie '{}'?",
                            "There is no column '{}'; did you mean '{}'?", name, *meant)
                      : say("Eine Spalte '{}' gibt es nicht; es gibt {}.",
                            "There is no column '{}'; there are {}.", name, all),
                table.name);
}

using Rows = std::vector<std::uint32_t>;

std::set<std::string> texts_of(const CellTable& table, std::uint32_t column, const Rows& rows)
{
    std::set<std::string> texts;
    for (const auto row : rows) texts.emplace(table.cell(row, column));
    return texts;
}

// The coarsest frequency in which all texts are periods, each another one.
std::optional<Frequency> frequency_of(const std::set<std::string>& texts)
{
    for (const auto frequency : frequencies) {
        std::set<std::string> periods;
        for (const auto& text : texts)
            if (const auto period = read_period(text, frequency))
                periods.insert(to_string(*period));
        if (!texts.empty() && periods.size() == texts.size()) return frequency;
    }
    return std::nullopt;
}

bool is_area_code(std::string_view text)
{
    const auto digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits && (text.size() == 2 || text.size() == 5 || text.size() == 8);
}

bool holds_areas(const CellTable& table, std::uint32_t column, const std::set<std::string>& texts)
{
    return says_any(table.columns[column], {"ags", "gebiet", "kreis", "gemeinde", "area", "geo",
                                            "schlüssel", "kommune"}) &&
           std::ranges::all_of(texts, is_area_code);
}

Result<> find_period(const CellTable& table, const Rows& rows, std::uint32_t value,
                     const WatchOptions& wanted, AdHocTable& found)
{
    std::vector<std::uint32_t> candidates;
    if (!wanted.period.empty()) {
        const auto named = column_named(table, wanted.period);
        if (!named) return tl::unexpected(named.error());
        candidates = {*named};
    } else {
        for (std::uint32_t i = 0; i < table.columns.size(); ++i)
            if (i != value) candidates.push_back(i);
    }
    for (const auto column : candidates)
        if (const auto frequency = frequency_of(texts_of(table, column, rows))) {
            found.period = table.columns[column];
            found.frequency = *frequency;
            return {};
        }
    return fail(
        Remedy::mend,
        {"Keine Spalte sagt den Zeitraum (2024, 2024-07, 3. Quartal 2024 …); --period nennt "
         "sie.",
         "No column says the period (2024, 2024-07, Q3 2024 …); --period names it."},
        table.name);
}

Result<> find_area(const CellTable& table, const Rows& rows, const WatchOptions& wanted,
                   AdHocTable& found)
{
    std::optional<std::uint32_t> column;
    if (!wanted.area.empty()) {
        const auto named = column_named(table, wanted.area);
        if (!named) return tl::unexpected(named.error());
        column = *named;
    } else {
        for (std::uint32_t i = 0; i < table.columns.size() && !column; ++i)
            if (table.columns[i] != found.period && table.columns[i] != found.value &&
                holds_areas(table, i, texts_of(table, i, rows)))
                column = i;
    }
    if (!column) return {};
    const auto codes = texts_of(table, *column, rows);
    found.area = table.columns[*column];
    found.codes.assign(codes.begin(), codes.end());
    return {};
}

// Rows that are to be looked at.
Result<Rows> rows_where(const CellTable& table, const WatchOptions& wanted, AdHocTable& found)
{
    Rows rows(table.rows());
    for (std::uint32_t row = 0; row < table.rows(); ++row) rows[row] = row;
    for (const auto& condition : wanted.where) {
        const auto equals = condition.find('=');
        if (equals == std::string::npos)
            return fail(Remedy::mend, say("--where \"{}\": gemeint ist \"Spalte=Wert\".",
                                          "--where \"{}\": write \"column=value\".", condition));
        const auto name = condition.substr(0, equals), word = condition.substr(equals + 1);
        const auto column = column_named(table, name);
        if (!column) return tl::unexpected(column.error());
        std::erase_if(rows, [&](std::uint32_t row) { return table.cell(row, *column) != word; });
        if (rows.empty())
            return fail(Remedy::mend,
                        say("In der Spalte '{}' steht nirgends '{}'.",
                            "Nowhere in the column '{}' stands '{}'.", name, word),
                        table.name);
        found.where.emplace_back(name, word);
    }
    return rows;
}

// Each period (and area) must have one figure.
Result<> is_unambiguous(const CellTable& table, const Rows& rows, const AdHocTable& found)
{
    const auto period = column_named(table, found.period);
    std::set<std::pair<std::string_view, std::string_view>> keys;
    for (const auto row : rows) {
        const auto area = found.area.empty() ? std::string_view()
                                             : table.cell(row, *column_named(table, found.area));
        if (keys.emplace(table.cell(row, *period), area).second) continue;
        return fail(
            Remedy::mend,
            say("Zeile {}: zu {} {} steht schon eine Zahl weiter oben. Welche Gruppe ist gemeint? "
                "--where \"Spalte=Wert\" wählt sie.",
                "line {}: {} {} has a figure further up already. Which group is meant? --where "
                "\"column=value\" chooses it.",
                table.line(row), table.cell(row, *period), area),
            table.name);
    }
    return {};
}

// Letters, digits and _, as names of rules need them.
std::string slug(std::string_view text)
{
    static const std::map<std::string_view, std::string_view> umlauts{
        {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}};
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto umlaut = umlauts.find(text.substr(i, 2));
        if (umlaut != umlauts.end()) {
            name += umlaut->second;
            ++i;
        } else if (const auto small = lower(text.substr(i, 1)).front();
                   (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
            name += small;
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    while (name.ends_with('_')) name.pop_back();
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name = "zahl_" + name;
    return name;
}

std::string in_quotes(std::string_view text)
{
    std::string all = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') all += '\\';
        all += c;
    }
    return all + '"';
}

std::string unit_of(const WatchOptions& wanted)
{
    if (!wanted.unit.empty()) return wanted.unit;
    if (says_any(wanted.column, {"%", "anteil", "quote", "prozent", "percent", "share"}))
        return "percent";
    if (says_any(wanted.column, {"euro", "€"})) return "euro";
    if (says_any(wanted.column, {"person", "einwohner", "kinder", "leute", "people"}))
        return "persons";
    return "cases";
}

std::string source_text(const std::string& name, const AdHocTable& table,
                        const WatchOptions& wanted, const Config& config)
{
    const auto place = std::ranges::find(frequencies, table.frequency) - frequencies.begin();
    std::string where;
    for (const auto& [column, word] : table.where)
        where +=
            (where.empty() ? ", where = { " : ", ") + in_quotes(column) + " = " + in_quotes(word);
    if (!where.empty()) where += " }";
    const auto area = table.area.empty()
                          ? fmt::format("{{ value = {} }}", in_quotes(config.installation.area))
                          : fmt::format("{{ column = {} }}", in_quotes(table.area));
    return fmt::format(
        "# tuermer watch {}\n[source.{}]\nkind  = \"table\"\npath  = {}\nuntil = {}\n\n"
        "[source.{}.period]\ncolumn    = {}\nfrequency = \"{}\"\n\n"
        "[source.{}.dimensions]\narea = {}\n\n"
        "[source.{}.measures]\n{}_wert = {{ column = {}, unit = \"{}\"{} }}\n",
        wanted.file, name,
        in_quotes(std::filesystem::absolute(wanted.file).lexically_normal().string()), wanted.until,
        name, in_quotes(table.period), frequency_words[static_cast<std::size_t>(place)], name, area,
        name, name, in_quotes(table.value), unit_of(wanted), where);
}

std::string indicator_text(const std::string& name, const WatchOptions& wanted)
{
    const auto limits =
        say("Ad hoc beobachtet bis {}; woher die Zahl kommt und was sie nicht sagt, hat niemand "
            "aufgeschrieben.",
            "Watched ad hoc until {}; nobody has written down where the figure comes from and what "
            "it does not say.",
            wanted.until);
    return fmt::format("# tuermer watch {}\n[indicator.{}]\ntitle  = {}\nvalue  = \"{}_wert\"\n"
                       "frame  = \"neutral\"\nlimits = {{ de = {}, en = {} }}\n",
                       wanted.file, name, in_quotes(wanted.column), name, in_quotes(limits.de),
                       in_quotes(limits.en));
}

// Who was named; else who looks after statistics, or the first who gets signals.
std::string reader_of(const WatchOptions& wanted, const Config& config)
{
    if (!wanted.notify.empty()) return wanted.notify;
    for (const auto& recipient : config.recipients)
        if (recipient.role == Role::statistics) return recipient.id;
    for (const auto& recipient : config.recipients)
        if (recipient.role != Role::it) return recipient.id;
    return {};
}

std::string rule_text(const std::string& name, const AdHocTable& table, const WatchOptions& wanted,
                      const Config& config, const Unit& unit)
{
    const auto& own = config.installation.area;
    const bool has_own =
        table.area.empty() || std::ranges::find(table.codes, own) != table.codes.end();
    const auto notation_of = notation(AmountKind::level, unit);
    const auto limit = shortest(wanted.above.value_or(wanted.below.value_or(0)));
    const auto reader = reader_of(wanted, config);
    return fmt::format(
        "# tuermer watch {}\n[rule.{}]\nindicator = \"{}\"\n{}severity  = \"note\"\n{}until     = "
        "{}\n\n"
        "[[rule.{}.when]]\ntest     = \"level\"\n{} = \"{}{}\"\n",
        wanted.file, name, name, has_own ? "" : fmt::format("areas     = [\"under {}\"]\n", own),
        reader.empty() ? ""
                       : fmt::format("notify    = [\"{}\"]\nowner     = \"{}\"\n", reader, reader),
        wanted.until, name, wanted.above ? "at_least" : "at_most ", limit,
        notation_of.empty() ? "" : " " + notation_of);
}

} // namespace

Result<AdHocTable> look_at(const CellTable& table, const WatchOptions& wanted)
{
    AdHocTable found;
    const auto value = column_named(table, wanted.column);
    if (!value) return tl::unexpected(value.error());
    found.value = wanted.column;
    const auto rows = rows_where(table, wanted, found);
    if (!rows) return tl::unexpected(rows.error());
    if (auto period = find_period(table, *rows, *value, wanted, found); !period)
        return tl::unexpected(period.error());
    if (auto area = find_area(table, *rows, wanted, found); !area)
        return tl::unexpected(area.error());
    if (auto clear = is_unambiguous(table, *rows, found); !clear)
        return tl::unexpected(clear.error());
    return found;
}

Result<std::map<std::string, std::string, std::less<>>>
ad_hoc_files(const AdHocTable& table, const WatchOptions& wanted, const Config& config)
{
    const auto unit = parse_unit(unit_of(wanted));
    if (!unit)
        return fail(Remedy::mend, say("'{}' ist keine Einheit; es gibt persons, cases, percent, "
                                      "euro … (config/README.md).",
                                      "'{}' is not a unit; there are persons, cases, percent, "
                                      "euro … (config/README.md).",
                                      wanted.unit));
    const auto stem = std::filesystem::path(wanted.file).stem().string();
    const auto name = wanted.name.empty() ? slug(stem + "_" + wanted.column) : wanted.name;
    return std::map<std::string, std::string, std::less<>>{
        {"sources.d/" + name + ".toml", source_text(name, table, wanted, config)},
        {"indicators.d/" + name + ".toml", indicator_text(name, wanted)},
        {"rules.d/" + name + ".toml", rule_text(name, table, wanted, config, *unit)}};
}

} // namespace tuermer
