// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/integrity.hpp"

#include "daemon/store/durable.hpp"
#include "daemon/store/evidence_json.hpp"
#include "daemon/store/figures.hpp"
#include "daemon/store/records.hpp"

#include <filesystem>
#include <memory>

namespace tuermer::stored {

namespace {

tl::unexpected<Error> finding(const sqlite::Database& database, std::string_view what)
{
    return fail(Remedy::restart,
                say("Die Datenbank ist beschädigt; bitte eine Sicherung zurückspielen. Befund: {}",
                    "The database is damaged; please restore a backup. Finding: {}", what),
                database.file());
}

// SQL that answers a row with one text per finding.
Result<> none(sqlite::Database& database, std::string_view sql)
{
    auto rows = database.query(sql);
    if (rows.next() && rows.text(0) != "ok") return finding(database, rows.text(0));
    return rows.finish();
}

Result<> check_tables(sqlite::Database& database)
{
    for (const auto* sql :
         {"PRAGMA integrity_check(1)",
          "SELECT 'row ' || coalesce(rowid, '') || ' of ' || \"table\" || ' refers to nothing in ' "
          "|| parent FROM pragma_foreign_key_check LIMIT 1"}) {
        const auto done = none(database, sql);
        if (!done) return done;
    }
    return {};
}

Result<> check_periods(sqlite::Database& database)
{
    auto rows = database.query("SELECT notation FROM period");
    while (rows.next())
        if (!parse_period(rows.text(0))) return finding(database, rows.text(0));
    return rows.finish();
}

Result<> check_events(sqlite::Database& database, std::int64_t tenant)
{
    auto rows = database.query("SELECT id, evidence FROM event WHERE tenant = ?", tenant);
    while (rows.next()) {
        const auto event = event_from_json(std::string(rows.text(1)));
        if (!event)
            return finding(database,
                           fmt::format("event {}: {}", rows.text(0), event.error().what.en));
        if (event->id != rows.text(0))
            return finding(database, fmt::format("event {} holds {}", rows.text(0), event->id));
    }
    return rows.finish();
}

Error copy_error(sqlite3* copy, int code, const std::string& file)
{
    return sqlite::error_of(code, copy == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(copy),
                            file);
}

// All pages in one go: under WAL the writer goes on meanwhile.
Result<> copy_pages(sqlite::Database& from, sqlite::Database& to)
{
    auto* copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (copying == nullptr)
        return tl::unexpected(copy_error(to.handle(), sqlite3_errcode(to.handle()), to.file()));
    sqlite3_backup_step(copying, -1);
    const int code = sqlite3_backup_finish(copying);
    if (code != SQLITE_OK) return tl::unexpected(copy_error(to.handle(), code, to.file()));
    return to.run("PRAGMA journal_mode = DELETE");
}

Result<> write_copy(sqlite::Database& database, const std::string& file)
{
    auto copy = sqlite::Database::open(file);
    if (!copy) return tl::unexpected(copy.error());
    return copy_pages(database, *copy);
}

bool is_same_file(const std::string& a, const std::string& b)
{
    std::error_code ignored; // one of them not being there: not the same
    return std::filesystem::equivalent(a, b, ignored);
}

} // namespace

Result<> check_integrity(sqlite::Database& database, std::int64_t tenant)
{
    const auto tables = check_tables(database);
    if (!tables) return tables;
    const auto periods = check_periods(database);
    if (!periods) return periods;
    const auto figures = check_sheets(database);
    if (!figures) return figures;
    const auto readable = alerts(database, tenant);
    if (!readable) return tl::unexpected(readable.error());
    return check_events(database, tenant);
}

Result<> backup(sqlite::Database& database, const std::string& file)
{
    if (is_same_file(database.file(), file))
        return fail(Remedy::mend,
                    say("Die Sicherung kann nicht über die Datenbank selbst geschrieben werden.",
                        "The backup cannot be written over the database itself."),
                    file);
    const auto part = file + ".part";
    std::error_code ignored; // a leftover of an earlier try, usually none
    std::filesystem::remove(part, ignored);
    auto written = write_copy(database, part);
    if (written) written = durable::rename(part, file);
    if (!written) std::filesystem::remove(part, ignored);
    return written;
}

} // namespace tuermer::stored
