// SPDX-License-Identifier: EUPL-1.2
// Indicators looked at themselves: complete, timely, stable, large enough, different.
#include "rules/review.hpp"

#include "tests/rules/county.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using county::day;

Indicator indicator(const std::string& id, const std::string& numerator,
                    const std::string& denominator = "all{sex='t'}")
{
    Indicator made;
    made.id = id;
    made.title = {id, id};
    made.numerator = numerator;
    made.denominator = denominator;
    made.per = 100;
    return made;
}

Graph graph(const std::vector<Indicator>& indicators)
{
    const auto persons = *parse_unit("persons");
    auto built =
        Graph::build({{"some", persons, {"area", "nationality", "sex"}, Frequency::year, "office"},
                      {"all", persons, {"area", "sex"}, Frequency::year, "office"}},
                     indicators);
    EXPECT_TRUE(built);
    return std::move(*built);
}

// Ten years of one district; the first nine at once.
std::vector<Release> history(double correction = 0)
{
    std::vector<Release> releases;
    for (const int newest : {2018, 2019}) {
        Release made;
        made.source = "office";
        made.full = false;
        const auto when = day(newest == 2018 ? "2019-07-01" : "2020-07-01");
        made.vintage = {when, when, "bytes of " + to_string(when), "figures.csv"};
        MeasureBlock some{"some", KeyTable({"area", "nationality", "sex"}), {}};
        MeasureBlock all{"all", KeyTable({"area", "sex"}), {}};
        for (int year = newest == 2018 ? 2010 : 2019; year <= newest; ++year) {
            const double wave = year % 3 * 10.0 + year % 2 * 7.0;
            for (const auto* sex : {"t", "f"}) {
                const double part = *sex == 't' ? 60 + wave : 30 + wave / 2;
                some.observations.push_back(
                    {some.keys.row({"03153", "foreign", sex}), Period::year(year), {part, {}}});
                some.observations.push_back({some.keys.row({"03153", "german", sex}),
                                             Period::year(year),
                                             {*sex == 't' ? 3.0 : 200.0 - year % 5, {}}});
            }
            all.observations.push_back(
                {all.keys.row({"03153", "t"}), Period::year(year), {500, {}}});
        }
        if (newest == 2019 && correction != 0)
            some.observations.push_back(
                {some.keys.row({"03153", "foreign", "t"}), Period::year(2018), {correction, {}}});
        made.blocks = {std::move(some), std::move(all)};
        releases.push_back(std::move(made));
    }
    return releases;
}

std::vector<IndicatorReview> reviewed(const std::vector<Indicator>& indicators,
                                      const std::vector<Release>& releases)
{
    std::vector<Rule> rules;
    for (const auto& each : indicators) {
        Rule rule;
        rule.id = "watch_" + each.id;
        rule.indicator = each.id;
        rules.push_back(rule);
    }
    auto reviews = review_indicators(graph(indicators), rules, releases);
    EXPECT_TRUE(reviews);
    return reviews ? std::move(*reviews) : std::vector<IndicatorReview>{};
}

TEST(Review, TellsCoverageAndHowLateFiguresAre)
{
    const auto review =
        reviewed({indicator("total", "some{nationality='foreign', sex='t'}")}, history()).front();
    EXPECT_EQ(review.cells, 10U);
    EXPECT_EQ(review.coverage, 1);
    EXPECT_EQ(review.lag_days, 183); // from 31 December 2019 to 1 July 2020
    EXPECT_TRUE(review.judged);
}

TEST(Review, CountsWhatWasCorrectedLater)
{
    const auto quiet =
        reviewed({indicator("total", "some{nationality='foreign', sex='t'}")}, history());
    const auto moved =
        reviewed({indicator("total", "some{nationality='foreign', sex='t'}")}, history(99));
    EXPECT_EQ(quiet.front().revised, 0);
    EXPECT_NEAR(moved.front().revised, 1.0 / 50, 1e-9); // one of 40 + 10 cells
}

TEST(Review, SeesThatMostFiguresAreSmall)
{
    const auto reviews = reviewed({indicator("few", "some{nationality='german', sex='t'}"),
                                   indicator("many", "some{nationality='foreign', sex='t'}")},
                                  history());
    EXPECT_EQ(reviews[0].small, 1);
    EXPECT_EQ(reviews[1].small, 0);
}

TEST(Review, FindsIndicatorsThatSayTheSame)
{
    const auto reviews = reviewed({indicator("total", "some{nationality='foreign', sex='t'}"),
                                   indicator("women", "some{nationality='foreign', sex='f'}"),
                                   indicator("germans", "some{nationality='german', sex='f'}")},
                                  history());
    ASSERT_EQ(reviews[0].twins.size(), 1U);
    EXPECT_EQ(reviews[0].twins.front().indicator, "women");
    EXPECT_NEAR(*reviews[0].twins.front().r, 1, 1e-9);
    EXPECT_TRUE(reviews[2].twins.empty());
}

TEST(Review, NamesASharedNumeratorWhateverItsCourse)
{
    const auto reviews =
        reviewed({indicator("a", "some{nationality='foreign', sex='t'}"),
                  indicator("b", "some{nationality='foreign', sex='t'}", "all{sex='t'} * 2")},
                 history());
    ASSERT_EQ(reviews[0].twins.size(), 1U);
    EXPECT_TRUE(reviews[0].twins.front().same_numerator);
}

TEST(Review, SeesThatNothingButOriginTellsGroupsApart)
{
    auto alone =
        indicator("alone", "sum(some{nationality='foreign'} over sex)", "sum(all over sex)");
    auto beside = indicator("beside", "some{nationality='foreign', sex='f'}");
    auto neither =
        indicator("neither", "sum(some{nationality='foreign'} over sex)", "sum(all over sex)");
    alone.concept_id = beside.concept_id = "foreign";
    const auto reviews = reviewed({alone, beside, neither}, history());
    EXPECT_TRUE(reviews[0].origin_alone);
    EXPECT_FALSE(reviews[1].origin_alone);
    EXPECT_FALSE(reviews[2].origin_alone); // it names no group concept
}

} // namespace
} // namespace tuermer
