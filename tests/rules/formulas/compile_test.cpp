// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/formula.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tuermer {
namespace {

using Names = std::vector<std::string>;

const std::vector<MeasureShape>& shapes()
{
    static const std::vector<MeasureShape> all{
        {"leavers", *parse_unit("persons"), {"area", "nationality"}, Frequency::year, "s"},
        {"leavers_without", *parse_unit("persons"), {"area", "nationality"}, Frequency::year, "s"},
        {"population", *parse_unit("persons"), {"area"}, Frequency::year, "s"},
        {"by_age", *parse_unit("persons"), {"area", "age"}, Frequency::year, "s"},
        {"share", *parse_unit("percent"), {"area"}, Frequency::year, "s"},
        {"rent", *parse_unit("euro/person"), {"area"}, Frequency::year, "s"},
        {"jobless", *parse_unit("persons"), {"area"}, Frequency::month, "s"},
        {"pupils", *parse_unit("persons"), {"area"}, Frequency::school_year, "s"},
    };
    return all;
}

Expression root(std::string_view text)
{
    const auto formula = compile_formula(text, shapes());
    EXPECT_TRUE(formula) << text << ": " << (formula ? "" : formula.error().what.en);
    return formula ? *formula->root : Expression{};
}
std::string unit_of(std::string_view text)
{
    return to_string(root(text).unit);
}
Names dimensions_of(std::string_view text)
{
    return root(text).dimensions;
}

std::string mistake(std::string_view text, Language language = Language::en)
{
    const auto formula = compile_formula(text, shapes());
    if (formula) return "none";
    return std::to_string(formula.error().offset) + ": " + formula.error().what.in(language);
}

TEST(Formula, FindsItsUnit)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"leavers_without / leavers", "ratio"},
        {"100 * leavers_without / leavers", "percent"},
        {"100 * (leavers_without / leavers)", "percent"},
        {"leavers_without / leavers * 1000", "per_mille"},
        {"1e5 * leavers_without / leavers", "per 100000"},
        {"leavers_without / (leavers / 100)", "percent"},
        {"2 * leavers_without / leavers", "ratio"},
        {"share / 100", "ratio"},
        {"0.01 * share", "ratio"},
        {"share / 100 * population", "persons"},
        {"100 - share", "percent"},
        {"-share + 5", "percent"},
        {"1000 * leavers", "persons"},
        {"rent * population", "euro"},
        {"1000 * rent / population", "euro/1000 persons^2"},
        {"mean(share, 3 y)", "percent"},
        {"sd(leavers, 3 y)", "persons"},
        {"(share - mean(share, 3 y)) / sd(share, 3 y)", "ratio"},
        {"index(population, 2019)", "index"},
        {"index(population, 2019) / index(share, 2019)", "ratio"},
        {"share / share", "ratio"},
        {"round(100 * population / population, 1)", "percent"},
    };
    for (const auto& [text, unit] : cases) EXPECT_EQ(unit_of(text), unit) << text;
}

TEST(Formula, FindsItsDimensions)
{
    EXPECT_EQ(dimensions_of("leavers"), (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("leavers{nationality='foreign'}"), (Names{"area"}));
    EXPECT_EQ(dimensions_of("leavers{nationality in ('foreign')}"), (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("leavers{nationality!='total'}"), (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("leavers{nationality!='total', nationality!='unknown'}"),
              (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("sum(leavers over nationality)"), (Names{"area"}));
    EXPECT_EQ(dimensions_of("sum(leavers by area)"), (Names{"area"}));
    EXPECT_EQ(dimensions_of("sum(leavers over area, nationality)"), Names{});
    EXPECT_EQ(dimensions_of("at(leavers, area='03')"), (Names{"nationality"}));
    EXPECT_EQ(dimensions_of("leavers - at(leavers, area='03')"), (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("leavers / population"), (Names{"area", "nationality"}));
    EXPECT_EQ(dimensions_of("population / leavers"), (Names{"area", "nationality"}));
}

TEST(Formula, CountsASpanInItsOwnPeriods)
{
    EXPECT_EQ(root("lag(jobless, 1 y)").periods, 12);
    EXPECT_EQ(root("mean(jobless, 1 q)").periods, 3);
    EXPECT_EQ(root("lag(population, 12 m)").periods, 1);
    EXPECT_EQ(root("lag(jobless, 1 y)").frequency, Frequency::month);
}

TEST(Formula, IsRefusedWhenItMeansNothing)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"5", "0: the formula names no measure"},
        {"leavrs / leavers",
         "0: 'leavrs' is neither a measure nor an indicator; did you mean 'leavers'?"},
        {"1 + zebra", "4: 'zebra' is neither a measure nor an indicator"},
        {"leavers{nationalty='x'}",
         "8: there is no dimension 'nationalty' here; did you mean 'nationality'? (present: area, "
         "nationality)"},
        {"leavers{nationality='x', nationality!='y'}",
         "25: 'nationality' is already fixed to one code"},
        {"population + share",
         "13: persons and percent cannot be added (population: persons by area; share: percent by "
         "area)"},
        {"population - rent",
         "13: euros per person cannot be subtracted from persons (population: persons by area; "
         "rent: euros per person by area)"},
        {"population + share / 100", "13: persons and ratio cannot be added (population: persons "
                                     "by area; share / 100: ratio by "
                                     "area)"},
        {"leavers + by_age",
         "0: the dimensions do not fit: leavers: persons by area × nationality; by_age: "
         "persons by area × age; so a figure here has not exactly one there (missing on the left: "
         "age, on the right: nationality): select with {nationality='code'}, or combine with sum(… "
         "over nationality)"},
        {"jobless / population", "10: values per month and values per year cannot be combined"},
        {"pupils / population", "9: values per school year and values per year cannot be combined"},
        {"lag(population, 1 m)", "0: the span '1 m' does not come out whole for values per year"},
        {"mean(jobless, 200 y)", "0: the span '200 y' is longer than 1200 periods"},
        {"index(jobless, 2019)", "0: the base period 2019 does not fit values per month"},
        {"lag(5, 1 y) + population", "4: a series is needed here, not a fixed number"},
        {"sum(population over age)", "0: there is no dimension 'age' here (present: area)"},
        {"entropy(parts(population, age))", "0: there is no dimension 'age' here (present: area)"},
        {"entropy(parts(population, area)) + at(share, area='03')",
         "35: ratio and percent cannot be added (entropy(parts(population, area)): ratio, without "
         "dimension; at(share, area='03'): percent, without dimension)"},
        {"dissimilarity(parts(leavers, area), parts(share, area))",
         "42: persons and percent cannot be compared (leavers: persons by area × nationality; "
         "share: "
         "percent by area)"},
        {"dissimilarity(parts(leavers, nationality), parts(population, nationality))",
         "49: there is no dimension 'nationality' here (present: area)"},
        {"dissimilarity(parts(leavers, area), parts(5, area))",
         "42: persons and ratio cannot be compared (leavers: persons by area × nationality; 5: "
         "ratio, "
         "without dimension)"},
        {"dissimilarity(parts(leavers, area), parts(by_age, area))",
         "42: the dimensions do not fit: leavers: persons by area × nationality; by_age: "
         "persons by area × age; so a figure here has not exactly one there (missing on the left: "
         "age, on the right: nationality): select with {nationality='code'}, or combine with sum(… "
         "over nationality)"},
        {"at(at(population, area='03'), area='03')",
         "0: there is no dimension 'area' here (present: none)"},
        {"population / 0", "13: division by 0 is not possible"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(mistake(text), expected) << text;
}

TEST(Formula, NamesBothUnitsInGerman)
{
    EXPECT_EQ(mistake("population + share", Language::de),
              "13: Personen und Prozent lassen sich nicht addieren (population: Personen je area; "
              "share: Prozent je area)");
    EXPECT_EQ(mistake("jobless / population", Language::de),
              "10: Werte je Monat und Werte je Jahr lassen sich nicht verrechnen");
}

TEST(Formula, KeepsItsHashThroughSpacesAndOrder)
{
    const auto hash = [](std::string_view text) {
        return compile_formula(text, shapes())->definition_hash;
    };
    EXPECT_EQ(hash("leavers{nationality in ('a','b')}"),
              hash("leavers { nationality in ('b', 'a') }"));
    EXPECT_EQ(hash("(population)*2"), hash("population * 2"));
    EXPECT_NE(hash("population * 2"), hash("population * 3"));
    EXPECT_NE(hash("leavers{nationality in ('a')}"), hash("leavers{nationality='a'}"));
}

TEST(Formula, ChangesItsHashWithTheUnitOfAMeasure)
{
    auto changed = shapes();
    changed[2].unit = *parse_unit("households");
    EXPECT_NE(compile_formula("2 * population", shapes())->definition_hash,
              compile_formula("2 * population", changed)->definition_hash);
    EXPECT_EQ(compile_formula("2 * share", shapes())->definition_hash,
              compile_formula("2 * share", changed)->definition_hash);
}

} // namespace
} // namespace tuermer
