// SPDX-License-Identifier: EUPL-1.2
// What a review says of rules and indicators, and what it leaves to people.
#include "daemon/present/review_page.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Review review_of(const RuleReview& rule, const IndicatorReview& indicator, double years = 2)
{
    Review review;
    review.name = {"Landkreis <Goslar>", "Goslar district"};
    review.today = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);
    review.years = years;
    review.rules = {rule};
    review.indicators = {indicator};
    review.definitions.resize(1);
    return review;
}

RuleReview calm_rule()
{
    RuleReview rule;
    rule.rule = "steigt";
    rule.told = 2;
    rule.useful = 2;
    rule.review_by = std::chrono::sys_days(std::chrono::year(2027) / 6 / 30);
    return rule;
}

IndicatorReview sound_indicator()
{
    IndicatorReview indicator;
    indicator.indicator = "abgang";
    indicator.judged = true;
    indicator.cells = 20;
    indicator.coverage = 1;
    indicator.lag_days = 200;
    return indicator;
}

std::vector<std::string> proposed(const Review& review)
{
    std::vector<std::string> words;
    for (const auto& proposal : proposals_of(review)) words.push_back(proposal.what.de);
    return words;
}

TEST(ReviewPage, ProposesNothingWhereAllIsWell)
{
    EXPECT_THAT(proposed(review_of(calm_rule(), sound_indicator())), IsEmpty());
}

TEST(ReviewPage, AsksWhetherTheLimitShouldRiseAfterThreeFalseAlarms)
{
    auto rule = calm_rule();
    rule.false_alarms = 2;
    EXPECT_THAT(proposed(review_of(rule, sound_indicator())), IsEmpty());
    rule.false_alarms = 3;
    EXPECT_THAT(proposed(review_of(rule, sound_indicator())),
                Contains(HasSubstr("3 von 5 Rückmeldungen nennen einen Fehlalarm")));
}

TEST(ReviewPage, AsksForAnswersOnlyWhereNobodyGaveOne)
{
    auto rule = calm_rule();
    rule.told = 3;
    EXPECT_THAT(proposed(review_of(rule, sound_indicator())), IsEmpty());
    rule.useful = 0;
    EXPECT_THAT(proposed(review_of(rule, sound_indicator())),
                Contains(HasSubstr("noch keine Rückmeldung")));
}

TEST(ReviewPage, NamesWhatIsDueAndWhatNeverSpoke)
{
    auto rule = calm_rule();
    rule.told = 0;
    rule.review_by = std::chrono::sys_days(std::chrono::year(2025) / 6 / 30);
    const auto words = proposed(review_of(rule, sound_indicator(), 5));
    EXPECT_THAT(words, Contains(HasSubstr("2025-06-30")));
    EXPECT_THAT(words, Contains(HasSubstr("Seit Beginn keine Meldung")));
}

TEST(ReviewPage, SpeaksOfIndicatorsThatRulesJudgeAndOfNoOthers)
{
    auto indicator = sound_indicator();
    indicator.coverage = 0.5;
    indicator.small = 0.4;
    indicator.twins = {{"zuwachs", 0.97, false}};
    const auto words = proposed(review_of(calm_rule(), indicator));
    EXPECT_THAT(words, Contains(HasSubstr("Nur 50 % der Zellen")));
    EXPECT_THAT(words, Contains(HasSubstr("40 % der Werte stehen auf kleinen Zahlen")));
    EXPECT_THAT(words, Contains(HasSubstr("'zuwachs'")));
    indicator.judged = false;
    EXPECT_THAT(proposed(review_of(calm_rule(), indicator)), IsEmpty());
}

TEST(ReviewPage, SeesWhenStrengthsAreHardlyWatchedAndOriginExplainsEverything)
{
    auto review = review_of(calm_rule(), sound_indicator());
    review.indicators.assign(3, sound_indicator());
    review.definitions.resize(3);
    for (auto& indicator : review.indicators) indicator.origin_alone = true;
    const auto words = proposed(review);
    EXPECT_THAT(words,
                Contains(HasSubstr("0 von 3 beurteilten Indikatoren zeigen eine Ressource")));
    EXPECT_THAT(words, Contains(HasSubstr("allein nach der Herkunft")));
}

TEST(ReviewPage, IsMarkdownAndAccessibleHtmlWithoutForeignMarkup)
{
    const auto page = review_page(review_of(calm_rule(), sound_indicator()), Language::de);
    const auto markdown = as_markdown(page);
    EXPECT_THAT(markdown, HasSubstr("# Fortschreibung: Landkreis <Goslar>"));
    EXPECT_THAT(markdown, HasSubstr("| steigt | 1,0 | 0,0 | 2 | 100 % | 0 | 0 | 2027-06-30 |"));
    const auto html = as_html(page, Language::de);
    EXPECT_THAT(html, HasSubstr("<html lang=\"de\">"));
    EXPECT_THAT(html, HasSubstr("Landkreis &lt;Goslar&gt;"));
    EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Regel</th>"));
    EXPECT_THAT(html, Not(HasSubstr("<Goslar>")));
}

} // namespace
} // namespace tuermer
