// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/period.hpp"

#include "rules/base/numbers.hpp"

#include <array>
#include <fmt/core.h>

namespace tuermer {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

constexpr int earliest_year = 1800, latest_year = 2200; // beyond is a misread cell

// Monday of week 0, three days before the epoch.
constexpr Date first_monday = Date(days(-3));

Date first_of(int year, int month)
{
    return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                          std::chrono::day(1));
}

int floor_div(int a, int b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

// Year and number within the year of an index with `n` periods a year.
struct Place_in_year {
    int year, number;
};
Place_in_year split(std::int32_t index, int n)
{
    const int year = floor_div(index, n);
    return {year, index - year * n};
}

// ISO 8601: a week belongs to the year of its Thursday.
Place_in_year iso_week(std::int32_t index)
{
    const Date thursday = first_monday + std::chrono::weeks(index) + days(3);
    const int year = static_cast<int>(year_month_day(thursday).year());
    return {year, static_cast<int>((thursday - first_of(year, 1)).count() / 7)};
}

std::optional<int> number(std::string_view text, std::size_t digits, int low, int high)
{
    if (text.size() != digits) return std::nullopt;
    const auto value = parse_integer(text);
    if (!value || *value < low || *value > high || text[0] == '-') return std::nullopt;
    return static_cast<int>(*value);
}

constexpr std::array months_de{"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                               "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
constexpr std::array months_en{"January",   "February", "March",    "April",
                               "May",       "June",     "July",     "August",
                               "September", "October",  "November", "December"};

} // namespace

int periods_per_year(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
    case Frequency::school_year:
        return 1;
    case Frequency::half:
        return 2;
    case Frequency::quarter:
        return 4;
    case Frequency::month:
        return 12;
    case Frequency::week:
        return 52;
    }
    return 1;
}

Text name_of(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
        return {"Jahr", "year"};
    case Frequency::school_year:
        return {"Schuljahr", "school year"};
    case Frequency::half:
        return {"Halbjahr", "half-year"};
    case Frequency::quarter:
        return {"Quartal", "quarter"};
    case Frequency::month:
        return {"Monat", "month"};
    case Frequency::week:
        return {"Woche", "week"};
    }
    return {};
}

Period Period::year(int year)
{
    return {Frequency::year, year};
}
Period Period::school_year(int first_year)
{
    return {Frequency::school_year, first_year};
}
Period Period::half(int year, int half)
{
    return {Frequency::half, year * 2 + half - 1};
}
Period Period::quarter(int year, int quarter)
{
    return {Frequency::quarter, year * 4 + quarter - 1};
}
Period Period::month(int year, int month)
{
    return {Frequency::month, year * 12 + month - 1};
}
Period Period::week(int iso_year, int week)
{
    // 4 January lies in week 1 of its ISO year.
    const Date in_week_1 = first_of(iso_year, 1) + days(3);
    const auto week_1 = floor<std::chrono::weeks>(in_week_1 - first_monday).count();
    return {Frequency::week, static_cast<std::int32_t>(week_1) + week - 1};
}

Date Period::first_day() const
{
    switch (frequency_) {
    case Frequency::year:
        return first_of(index_, 1);
    case Frequency::school_year:
        return first_of(index_, 8);
    case Frequency::half: {
        const auto [year, number] = split(index_, 2);
        return first_of(year, number * 6 + 1);
    }
    case Frequency::quarter: {
        const auto [year, number] = split(index_, 4);
        return first_of(year, number * 3 + 1);
    }
    case Frequency::month: {
        const auto [year, number] = split(index_, 12);
        return first_of(year, number + 1);
    }
    case Frequency::week:
        return first_monday + std::chrono::weeks(index_);
    }
    return {};
}

Date Period::last_day() const
{
    return (*this + 1).first_day() - days(1);
}

std::string to_string(Period period)
{
    const auto index = period.index();
    switch (period.frequency()) {
    case Frequency::year:
        return fmt::format("{}", index);
    case Frequency::school_year:
        return fmt::format("{}/{:02}", index, (index + 1) % 100);
    case Frequency::half: {
        const auto [year, number] = split(index, 2);
        return fmt::format("{}-H{}", year, number + 1);
    }
    case Frequency::quarter: {
        const auto [year, number] = split(index, 4);
        return fmt::format("{}-Q{}", year, number + 1);
    }
    case Frequency::month: {
        const auto [year, number] = split(index, 12);
        return fmt::format("{}-{:02}", year, number + 1);
    }
    case Frequency::week: {
        const auto [year, number] = iso_week(index);
        return fmt::format("{}-W{:02}", year, number + 1);
    }
    }
    return {};
}

std::optional<Period> parse_period(std::string_view text)
{
    const auto year = number(text.substr(0, 4), 4, earliest_year, latest_year);
    if (!year) return std::nullopt;
    const auto rest = text.substr(4);
    if (rest.empty()) return Period::year(*year);
    if (rest.size() == 3 && rest[0] == '/') {
        const auto next = number(rest.substr(1), 2, 0, 99);
        if (!next || *next != (*year + 1) % 100) return std::nullopt;
        return Period::school_year(*year);
    }
    if (rest.size() < 3 || rest[0] != '-') return std::nullopt;
    if (rest[1] == 'H') {
        const auto half = number(rest.substr(2), 1, 1, 2);
        return half ? std::optional(Period::half(*year, *half)) : std::nullopt;
    }
    if (rest[1] == 'Q') {
        const auto quarter = number(rest.substr(2), 1, 1, 4);
        return quarter ? std::optional(Period::quarter(*year, *quarter)) : std::nullopt;
    }
    if (rest[1] == 'W') {
        const auto week = number(rest.substr(2), 2, 1, 53);
        if (!week) return std::nullopt;
        const auto period = Period::week(*year, *week);
        if (iso_week(period.index()).year != *year) return std::nullopt; // no week 53 that year
        return period;
    }
    const auto month = number(rest.substr(1), 2, 1, 12);
    return month ? std::optional(Period::month(*year, *month)) : std::nullopt;
}

Text title_of(Period period)
{
    const auto index = period.index();
    switch (period.frequency()) {
    case Frequency::year:
    case Frequency::school_year:
        return {to_string(period), to_string(period)};
    case Frequency::half: {
        const auto [year, number] = split(index, 2);
        return say("{}. Halbjahr {}", "half-year {} of {}", number + 1, year);
    }
    case Frequency::quarter: {
        const auto [year, number] = split(index, 4);
        return say("{}. Quartal {}", "quarter {} of {}", number + 1, year);
    }
    case Frequency::month: {
        const auto [year, number] = split(index, 12);
        const auto month = static_cast<std::size_t>(number);
        return {fmt::format("{} {}", months_de[month], year),
                fmt::format("{} {}", months_en[month], year)};
    }
    case Frequency::week: {
        const auto [year, number] = iso_week(index);
        return say("{}. Woche {}", "week {} of {}", number + 1, year);
    }
    }
    return {};
}

std::optional<Span> parse_span(std::string_view text)
{
    const auto gap = text.find(' ');
    if (gap == std::string_view::npos || gap == 0 || gap > 4) return std::nullopt;
    const auto count = parse_integer(text.substr(0, gap));
    if (!count || *count < 0 || text[0] == '-') return std::nullopt;
    const auto unit = text.substr(gap + 1);
    const auto n = static_cast<int>(*count);
    if (unit == "y") return Span{n, Span::Unit::years};
    if (unit == "h") return Span{n, Span::Unit::halves};
    if (unit == "q") return Span{n, Span::Unit::quarters};
    if (unit == "m") return Span{n, Span::Unit::months};
    if (unit == "w") return Span{n, Span::Unit::weeks};
    if (unit == "periods" || unit == "period") return Span{n, Span::Unit::periods};
    return std::nullopt;
}

std::string to_string(Span span)
{
    constexpr std::array words{"y", "h", "q", "m", "w", "periods"};
    return fmt::format("{} {}", span.count, words[static_cast<std::size_t>(span.unit)]);
}

std::optional<int> periods_in(Span span, Frequency frequency)
{
    if (span.unit == Span::Unit::periods) return span.count;
    const bool weekly = frequency == Frequency::week;
    if (span.unit == Span::Unit::weeks) return weekly ? std::optional(span.count) : std::nullopt;
    if (weekly) // 52 weeks are the same season a year before; other spans have no whole weeks
        return span.unit == Span::Unit::years ? std::optional(span.count * 52) : std::nullopt;
    constexpr std::array months_of{12, 6, 3, 1};
    const int span_months = span.count * months_of[static_cast<std::size_t>(span.unit)];
    const int period_months = 12 / periods_per_year(frequency);
    if (span_months % period_months != 0) return std::nullopt;
    return span_months / period_months;
}

} // namespace tuermer
