// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/time.hpp"

#include "connectors/formats/periods.hpp"
#include "connectors/sources/suggest/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t most_texts = 3'000; // of a column that are tried as periods
constexpr std::size_t most_skipped = 200; // texts that are none, in a column of periods
constexpr int first_likely_year = 1900, last_likely_year = 2100;

bool all_digits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool likely_year(std::string_view text)
{
    if (text.size() != 4 || !all_digits(text)) return false;
    const int year = std::stoi(std::string{text});
    return year >= first_likely_year && year <= last_likely_year;
}

// Distinct periods among the texts; nothing where one of them is none of this frequency.
std::optional<std::size_t> periods_among(const std::vector<std::string>& texts, Frequency frequency)
{
    std::set<std::string> found;
    for (const auto& text : texts) {
        const auto period = read_period(text, frequency);
        if (!period) return std::nullopt;
        found.insert(to_string(*period));
    }
    return found.size();
}

// "2019-07": a week to who looks for weeks, a month to everybody else.
bool is_numeric_month(const std::string& text)
{
    std::size_t groups = 0, digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = all_digits(text.substr(i, 1));
        if (digit && (i == 0 || !all_digits(text.substr(i - 1, 1)))) ++groups;
        digits += digit ? 1 : 0;
        if (!digit && std::string_view{"-/. "}.find(text[i]) == std::string_view::npos)
            return false;
    }
    return groups == 2 && digits <= 6;
}

// "Mai 2024" is a month, even where it stands alone; "2024-05-31" may be a year's reporting date.
bool says_no_less(const std::vector<std::string>& texts, Frequency frequency)
{
    const auto finer = frequency == Frequency::month     ? Frequency::week
                       : frequency == Frequency::quarter ? Frequency::month
                                                         : Frequency::quarter;
    if (!periods_among(texts, frequency)) return false;
    return !periods_among(texts, finer) ||
           (frequency == Frequency::month &&
            std::all_of(texts.begin(), texts.end(), is_numeric_month));
}

const ColumnProfile& at(const std::vector<ColumnProfile>& columns, std::uint32_t place)
{
    return columns[place];
}

std::vector<std::string> texts_of(const ColumnProfile& column)
{
    std::vector<std::string> texts;
    for (const auto& distinct : column.texts)
        if (distinct.sort != TextSort::empty) texts.emplace_back(distinct.text);
    return texts;
}

bool named_like_time(std::string_view name)
{
    return says(name, {"jahr",      "jahre",    "year",          "years",         "zeit",
                       "time",      "zeitraum", "datum",         "date",          "stichtag",
                       "monat",     "month",    "quartal",       "quarter",       "periode",
                       "period",    "semester", "tid",           "ano",           "schuljahr",
                       "woche",     "week",     "aar",           "berichtsmonat", "berichtsjahr",
                       "zeitpunkt", "year_id",  "haushaltsjahr", "vuosi",         "kuukausi"}) &&
           !says(name, {"label", "alter", "age", "altersjahre", "geburtsjahr"});
}

bool named_like_another_time(std::string_view name)
{
    return says(name, {"erstellungsdatum", "geburt", "update", "updated", "modified", "created",
                       "founding", "dissolution", "gueltig", "valid", "ladedatum", "aktualisiert",
                       "start", "end", "baujahr", "inbetriebnahme", "expiration"});
}

struct Attempt {
    std::optional<FittingFrequency> fit;
    std::vector<std::string> not_periods;
};

// Years, months and school years in one column: those with the most rows are taken.
Attempt most_frequent_form(const ColumnProfile& column)
{
    std::map<std::optional<Frequency>, std::uint64_t> rows;
    const auto form_of = [](const DistinctText& distinct) -> std::optional<Frequency> {
        const auto fit = frequency_of({std::string{distinct.text}});
        return fit ? std::optional{fit->frequency} : std::nullopt;
    };
    for (const auto& distinct : column.texts) rows[form_of(distinct)] += distinct.count;
    const auto most = std::max_element(
        rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (!most->first || most->second * 2 < column.rows.size()) return {};
    Attempt tried;
    std::vector<std::string> periods;
    for (const auto& distinct : column.texts)
        (form_of(distinct) == most->first ? periods : tried.not_periods)
            .emplace_back(distinct.text);
    if (tried.not_periods.size() > most_skipped) return {};
    tried.fit = frequency_of(periods);
    return tried;
}

Attempt attempt(const ColumnProfile& column)
{
    Attempt tried;
    if (column.texts.size() > most_texts || column.empty > 0 || column.texts.empty()) return tried;
    tried.fit = frequency_of(texts_of(column));
    if (tried.fit || !named_like_time(column.name)) return tried;
    return most_frequent_form(column);
}

// How much a column looks like the one of the periods; 0: not at all.
int score(const ColumnProfile& column, const Attempt& tried)
{
    if (!tried.fit) return 0;
    const bool digits = std::all_of(column.texts.begin(), column.texts.end(),
                                    [](const DistinctText& text) { return all_digits(text.text); });
    const bool years = std::all_of(column.texts.begin(), column.texts.end(),
                                   [](const DistinctText& text) { return likely_year(text.text); });
    const bool named = named_like_time(column.name);
    if (digits && !years && !named) return 0; // 202412 is a month here and a number there
    int points = named ? 4 : 0;
    if (named_like_another_time(column.name)) points -= 3;
    if (!digits) points += 3;
    if (years && column.texts.size() > 1) points += 2;
    return points;
}

// The part of a year in a column beside that of the years.
bool joins(const std::vector<std::string>& texts, Frequency frequency)
{
    std::vector<std::string> joined;
    for (const auto& text : texts) joined.push_back("2024 " + text);
    return !joined.empty() && says_no_less(joined, frequency);
}

std::optional<Frequency> part_of_year(const ColumnProfile& column)
{
    const auto texts = texts_of(column);
    if (texts.empty() || column.empty > 0 || texts.size() > 53) return std::nullopt;
    const bool numbers =
        column.holds_figures() || std::all_of(texts.begin(), texts.end(), all_digits);
    if (numbers && says(column.name, {"woche", "week", "kw"})) {
        std::vector<std::string> joined;
        for (const auto& text : texts) joined.push_back("2020 " + text);
        if (periods_among(joined, Frequency::week)) return Frequency::week;
    }
    if (numbers && !says(column.name, {"monat", "month"})) return std::nullopt;
    for (const auto frequency : {Frequency::month, Frequency::quarter, Frequency::half})
        if (joins(texts, frequency)) return frequency;
    return std::nullopt;
}

void join_part(PeriodColumns& found, const std::vector<ColumnProfile>& columns)
{
    if (found.fit.frequency != Frequency::year || !found.not_periods.empty()) return;
    const auto& years = at(columns, found.columns.front());
    if (!std::all_of(years.texts.begin(), years.texts.end(),
                     [](const DistinctText& text) { return likely_year(text.text); }))
        return;
    for (const auto& column : columns) {
        if (column.place == years.place || column.name.ends_with("label")) continue;
        const auto frequency = part_of_year(column);
        if (!frequency) continue;
        found.columns.push_back(column.place);
        found.fit.frequency = *frequency;
        return;
    }
}

// A year, month or date within a header: where it begins and ends.
struct Stretch {
    std::size_t begin = 0, length = 0;
};

std::optional<Stretch> year_within(std::string_view text)
{
    for (std::size_t begin = 0; begin + 4 <= text.size(); ++begin) {
        const bool starts = begin == 0 || !all_digits(text.substr(begin - 1, 1));
        if (!starts || !likely_year(text.substr(begin, 4))) continue;
        auto length = std::size_t{4};
        if (begin + 4 < text.size() && all_digits(text.substr(begin + 4, 1))) continue;
        while (length < text.size() - begin && std::string_view{"0123456789/-."}.find(
                                                   text[begin + length]) != std::string_view::npos)
            ++length;
        while (length > 4 && !all_digits(text.substr(begin + length - 1, 1))) --length;
        return Stretch{begin, length};
    }
    return std::nullopt;
}

std::optional<PeriodNames::Name> name_with_period(std::string_view part)
{
    PeriodNames::Name name;
    for (const auto frequency : {Frequency::year, Frequency::school_year, Frequency::half,
                                 Frequency::quarter, Frequency::month, Frequency::week})
        if (read_period(part, frequency)) {
            name.period = part;
            return name;
        }
    const auto year = year_within(part);
    if (!year) return std::nullopt;
    name.before = part.substr(0, year->begin);
    name.period = part.substr(year->begin, year->length);
    name.behind = part.substr(year->begin + year->length);
    return name;
}

std::optional<PeriodNames> names_by_part(const std::vector<ColumnProfile>& columns,
                                         std::size_t part, std::size_t parts)
{
    PeriodNames found;
    found.part = part;
    found.parts = parts;
    std::set<std::string> periods;
    for (const auto& column : columns) {
        auto said = parts_of(column.name);
        if (!column.holds_figures() || said.size() != parts) continue;
        auto name = name_with_period(said[part]);
        if (!name) continue;
        name->column = column.place;
        said.erase(said.begin() + static_cast<std::ptrdiff_t>(part));
        name->others = std::move(said);
        periods.insert(name->period);
        found.names.push_back(std::move(*name));
    }
    const auto fit = frequency_of({periods.begin(), periods.end()});
    if (!fit) return std::nullopt;
    found.fit = *fit;
    return found;
}

} // namespace

std::optional<FittingFrequency> frequency_of(const std::vector<std::string>& texts)
{
    if (texts.empty()) return std::nullopt;
    if (std::all_of(texts.begin(), texts.end(), likely_year)) return FittingFrequency{};
    const auto schools = periods_among(texts, Frequency::school_year);
    if (schools) return FittingFrequency{Frequency::school_year, *schools == texts.size()};
    for (const auto frequency : {Frequency::month, Frequency::quarter, Frequency::half})
        if (says_no_less(texts, frequency))
            return FittingFrequency{frequency, *periods_among(texts, frequency) == texts.size()};
    std::optional<Frequency> finest;
    for (const auto frequency : {Frequency::year, Frequency::half, Frequency::quarter,
                                 Frequency::month, Frequency::week}) {
        const auto periods = periods_among(texts, frequency);
        if (!periods) continue;
        finest = frequency;
        if (*periods == texts.size()) return FittingFrequency{frequency, true};
    }
    if (!finest) return std::nullopt;
    return FittingFrequency{*finest, false};
}

std::optional<PeriodColumns> period_columns(const std::vector<ColumnProfile>& columns)
{
    std::optional<PeriodColumns> best;
    int best_score = 1;
    for (const auto& column : columns) {
        auto tried = attempt(column);
        const int points = score(column, tried);
        if (points <= best_score) continue;
        best_score = points;
        best = PeriodColumns{{column.place}, *tried.fit, std::move(tried.not_periods)};
    }
    if (best) join_part(*best, columns);
    return best;
}

std::optional<PeriodNames> period_names(const std::vector<ColumnProfile>& columns)
{
    std::size_t most = 1;
    for (const auto& column : columns)
        if (column.holds_figures()) most = std::max(most, parts_of(column.name).size());
    std::optional<PeriodNames> best;
    for (std::size_t parts = 1; parts <= most; ++parts)
        for (std::size_t part = 0; part < parts; ++part) {
            auto found = names_by_part(columns, part, parts);
            if (found && (!best || found->names.size() > best->names.size()))
                best = std::move(found);
        }
    return best;
}

std::optional<std::string> year_in(std::string_view name)
{
    std::set<std::string> years;
    while (const auto year = year_within(name)) {
        years.emplace(name.substr(year->begin, 4));
        name.remove_prefix(year->begin + 4);
    }
    if (years.size() != 1) return std::nullopt;
    return *years.begin();
}

} // namespace tuermer::suggesting
