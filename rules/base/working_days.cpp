// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/working_days.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

namespace {

using std::chrono::days;
using std::chrono::year;
using std::chrono::year_month_day;

// The Gregorian calendar's rule (Meeus 1991, Astronomical Algorithms, chapter 8).
Date easter_sunday(year of)
{
    const int y = static_cast<int>(of);
    const int a = y % 19, b = y / 100, c = y % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return Date(of / std::chrono::month(static_cast<unsigned>(n / 31)) /
                std::chrono::day(static_cast<unsigned>(n % 31 + 1)));
}

// In which Länder (none named: in all), and from which year on.
struct FixedHoliday {
    unsigned month, day;
    std::string_view where = {};
    int since = 0;
};
constexpr std::array fixed_holidays{
    FixedHoliday{1, 1},
    FixedHoliday{1, 6, "BW BY ST"},
    FixedHoliday{3, 8, "BE", 2019},
    FixedHoliday{3, 8, "MV", 2023},
    FixedHoliday{5, 1},
    FixedHoliday{8, 15, "SL"},
    FixedHoliday{9, 20, "TH", 2019},
    FixedHoliday{10, 3},
    FixedHoliday{10, 31, "BB MV SN ST TH"},
    FixedHoliday{10, 31, "HB HH NI SH", 2018},
    FixedHoliday{11, 1, "BW BY NW RP SL"},
    FixedHoliday{12, 25},
    FixedHoliday{12, 26},
};

struct EasterHoliday {
    int days_after;
    std::string_view where = {};
};
constexpr std::array easter_holidays{
    EasterHoliday{-2},
    EasterHoliday{0, "BB"},
    EasterHoliday{1},
    EasterHoliday{39},
    EasterHoliday{49, "BB"},
    EasterHoliday{50},
    EasterHoliday{60, "BW BY HE NW RP SL"},
};

// Saxony's day of prayer: the Wednesday before 23 November.
bool is_day_of_prayer(year_month_day day)
{
    return day.month() == std::chrono::November && unsigned(day.day()) >= 16 &&
           unsigned(day.day()) <= 22 && std::chrono::weekday(Date(day)) == std::chrono::Wednesday;
}

bool holds_in(std::string_view where, std::string_view land)
{
    return where.empty() || (!land.empty() && where.find(land) != std::string_view::npos);
}

} // namespace

bool is_holiday(Date date, std::string_view land)
{
    const year_month_day day(date);
    const auto after_easter = (date - easter_sunday(day.year())).count();
    return std::ranges::any_of(fixed_holidays,
                               [&](const FixedHoliday& holiday) {
                                   return unsigned(day.month()) == holiday.month &&
                                          unsigned(day.day()) == holiday.day &&
                                          static_cast<int>(day.year()) >= holiday.since &&
                                          holds_in(holiday.where, land);
                               }) ||
           std::ranges::any_of(easter_holidays,
                               [&](const EasterHoliday& holiday) {
                                   return after_easter == holiday.days_after &&
                                          holds_in(holiday.where, land);
                               }) ||
           (land == "SN" && is_day_of_prayer(day));
}

bool is_working_day(Date date, std::string_view land)
{
    const std::chrono::weekday day(date);
    return day != std::chrono::Saturday && day != std::chrono::Sunday && !is_holiday(date, land);
}

Date first_working_day(std::chrono::year_month month, std::string_view land)
{
    Date day(month / 1);
    while (!is_working_day(day, land)) day += days(1);
    return day;
}

} // namespace tuermer
