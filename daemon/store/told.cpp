// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/told.hpp"

#include "daemon/store/evidence_json.hpp"

namespace tuermer::stored {

namespace {

Result<> read_counted(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query("SELECT recipient, created FROM outbox_message "
                               "WHERE tenant = ? AND kind = 'signal' ORDER BY number",
                               tenant);
    while (rows.next()) told.counted[std::string(rows.text(0))].push_back(rows.instant(1));
    return rows.finish();
}

Result<> read_heard(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query("SELECT DISTINCT e.episode, m.recipient FROM outbox_message AS m "
                               "JOIN outbox_event AS o ON o.message = m.number "
                               "JOIN event AS e ON e.tenant = m.tenant AND e.id = o.event "
                               "WHERE m.tenant = ? AND m.kind IN ('signal', 'follow_up', 'digest')",
                               tenant);
    while (rows.next()) told.heard.emplace(rows.text(0), rows.text(1));
    return rows.finish();
}

// Those whose evidence names what they stand for are few.
Result<> read_heard_in_common(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query("SELECT m.recipient, e.evidence FROM outbox_message AS m "
                               "JOIN outbox_event AS o ON o.message = m.number "
                               "JOIN event AS e ON e.tenant = m.tenant AND e.id = o.event "
                               "WHERE m.tenant = ? AND m.kind IN ('signal', 'follow_up', 'digest') "
                               "AND e.evidence LIKE '%\"common_shock\":{%'",
                               tenant);
    while (rows.next()) {
        const auto event = event_from_json(std::string(rows.text(1)));
        if (!event) return tl::unexpected(event.error());
        if (!event->common_shock) continue;
        for (const auto& episode : event->common_shock->episodes)
            told.heard_in_common.emplace(episode, rows.text(0));
    }
    return rows.finish();
}

Result<> read_waiting(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query(
        "SELECT m.recipient, e.evidence, m.created FROM outbox_message AS m "
        "JOIN outbox_event AS o ON o.message = m.number "
        "JOIN event AS e ON e.tenant = m.tenant AND e.id = o.event "
        "WHERE m.tenant = ? AND m.kind = 'over_budget' AND NOT EXISTS ("
        "SELECT 1 FROM event AS later WHERE later.tenant = e.tenant "
        "AND later.episode = e.episode AND later.number > e.number "
        "AND later.transition = 'withdrawn') AND NOT EXISTS ("
        "SELECT 1 FROM outbox_event AS p JOIN outbox_message AS n ON n.number = p.message "
        "WHERE p.event = o.event AND n.tenant = m.tenant AND n.recipient = m.recipient "
        "AND n.kind IN ('signal', 'follow_up', 'digest')) ORDER BY m.number, o.place",
        tenant);
    while (rows.next()) {
        auto event = event_from_json(std::string(rows.text(1)));
        if (!event) return tl::unexpected(event.error());
        told.waiting[std::string(rows.text(0))].push_back({std::move(*event), rows.instant(2)});
    }
    return rows.finish();
}

// Whether an episode is still open, the alerts know.
Result<> read_unconfirmed(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query(
        "SELECT episode, rule, alert, period FROM event AS e "
        "WHERE tenant = ? AND transition = 'fired' AND reach = 'record' "
        "AND evidence LIKE '%\"gate\":\"multiplicity\",\"effect\":\"held\"%' AND NOT EXISTS ("
        "SELECT 1 FROM event AS later WHERE later.tenant = e.tenant "
        "AND later.episode = e.episode AND later.number > e.number AND later.reach = 'notify') "
        "ORDER BY number",
        tenant);
    while (rows.next())
        told.unconfirmed[std::string(rows.text(0))] = {std::string(rows.text(1)),
                                                       std::string(rows.text(2)),
                                                       rows.period(3).value_or(Period{})};
    return rows.finish();
}

Result<> read_moved(sqlite::Database& database, std::int64_t tenant, Remembered& told)
{
    auto rows = database.query("SELECT evidence FROM event WHERE tenant = ? "
                               "AND transition = 'rekeyed' ORDER BY number",
                               tenant);
    while (rows.next()) {
        const auto event = event_from_json(std::string(rows.text(0)));
        if (!event) return tl::unexpected(event.error());
        const auto now = episode_id(event->alert, event->episode_start);
        if (now != event->episode) told.moved[now] = event->episode;
    }
    return rows.finish();
}

} // namespace

Result<Remembered> told(sqlite::Database& database, std::int64_t tenant)
{
    Remembered told;
    for (const auto read : {&read_counted, &read_heard, &read_heard_in_common, &read_waiting,
                            &read_unconfirmed, &read_moved}) {
        const auto done = read(database, tenant, told);
        if (!done) return tl::unexpected(done.error());
    }
    return told;
}

} // namespace tuermer::stored
