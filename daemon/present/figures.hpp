// SPDX-License-Identifier: EUPL-1.2
// Numbers and dates as people write them: the pieces all sentences are made of. A no-break space
// (U+00A0) keeps a number and its unit together; `plain` turns it into an ordinary one.
#pragma once

#include "daemon/present/present.hpp"

namespace tuermer::present {

inline constexpr std::string_view no_break = "\u00A0";
std::string plain(std::string text);
std::string unbroken(std::string text); // every space becomes a no-break space

// How many digits after the comma a level deserves: 38,7 but 3,87; whole counts have none.
int decimals_of(double value, const Unit& unit, double per);
// "17.035", "12,5".
std::string count_text(double value, Language language);
// Up to four digits after the comma, as many as there are: "48", "38,7097".
std::string exact_text(double value, Language language);
// A difference of two levels. Rates in percent differ by percentage points, never by percent.
std::string points_text(double change, const Unit& unit, double per, Language language);
// A relative change: "+112 %", "−12,3 %".
std::string relative_text(double percent, Language language);
// A limit as it was written: "+5 Prozentpunkte", without zeros after the comma.
std::string limit_text(double limit, Scale scale, const Unit& unit, double per, Language language);
// A measured figure in its scale: "+18,9 Prozentpunkte", "+112 %", "das 2,1-Fache", "3,87 %".
std::string measured_text(double measured, Scale scale, const Unit& unit, double per,
                          Language language);
// How a test's result is to be worded: a change in the indicator's own unit is a difference too.
Scale scale_of(const Assessment& assessment);
// "95-%-Intervall +9,3 bis +28,8 (Newcombe)".
std::string interval_text(const Assessment& assessment, const Unit& unit, double per,
                          Language language);
// "drei", "three"; digits above twelve.
std::string spelled(std::size_t number, Language language);

std::string short_date_text(Date date, Language language); // "17.10.2025", "17 Oct 2025"
Date local_date(Instant instant, const std::string& time_zone);
int offset_seconds(Instant instant, const std::string& time_zone); // east of Greenwich
// A publisher's release has a day and no hour: midnight UTC is told as the day alone.
std::string time_text(Instant instant, const std::string& time_zone, Language language);

std::string periods_text(Period first, Period last, Language language); // "2024", "2021–2023"
// "in 2024", "im Juli 2024", "in 2021–2023", "von Juli 2023 bis Juni 2024".
std::string in_periods(Period first, Period last, Language language);
std::string axis_text(Period period); // "2024", "2023/24", "07/24", "Q3 24"

} // namespace tuermer::present
