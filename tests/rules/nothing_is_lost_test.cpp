// SPDX-License-Identifier: EUPL-1.2
// Whatever gates, budgets and families do: every event is told, or says why not; and the order in
// which rules are written decides nothing.
#include "tests/rules/county.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace tuermer::county {
namespace {

struct Story {
    std::vector<Rule> rules;
    std::vector<Recipient> recipients;
    std::vector<std::vector<Said>> releases;
};

constexpr int districts = 9, first_year = 2018;

int upto(int most)
{
    return *rc::gen::inRange(0, most + 1);
}

Rule some_rule(int number)
{
    auto made = rule(fmt::format("r{}", number), upto(1) == 1);
    made.notify = {fmt::format("p{}", upto(2)), "p0"};
    made.severities = {static_cast<Severity>(upto(2))};
    made.common_shock.watched = upto(2) > 0;
    made.common_shock.least_areas = 3;
    made.multiplicity.family = upto(1) == 1 ? "together" : "";
    made.act_on = static_cast<ActOn>(upto(2));
    made.for_periods = 1 + upto(1);
    if (upto(3) == 0) made.areas = {*parse_area_selector("under 03")};
    return made;
}

Recipient some_recipient(int number)
{
    auto made = recipient(fmt::format("p{}", number));
    made.at_least = static_cast<Severity>(upto(1));
    if (upto(1) == 1) made.budget = Budget{Budget::Per::year, 1 + upto(1)};
    if (upto(2) == 0) made.areas = {*parse_area_selector(district(upto(3)))};
    return made;
}

std::vector<Said> some_release(int number)
{
    std::vector<Said> figures;
    const int together = upto(2) == 0 ? 3 : 0; // now and then most of them rise
    for (int i = 0; i < districts; ++i) {
        if (upto(5) == 0) continue;                                    // does not publish
        const int year = first_year + number - (upto(4) == 0 ? 1 : 0); // a revision now and then
        const double figure = together > 0 && upto(3) > 0 ? together : std::max(0, upto(8) - 5);
        const auto status = upto(4) == 0 ? Status::provisional : Status::final;
        figures.push_back({district(i), year, figure, {Missing::none, status}});
    }
    return figures;
}

Story some_story()
{
    Story story;
    for (int i = 0; i < 3; ++i) {
        story.rules.push_back(some_rule(i));
        story.recipients.push_back(some_recipient(i));
    }
    for (int i = 0; i < 6; ++i) story.releases.push_back(some_release(i));
    return story;
}

Knowledge beginning(const Story& story)
{
    auto knowledge = land(story.rules);
    knowledge.recipients = story.recipients;
    return knowledge;
}

std::string month(std::size_t number)
{
    return fmt::format("2025-{:02}-10", number + 1);
}

bool has_cause(const Event& event)
{
    return std::ranges::any_of(event.evidence.gates, [](const GateSay& say) {
        return say.effect == GateSay::Effect::held;
    });
}

void expect_nothing_lost(const Outcome& outcome)
{
    std::set<std::string> told, over;
    for (const auto& notice : outcome.notices)
        for (const auto& event : notice.events) told.insert(event.id);
    for (const auto& kept : outcome.over_budget)
        for (const auto& event : kept.events) over.insert(event.id);
    for (const auto& event : outcome.events) {
        RC_ASSERT((event.reach == Reach::notify) ==
                  (told.contains(event.id) || over.contains(event.id)));
        if (over.contains(event.id)) RC_ASSERT(is_held(event, "budget"));
        if (event.reach == Reach::record) RC_ASSERT(has_cause(event));
    }
}

std::set<std::string> withdrawn_episodes(const std::vector<Outcome>& outcomes)
{
    std::set<std::string> withdrawn;
    for (const auto& outcome : outcomes)
        for (const auto& event : outcome.events)
            if (event.transition == Transition::withdrawn) withdrawn.insert(event.episode);
    return withdrawn;
}

// What waits is what was kept back and has been named neither in a message nor in a digest; what
// never was, as a revision showed, need not be named.
void expect_waiting(const Knowledge& knowledge, const std::vector<Outcome>& outcomes)
{
    const auto withdrawn = withdrawn_episodes(outcomes);
    std::multiset<std::string> kept, named;
    const auto note = [&](auto& ids, const std::string& recipient, const Event& event) {
        if (!withdrawn.contains(event.episode)) ids.insert(recipient + event.id);
    };
    for (const auto& outcome : outcomes) {
        for (const auto& over : outcome.over_budget)
            for (const auto& event : over.events) note(kept, over.recipient, event);
        for (const auto& notice : outcome.notices)
            for (const auto& event : notice.digest ? notice.events : notice.waited)
                note(named, notice.recipient, event);
    }
    for (const auto& [recipient, events] : knowledge.told.waiting)
        for (const auto& waits : events) note(named, recipient, waits.event);
    RC_ASSERT(kept == named);
}

RC_GTEST_PROP(Gates, NeverLoseAnEvent, ())
{
    const auto story = some_story();
    auto knowledge = beginning(story);
    if (upto(1) == 1)
        knowledge.newest_digest = [](Instant now) { return now - std::chrono::days(upto(90)); };
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < story.releases.size(); ++i) {
        outcomes.push_back(tell_waiting(knowledge, day(month(i).c_str())));
        outcomes.push_back(publish(knowledge, month(i).c_str(), story.releases[i]));
        expect_nothing_lost(outcomes.back());
    }
    expect_waiting(knowledge, outcomes);
}

std::vector<std::string> told_to(const Knowledge& knowledge, const Outcome& outcome)
{
    std::vector<std::string> lines = told(outcome);
    for (const auto& event : outcome.events) {
        lines.push_back(event.id + to_string(event.period) +
                        std::to_string(static_cast<int>(event.reach)));
        for (const auto& say : event.evidence.gates) lines.back() += say.gate + say.what.en;
    }
    lines.push_back(std::to_string(knowledge.told.unconfirmed.size()));
    std::ranges::sort(lines);
    return lines;
}

RC_GTEST_PROP(Gates, DoNotDependOnTheOrderOfTheRules, ())
{
    auto story = some_story();
    auto knowledge = beginning(story);
    std::ranges::reverse(story.rules);
    auto reversed = beginning(story);
    for (std::size_t i = 0; i < story.releases.size(); ++i) {
        const auto one = publish(knowledge, month(i).c_str(), story.releases[i]);
        const auto other = publish(reversed, month(i).c_str(), story.releases[i]);
        RC_ASSERT(told_to(knowledge, one) == told_to(reversed, other));
    }
}

} // namespace
} // namespace tuermer::county
