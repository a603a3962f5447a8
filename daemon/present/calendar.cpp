// SPDX-License-Identifier: EUPL-1.2
// Dates, times and periods in words.
#include "daemon/present/figures.hpp"

#include <memory>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

namespace tuermer::present {

namespace {

std::unique_ptr<icu::TimeZone> zone_of(const std::string& name)
{
    return std::unique_ptr<icu::TimeZone>(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
}

// Days are formatted in UTC: a date has no zone.
std::string format_day(Date date, const char* pattern, Language language)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto locale = language == Language::de ? icu::Locale::getGermany() : icu::Locale::getUK();
    icu::SimpleDateFormat format(icu::UnicodeString::fromUTF8(pattern), locale, status);
    if (U_FAILURE(status) != 0) return to_string(date);
    format.setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString formatted;
    format.format(static_cast<double>(date.time_since_epoch().count()) * 86'400'000.0, formatted);
    std::string text;
    return formatted.toUTF8String(text);
}

// "im Juli 2024", but "in 2024" and "in der 5. Woche 2024".
std::string_view german_in(Frequency frequency)
{
    switch (frequency) {
    case Frequency::year:
        return "in";
    case Frequency::school_year:
        return "im Schuljahr";
    case Frequency::week:
        return "in der";
    case Frequency::half:
    case Frequency::quarter:
    case Frequency::month:
        break;
    }
    return "im";
}

bool is_yearly(Period period)
{
    return period.frequency() == Frequency::year || period.frequency() == Frequency::school_year;
}

} // namespace

std::string short_date_text(Date date, Language language)
{
    return format_day(date, language == Language::de ? "dd.MM.y" : "d MMM y", language);
}

int offset_seconds(Instant instant, const std::string& time_zone)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t raw = 0;
    int32_t summer = 0;
    const auto zone = zone_of(time_zone);
    zone->getOffset(static_cast<double>(instant.time_since_epoch().count()) * 1000.0, 0, raw,
                    summer, status);
    return U_FAILURE(status) != 0 ? 0 : (raw + summer) / 1000;
}

Date local_date(Instant instant, const std::string& time_zone)
{
    const auto local = instant + std::chrono::seconds(offset_seconds(instant, time_zone));
    return std::chrono::floor<std::chrono::days>(local);
}

std::string time_text(Instant instant, const std::string& time_zone, Language language)
{
    const auto local = instant + std::chrono::seconds(offset_seconds(instant, time_zone));
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
    const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    if (instant == std::chrono::floor<std::chrono::days>(instant)) return date_text(day, language);
    return say("{}, {} Uhr", "{}, {}", date_text(day, language), clock).in(language);
}

std::string periods_text(Period first, Period last, Language language)
{
    const auto from = title_of(first).in(language);
    if (first == last) return from;
    const auto to = title_of(last).in(language);
    return is_yearly(first) ? from + "–" + to : from + " – " + to;
}

std::string in_periods(Period first, Period last, Language language)
{
    if (first != last && !is_yearly(first))
        return say("von {} bis {}", "from {} to {}", title_of(first).in(language),
                   title_of(last).in(language))
            .in(language);
    const auto preposition = language == Language::de ? german_in(first.frequency()) : "in";
    return fmt::format("{} {}", preposition, periods_text(first, last, language));
}

std::string axis_text(Period period)
{
    if (is_yearly(period)) return to_string(period);
    const std::chrono::year_month_day day{period.first_day()};
    const int year = static_cast<int>(day.year()) % 100;
    const auto month = static_cast<unsigned>(day.month());
    if (period.frequency() == Frequency::month) return fmt::format("{:02}/{:02}", month, year);
    const auto canonical = to_string(period); // "2024-Q3"
    return fmt::format("{} {}", canonical.substr(canonical.find('-') + 1), canonical.substr(2, 2));
}

} // namespace tuermer::present

namespace tuermer {

std::string date_text(Date date, Language language)
{
    return present::format_day(date, language == Language::de ? "d. MMMM y" : "d MMMM y", language);
}

} // namespace tuermer
