// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/evidence_json.hpp"
#include "tests/daemon/store/fixture.hpp"

namespace tuermer {
namespace {

using namespace tuermer::testing;
using Lines = std::vector<std::string>;

Alert burning()
{
    Alert alert;
    alert.id = "a1";
    alert.rule = "leavers_rising";
    alert.key = "area=03153";
    alert.rule_hash = "h1";
    alert.first = Period::year(2023);
    alert.steps = {{{Truth::no, Severity::note, false}, Phase::inactive, 0, Severity::note},
                   {{Truth::yes, Severity::signal, true, Severity::signal},
                    Phase::firing,
                    0,
                    Severity::signal}};
    alert.episode = Period::year(2024);
    alert.told = 18.938375350140056;
    alert.told_provisional = true;
    alert.flaps = 3;
    return alert;
}

Event fired(const std::string& id)
{
    Event event;
    event.id = id;
    event.alert = "a1";
    event.episode = "p1";
    event.rule = "leavers_rising";
    event.indicator = "leavers_foreign";
    event.key = "area=03153";
    event.period = Period::year(2024);
    event.by_revision = true;
    event.reach = Reach::digest;
    event.source = "schule";
    event.vintage.known_since = at("2024-11-08");
    return event;
}

class Records : public ::testing::Test {
protected:
    void commit(const std::vector<Alert>& alerts, const std::vector<Event>& events)
    {
        const Outcome outcome{"", {}, {}, alerts, events, {}};
        ReleaseRecord record;
        record.outcome = &outcome;
        done(store->commit(record, at("2024-11-09")));
    }

    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
};

TEST_F(Records, GiveBackAnAlertAsItStands)
{
    commit({burning()}, {});
    EXPECT_EQ(value(store->alerts()), std::vector{burning()});
    auto later = burning();
    later.steps.push_back({{Truth::no, Severity::note, false}, Phase::inactive, 0, Severity::note});
    later.episode = std::nullopt;
    later.told = std::nullopt;
    commit({later}, {});
    EXPECT_EQ(value(store->alerts()), std::vector{later});
    EXPECT_TRUE(value(open(file, "harz")->alerts()).empty());
}

TEST_F(Records, GiveBackAnAlertThatWasNeverJudged)
{
    Alert alert;
    alert.id = "a2";
    commit({alert}, {});
    EXPECT_EQ(value(store->alerts()), std::vector{alert});
}

TEST_F(Records, ShowAPersonHowAnAlertStands)
{
    commit({burning()}, {});
    EXPECT_EQ(
        rows(file, "SELECT rule, key, phase, severity, first, trajectory, episode FROM alert", 7),
        Lines{"leavers_rising|area=03153|firing|signal|2023|"
              "no>inactive yes:signal~>firing:signal|2024"});
}

TEST_F(Records, RefuseAnAlertThatCannotBeReadRatherThanForgetIt)
{
    commit({burning()}, {});
    done(value(sqlite::Database::open(file)).run("UPDATE alert SET trajectory = 'burning'"));
    const auto alerts = store->alerts();
    ASSERT_FALSE(alerts);
    EXPECT_EQ(alerts.error().remedy, Remedy::restart);
    EXPECT_FALSE(store->check_integrity());
}

TEST_F(Records, GiveBackAnEventWithItsEvidence)
{
    commit({}, {fired("abcd1234")});
    const auto event = value(store->events(10)).at(0);
    EXPECT_EQ(event.number, 1);
    EXPECT_EQ(event.id, "abcd1234");
    EXPECT_EQ(event.alert, "a1");
    EXPECT_EQ(event.episode, "p1");
    EXPECT_EQ(event.rule, "leavers_rising");
    EXPECT_EQ(event.indicator, "leavers_foreign");
    EXPECT_EQ(event.key, "area=03153");
    EXPECT_EQ(event.transition, "fired");
    EXPECT_EQ(event.severity, "signal");
    EXPECT_EQ(event.reach, "digest");
    EXPECT_EQ(event.source, "schule");
    EXPECT_EQ(event.period, Period::year(2024));
    EXPECT_EQ(event.recorded, at("2024-11-09"));
    EXPECT_EQ(event.known_since, at("2024-11-08"));
    EXPECT_TRUE(event.by_revision);
    EXPECT_EQ(event.evidence_json, to_json(fired("abcd1234")));
}

TEST_F(Records, HoldAnEventOnceAndUnchanged)
{
    commit({}, {fired("abcd")});
    auto again = fired("abcd");
    again.rule = "other";
    commit({}, {again, fired("beef")});
    const auto events = value(store->events(10));
    ASSERT_EQ(events.size(), 2);
    EXPECT_EQ(events[0].id, "beef") << "newest first";
    EXPECT_EQ(events[1].rule, "leavers_rising");
    EXPECT_EQ(value(store->events(1)).size(), 1);
    auto database = value(sqlite::Database::open(file));
    EXPECT_FALSE(database.run("DELETE FROM event"));
    EXPECT_FALSE(database.run("UPDATE event SET rule = 'other'"));
}

TEST_F(Records, FindAnEventByAUniqueBeginningOfItsId)
{
    commit({}, {fired("abcd1111"), fired("abcd2222"), fired("ffff3333"), fired("abc")});
    EXPECT_EQ(value(store->event("abcd1111"))->id, "abcd1111");
    EXPECT_EQ(value(store->event("abcd1"))->id, "abcd1111");
    EXPECT_EQ(value(store->event("ffff"))->id, "ffff3333");
    EXPECT_FALSE(value(store->event("abcd"))) << "two begin so";
    EXPECT_FALSE(value(store->event("fff"))) << "too short";
    EXPECT_EQ(value(store->event("abc"))->id, "abc") << "a whole id is always enough";
    EXPECT_FALSE(value(store->event("9999")));
    EXPECT_FALSE(value(store->event("")));
    EXPECT_FALSE(value(store->event("%%%%")));
    EXPECT_FALSE(value(open(file, "harz")->event("abcd1111")));
}

TEST_F(Records, KeepTheJournalOfASource)
{
    SourceState state{"schule",
                      "etag \"1\"",
                      at("2024-11-09"),
                      at("2024-11-08"),
                      std::nullopt,
                      2,
                      "t1",
                      {"Die Datei fehlt.", "The file is missing."},
                      "digest"};
    ReleaseRecord record;
    record.source = state;
    done(store->commit(record, at("2024-11-09")));
    state.failures = 3;
    record.source = state;
    done(store->commit(record, at("2024-11-10")));
    const auto sources = value(store->sources());
    ASSERT_EQ(sources.size(), 1);
    EXPECT_EQ(sources[0].source, "schule");
    EXPECT_EQ(sources[0].bookmark, state.bookmark);
    EXPECT_EQ(sources[0].last_attempt, state.last_attempt);
    EXPECT_EQ(sources[0].last_success, state.last_success);
    EXPECT_EQ(sources[0].last_release, std::nullopt);
    EXPECT_EQ(sources[0].failures, 3);
    EXPECT_EQ(sources[0].trouble, "t1");
    EXPECT_EQ(sources[0].trouble_text, state.trouble_text);
    EXPECT_EQ(sources[0].content_digest, "digest");
    EXPECT_TRUE(rows(file, "SELECT id FROM vintage", 1).empty()) << "no release, no vintage";
}

} // namespace
} // namespace tuermer
