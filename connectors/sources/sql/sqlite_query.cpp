// SPDX-License-Identifier: EUPL-1.2
// The file is opened read-only, and only statements run that SQLite itself calls read-only.
#include "connectors/sources/sql/query.hpp"

#include <memory>
#include <sqlite3.h>

namespace tuermer::sql {
namespace {

constexpr int steps_between_looks = 10'000; // of SQLite's virtual machine
constexpr int busy_milliseconds = 5'000;    // while another program writes

struct CloseFile {
    void operator()(sqlite3* file) const { sqlite3_close_v2(file); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using File = std::unique_ptr<sqlite3, CloseFile>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

Error said(sqlite3* file, const std::string& name)
{
    const auto code = sqlite3_errcode(file);
    const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    const std::string words = sqlite3_errmsg(file);
    return {busy ? Remedy::retry : Remedy::mend,
            say("Die Datenbank sagt: „{}“.", "The database says: \"{}\".", words), name};
}

int is_unwanted(void* flag)
{
    return *static_cast<const std::atomic<bool>*>(flag) ? 1 : 0;
}

Result<File> open(const QueryOrder& order, const std::atomic<bool>& unwanted)
{
    sqlite3* opened = nullptr;
    const auto code =
        sqlite3_open_v2(order.database.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    File file{opened};
    if (code != SQLITE_OK) return tl::unexpected(said(opened, order.database));
    sqlite3_busy_timeout(opened, busy_milliseconds);
    // SQLite's interface knows no const here; the flag is only read.
    sqlite3_progress_handler(opened, steps_between_looks, &is_unwanted,
                             const_cast<std::atomic<bool>*>(&unwanted));
    return file;
}

Result<Statement> prepare(sqlite3* file, const QueryOrder& order)
{
    sqlite3_stmt* prepared = nullptr;
    const auto code = sqlite3_prepare_v2(file, order.text.c_str(),
                                         static_cast<int>(order.text.size()), &prepared, nullptr);
    Statement statement{prepared};
    if (code != SQLITE_OK) return tl::unexpected(said(file, order.database));
    if (prepared == nullptr || sqlite3_stmt_readonly(prepared) == 0)
        return fail(Remedy::mend,
                    say("Die Abfrage würde die Datenbank ändern; Türmer liest nur.",
                        "The query would change the database; Türmer only reads."),
                    order.database);
    return statement;
}

std::string_view cell_of(sqlite3_stmt* statement, int column)
{
    const auto* const text = sqlite3_column_text(statement, column);
    const auto size = sqlite3_column_bytes(statement, column);
    if (text == nullptr) return "";
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

} // namespace

Result<std::string> query_sqlite(const QueryOrder& order, const std::atomic<bool>& unwanted)
{
    const auto file = open(order, unwanted);
    if (!file) return tl::unexpected(file.error());
    const auto statement = prepare(file->get(), order);
    if (!statement) return tl::unexpected(statement.error());
    auto* const query = statement->get();
    const int columns = sqlite3_column_count(query);
    std::vector<std::string> names;
    for (int i = 0; i < columns; ++i) names.emplace_back(sqlite3_column_name(query, i));
    RowText rows{order};
    rows.header(names);
    int code = sqlite3_step(query);
    for (; code == SQLITE_ROW; code = sqlite3_step(query)) {
        for (int i = 0; i < columns; ++i) rows.add(cell_of(query, i));
        if (auto ended = rows.end_row(); !ended) return tl::unexpected(ended.error());
    }
    if (code == SQLITE_DONE) return rows.take();
    if (unwanted) return tl::unexpected(query_was_stopped(order.database));
    return tl::unexpected(said(file->get(), order.database));
}

} // namespace tuermer::sql
