// SPDX-License-Identifier: EUPL-1.2
// One cell of the statistical calendar. A period is a frequency and a running number, so that
// neighbours differ by one and a panel's column is a subtraction.
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/text.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

enum class Frequency : std::uint8_t { year, school_year, half, quarter, month, week };

int periods_per_year(Frequency frequency); // 1, 1, 2, 4, 12, 52
Text name_of(Frequency frequency);         // "Jahr", "Schuljahr" …

class Period {
public:
    Period() = default;
    Period(Frequency frequency, std::int32_t index) : frequency_(frequency), index_(index) {}

    static Period year(int year);
    static Period school_year(int first_year); // 2023 means 2023/24
    static Period half(int year, int half);
    static Period quarter(int year, int quarter);
    static Period month(int year, int month);
    static Period week(int iso_year, int week); // ISO 8601

    Frequency frequency() const { return frequency_; }
    std::int32_t index() const { return index_; } // running number within the frequency
    Date first_day() const;
    Date last_day() const;

    Period operator+(int periods) const { return {frequency_, index_ + periods}; }
    Period operator-(int periods) const { return {frequency_, index_ - periods}; }
    int operator-(const Period& other) const { return index_ - other.index_; } // same frequency
    auto operator<=>(const Period&) const = default;

private:
    Frequency frequency_ = Frequency::year;
    std::int32_t index_ = 0;
};

// The canonical notation: "2024", "2023/24", "2024-H1", "2024-Q3", "2024-07", "2024-W05".
std::string to_string(Period period);
std::optional<Period> parse_period(std::string_view canonical);

// For people: "2024", "2023/24", "1. Halbjahr 2024", "3. Quartal 2024", "Juli 2024", "5. Woche
// 2024".
Text title_of(Period period);

// A stretch of statistical time: "1 y", "3 q", "12 m", "2 periods".
struct Span {
    enum class Unit : std::uint8_t { years, halves, quarters, months, weeks, periods };
    int count = 0;
    Unit unit = Unit::years;

    bool operator==(const Span&) const = default;
};
std::optional<Span> parse_span(std::string_view text);
std::string to_string(Span span);
// The number of periods of a frequency; nothing where it does not come out whole ("1 m" of years).
std::optional<int> periods_in(Span span, Frequency frequency);

} // namespace tuermer
