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
        for (const auto& notice : plan(events, {{"wohnen", &rule}}, recipients)) {
            all.push_back(notice.recipient + ":");
            for (const auto& event : notice.events) all.back() += " " + event.id;
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

    Rule rule;
    std::vector<Recipient> recipients;
};

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
    EXPECT_THAT(planned({eased}), ElementsAre("integration: a", "statistik: a"));
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
    const auto notices = plan({one}, {{"wohnen", &rule}}, recipients);
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

} // namespace
