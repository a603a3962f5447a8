// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

// Foreign employees of a district, from 2015 on.
Sheet employees(const std::vector<double>& values)
{
    Sheet sheet;
    sheet.unit = persons;
    sheet.values("03153", values);
    return sheet;
}

Assessment milestone(const Sheet& sheet, const SettingsWritten& written, int year)
{
    const auto made = make("milestone", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(year)));
}

TEST(Milestone, IsToldOnceWhenALimitIsReachedForTheFirstTime)
{
    const auto sheet = employees({3119, 3300, 3650, 4010, 3900, 4100});
    const auto at = [&](int year) {
        return milestone(sheet, {{"at_least", "4000 persons"}}, year).truth[0];
    };
    EXPECT_EQ(at(2017), Truth::no);
    EXPECT_EQ(at(2018), Truth::yes);
    EXPECT_EQ(at(2019), Truth::no);
    EXPECT_EQ(at(2020), Truth::no); // above it again, but not for the first time
    const auto found = milestone(sheet, {{"at_least", "4000 persons"}}, 2018);
    EXPECT_THAT(
        found.finding.de,
        HasSubstr("Zum ersten Mal seit Beginn der Reihe (2015) sind 4.000 Personen erreicht."));
}

TEST(Milestone, MayBeEveryRoundNumber)
{
    const auto sheet = employees({3119, 3300, 4010, 4100, 6020, 5500});
    const auto at = [&](int year) { return milestone(sheet, {{"every", "1000 persons"}}, year); };
    EXPECT_EQ(at(2017).truth[0], Truth::yes);
    EXPECT_EQ(*at(2017).limit, 4000);
    EXPECT_EQ(at(2018).truth[0], Truth::no);
    EXPECT_EQ(*at(2019).limit, 6000); // 5,000 was passed on the way
    EXPECT_EQ(at(2020).truth[0], Truth::no);
}

TEST(Milestone, MayBeReachedFromAbove)
{
    const auto sheet = employees({2300, 2100, 1990, 2050, 990});
    const SettingsWritten round{{"every", "1000 persons"}, {"direction", "down"}};
    EXPECT_EQ(milestone(sheet, round, 2017).truth[0], Truth::yes);
    EXPECT_EQ(*milestone(sheet, round, 2019).limit, 1000);
    EXPECT_EQ(milestone(sheet, {{"at_most", "2000 persons"}}, 2017).truth[0], Truth::yes);
    EXPECT_EQ(milestone(sheet, {{"at_most", "2000 persons"}}, 2019).truth[0], Truth::no);
}

TEST(Milestone, NeedsAPastToBeTheFirst)
{
    const auto found = milestone(employees({5000, 5100}), {{"at_least", "4000 persons"}}, 2016);
    EXPECT_EQ(found.truth[0], Truth::unknown);
    EXPECT_THAT(found.reason.en, HasSubstr("insufficient history"));
    auto sheet = employees({3119, 3300, 3650, 4010});
    sheet.mark("03153", Period::year(2018), Missing::withheld);
    EXPECT_EQ(milestone(sheet, {{"at_least", "4000 persons"}}, 2018).truth[0], Truth::unknown);
}

TEST(Milestone, LooksBackAsFarAsFiguresAreHeld)
{
    const auto made = make("milestone", {{"at_least", "1 persons"}}, context_of(employees({1})));
    EXPECT_GE(made.detector->look_back(), static_cast<int>(Panel::max_columns));
}

TEST(Milestone, RefusesSettingsThatMeanNothing)
{
    const auto sheet = employees({1});
    const auto wrong = [&](const SettingsWritten& written) {
        const auto mistakes = make("milestone", written, context_of(sheet)).mistakes;
        return mistakes.empty() ? std::string() : mistakes.front().what.de;
    };
    EXPECT_THAT(wrong({{"every", "1000 persons"}, {"at_least", "5 persons"}}),
                HasSubstr("schließen sich"));
    EXPECT_THAT(wrong({{"every", "0 persons"}}), HasSubstr("größer als 0"));
    EXPECT_THAT(wrong({{"at_least", "5 persons"}, {"clear", "4 persons"}}),
                HasSubstr("keine Entwarnung"));
    EXPECT_THAT(wrong({{"at_least", "5 persons"}, {"direction", "up"}}), HasSubstr("'direction'"));
}

} // namespace
