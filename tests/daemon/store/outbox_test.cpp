// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/store/fixture.hpp"

namespace tuermer {
namespace {

using namespace tuermer::testing;
using Lines = std::vector<std::string>;

OutboxMessage message(const std::string& id, const std::string& next_try = "2024-11-08",
                      const Lines& addresses = {"a@kreis.example"})
{
    OutboxMessage message{id,       "integration",    "smtp",          "Signal", "schule",
                          "signal", at("2024-11-08"), "To: a\r\n\r\n", {},       {}};
    for (const auto& address : addresses) {
        message.addresses.emplace_back().address = address;
        message.addresses.back().next_try = at(next_try);
    }
    return message;
}

class Outbox : public ::testing::Test {
protected:
    void put(std::vector<OutboxMessage> messages)
    {
        ReleaseRecord record;
        record.messages = std::move(messages);
        done(store->commit(record, at("2024-11-08")));
    }
    Lines due(const std::string& now, int limit = 10)
    {
        Lines ids;
        for (const auto& message : value(store->due(at(now), limit)))
            ids.push_back(message.message_id);
        return ids;
    }

    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
};

TEST_F(Outbox, GivesBackAMessageAsItWasPutIn)
{
    auto put_in = message("<1@x>", "2024-11-08", {"b@x", "a@x"});
    put_in.bytes = std::string("Subject: \xc3\xa4\r\n\r\n\0\xff", 17);
    put_in.events = {"e2", "e1"};
    put_in.addresses[1] = {"a@x",      "delivered",     2, at("2024-11-09"), 250,
                           "2.0.0 Ok", at("2024-11-10")};
    put({put_in});
    const auto out = value(store->due(at("2024-11-08"), 1)).at(0);
    EXPECT_EQ(out.message_id, "<1@x>");
    EXPECT_EQ(out.recipient, "integration");
    EXPECT_EQ(out.channel, "smtp");
    EXPECT_EQ(out.subject, "Signal");
    EXPECT_EQ(out.source, "schule");
    EXPECT_EQ(out.kind, "signal");
    EXPECT_EQ(out.created, at("2024-11-08"));
    EXPECT_EQ(out.bytes, put_in.bytes);
    EXPECT_EQ(out.events, put_in.events);
    ASSERT_EQ(out.addresses.size(), 2);
    EXPECT_EQ(out.addresses[0].address, "b@x") << "addresses keep their order";
    EXPECT_EQ(out.addresses[0].state, "waiting");
    const auto& second = out.addresses[1];
    EXPECT_EQ(second.state, "delivered");
    EXPECT_EQ(second.attempts, 2);
    EXPECT_EQ(second.next_try, at("2024-11-09"));
    EXPECT_EQ(second.code, 250);
    EXPECT_EQ(second.answer, "2.0.0 Ok");
    EXPECT_EQ(second.done, at("2024-11-10"));
}

TEST_F(Outbox, IsNotChangedByAMessageWhoseIdItHolds)
{
    put({message("<1@x>")});
    auto again = message("<1@x>", "2030-01-01", {"other@x"});
    again.bytes = "other";
    put({again, message("<2@x>")});
    const auto held = value(store->due(at("2024-11-08"), 10));
    ASSERT_EQ(held.size(), 2);
    EXPECT_EQ(held[0].bytes, message("<1@x>").bytes);
    ASSERT_EQ(held[0].addresses.size(), 1);
    EXPECT_EQ(held[0].addresses[0].address, "a@kreis.example");
}

TEST_F(Outbox, NamesAnAddressOnceEvenWhenItWasGivenTwice)
{
    put({message("<1@x>", "2024-11-08", {"a@x", "a@x"})});
    EXPECT_EQ(value(store->due(at("2024-11-08"), 1)).at(0).addresses.size(), 1);
}

TEST_F(Outbox, GivesOnlyWhatIsWaitingAndDueOldestFirst)
{
    put({message("<3@x>"), message("<1@x>", "2024-11-10"), message("<2@x>")});
    EXPECT_EQ(due("2024-11-07"), Lines{});
    EXPECT_EQ(due("2024-11-08"), (Lines{"<3@x>", "<2@x>"}));
    EXPECT_EQ(due("2024-11-10"), (Lines{"<3@x>", "<1@x>", "<2@x>"}));
    EXPECT_EQ(due("2024-11-10", 2), (Lines{"<3@x>", "<1@x>"}));
}

TEST_F(Outbox, KnowsWhenSomethingIsDueNext)
{
    EXPECT_EQ(value(store->next_due()), std::nullopt);
    put({message("<1@x>", "2024-11-10"), message("<2@x>", "2024-11-09")});
    EXPECT_EQ(value(store->next_due()), at("2024-11-09"));
    auto address = message("<2@x>").addresses[0];
    address.state = "delivered";
    done(store->record_outcomes("<2@x>", {address}));
    EXPECT_EQ(value(store->next_due()), at("2024-11-10"));
}

TEST_F(Outbox, RecordsWhatBecameOfEachAddress)
{
    put({message("<1@x>", "2024-11-08", {"good@x", "bad@x", "later@x"})});
    done(store->record_outcomes(
        "<1@x>",
        {{"good@x", "delivered", 1, at("2024-11-08"), 250, "Ok", at("2024-11-08")},
         {"bad@x", "dead", 1, at("2024-11-08"), 550, "5.1.1 unknown", at("2024-11-08")},
         {"later@x", "waiting", 1, at("2024-11-09"), 451, "4.7.1 greylisted", std::nullopt}}));
    EXPECT_EQ(due("2024-11-08"), Lines{});
    EXPECT_EQ(due("2024-11-09"), Lines{"<1@x>"});
    EXPECT_EQ(rows(file, "SELECT address, state, attempts, code, answer FROM deliveries", 5),
              (Lines{"good@x|delivered|1|250|Ok", "bad@x|dead|1|550|5.1.1 unknown",
                     "later@x|waiting|1|451|4.7.1 greylisted"}));
}

TEST_F(Outbox, NeverUndoesADelivery)
{
    put({message("<1@x>")});
    done(store->record_outcomes("<1@x>", {{"a@kreis.example", "delivered", 1, at("2024-11-08"), 250,
                                           "Ok", at("2024-11-08")}}));
    done(store->record_outcomes(
        "<1@x>", {{"a@kreis.example", "waiting", 2, at("2024-11-08"), 0, "", std::nullopt}}));
    EXPECT_EQ(due("2025-01-01"), Lines{});
}

TEST_F(Outbox, RefusesOutcomesOfAMessageItDoesNotHoldAndStatesThatDoNotExist)
{
    const auto unknown = store->record_outcomes("<0@x>", {});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().what.de, "Die Nachricht <0@x> steht nicht im Postausgang.");
    put({message("<1@x>", "2024-11-08", {"a@x", "b@x"})});
    EXPECT_FALSE(store->record_outcomes(
        "<1@x>", {{"a@x", "dead", 1, at("2024-11-08"), 550, "", std::nullopt},
                  {"b@x", "lost", 1, at("2024-11-08"), 0, "", std::nullopt}}));
    EXPECT_EQ(value(store->due(at("2024-11-08"), 1)).at(0).addresses[0].state, "waiting")
        << "all outcomes or none";
}

TEST_F(Outbox, ShowsTheNewestMessagesWithoutTheirBytes)
{
    put({message("<1@x>"), message("<2@x>"), message("<3@x>")});
    const auto newest = value(store->messages(2));
    ASSERT_EQ(newest.size(), 2);
    EXPECT_EQ(newest[0].message_id, "<3@x>");
    EXPECT_EQ(newest[1].message_id, "<2@x>");
    EXPECT_EQ(newest[0].bytes, "");
    EXPECT_EQ(newest[0].addresses.size(), 1);
}

TEST_F(Outbox, HoldsTheSameIdOncePerTenant)
{
    put({message("<1@x>")});
    const auto other = open(file, "harz");
    EXPECT_TRUE(value(other->due(at("2025-01-01"), 10)).empty());
    EXPECT_EQ(value(other->next_due()), std::nullopt);
    ReleaseRecord record;
    record.messages = {message("<1@x>", "2024-12-01", {"z@harz.example"})};
    done(other->commit(record, at("2024-11-08")));
    EXPECT_EQ(value(other->due(at("2025-01-01"), 10)).at(0).addresses.at(0).address,
              "z@harz.example");
    EXPECT_EQ(due("2024-11-08"), Lines{"<1@x>"});
}

TEST_F(Outbox, FindsTheMessageThatAFollowUpAnswersTo)
{
    Outcome outcome;
    for (const auto& [id, episode] : {std::pair("e1", "p1"), {"e2", "p1"}, {"e3", "p2"}}) {
        auto& event = outcome.events.emplace_back();
        event.id = id;
        event.episode = episode;
    }
    auto first = message("<1@x>"), second = message("<2@x>"), other = message("<3@x>");
    first.events = {"e3", "e1"};
    second.events = {"e2"};
    other.events = {"e1"};
    other.recipient = "leadership";
    ReleaseRecord record;
    record.outcome = &outcome;
    record.messages = {message("<0@harz>")};
    record.messages[0].events = {"e1"};
    const auto neighbour = open(file, "harz"); // where the same happened
    done(neighbour->commit(record, at("2024-11-07")));
    record.messages = {other, first, second};
    done(store->commit(record, at("2024-11-08")));
    EXPECT_EQ(value(store->thread_of("p1", "integration")), "<1@x>");
    EXPECT_EQ(value(store->thread_of("p2", "integration")), "<1@x>");
    EXPECT_EQ(value(store->thread_of("p1", "leadership")), "<3@x>");
    EXPECT_EQ(value(store->thread_of("p2", "leadership")), "");
    EXPECT_EQ(value(neighbour->thread_of("p1", "integration")), "<0@harz>");
    EXPECT_EQ(value(neighbour->thread_of("p2", "integration")), "");
}

} // namespace
} // namespace tuermer
