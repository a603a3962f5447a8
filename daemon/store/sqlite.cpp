// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sqlite.hpp"

#include <algorithm>

namespace tuermer::sqlite {

namespace {

// A backup or a second command holds the file at most so long.
constexpr int busy_milliseconds = 10'000;

struct Meaning {
    Remedy remedy;
    std::string_view de, en;
};

Meaning meaning_of(int code)
{
    switch (code & 0xff) { // the primary code; the rest is SQLite's own detail
    case SQLITE_FULL:
        return {Remedy::retry, "Für die Datenbank ist kein Platz mehr auf dem Datenträger",
                "There is no space left for the database"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Remedy::retry, "Die Datenbank ist gerade von einem anderen Programm belegt",
                "The database is in use by another program"};
    case SQLITE_IOERR:
        return {Remedy::retry, "Die Datenbank lässt sich gerade nicht lesen oder schreiben",
                "The database cannot be read or written at the moment"};
    case SQLITE_CORRUPT:
        return {Remedy::restart, "Die Datenbank ist beschädigt; bitte eine Sicherung zurückspielen",
                "The database is damaged; please restore a backup"};
    case SQLITE_NOTADB:
        return {Remedy::restart, "Die Datei ist keine Datenbank, oder ihr Anfang ist beschädigt",
                "The file is not a database, or its beginning is damaged"};
    case SQLITE_NOMEM:
        return {Remedy::restart, "Der Arbeitsspeicher reicht nicht aus", "Out of memory"};
    case SQLITE_CANTOPEN:
        return {Remedy::mend, "Die Datenbank lässt sich nicht öffnen oder anlegen",
                "The database cannot be opened or created"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {Remedy::mend, "Für die Datenbank fehlt das Schreibrecht",
                "The database may not be written to"};
    default:
        return {Remedy::mend, "Die Datenbank hat einen Vorgang abgelehnt",
                "The database refused an operation"};
    }
}

} // namespace

Error error_of(int code, std::string_view message, const std::string& file)
{
    const auto [remedy, de, en] = meaning_of(code);
    return {
        remedy,
        {fmt::format("{} (SQLite: {})", de, message), fmt::format("{} (SQLite: {})", en, message)},
        file};
}

Query::Query(Database& database, sqlite3_stmt* statement, int code)
    : database_(&database), statement_(statement)
{
    note(code);
}

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      statement_(other.statement_),
      ended_(other.ended_),
      error_(std::move(other.error_))
{
    other.statement_ = nullptr;
}

Query::~Query()
{
    rewind();
}

bool Query::next()
{
    if (ended_ || error_) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    ended_ = true;
    if (code != SQLITE_DONE) note(code);
    return false;
}

Result<> Query::finish()
{
    rewind();
    if (error_) return tl::unexpected(*error_);
    return {};
}

void Query::rewind()
{
    if (statement_ != nullptr) sqlite3_reset(statement_);
    ended_ = false;
}

void Query::note(int code)
{
    if (code != SQLITE_OK && !error_) error_ = database_->error(code);
}

bool Query::is_null(int column) const
{
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

double Query::real(int column) const
{
    return sqlite3_column_double(statement_, column);
}

std::string_view Query::text(int column) const
{
    const void* bytes = sqlite3_column_blob(statement_, column); // of a text: its UTF-8 bytes
    if (bytes == nullptr) return {};
    const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {static_cast<const char*>(bytes), length};
}

std::optional<double> Query::optional_real(int column) const
{
    if (is_null(column)) return std::nullopt;
    return real(column);
}

std::optional<std::int64_t> Query::optional_integer(int column) const
{
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

Instant Query::instant(int column) const
{
    return optional_instant(column).value_or(Instant{});
}

std::optional<Instant> Query::optional_instant(int column) const
{
    if (is_null(column)) return std::nullopt;
    return parse_instant(text(column));
}

std::optional<Period> Query::period(int column) const
{
    if (text(column).empty()) return Period{};
    return parse_period(text(column));
}

void Query::bind(int place, std::string_view text)
{
    if (error_) return;
    const char* bytes = text.data() == nullptr ? "" : text.data(); // null would be stored as NULL
    note(sqlite3_bind_text64(statement_, place, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int place, Blob blob)
{
    if (error_) return;
    const char* bytes = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
    note(sqlite3_bind_blob64(statement_, place, bytes, blob.bytes.size(), SQLITE_TRANSIENT));
}

void Query::bind(int place, double number)
{
    if (!error_) note(sqlite3_bind_double(statement_, place, number));
}

void Query::bind(int place, std::nullopt_t)
{
    if (!error_) note(sqlite3_bind_null(statement_, place));
}

void Query::bind(int place, Instant instant)
{
    bind(place, std::string_view(to_string(instant)));
}

void Query::bind(int place, Period period)
{
    bind(place, std::string_view(period == Period{} ? "" : to_string(period)));
}

void Query::bind_integer(int place, std::int64_t number)
{
    if (!error_) note(sqlite3_bind_int64(statement_, place, number));
}

Result<Database> Database::open(const std::string& file)
{
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(file.c_str(), &handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle, file);
    if (code != SQLITE_OK) return tl::unexpected(database.error(code));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_milliseconds);
    return database;
}

Query Database::prepared(std::string_view sql)
{
    const auto known = std::ranges::find(prepared_, sql, &Prepared::sql);
    if (known != prepared_.end()) {
        if (sqlite3_stmt_busy(known->statement.get()) != 0) return {*this, nullptr, SQLITE_MISUSE};
        return {*this, known->statement.get(), SQLITE_OK};
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return {*this, nullptr, code};
    prepared_.push_back({std::string(sql), std::unique_ptr<sqlite3_stmt, Finalize>(statement)});
    return {*this, statement, SQLITE_OK};
}

Result<> Database::script(const std::string& sql)
{
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(error(code));
    return {};
}

Error Database::error(int code) const
{
    if (!handle_) return error_of(code, sqlite3_errstr(code), file_);
    // The handle's message tells more, but only as long as it speaks of the same failure.
    const bool same = sqlite3_extended_errcode(handle_.get()) == code;
    return error_of(code, same ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code), file_);
}

Result<Transaction> Transaction::begin(Database& database)
{
    const auto begun = database.run("BEGIN IMMEDIATE");
    if (!begun) return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::~Transaction()
{
    // SQLite has rolled back by itself after the worst errors; then there is nothing left to undo.
    if (database_ != nullptr && sqlite3_get_autocommit(database_->handle()) == 0)
        sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<> Transaction::commit()
{
    const auto committed = database_->run("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

} // namespace tuermer::sqlite
