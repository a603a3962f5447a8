// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/plan.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Plan : public ::testing::Test {
protected:
    Plan()
    {
        rule.id = "wohnen";
        rule.notify = {"integration", "statistik"};
        rule.owner = "statistik";
        recipients = {recipient("integration"), recipient("statistik"), recipient("leitung")};
    }

    static Recipient recipient(const std::string& id)
    {
        Recipient one;
        one.id = id;
        return one;
    }

    // The id, for whom it is planned: "integration: a b".
    std::vector<std::string> planned(const std::vector<Event>& events) const
    {
        std::vector<std::string> all;
        for (const auto& notice :
             plan(events, {{"wohnen", &rule}}, recipients, told, now).notices) {
            all.push_back(notice.recipient + ":");
            for (const auto& event : notice.events) all.back() += " " + event.id;
            if (!notice.waited.empty()) all.back() += " +";
            for (const auto& event : notice.waited) all.back() += " " + event.id;
        }
        return all;
    }

    static Event event(const std::string& id, Severity severity, double measured)
    {
        Event one;
        one.id = id;
        one.rule = "wohnen";
        one.area = "03153";
        one.severity = severity;
        one.source = "schule";
        Assessment assessment;
        assessment.measured = measured;
        assessment.limit = 5;
        one.evidence.assessments = {assessment};
        return one;
    }

    // Everybody heard of the episode that all these events belong to.
    void everybody_heard()
    {
        for (const auto& one : recipients) told.heard.emplace("", one.id);
    }

    // `sent` messages in the present quarter, of `messages`.
    void spend(Recipient& recipient, int sent, int messages)
    {
        recipient.budget = Budget{Budget::Per::quarter, messages};
        for (int i = 0; i < sent; ++i)
            told.counted[recipient.id].push_back(now - std::chrono::hours(i));
    }

    Rule rule;
    std::vector<Recipient> recipients;
    Remembered told;
    Instant now = *parse_instant("2025-11-20T10:00:00Z");
};

class Budgets : public Plan {};

TEST_F(Plan, RanksBySeverityAndThenByHowFarBeyondTheLimit)
{
    const auto events = {event("a", Severity::note, 90), event("b", Severity::signal, 6),
                         event("c", Severity::urgent, 5), event("d", Severity::signal, 19)};
    EXPECT_THAT(planned(events), ElementsAre("integration: c d b a", "statistik: c d b a"));
}

TEST_F(Plan, RanksFallsByHowFarTheyFell)
{
    auto small = event("small", Severity::signal, -6), large = event("large", Severity::signal, -9);
    for (auto* one : {&small, &large}) {
        one->evidence.assessments[0].upward = false;
        one->evidence.assessments[0].limit = -5;
    }
    EXPECT_THAT(planned({small, large}),
                ElementsAre("integration: large small", "statistik: large small"));
}

TEST_F(Plan, LeavesOutWhatIsTooLowOrElsewhere)
{
    recipients[0].at_least = Severity::signal;
    recipients[1].areas = {{AreaSelector::Kind::under, "03154"}};
    EXPECT_THAT(planned({event("a", Severity::note, 6)}), IsEmpty());
    EXPECT_THAT(planned({event("a", Severity::signal, 6)}), ElementsAre("integration: a"));
}

TEST_F(Plan, TellsTheOwnerAloneThatARuleChanged)
{
    auto changed = event("a", Severity::note, 6);
    changed.transition = Transition::rule_changed;
    recipients[1].at_least = Severity::urgent;
    EXPECT_THAT(planned({changed}), ElementsAre("statistik: a"));
}

TEST_F(Plan, TellsNobodyWhatIsForTheDigestOrTheRecords)
{
    auto digest = event("a", Severity::urgent, 6), record = digest;
    digest.reach = Reach::digest;
    record.reach = Reach::record;
    EXPECT_THAT(planned({digest, record}), IsEmpty());
}

TEST_F(Plan, TellsThoseWhoHeardOfTheHigherSeverityThatItHasEased)
{
    recipients[0].at_least = Severity::signal;
    auto eased = event("a", Severity::note, 6);
    eased.transition = Transition::eased;
    EXPECT_THAT(planned({eased}), IsEmpty());
    everybody_heard();
    EXPECT_THAT(planned({eased}), ElementsAre("integration: a", "statistik: a", "leitung: a"));
}

TEST_F(Plan, TellsNothingTwice)
{
    rule.notify = {"integration", "integration"};
    const auto one = event("a", Severity::signal, 6);
    EXPECT_THAT(planned({one, one}), ElementsAre("integration: a"));
}

TEST_F(Plan, CarriesTheReleaseAlong)
{
    auto one = event("a", Severity::signal, 6);
    one.vintage.retrieval = "abc";
    const auto notices = plan({one}, {{"wohnen", &rule}}, recipients, told, now).notices;
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].source, "schule");
    EXPECT_EQ(notices[0].vintage.retrieval, "abc");
}

TEST_F(Plan, LeavesOutEventsOfUnknownRules)
{
    auto stray = event("a", Severity::signal, 6);
    stray.rule = "fort";
    EXPECT_THAT(planned({stray}), IsEmpty());
}

TEST_F(Plan, TellsTheEndOnlyToThoseWhoHeardOfTheBeginning)
{
    auto over = event("a", Severity::note, 6);
    over.transition = Transition::resolved;
    EXPECT_THAT(planned({over}), IsEmpty());
    told.heard.emplace("", "leitung");
    rule.notify.clear();
    EXPECT_THAT(planned({over}), ElementsAre("leitung: a")) << "although the rule names it no more";
}

TEST_F(Budgets, KeepBackWhatIsOverThemAndNameItInTheNextMessage)
{
    spend(recipients[0], 2, 2);
    const auto first = event("a", Severity::signal, 6);
    EXPECT_THAT(planned({first}), ElementsAre("statistik: a"));
    const auto kept = plan({first}, {{"wohnen", &rule}}, recipients, told, now).over_budget;
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().recipient, "integration");
    told.waiting["integration"] = {{kept.front().events.front(), now}};
    now = *parse_instant("2026-01-02T10:00:00Z");
    EXPECT_THAT(planned({event("b", Severity::note, 6)}),
                ElementsAre("integration: b + a", "statistik: b"));
}

TEST_F(Budgets, AreFollowedByADigestOfAllThatWaitsRanked)
{
    const auto due = *parse_instant("2025-12-01T07:00:00Z");
    const auto after = due + std::chrono::minutes(1);
    told.waiting["integration"] = {{event("a", Severity::note, 6), due - std::chrono::days(3)},
                                   {event("b", Severity::signal, 6), due}};
    told.waiting["statistik"] = {{event("c", Severity::note, 6), due}};
    told.waiting["gone"] = {{event("d", Severity::note, 6), due - std::chrono::days(3)}};
    const auto digests = plan_digests(recipients, told, due, after);
    ASSERT_EQ(digests.size(), 1U) << "what waits since this day is told on the next one";
    EXPECT_EQ(digests.front().recipient, "integration");
    EXPECT_EQ(digests.front().events.front().id, "b");
    EXPECT_EQ(digests.front().events.back().id, "a");
    EXPECT_TRUE(digests.front().digest);
    EXPECT_FALSE(digests.front().counts);
    note_told(told, digests.front(), after);
    EXPECT_THAT(plan_digests(recipients, told, due, after), IsEmpty())
        << "an empty one is not sent";
}

TEST_F(Budgets, NeverKeepBackWhatIsUrgentEscalatedOrWithdrawn)
{
    spend(recipients[0], 1, 1);
    rule.notify = {"integration"};
    everybody_heard();
    auto escalated = event("e", Severity::note, 6), withdrawn = escalated;
    escalated.transition = Transition::escalated;
    withdrawn.id = "w";
    withdrawn.transition = Transition::withdrawn;
    recipients.resize(1);
    EXPECT_THAT(planned({event("u", Severity::urgent, 6), event("a", Severity::signal, 6)}),
                ElementsAre("integration: u + a"));
    EXPECT_THAT(planned({escalated, withdrawn}), ElementsAre("integration: e w"));
}

TEST_F(Budgets, AreNotChargedForEscalationsAndCorrections)
{
    everybody_heard();
    auto withdrawn = event("w", Severity::note, 6);
    withdrawn.transition = Transition::withdrawn;
    const auto free = plan({withdrawn}, {{"wohnen", &rule}}, recipients, told, now).notices;
    EXPECT_FALSE(free.front().counts);
    const auto charged =
        plan({withdrawn, event("a", Severity::note, 6)}, {{"wohnen", &rule}}, recipients, told, now)
            .notices;
    EXPECT_TRUE(charged.front().counts);
}

TEST_F(Budgets, BeginAnewWithTheCalendar)
{
    using Per = Budget::Per;
    const auto start = [&](Per per) { return to_string(budget_start(per, now)); };
    EXPECT_EQ(start(Per::month), "2025-11-01");
    EXPECT_EQ(start(Per::quarter), "2025-10-01");
    EXPECT_EQ(start(Per::year), "2025-01-01");
    now = *parse_instant("2025-03-31T23:59:59Z");
    EXPECT_EQ(start(Per::quarter), "2025-01-01");
    spend(recipients[0], 3, 3);
    EXPECT_EQ(messages_spent(told, "integration", *recipients[0].budget, now), 3);
    now = *parse_instant("2025-04-01T00:00:00Z");
    EXPECT_EQ(messages_spent(told, "integration", *recipients[0].budget, now), 0);
}

TEST_F(Budgets, DoNotConcernTheRoleIt)
{
    spend(recipients[0], 1, 1);
    recipients[0].role = Role::it;
    EXPECT_THAT(planned({event("a", Severity::note, 6)}),
                ElementsAre("integration: a", "statistik: a"));
}

} // namespace
