// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/records.hpp"

#include "daemon/store/codes.hpp"
#include "daemon/store/evidence_json.hpp"
#include "daemon/store/trajectory.hpp"

namespace tuermer::stored {

namespace {

constexpr std::size_t shortest_prefix = 4; // digits of an event's id that a person has to type

Severity severity_now(const Alert& alert)
{
    return alert.steps.empty() ? Severity::note : alert.steps.back().severity;
}

std::optional<Alert> alert_of(const sqlite::Query& row)
{
    const auto first = row.period(4);
    auto steps = steps_of(row.text(5));
    const auto episode = row.is_null(6) ? std::nullopt : row.period(6);
    if (!first || !steps || (!row.is_null(6) && !episode)) return std::nullopt;
    Alert alert;
    alert.id = row.text(0);
    alert.rule = row.text(1);
    alert.key = row.text(2);
    alert.rule_hash = row.text(3);
    alert.first = *first;
    alert.steps = std::move(*steps);
    alert.episode = episode;
    alert.told = row.optional_real(7);
    alert.told_provisional = row.integer(8) != 0;
    alert.flaps = static_cast<std::uint32_t>(row.integer(9));
    return alert;
}

constexpr const char* select_events =
    "SELECT number, id, alert, episode, rule, indicator, key, transition, severity, reach, source, "
    "period, recorded, known_since, by_revision, evidence FROM event WHERE tenant = ? ";

StoredEvent event_of(const sqlite::Query& row)
{
    StoredEvent event;
    event.number = row.integer(0);
    int column = 0;
    for (std::string* text :
         {&event.id, &event.alert, &event.episode, &event.rule, &event.indicator, &event.key,
          &event.transition, &event.severity, &event.reach, &event.source})
        *text = row.text(++column);
    event.period = row.period(11).value_or(Period{});
    event.recorded = row.instant(12);
    event.known_since = row.instant(13);
    event.by_revision = row.integer(14) != 0;
    event.evidence_json = row.text(15);
    return event;
}

Result<std::vector<StoredEvent>> all_events(sqlite::Query rows)
{
    std::vector<StoredEvent> events;
    while (rows.next()) events.push_back(event_of(rows));
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return events;
}

} // namespace

Result<> put_alert(sqlite::Database& database, std::int64_t tenant, const Alert& alert)
{
    return database.run(
        "INSERT INTO alert (tenant, id, rule, key, rule_hash, phase, severity, first, trajectory, "
        "episode, told, told_provisional, flaps) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (tenant, id) DO UPDATE SET rule = excluded.rule, key = excluded.key, "
        "rule_hash = excluded.rule_hash, phase = excluded.phase, severity = excluded.severity, "
        "first = excluded.first, trajectory = excluded.trajectory, episode = excluded.episode, "
        "told = excluded.told, told_provisional = excluded.told_provisional, "
        "flaps = excluded.flaps",
        tenant, alert.id, alert.rule, alert.key, alert.rule_hash, code_of(alert.phase()),
        code_of(severity_now(alert)), alert.first, text_of(alert.steps), alert.episode, alert.told,
        alert.told_provisional, alert.flaps);
}

Result<std::vector<Alert>> alerts(sqlite::Database& database, std::int64_t tenant)
{
    std::vector<Alert> alerts;
    auto rows = database.query(
        "SELECT id, rule, key, rule_hash, first, trajectory, episode, told, told_provisional, "
        "flaps FROM alert WHERE tenant = ? ORDER BY id",
        tenant);
    while (rows.next()) {
        auto alert = alert_of(rows);
        if (!alert)
            return fail(Remedy::restart,
                        say("Die gespeicherte Warnung {} ist nicht lesbar; bitte eine Sicherung "
                            "zurückspielen.",
                            "The stored alert {} cannot be read; please restore a backup.",
                            rows.text(0)),
                        database.file());
        alerts.push_back(std::move(*alert));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return alerts;
}

Result<> add_event(sqlite::Database& database, std::int64_t tenant, const Event& event, Instant now)
{
    return database.run(
        "INSERT INTO event (tenant, id, alert, episode, rule, indicator, key, transition, "
        "severity, reach, source, period, recorded, known_since, by_revision, evidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (tenant, id) DO NOTHING",
        tenant, event.id, event.alert, event.episode, event.rule, event.indicator, event.key,
        code_of(event.transition), code_of(event.severity), name_of(event.reach), event.source,
        event.period, now, event.vintage.known_since, event.by_revision, to_json(event));
}

Result<std::vector<StoredEvent>> events(sqlite::Database& database, std::int64_t tenant, int newest)
{
    static const std::string sql = std::string(select_events) + "ORDER BY number DESC LIMIT ?";
    return all_events(database.query(sql, tenant, newest));
}

Result<std::optional<StoredEvent>> event(sqlite::Database& database, std::int64_t tenant,
                                         const std::string& id_or_prefix)
{
    // Ids are hexadecimal digits, so what begins with a prefix lies between it and it + "g". The
    // whole id sorts first.
    static const std::string sql =
        std::string(select_events) + "AND id >= ? AND id < ? ORDER BY id LIMIT 2";
    auto found = all_events(database.query(sql, tenant, id_or_prefix, id_or_prefix + "g"));
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return std::nullopt;
    const bool whole = found->front().id == id_or_prefix;
    const bool clear = found->size() == 1 && id_or_prefix.size() >= shortest_prefix;
    if (!whole && !clear) return std::nullopt;
    return std::move(found->front());
}

Result<> put_source(sqlite::Database& database, std::int64_t tenant, const SourceState& source)
{
    return database.run(
        "INSERT INTO source (tenant, name, bookmark, last_attempt, last_success, last_release, "
        "failures, trouble, trouble_de, trouble_en, content_digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (tenant, name) DO UPDATE SET bookmark = excluded.bookmark, "
        "last_attempt = excluded.last_attempt, last_success = excluded.last_success, "
        "last_release = excluded.last_release, failures = excluded.failures, "
        "trouble = excluded.trouble, trouble_de = excluded.trouble_de, "
        "trouble_en = excluded.trouble_en, content_digest = excluded.content_digest",
        tenant, source.source, source.bookmark, source.last_attempt, source.last_success,
        source.last_release, source.failures, source.trouble, source.trouble_text.de,
        source.trouble_text.en, source.content_digest);
}

Result<std::vector<SourceState>> sources(sqlite::Database& database, std::int64_t tenant)
{
    std::vector<SourceState> sources;
    auto rows = database.query(
        "SELECT name, bookmark, last_attempt, last_success, last_release, failures, trouble, "
        "trouble_de, trouble_en, content_digest FROM source WHERE tenant = ? ORDER BY name",
        tenant);
    while (rows.next())
        sources.push_back({std::string(rows.text(0)),
                           std::string(rows.text(1)),
                           rows.optional_instant(2),
                           rows.optional_instant(3),
                           rows.optional_instant(4),
                           static_cast<int>(rows.integer(5)),
                           std::string(rows.text(6)),
                           {std::string(rows.text(7)), std::string(rows.text(8))},
                           std::string(rows.text(9))});
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return sources;
}

} // namespace tuermer::stored
