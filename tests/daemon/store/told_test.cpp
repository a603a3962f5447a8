// SPDX-License-Identifier: EUPL-1.2
// What people were told, read back from the store, is what the running process knows: stories are
// committed release by release as the daemon does, and both memories are compared.
#include "tests/daemon/store/fixture.hpp"
#include "tests/rules/areas/germany.hpp"
#include "tests/rules/county.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace testing;
using county::Said;
using county::year_of;

OutboxMessage row(const std::string& id, const std::string& recipient, const std::string& kind,
                  Instant now)
{
    OutboxMessage message;
    message.message_id = id;
    message.recipient = recipient;
    message.channel = "spool";
    message.kind = kind;
    message.created = now;
    return message;
}

class Memory : public ::testing::Test {
protected:
    void begin(Rule rule, std::optional<Budget> budget = std::nullopt)
    {
        rule.owner = "";
        knowledge = county::land({std::move(rule)});
        knowledge.recipients.front().budget = budget;
    }

    Outcome publish(const char* day, const std::vector<Said>& figures)
    {
        const auto outcome = county::publish(knowledge, day, figures);
        const auto now = county::day(day);
        ReleaseRecord record;
        record.outcome = &outcome;
        record.graph = &knowledge.graph;
        for (const auto& over : outcome.over_budget) {
            record.messages.push_back(
                row("<over " + over.source + day + ">", over.recipient, "over_budget", now));
            for (const auto& event : over.events) record.messages.back().events.push_back(event.id);
        }
        for (const auto& notice : outcome.notices) {
            auto message = row(std::string("<") + day + notice.recipient + ">", notice.recipient,
                               notice.counts ? "signal" : "follow_up", now);
            for (const auto* events : {&notice.events, &notice.waited})
                for (const auto& event : *events) message.events.push_back(event.id);
            message.addresses.push_back({"a@kreis.example", "waiting", 0, now, 0, "", {}});
            record.messages.push_back(std::move(message));
        }
        done(store->commit(record, now));
        return outcome;
    }

    static std::map<std::string, std::vector<std::string>> ids(const Remembered& told)
    {
        std::map<std::string, std::vector<std::string>> ids;
        for (const auto& [recipient, events] : told.waiting)
            for (const auto& waits : events)
                ids[recipient].push_back(waits.event.id + to_string(waits.since));
        return ids;
    }
    static std::vector<std::string> episodes(const Remembered& told)
    {
        std::vector<std::string> all;
        for (const auto& [episode, waits] : told.unconfirmed)
            all.push_back(episode + waits.alert + waits.rule + to_string(waits.last));
        return all;
    }

    void expect_same_memory()
    {
        const auto told = value(store->told());
        const auto& known = knowledge.told;
        EXPECT_EQ(told.counted, known.counted);
        EXPECT_EQ(told.heard, known.heard);
        EXPECT_EQ(told.heard_in_common, known.heard_in_common);
        EXPECT_EQ(ids(told), ids(known));
        EXPECT_EQ(episodes(told), episodes(known));
        EXPECT_EQ(told.moved, known.moved);
    }

    Folder folder;
    std::unique_ptr<Store> store = open(folder.file("tuermer.db"));
    Knowledge knowledge;
};

TEST_F(Memory, OfWhoHeardAndWhatCountsIsReadBack)
{
    begin(county::rule("r"));
    publish("2025-01-10", year_of(2023, {3, 0, 0}));
    publish("2025-02-10", {{"03101", 2023, 0}}); // withdrawn: counts against nothing
    EXPECT_THAT(knowledge.told.counted.at("office"), ::testing::SizeIs(1));
    expect_same_memory();
}

TEST_F(Memory, OfACommonShockKnowsAllThatItStandsFor)
{
    begin(county::rule("r"));
    publish("2025-01-10", year_of(2023, {3, 4, 5, 6, 0}));
    EXPECT_THAT(knowledge.told.heard_in_common, ::testing::SizeIs(4));
    expect_same_memory();
}

TEST_F(Memory, OfWhatWaitsForABudgetEndsWhenItIsNamed)
{
    begin(county::rule("r"), Budget{Budget::Per::quarter, 1});
    publish("2025-01-10", year_of(2022, {3, 0, 0}));
    const auto kept = publish("2025-02-10", year_of(2023, {3, 3, 0}));
    EXPECT_THAT(kept.notices, ::testing::IsEmpty());
    EXPECT_THAT(knowledge.told.waiting.at("office"), ::testing::SizeIs(1));
    expect_same_memory();
    EXPECT_EQ(value(store->due(county::day("2025-03-01"), 10)).size(), 1U)
        << "what waits is never sent";
    EXPECT_EQ(value(store->thread_of(kept.events.front().episode, "office")), "");
    const auto named = publish("2025-04-10", year_of(2024, {3, 3, 3}));
    EXPECT_THAT(named.notices.front().waited, ::testing::SizeIs(1));
    EXPECT_THAT(knowledge.told.waiting, ::testing::IsEmpty());
    expect_same_memory();
}

TEST_F(Memory, OfWhatWaitsEndsWithADigestWhichCountsAgainstNothing)
{
    begin(county::rule("r"), Budget{Budget::Per::year, 1});
    knowledge.newest_digest = [](Instant) { return county::day("2025-03-03"); };
    publish("2025-01-10", year_of(2022, {3, 0, 0}));
    publish("2025-02-10", year_of(2023, {3, 3, 0}));
    const auto digest = tell_waiting(knowledge, county::day("2025-03-03"));
    ASSERT_THAT(digest.notices, ::testing::SizeIs(1));
    auto sent = row("<digest>", "office", "digest", county::day("2025-03-03"));
    for (const auto& event : digest.notices.front().events) sent.events.push_back(event.id);
    ReleaseRecord record;
    record.messages = {sent};
    done(store->commit(record, county::day("2025-03-03")));
    EXPECT_THAT(knowledge.told.waiting, ::testing::IsEmpty());
    EXPECT_THAT(knowledge.told.counted.at("office"), ::testing::SizeIs(1));
    expect_same_memory();
}

TEST_F(Memory, OfWhatWaitsForgetsWhatARevisionErased)
{
    begin(county::rule("r"), Budget{Budget::Per::year, 1});
    publish("2025-01-10", year_of(2022, {3, 0, 0}));
    publish("2025-02-10", year_of(2023, {3, 3, 0}));
    EXPECT_THAT(knowledge.told.waiting.at("office"), ::testing::SizeIs(1));
    publish("2025-02-20", {{county::district(1), 2023, 0}});
    EXPECT_THAT(knowledge.told.waiting, ::testing::IsEmpty());
    expect_same_memory();
}

TEST_F(Memory, OfWhatChanceMayExplainIsReadBack)
{
    auto rule = county::rule("r", true);
    rule.common_shock.watched = false;
    begin(rule);
    publish("2025-01-10", year_of(2022, {1.5, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_THAT(knowledge.told.unconfirmed, ::testing::SizeIs(1));
    expect_same_memory();
    publish("2025-02-10", year_of(2023, {1.5, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_THAT(knowledge.told.unconfirmed, ::testing::IsEmpty());
    expect_same_memory();
}

TEST_F(Memory, OfMovedEpisodesIsReadBack)
{
    begin(county::rule("r"));
    const auto areas = std::make_shared<const Areas>(test::some_hierarchy());
    auto rule = county::rule("r");
    rule.areas = {*parse_area_selector("kind kreis", areas)};
    knowledge = county::land({rule}, areas);
    publish("2016-08-01", {{"03156", 2015, 5}});
    publish("2017-08-01", {{"03159", 2016, 5}});
    EXPECT_THAT(knowledge.told.moved, ::testing::SizeIs(1));
    expect_same_memory();
}

} // namespace
} // namespace tuermer
