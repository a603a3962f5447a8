// SPDX-License-Identifier: EUPL-1.2
// An alert's life, drawn: one row per release, one letter per period. `.` no, `X` yes, `=` inside
// the dead band, `?` unknown; the letters n, s, u are a yes with that severity.
#include "rules/alerts/alert.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

namespace tuermer {

// Printed in failures.
void PrintTo(const Turn& turn, std::ostream* out)
{
    *out << code_of(turn.transition) << " episode " << to_string(turn.episode) << " in "
         << to_string(turn.period) << " as " << code_of(turn.severity)
         << (turn.by_revision ? " by revision" : "") << " reach " << static_cast<int>(turn.reach);
}

void PrintTo(const Step& step, std::ostream* out)
{
    *out << code_of(step.judgement.truth) << '>' << code_of(step.phase)
         << static_cast<int>(step.count) << ':' << code_of(step.severity);
}

} // namespace tuermer

namespace {

using namespace tuermer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Period first = Period::year(2015);

// What people hear of a release at once.
enum class Heard { none, fired, resolved, withdrawn, escalated, eased };
using enum Heard;

Judgement judgement(char letter)
{
    Judgement is;
    switch (letter) {
    case '.':
        is.truth = Truth::no;
        break;
    case '=':
        is.truth = Truth::band;
        break;
    case '?':
        is.truth = Truth::unknown;
        break;
    case 's':
        is = {Truth::yes, Severity::signal, false, Severity::signal};
        break;
    case 'u':
        is = {Truth::yes, Severity::urgent, false, Severity::urgent};
        break;
    case '~':
        is = {Truth::yes, Severity::note, false, Severity::signal};
        break;
    default:
        is.truth = Truth::yes;
    }
    return is;
}

std::optional<double> nothing_measured(Period)
{
    return std::nullopt;
}

std::vector<Judgement> judgements(std::string_view row)
{
    std::vector<Judgement> all;
    for (const char letter : row) all.push_back(judgement(letter));
    return all;
}

Advanced release(const Alert& before, std::string_view row, const Life& life)
{
    return advance(before, first, judgements(row), life, nothing_measured);
}

Heard heard(const std::vector<Turn>& turns)
{
    Heard last = none;
    for (const auto& turn : turns)
        if (turn.reach == Reach::notify)
            last = static_cast<Heard>(static_cast<int>(turn.transition) + 1);
    return last;
}

std::vector<Heard> story(const std::vector<std::string>& releases, int for_periods,
                         int keep_periods = 1, MissingPolicy missing = MissingPolicy::keep)
{
    const Life life{for_periods, keep_periods, missing, 0};
    Alert alert;
    std::vector<Heard> all;
    for (const auto& row : releases) {
        auto [next, turns] = release(alert, row, life);
        all.push_back(heard(turns));
        alert = std::move(next);
    }
    return all;
}

// The trajectory after a single release: '.' inactive, a digit pending, F firing, a letter
// recovering.
std::string states(std::string_view row, const Life& life)
{
    std::string drawn;
    for (const auto& step : release({}, row, life).alert.steps) {
        const char pending = static_cast<char>('0' + step.count);
        const char recovering = static_cast<char>('a' + step.count - 1);
        const std::array<char, 4> letters{'.', pending, 'F', recovering};
        drawn += letters[static_cast<std::size_t>(step.phase)];
    }
    return drawn;
}

Turn turn(Transition transition, int episode, int period, bool by_revision, Reach reach,
          Severity severity = Severity::note)
{
    return {transition, Period::year(episode), Period::year(period), severity, by_revision, reach};
}

TEST(Alert, FiresAtOnceOrAfterSoManyPeriods)
{
    EXPECT_EQ(story({".", ".X"}, 1), (std::vector{none, fired}));
    EXPECT_EQ(story({"X", "XX", "XXX", "XXX?."}, 2), (std::vector{none, fired, none, resolved}));
    EXPECT_EQ(story({"X", "X.", "X.X", "X.XX"}, 2), (std::vector{none, none, none, fired}));
}

TEST(Alert, GoesThroughTheTableOfItsLife)
{
    EXPECT_EQ(states(".XX.", {1, 1}), ".FF.");
    EXPECT_EQ(states("XXX.X", {3, 1}), "12F.1");
    EXPECT_EQ(states("X.X....", {1, 3}), "FaFab..");
    EXPECT_EQ(states("X=.", {1, 1}), "FF.");
    EXPECT_EQ(states("X?X", {2, 1}), "11F");
    EXPECT_EQ(states("X.?..", {1, 3}), "Faab.");
    EXPECT_EQ(states("?X?", {1, 1}), ".FF");
}

TEST(Alert, DoesNotFireInsideTheDeadBandAndDoesNotResolveThere)
{
    EXPECT_EQ(story({"=", "=X", "=X=", "=X=."}, 1), (std::vector{none, fired, none, resolved}));
    EXPECT_EQ(states("X=X", {2, 1}), "1.1");
    EXPECT_EQ(states("X.=.", {1, 2}), "FaFa");
}

TEST(Alert, ResolvesOnlyAfterSoManyClearPeriods)
{
    EXPECT_EQ(story({"X", "X.", "X.."}, 1, 2), (std::vector{fired, none, resolved}));
    EXPECT_EQ(story({"X", "X.", "X.X", "X.X.."}, 1, 2), (std::vector{fired, none, none, resolved}));
}

TEST(Alert, CountsHowOftenItCameBackBeforeItWasOver)
{
    const Life life{1, 2};
    EXPECT_EQ(release({}, "X.X.X..X", life).alert.flaps, 2U);
    auto alert = release({}, "X.X.X", life).alert;
    alert = release(alert, "X.XXX", life).alert;
    EXPECT_EQ(alert.flaps, 1U);
    EXPECT_EQ(release({}, "X.=", life).alert.flaps, 0U) << "the dead band is no new alarm";
}

TEST(Alert, KeepsItsStateWhereNothingIsKnown)
{
    EXPECT_EQ(story({"X", "X?", "X??", "X??."}, 1), (std::vector{fired, none, none, resolved}));
    EXPECT_EQ(story({"?", "??"}, 1), (std::vector{none, none}));
}

TEST(Alert, TreatsMissingFiguresAsTheRuleSays)
{
    EXPECT_EQ(story({".", ".?", ".?."}, 1, 1, MissingPolicy::alert),
              (std::vector{none, fired, resolved}));
    EXPECT_EQ(story({"X", "X?"}, 1, 1, MissingPolicy::clear), (std::vector{fired, resolved}));
}

TEST(Alert, ClimbsAndDescendsItsLadder)
{
    EXPECT_EQ(story({"n", "ns", "nsu", "nsus", "nsus."}, 1),
              (std::vector{fired, escalated, escalated, eased, resolved}));
    const auto alert = release({}, "n", {}).alert;
    EXPECT_THAT(release(alert, "nu", {}).turns,
                ElementsAre(turn(Transition::escalated, 2015, 2016, false, Reach::notify,
                                 Severity::urgent)));
}

TEST(Alert, KeepsASeverityUntilThatOneIsCleared)
{
    EXPECT_EQ(story({"s", "s~", "s~n"}, 1), (std::vector{fired, none, eased}));
    EXPECT_EQ(story({"u", "u~"}, 1), (std::vector{fired, eased}));
    EXPECT_EQ(release(release({}, "u", {}).alert, "u~", {}).alert.steps.back().severity,
              Severity::signal);
    EXPECT_EQ(story({"~"}, 1), (std::vector{fired}));
    EXPECT_EQ(release({}, "~", {}).alert.steps.back().severity, Severity::note);
}

TEST(Alert, IsWithdrawnWhenARevisionErasesItsCause)
{
    EXPECT_EQ(story({".X", ".XX", "..X"}, 2), (std::vector{none, fired, withdrawn}));
    const auto alert = release({}, ".s", {}).alert;
    const auto is = release(alert, "..", {});
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::withdrawn, 2016, 2016, true, Reach::notify,
                                           Severity::signal)));
    EXPECT_FALSE(is.alert.episode);
    EXPECT_EQ(is.alert.phase(), Phase::inactive);
}

TEST(Alert, FiresLateWhenARevisionMakesAJudgedPeriodFire)
{
    const auto alert = release({}, "..", {}).alert;
    EXPECT_THAT(release(alert, ".X", {}).turns,
                ElementsAre(turn(Transition::fired, 2016, 2016, true, Reach::notify)));
    EXPECT_THAT(release(alert, "..X", {}).turns,
                ElementsAre(turn(Transition::fired, 2017, 2017, false, Reach::notify)));
}

TEST(Alert, ResolvesByRevisionWhenOnlyItsEndMoves)
{
    const auto alert = release({}, "XXX", {}).alert;
    EXPECT_THAT(release(alert, "XX.", {}).turns,
                ElementsAre(turn(Transition::resolved, 2015, 2017, true, Reach::notify)));
}

TEST(Alert, IsFiredAgainUnderItsNameWhenARevisionUndoesItsEnd)
{
    const auto alert = release({}, "XX.", {}).alert;
    const auto is = release(alert, "XXX", {});
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::fired, 2015, 2017, true, Reach::notify)));
    EXPECT_EQ(is.alert.episode, Period::year(2015));
}

TEST(Alert, KeepsItsNameWhenARevisionMovesItsBeginning)
{
    const auto alert = release({}, ".XX", {}).alert;
    const auto later = release(alert, "..X", {});
    EXPECT_THAT(later.turns, IsEmpty());
    EXPECT_EQ(later.alert.episode, Period::year(2016));
    EXPECT_THAT(release(later.alert, "..X.", {}).turns,
                ElementsAre(turn(Transition::resolved, 2016, 2018, false, Reach::notify)));
    EXPECT_EQ(release(alert, "XXX", {}).alert.episode, Period::year(2016));
}

TEST(Alert, RecordsAnEpisodeThatCameAndWentWithinOneRelease)
{
    const auto is = release({}, ".X.X", {});
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::fired, 2016, 2016, false, Reach::record),
                                      turn(Transition::resolved, 2016, 2017, false, Reach::record),
                                      turn(Transition::fired, 2018, 2018, false, Reach::notify)));
}

TEST(Alert, WithdrawsAClosedEpisodeInTheDigest)
{
    const auto alert = release({}, "X..", {}).alert;
    EXPECT_THAT(release(alert, "...", {}).turns,
                ElementsAre(turn(Transition::withdrawn, 2015, 2015, true, Reach::digest)));
    EXPECT_THAT(release(alert, "..X", {}).turns,
                ElementsAre(turn(Transition::withdrawn, 2015, 2015, true, Reach::digest),
                            turn(Transition::fired, 2017, 2017, true, Reach::notify)));
}

TEST(Alert, IsOverAndBeginsAnewWithinOneRelease)
{
    const auto alert = release({}, "X", {}).alert;
    const auto is = release(alert, "X.X", {});
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::resolved, 2015, 2016, false, Reach::notify),
                                      turn(Transition::fired, 2017, 2017, false, Reach::notify)));
    EXPECT_EQ(is.alert.episode, Period::year(2017));
}

Advanced measured(const Alert& before, const std::vector<double>& figures, double amend_by,
                  bool provisional = false)
{
    std::vector<Judgement> all;
    for (const double figure : figures)
        all.push_back({figure >= 5 ? Truth::yes : Truth::no, Severity::note, provisional});
    return advance(before, first, all, {1, 1, MissingPolicy::keep, amend_by}, [&](Period period) {
        return std::optional(figures[static_cast<std::size_t>(period - first)]);
    });
}

TEST(Alert, IsAmendedWhenARevisionMovesTheFigurePeopleWereTold)
{
    auto alert = measured({}, {1, 7}, 1).alert;
    EXPECT_EQ(alert.told, 7);
    auto is = measured(alert, {1, 7.8}, 1);
    EXPECT_THAT(is.turns, IsEmpty());
    EXPECT_EQ(is.alert.told, 7);
    is = measured(is.alert, {1, 8.5}, 1); // small steps add up
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::amended, 2016, 2016, true, Reach::digest)));
    EXPECT_EQ(is.alert.told, 8.5);
    EXPECT_THAT(measured(is.alert, {1, 8.5, 20}, 1).turns, IsEmpty())
        << "a new figure, no revision";
}

TEST(Alert, IsConfirmedWhenTheFigureBecomesFinal)
{
    const auto alert = measured({}, {1, 7}, 1, true).alert;
    EXPECT_TRUE(alert.told_provisional);
    const auto is = measured(alert, {1, 7}, 1, false);
    EXPECT_THAT(is.turns,
                ElementsAre(turn(Transition::confirmed, 2016, 2016, true, Reach::digest)));
    EXPECT_FALSE(is.alert.told_provisional);
    EXPECT_THAT(measured(is.alert, {1, 7}, 1, false).turns, IsEmpty());
}

TEST(Alert, TakesInEarlierPeriodsThanItBeganWith)
{
    const auto alert =
        advance({}, Period::year(2016), judgements(".X"), {}, nothing_measured).alert;
    const auto is = advance(alert, first, judgements("X.X"), {}, nothing_measured);
    EXPECT_THAT(is.turns, ElementsAre(turn(Transition::fired, 2015, 2015, false, Reach::record),
                                      turn(Transition::resolved, 2015, 2016, true, Reach::record)));
    EXPECT_EQ(is.alert.first, first);
    EXPECT_EQ(is.alert.steps.size(), 3U);
    EXPECT_EQ(is.alert.episode, Period::year(2017));
}

TEST(Alert, CountsPeriodsNobodyJudgedAsUnknown)
{
    const auto alert = release({}, "X", {}).alert;
    const auto is = advance(alert, Period::year(2018), judgements("."), {}, nothing_measured);
    EXPECT_THAT(is.turns,
                ElementsAre(turn(Transition::resolved, 2015, 2018, false, Reach::notify)));
    EXPECT_EQ(is.alert.steps[1].judgement.truth, Truth::unknown);
}

TEST(Alert, KeepsRecordedJudgementsBeyondTheGivenOnes)
{
    const auto alert = release({}, "..XX", {2, 1}).alert;
    const auto is = advance(alert, Period::year(2016), judgements("X"), {2, 1}, nothing_measured);
    EXPECT_EQ(is.alert.steps.size(), 4U);
    EXPECT_EQ(is.alert.steps[2].phase, Phase::firing);
    EXPECT_THAT(is.turns, IsEmpty()) << "it fires a period earlier, under the name it has";
}

TEST(Alert, HasStableIdentities)
{
    const auto alert = alert_id("wohnen", "area=03153");
    EXPECT_EQ(alert, alert_id("wohnen", "area=03153"));
    EXPECT_NE(alert, alert_id("wohne", "narea=03153"));
    EXPECT_NE(episode_id(alert, Period::year(2024)), episode_id(alert, Period::school_year(2024)));
    EXPECT_NE(event_id("e", Transition::fired, "v"), event_id("e", Transition::resolved, "v"));
}

// Property tests: histories of random verdicts with three severities.
rc::Gen<std::string> history()
{
    return rc::gen::container<std::string>(
        rc::gen::element('.', '.', 'X', 'X', '=', '?', 's', 'u', '~'));
}

rc::Gen<Life> lives()
{
    return rc::gen::map(
        rc::gen::tuple(
            rc::gen::inRange(1, 4), rc::gen::inRange(1, 4),
            rc::gen::element(MissingPolicy::keep, MissingPolicy::alert, MissingPolicy::clear)),
        [](const auto& drawn) {
            return Life{std::get<0>(drawn), std::get<1>(drawn), std::get<2>(drawn), 0};
        });
}

TEST(Alert, IsTheSameJudgedInOneGoOrPeriodByPeriod)
{
    EXPECT_TRUE(rc::check([] {
        const auto row = *history();
        const auto life = *lives();
        Alert stepwise;
        for (std::size_t n = 0; n < row.size(); ++n)
            stepwise = advance(stepwise, first + static_cast<int>(n),
                               std::vector{judgement(row[n])}, life, nothing_measured)
                           .alert;
        RC_ASSERT(stepwise == release({}, row, life).alert);
    }));
}

TEST(Alert, SaysNothingWhenTheSameIsJudgedAgain)
{
    EXPECT_TRUE(rc::check([] {
        const auto row = *history();
        const auto life = *lives();
        const auto alert = release({}, row, life).alert;
        const auto again = release(alert, row, life);
        RC_ASSERT(again.turns.empty());
        RC_ASSERT(again.alert == alert);
    }));
}

TEST(Alert, IsRestoredWhenARevisionIsReversed)
{
    EXPECT_TRUE(rc::check([] {
        const auto row = *rc::gen::nonEmpty(history());
        const auto life = *lives();
        auto revised = row;
        const auto changes = *rc::gen::inRange(1, 4);
        for (int i = 0; i < changes; ++i)
            revised[*rc::gen::inRange<std::size_t>(0, row.size())] =
                *rc::gen::element('.', 'X', '?', 'u');
        const auto alert = release({}, row, life).alert;
        const auto there = release(alert, revised, life).alert;
        const auto back = release(there, row, life).alert;
        RC_ASSERT(there.steps == release({}, revised, life).alert.steps);
        RC_ASSERT(there.flaps == release({}, revised, life).alert.flaps);
        RC_ASSERT(back.steps == alert.steps);
        RC_ASSERT(back.flaps == alert.flaps);
    }));
}

// The turns that reach people tell the whole story of whether the alert is on.
TEST(Alert, IsOnExactlyWhenPeopleWereToldSo)
{
    EXPECT_TRUE(rc::check([] {
        const auto life = *lives();
        Alert alert;
        bool told = false;
        const auto rows = *rc::gen::container<std::vector<std::string>>(history());
        for (const auto& row : rows) {
            const auto is = release(alert, row, life);
            for (const auto& turn : is.turns) {
                if (turn.reach != Reach::notify) continue;
                if (turn.transition == Transition::fired) {
                    RC_ASSERT(!told);
                    told = true;
                }
                if (turn.transition == Transition::resolved ||
                    turn.transition == Transition::withdrawn) {
                    RC_ASSERT(told);
                    told = false;
                }
            }
            alert = is.alert;
            const bool on = alert.phase() == Phase::firing || alert.phase() == Phase::recovering;
            RC_ASSERT(on == told);
            RC_ASSERT(on == alert.episode.has_value());
        }
    }));
}

} // namespace
