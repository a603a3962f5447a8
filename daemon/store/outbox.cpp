// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/outbox.hpp"

namespace tuermer::stored {

namespace {

struct Numbered {
    std::int64_t number;
    OutboxMessage message;
};

// number, then the message's columns in the order of the struct.
Numbered message_of(const sqlite::Query& row)
{
    return {row.integer(0),
            {std::string(row.text(1)),
             std::string(row.text(2)),
             std::string(row.text(3)),
             std::string(row.text(4)),
             std::string(row.text(5)),
             std::string(row.text(6)),
             row.instant(7),
             std::string(row.text(8)),
             {},
             {}}};
}

OutboxAddress address_of(const sqlite::Query& row)
{
    return {std::string(row.text(0)),         std::string(row.text(1)),
            static_cast<int>(row.integer(2)), row.instant(3),
            static_cast<int>(row.integer(4)), std::string(row.text(5)),
            row.optional_instant(6)};
}

Result<> read_addresses(sqlite::Database& database, Numbered& to)
{
    auto rows = database.query("SELECT address, state, attempts, next_try, code, answer, done "
                               "FROM outbox_address WHERE message = ? ORDER BY place",
                               to.number);
    while (rows.next()) to.message.addresses.push_back(address_of(rows));
    return rows.finish();
}

Result<> read_events(sqlite::Database& database, Numbered& to)
{
    auto rows = database.query("SELECT event FROM outbox_event WHERE message = ? ORDER BY place",
                               to.number);
    while (rows.next()) to.message.events.emplace_back(rows.text(0));
    return rows.finish();
}

Result<std::vector<OutboxMessage>> all_messages(sqlite::Database& database, sqlite::Query rows)
{
    std::vector<OutboxMessage> messages;
    while (rows.next()) {
        auto numbered = message_of(rows);
        const auto addresses = read_addresses(database, numbered);
        if (!addresses) return tl::unexpected(addresses.error());
        const auto events = read_events(database, numbered);
        if (!events) return tl::unexpected(events.error());
        messages.push_back(std::move(numbered.message));
    }
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return messages;
}

Result<> add_address(sqlite::Database& database, std::int64_t message, std::size_t place,
                     const OutboxAddress& address)
{
    return database.run("INSERT INTO outbox_address (message, place, address, state, attempts, "
                        "next_try, code, answer, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                        "ON CONFLICT (message, address) DO NOTHING",
                        message, place, address.address, address.state, address.attempts,
                        address.next_try, address.code, address.answer, address.done);
}

Result<std::int64_t> number_of(sqlite::Database& database, std::int64_t tenant,
                               const std::string& message_id)
{
    auto rows =
        database.query("SELECT number FROM outbox_message WHERE tenant = ? AND message_id = ?",
                       tenant, message_id);
    if (rows.next()) return rows.integer(0);
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return fail(Remedy::mend,
                say("Die Nachricht {} steht nicht im Postausgang.",
                    "The message {} is not in the outbox.", message_id),
                database.file());
}

Result<> record(sqlite::Database& database, std::int64_t message, const OutboxAddress& address)
{
    return database.run("UPDATE outbox_address SET state = ?, attempts = ?, next_try = ?, "
                        "code = ?, answer = ?, done = ? "
                        "WHERE message = ? AND address = ? AND state <> 'delivered'",
                        address.state, address.attempts, address.next_try, address.code,
                        address.answer, address.done, message, address.address);
}

} // namespace

Result<> add_message(sqlite::Database& database, std::int64_t tenant, const OutboxMessage& message)
{
    const auto added = database.run(
        "INSERT INTO outbox_message (tenant, message_id, recipient, channel, subject, source, "
        "kind, created, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (tenant, message_id) DO NOTHING",
        tenant, message.message_id, message.recipient, message.channel, message.subject,
        message.source, message.kind, message.created, sqlite::Blob{message.bytes});
    if (!added || database.changes() == 0) return added;
    const auto number = database.last_row();
    for (std::size_t place = 0; place < message.events.size(); ++place) {
        const auto done =
            database.run("INSERT INTO outbox_event (message, place, event) VALUES (?, ?, ?)",
                         number, place, message.events[place]);
        if (!done) return done;
    }
    for (std::size_t place = 0; place < message.addresses.size(); ++place) {
        const auto done = add_address(database, number, place, message.addresses[place]);
        if (!done) return done;
    }
    return {};
}

Result<std::vector<OutboxMessage>> due(sqlite::Database& database, std::int64_t tenant, Instant now,
                                       int limit)
{
    return all_messages(
        database, database.query("SELECT number, message_id, recipient, channel, subject, source, "
                                 "kind, created, bytes FROM outbox_message "
                                 "WHERE tenant = ? AND number IN (SELECT message FROM "
                                 "outbox_address WHERE state = 'waiting' AND next_try <= ?) "
                                 "ORDER BY number LIMIT ?",
                                 tenant, now, limit));
}

Result<std::optional<Instant>> next_due(sqlite::Database& database, std::int64_t tenant)
{
    auto rows = database.query("SELECT a.next_try FROM outbox_address AS a "
                               "JOIN outbox_message AS m ON m.number = a.message "
                               "WHERE a.state = 'waiting' AND m.tenant = ? "
                               "ORDER BY a.next_try LIMIT 1",
                               tenant);
    if (rows.next()) return rows.optional_instant(0);
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return std::nullopt;
}

Result<> record_outcomes(sqlite::Database& database, std::int64_t tenant,
                         const std::string& message_id, const std::vector<OutboxAddress>& addresses)
{
    const auto number = number_of(database, tenant, message_id);
    if (!number) return tl::unexpected(number.error());
    for (const auto& address : addresses) {
        const auto done = record(database, *number, address);
        if (!done) return done;
    }
    return {};
}

Result<std::vector<OutboxMessage>> messages(sqlite::Database& database, std::int64_t tenant,
                                            int newest)
{
    return all_messages(
        database, database.query("SELECT number, message_id, recipient, channel, subject, source, "
                                 "kind, created, x'' FROM outbox_message "
                                 "WHERE tenant = ? ORDER BY number DESC LIMIT ?",
                                 tenant, newest));
}

Result<std::string> thread_of(sqlite::Database& database, std::int64_t tenant,
                              const std::string& episode, const std::string& recipient)
{
    auto rows = database.query("SELECT m.message_id FROM event AS e "
                               "JOIN outbox_event AS o ON o.event = e.id "
                               "JOIN outbox_message AS m ON m.number = o.message "
                               "AND m.tenant = e.tenant "
                               "WHERE e.tenant = ? AND e.episode = ? AND m.recipient = ? "
                               "AND m.kind <> 'over_budget' "
                               "ORDER BY m.number LIMIT 1",
                               tenant, episode, recipient);
    std::string thread(rows.next() ? rows.text(0) : std::string_view());
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    return thread;
}

} // namespace tuermer::stored
