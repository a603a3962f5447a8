// SPDX-License-Identifier: EUPL-1.2
#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

Assessment peers(const Sheet& sheet, const SettingsWritten& written)
{
    const auto made = make("peers", written, context_of(sheet));
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(sheet.sight("03153", Period::year(2015)));
}

// Twelve districts about 20 %, spread as districts are, their Land, and one district at hand.
Sheet comparable(Rate own)
{
    Sheet sheet;
    for (int i = 0; i < 12; ++i)
        sheet.rates("032" + std::to_string(10 + i), {{100.0 + 3 * ((i * 5) % 12 - 5.5), 500}});
    sheet.rates("03", {{9000, 10000}});
    sheet.rates("03153", {own});
    return sheet;
}

TEST(Peers, TellAnAreaThatLiesOutsideTheFunnel)
{
    const auto found = peers(comparable({180, 500}), {{"at_least", "+5 pp"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.expected, 20, 1e-9); // without the area itself, without its Land
    EXPECT_NEAR(*found.measured, 16, 1e-9);
    EXPECT_LT(*found.p_value, 0.002);
    EXPECT_GT(found.interval->lower, 0);
    EXPECT_THAT(found.finding.de, HasSubstr("Gegenüber 12 Vergleichsgebieten (20,0 %) liegt die "
                                            "Zahl um +16,0 Prozentpunkte anders"));
}

TEST(Peers, SeeALowAreaAsTheySeeAHighOne)
{
    EXPECT_EQ(peers(comparable({20, 500}), {{"at_least", "-5 pp"}}).truth[0], Truth::yes);
    EXPECT_EQ(peers(comparable({20, 500}), {{"at_least", "+5 pp"}}).truth[0], Truth::no);
}

TEST(Peers, LeaveASmallAreaInPeace)
{
    EXPECT_EQ(peers(comparable({180, 500}), {{"at_least", "+5 pp"}}).truth[0], Truth::yes);
    EXPECT_EQ(peers(comparable({5, 14}), {{"at_least", "+5 pp"}}).truth[0], Truth::band);
    EXPECT_EQ(peers(comparable({5, 14}), {{"at_least", "+5 pp"}, {"confidence", 0.0}}).truth[0],
              Truth::yes);
}

TEST(Peers, CompareIndicesByTheirScatter)
{
    Sheet sheet;
    sheet.unit = Unit{{{"euro", 1}}, 1};
    for (int i = 0; i < 11; ++i) sheet.values("032" + std::to_string(10 + i), {1000.0 + 10 * i});
    sheet.values("03153", {1400});
    const auto found = peers(sheet, {{"at_least", "+100 euro"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(*found.expected, 1050);
    EXPECT_EQ(found.interval_method, "MAD");
}

TEST(Peers, SayWhyThereIsNoVerdict)
{
    const auto none = peers(comparable({180, 500}), {{"at_least", "+5 pp"}, {"among", "09"}});
    EXPECT_EQ(none.truth[0], Truth::unknown);
    EXPECT_THAT(none.reason.de, HasSubstr("zu wenige Vergleichsgebiete: 0"));
    auto withheld = comparable({180, 500});
    withheld.mark("03153", Period::year(2015), Missing::withheld);
    EXPECT_EQ(peers(withheld, {{"at_least", "+5 pp"}}).truth[0], Truth::unknown);
}

TEST(Peers, RefuseBareCounts)
{
    Sheet sheet;
    sheet.unit = persons;
    sheet.values("03153", {310});
    const auto mistakes = make("peers", {{"at_least", "+5 persons"}}, context_of(sheet)).mistakes;
    ASSERT_FALSE(mistakes.empty());
    EXPECT_THAT(mistakes.front().what.de, HasSubstr("es braucht eine Quote"));
}

TEST(Peers, AnswerARowAsTheyAnswerEachPeriod)
{
    const auto sheet = comparable({180, 500});
    const auto made = make("peers", {{"at_least", "+5 pp"}}, context_of(sheet));
    const auto sight = sheet.sight("03153", Period::year(2016));
    std::array<Answer, 3> answers;
    made.detector->answer(sight, Period::year(2014), answers);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(answers[static_cast<std::size_t>(i)],
                  short_form(made.detector->assess(sight.until(Period::year(2014) + i))));
    EXPECT_EQ(answers[1].truth(Severity::note), Truth::yes);
}

} // namespace
