// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/unit.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Unit unit(std::string_view text)
{
    const auto parsed = parse_unit(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Unit{});
}

TEST(Unit, ReadsWhatItWrites)
{
    for (const auto* text :
         {"persons", "percent", "per_mille", "ratio", "index", "per 10000", "euro/persons",
          "persons/1000 households", "square_metres^2", "euro*hours/persons", "1/persons",
          "1/1000 persons", "1000 persons", "0.01 persons", "per 2", "euro/persons/years"})
        EXPECT_EQ(to_string(unit(text)), text);
}

TEST(Unit, TakesTheSingularOfAWord)
{
    EXPECT_EQ(unit("euro/person"), unit("euro/persons"));
    EXPECT_EQ(unit("case"), unit("cases"));
}

TEST(Unit, RefusesWhatItDoesNotKnow)
{
    for (const auto* text : {"", "people", "persons/", "*euro", "persons per euro", "-3 persons",
                             "persons^0", "persons^x", "per -5", "1e400", "persons**euro"})
        EXPECT_FALSE(parse_unit(text)) << text;
}

TEST(Unit, OfPersonsByPersonsIsARatio)
{
    const auto persons = unit("persons");
    EXPECT_EQ(persons / persons, unit("ratio"));
    EXPECT_TRUE((persons / persons).pure());
    EXPECT_EQ(to_string(persons * unit("euro/person")), "euro");
}

TEST(Unit, KeepsItsScaleThroughChainsOfPercent)
{
    const auto percent = unit("percent");
    EXPECT_EQ(percent * percent / percent, percent);
    EXPECT_EQ(percent / percent, unit("ratio"));
    EXPECT_EQ(percent * unit("per_mille") / percent, unit("per_mille"));
    EXPECT_EQ(unit("per 1000"), unit("per_mille"));
}

TEST(Unit, HasATitleInBothLanguages)
{
    EXPECT_EQ(title_of(unit("persons")), (Text{"Personen", "persons"}));
    EXPECT_EQ(title_of(unit("percent")), (Text{"Prozent", "percent"}));
    EXPECT_EQ(title_of(unit("euro/person")), (Text{"Euro je Person", "euros per person"}));
    EXPECT_EQ(title_of(unit("persons/1000 households")),
              (Text{"Personen je 1\u202F000 Haushalte", "persons per 1,000 households"}));
    EXPECT_EQ(title_of(unit("per 100000")), (Text{"je 100\u202F000", "per 100,000"}));
    EXPECT_EQ(title_of(unit("square_metres/person")),
              (Text{"Quadratmeter je Person", "square metres per person"}));
    EXPECT_EQ(title_of(unit("persons^2")), (Text{"Personen²", "persons²"}));
    EXPECT_EQ(title_of(unit("1000 persons")), (Text{"1\u202F000 Personen", "1,000 persons"}));
}

TEST(Unit, OffersEachOfItsWordsForASuggestion)
{
    for (const auto& word : unit_words()) EXPECT_TRUE(parse_unit(word)) << word;
}

} // namespace
} // namespace tuermer
