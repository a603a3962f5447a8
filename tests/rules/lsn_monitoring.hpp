// SPDX-License-Identifier: EUPL-1.2
// Ten indicators of Lower Saxony's integration monitoring by district and year, each with the years
// in which the catalogue of breaks knows of one.
#pragma once

#include "rules/indicators/indicator.hpp"
#include "tests/rules/lsn_columns.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace tuermer::lsn {

// How many the cases were taken from, where the table has cases and percent only.
inline Column whole_of(const Column& cases, const Column& percentages, double per)
{
    Column whole;
    for (const auto& [place, count] : cases)
        if (const auto percent = percentages.find(place);
            percent != percentages.end() && percent->second > 0)
            whole[place] = std::round(per * count / percent->second);
    return whole;
}

struct Monitored {
    std::string name;
    Column cases, whole; // no whole: plain counts
    Polarity polarity = Polarity::none;
    std::vector<int> breaks; // years in which the catalogue knows of one
};

inline const std::string foreign = "Ausländerinnen und Ausländer";

inline Monitored percentage(const std::string& name, const std::string& table, Wanted wanted,
                            Polarity polarity, std::vector<int> breaks)
{
    wanted["Units"] = "Anzahl";
    const auto cases = districts_of(table, wanted);
    const bool per_mille = table == "6-2-1";
    wanted["Units"] = per_mille ? "Quote" : table == "3-1-3" ? "%" : "Prozent";
    return {name, cases, whole_of(cases, districts_of(table, wanted), per_mille ? 1000 : 100),
            polarity, std::move(breaks)};
}

inline std::vector<Monitored> all_indicators()
{
    const auto people = districts_of("1-1-1", {}), foreigners = districts_of("1-2-1", {});
    const std::string children = "Kinder im Alter von ",
                      origin = " mit ausländischer Herkunft mindestens eines Elternteils";
    return {
        {"foreign population", foreigners, people, Polarity::none, {2011, 2022}},
        {"naturalisations",
         districts_of("2-3-1", {}),
         foreigners,
         Polarity::higher_is_better,
         {2011, 2022, 2024}},
        {"births, foreign",
         districts_of("1-2-8", {{"Nationalität", foreign}}),
         {},
         Polarity::none,
         {2011, 2022}},
        percentage("without certificate, foreign", "4-1-4", {{"Nationalität", foreign}},
                   Polarity::lower_is_better, {2020}),
        percentage("without certificate, German", "4-1-4", {{"Nationalität", "Deutsche"}},
                   Polarity::lower_is_better, {2020}),
        percentage("day care under 3", "3-1-3",
                   {{"Kinderbetreuung", children + "unter 3 Jahren" + origin}}, Polarity::none,
                   {2020, 2022}),
        percentage("day care 3 to 6", "3-1-3",
                   {{"Kinderbetreuung", children + "3 bis unter 6 Jahren" + origin}},
                   Polarity::none, {2020, 2022}),
        {"employees, foreign",
         districts_of("5-2-1", {{"Geschlecht", "Insgesamt"}, {"Units", "Anzahl"}}),
         {},
         Polarity::higher_is_better,
         {2022}},
        percentage("fixed-term residence titles", "2-1-3",
                   {{"Geschlecht", "insgesamt"}, {"Befristung", "zeitlich befristet"}},
                   Polarity::none, {2016, 2022, 2024}),
        percentage("minimum security, foreign", "6-2-1", {{"Nationalität", foreign}},
                   Polarity::lower_is_better, {2011, 2020, 2022, 2023}),
    };
}

inline bool touches_break(const Monitored& one, int year)
{
    return std::ranges::any_of(one.breaks, [&](int day) { return year >= day && year - 3 <= day; });
}

} // namespace tuermer::lsn
