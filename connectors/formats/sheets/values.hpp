// SPDX-License-Identifier: EUPL-1.2
// Numbers of a workbook as the text a person would read: with the 15 significant digits that Excel
// shows (274.65, not the stored 274.65000000000003), dates as ISO 8601, percents with their sign.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tuermer::sheets {

// What a number format makes of a number. A date is written as finely as its format shows it.
enum class Shown : std::uint8_t {
    number,
    percent,
    year,
    quarter,
    month,
    date,
    date_time,
    time,     // of the day
    duration, // hours beyond 24, too
};

// ECMA-376 Part 1, 18.8.30: the built-in formats 0 to 163, and format codes ("dd.mm.yyyy", "0.0%").
Shown shown_by_builtin(std::uint32_t id);
Shown shown_by_code(std::string_view code);

// Day 0 of serial dates; 1900 counts a 29th of February that never was (ECMA-376 18.17.4.1).
enum class DateBase : std::uint8_t { year_1900, year_1904 };

// Writes one number; the view holds until the next call.
class NumberWriter {
public:
    explicit NumberWriter(DateBase base = DateBase::year_1900) : base_(base) {}
    // `stored` as in the file ("42", "1.5E-3"); what is no number comes back as it is.
    std::string_view write(std::string_view stored, Shown shown);
    std::string_view write(double value, Shown shown);
    // ISO 8601 as ODS stores it ("2024-07-01T00:00:00") as finely as shown.
    static std::string iso(std::string_view stored);

private:
    std::string_view number(double value);
    std::string_view percent(std::string_view number);
    std::string_view date(double serial, Shown shown);
    std::string_view time_of_day(long long seconds, char* begin);

    DateBase base_;
    std::array<char, 512> text_{}, percent_{};
};

} // namespace tuermer::sheets
