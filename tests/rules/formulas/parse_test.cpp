// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/formula.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tuermer {
namespace {

std::string canonical(std::string_view text)
{
    const auto parsed = parse_formula(text);
    EXPECT_TRUE(parsed) << text << ": " << (parsed ? "" : parsed.error().what.en);
    return parsed ? to_string(**parsed) : "";
}

// "offset: what" of the mistake a text has.
std::string mistake(std::string_view text, Language language = Language::en)
{
    const auto parsed = parse_formula(text);
    if (parsed) return "none: " + to_string(**parsed);
    return std::to_string(parsed.error().offset) + ": " + parsed.error().what.in(language);
}

TEST(Parser, HasOneWayToWriteEachFormula)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"1+2*3", "1 + 2 * 3"},
        {"(1+2)*3", "(1 + 2) * 3"},
        {"((a))-(b-c)", "a - (b - c)"},
        {"(a-b)-c", "a - b - c"},
        {"a/(b*c)", "a / (b * c)"},
        {"-a*b", "-a * b"},
        {"-(a+b)", "-(a + b)"},
        {"a--b", "a - -b"},
        {"1.50", "1.5"},
        {"2e3", "2000"},
        {"1e-3", "0.001"},
        {"1e+30*a", "1e+30 * a"},
        {"x{area = '03' ,age!=\"a\"}", "x{age!='a', area='03'}"},
        {"x{g in('b','a','b')}", "x{g in ('a', 'b')}"},
        {"x{g in ('a')}", "x{g in ('a')}"},
        {"x{g='d''or'}", "x{g='d''or'}"},
        {"x{g='größer als 5 – „viele“'}", "x{g='größer als 5 – „viele“'}"},
        {"sum(x over g)", "sum(x over g)"},
        {"median( x+1 by area,g )", "median(x + 1 by area, g)"},
        {"(x-mean(x,36m))/sd(x,36 m)", "(x - mean(x, 36 m)) / sd(x, 36 m)"},
        {"sd(x over g)", "sd(x over g)"},
        {"entropy( parts(x,g) )", "entropy(parts(x, g))"},
        {"simpson(parts(x+1, h, g))", "simpson(parts(x + 1, g, h))"},
        {"dissimilarity(parts(x{s='w'},area),parts(x{s='m'},area))",
         "dissimilarity(parts(x{s='w'}, area), parts(x{s='m'}, area))"},
        {"standardised(a, b, s over age, sex)",
         "sum(a / b * s over age, sex) / sum(s over age, sex)"},
        {"standardised(a+c, b, at(b,area='03') over age)",
         "sum((a + c) / b * at(b, area='03') over age) / sum(at(b, area='03') over age)"},
        {"x{area under'03153'}", "x{area under '03153'}"},
        {"x{area kind 'kreis' , area under \"03\"}", "x{area kind 'kreis', area under '03'}"},
        {"lag(x,12m)", "lag(x, 12 m)"},
        {"mean ( x , 3  y )", "mean(x, 3 y)"},
        {"max(x, 1 period)", "max(x, 1 periods)"},
        {"index(x, 2019)", "index(x, 2019)"},
        {"index(x,2018/19 )", "index(x, 2018/19)"},
        {"index(x, 2019-Q1)", "index(x, 2019-Q1)"},
        {"index(x, 2019-07)", "index(x, 2019-07)"},
        {"index(x, 2019-W05)", "index(x, 2019-W05)"},
        {"at(x-y, area='03')", "at(x - y, area='03')"},
        {"round(x)", "round(x)"},
        {"round(x, 0)", "round(x)"},
        {"round(x, -2)", "round(x, -2)"},
        {"sum + lag", "sum + lag"}, // no call: names of measures
        {"over{by='in'}", "over{by='in'}"},
        {"a\n  + b", "a + b"},
    };
    for (const auto& [text, expected] : cases) {
        EXPECT_EQ(canonical(text), expected);
        EXPECT_EQ(canonical(expected), expected);
    }
}

TEST(Parser, KnowsWhereEachPartStands)
{
    const auto parsed = parse_formula("100 * (leavers_without / leavers{g='f'})");
    ASSERT_TRUE(parsed);
    EXPECT_EQ((*parsed)->offset, 0U);
    const auto& quotient = *(*parsed)->operands[1];
    EXPECT_EQ(quotient.offset, 7U);
    EXPECT_EQ(quotient.length, 32U);
    EXPECT_EQ(quotient.operands[1]->offset, 25U);
    EXPECT_EQ(quotient.operands[1]->length, 14U);
}

TEST(Parser, NamesTheByteOfAMistake)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "0: the formula is empty"},
        {"  ", "0: the formula is empty"},
        {"a +", "3: found the end of the formula, expected a number, a name or '('"},
        {"a + * b", "4: found '*', expected a number, a name or '('"},
        {"(a + b", "6: found the end of the formula, expected ')' for the opening parenthesis"},
        {"a b", "2: found 'b', expected an operator or the end of the formula"},
        {"a)", "1: found ')', expected an operator or the end of the formula"},
        {"0,5 * a", "1: decimal numbers are written with a point: 0.5"},
        {"1.", "0: '1.' is not a number"},
        {"a + 1e999", "4: '1e999' is not a number"},
        {"x{}", "2: found '}', expected the name of a dimension"},
        {"x{g}", "3: found '}', expected '=', '!=' or 'in'"},
        {"x{area}", "6: found '}', expected '=', '!=', 'in', 'under' or 'kind'"},
        {"x{g under '03'}", "4: 'under' goes with area only: only areas lie within each other"},
        {"x{area under 03}", "13: found '03', expected a quoted code such as '03153'"},
        {"entropy(x)", "8: found 'x', expected 'parts(…, dimension)': the parts that a whole "
                       "consists of"},
        {"entropy(parts(x))", "15: found ')', expected ',' and the dimension of the parts"},
        {"parts(x, g)", "0: parts() stands only in entropy(), simpson(), dissimilarity()"},
        {"dissimilarity(parts(x, g))",
         "25: found ')', expected ',' and the parts of the second group, parts(…)"},
        {"dissimilarity(parts(x, g), parts(y, h))",
         "27: both groups need the same parts, such as parts(…, area) twice"},
        {"x{g=}", "4: found '}', expected a quoted code such as '03153'"},
        {"x{g=3}", "4: found '3', expected a quoted code such as '03153'"},
        {"x{g='a}", "4: this quotation mark is not closed"},
        {"x{g in 'a'}", "7: found 'a', expected '(' before the codes"},
        {"x{g in ()}", "8: found ')', expected a quoted code such as '03153'"},
        {"x{g ! 'a'}", "4: '=' is missing after '!'"},
        {"x{g='a' h='b'}", "8: found 'h', expected '}' after the conditions"},
        {"sum(x)",
         "5: found ')', expected 'over' or 'by' with a dimension, or ',' with a span such "
         "as '3 y'"},
        {"sum(x over 3)", "11: found '3', expected the name of a dimension"},
        {"sum(x, y)", "7: expected a span such as '3 y', '2 q', '12 m' or '4 periods'"},
        {"lag(x, 0 y)", "7: expected a span such as '3 y', '2 q', '12 m' or '4 periods'"},
        {"lag(x, 1 yr)", "7: expected a span such as '3 y', '2 q', '12 m' or '4 periods'"},
        {"lag(x, 1.5 y)", "7: expected a span such as '3 y', '2 q', '12 m' or '4 periods'"},
        {"lag(x)", "5: found ')', expected ',' and a span such as '1 y'"},
        {"lag(x, 1 y", "10: found the end of the formula, expected ')' at the end of the call"},
        {"index(x, 19)", "9: expected a period such as 2019, 2018/19, 2019-Q1 or 2019-07"},
        {"index(x, 2019-13)", "9: expected a period such as 2019, 2018/19, 2019-Q1 or 2019-07"},
        {"at(x, age='3')", "6: at() takes the row of exactly one area: at(x, area='03')"},
        {"at(x, area!='3')", "6: at() takes the row of exactly one area: at(x, area='03')"},
        {"at(x, area in ('3'))", "6: at() takes the row of exactly one area: at(x, area='03')"},
        {"round(x, 0.5)", "9: expected the number of decimals, from -9 to 9"},
        {"round(x, 10)", "9: expected the number of decimals, from -9 to 9"},
        {"a × b", "2: the formula language does not know the character ×; use *"},
        {"x{g=‚a‘}", "4: the formula language does not know the character ‚; use '"},
        {"größe", "2: the formula language does not know the character ö"},
        {std::string("a\0b", 3), "1: a control character (byte 0) does not belong in a formula"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(mistake(text), expected) << text;
}

TEST(Parser, SpeaksGerman)
{
    EXPECT_EQ(mistake("a + * b", Language::de),
              "4: hier steht '*', erwartet wird eine Zahl, ein Name oder '('");
    EXPECT_EQ(mistake("0,5 * a", Language::de),
              "1: Dezimalzahlen werden in Formeln mit Punkt geschrieben: 0.5");
}

TEST(Parser, ListsTheFunctionsWhenOneIsUnknown)
{
    EXPECT_EQ(
        mistake("1 + meen(x, 3 y)"),
        "4: there is no function 'meen'; did you mean 'mean'? (there are: at, dissimilarity, "
        "entropy, index, lag, max, mean, median, min, parts, round, simpson, sd, standardised, "
        "sum)");
    EXPECT_EQ(
        mistake("gini(x)", Language::de),
        "0: die Funktion 'gini' gibt es nicht (es gibt: at, dissimilarity, entropy, index, lag, "
        "max, mean, median, min, parts, round, simpson, sd, standardised, sum)");
}

TEST(Parser, RefusesWhatIsTooDeepOrTooLong)
{
    const auto nested = [](int depth) {
        const auto n = static_cast<std::size_t>(depth);
        return std::string(n, '(') + "a" + std::string(n, ')');
    };
    EXPECT_EQ(canonical(nested(max_formula_depth - 1)), "a");
    EXPECT_EQ(mistake(nested(max_formula_depth)),
              "64: the formula is nested deeper than 64 levels");
    EXPECT_EQ(mistake(std::string(100'000, '(')), "4096: the formula is longer than 4096 bytes");
    EXPECT_EQ(mistake(std::string(4000, '-')), "64: the formula is nested deeper than 64 levels");
    std::string chain = "a";
    for (std::size_t nodes = 3; nodes <= max_formula_nodes; nodes += 2) chain += "+a";
    EXPECT_TRUE(parse_formula(chain));
}

TEST(Parser, NamesEachReferenceOnce)
{
    const auto parsed = parse_formula("a / b + at(a, area='03') * c{g='a'}");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(references(**parsed), (std::vector<std::string>{"a", "b", "c"}));
}

} // namespace
} // namespace tuermer
