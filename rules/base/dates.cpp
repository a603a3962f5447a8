// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/dates.hpp"

#include "rules/base/numbers.hpp"

#include <fmt/core.h>

namespace tuermer {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

std::optional<long long> digits(std::string_view text)
{
    for (const char c : text)
        if (c < '0' || c > '9') return std::nullopt;
    return parse_integer(text);
}

} // namespace

std::optional<Date> parse_date(std::string_view iso)
{
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = digits(iso.substr(0, 4));
    const auto m = digits(iso.substr(5, 2));
    const auto d = digits(iso.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day date{year(static_cast<int>(*y)), month(static_cast<unsigned>(*m)),
                              day(static_cast<unsigned>(*d))};
    if (!date.ok()) return std::nullopt;
    return Date(date);
}

std::optional<Instant> parse_instant(std::string_view iso)
{
    const auto date = parse_date(iso.substr(0, 10));
    if (!date || iso.size() == 10) return date;
    if (iso.size() != 20 || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':' || iso[19] != 'Z')
        return std::nullopt;
    const auto h = digits(iso.substr(11, 2));
    const auto m = digits(iso.substr(14, 2));
    const auto s = digits(iso.substr(17, 2));
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
    return *date + std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::seconds(*s);
}

std::string to_string(Date date)
{
    const year_month_day ymd(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string to_string(Instant instant)
{
    const auto date = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time(instant - date);
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(date), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text)
{
    const auto gap = text.find(' ');
    const auto count = digits(text.substr(0, gap));
    if (!count || gap == std::string_view::npos || gap == 0 || *count > 1'000'000)
        return std::nullopt;
    const auto unit = text.substr(gap + 1);
    if (unit == "s") return std::chrono::seconds(*count);
    if (unit == "min") return std::chrono::minutes(*count);
    if (unit == "h") return std::chrono::hours(*count);
    if (unit == "d") return std::chrono::days(*count);
    if (unit == "w") return std::chrono::weeks(*count);
    return std::nullopt;
}

} // namespace tuermer
