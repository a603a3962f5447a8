// SPDX-License-Identifier: EUPL-1.2
// SQLite's C API behind three values: a database, a query, a transaction. Whatever goes wrong
// becomes an Error with a sentence and a remedy; a statement never outlives its use, so no read
// lock is left.
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"
#include "rules/series/period.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::sqlite {

// What SQLite's result code means for the person who can mend it.
Error error_of(int code, std::string_view message, const std::string& file);

struct Blob {
    std::string_view bytes;
};

class Database;

// One use of a prepared statement: given its values, stepped through, and reset when it goes away.
// The first error stays and ends the rows; `finish` tells it. A text is used by one Query at a
// time.
class Query {
public:
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    // The next row; false at the end and on an error.
    bool next();
    Result<> finish();
    // The statement once more with other values, for those that give no rows: the bulk path.
    template <class... Values>
    Result<> again(const Values&... values)
    {
        rewind();
        bind_all(values...);
        next();
        return finish();
    }

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const; // valid until the next row
    std::optional<double> optional_real(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;
    Instant instant(int column) const;
    std::optional<Instant> optional_instant(int column) const;
    std::optional<Period> period(int column) const; // nothing when it is no notation

private:
    friend class Database;
    Query(Database& database, sqlite3_stmt* statement, int code);

    template <class... Values>
    void bind_all(const Values&... values)
    {
        [[maybe_unused]] int place = 0;
        (bind(++place, values), ...);
    }
    void bind(int place, std::string_view text);
    void bind(int place, Blob blob);
    void bind(int place, double number);
    void bind(int place, std::nullopt_t);
    void bind(int place, Instant instant);
    void bind(int place, Period period); // one that nobody set is an empty text
    void bind_integer(int place, std::int64_t number);
    template <std::integral Number>
    void bind(int place, Number number)
    {
        bind_integer(place, static_cast<std::int64_t>(number));
    }
    template <class Value>
    void bind(int place, const std::optional<Value>& value)
    {
        if (value)
            bind(place, *value);
        else
            bind(place, std::nullopt);
    }
    void rewind();
    void note(int code);

    Database* database_;
    sqlite3_stmt* statement_;
    bool ended_ = false; // stepping further would run it again
    std::optional<Error> error_;
};

class Database {
public:
    // Makes the file when it is not there. Nothing is written before the first statement that
    // writes.
    static Result<Database> open(const std::string& file);

    // Prepared once per text; the texts are literals, so there are only so many.
    template <class... Values>
    Query query(std::string_view sql, const Values&... values)
    {
        Query query = prepared(sql);
        query.bind_all(values...);
        return query;
    }
    // To the end, rows not wanted.
    template <class... Values>
    Result<> run(std::string_view sql, const Values&... values)
    {
        Query query = prepared(sql);
        query.bind_all(values...);
        while (query.next()) {
        }
        return query.finish();
    }
    // Several statements at once, as in a schema.
    Result<> script(const std::string& sql);

    std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
    std::int64_t changes() const { return sqlite3_changes64(handle_.get()); }
    const std::string& file() const { return file_; }
    sqlite3* handle() const { return handle_.get(); }
    Error error(int code) const;

private:
    friend class Query;
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Prepared {
        std::string sql;
        std::unique_ptr<sqlite3_stmt, Finalize> statement;
    };

    Database(sqlite3* handle, std::string file) : handle_(handle), file_(std::move(file)) {}
    Query prepared(std::string_view sql);

    std::unique_ptr<sqlite3, Close> handle_;
    std::string file_;
    std::vector<Prepared> prepared_; // closed before the handle
};

// All or nothing: what is not committed is rolled back when the value goes away.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(other.database_)
    {
        other.database_ = nullptr;
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

} // namespace tuermer::sqlite
