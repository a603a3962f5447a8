// SPDX-License-Identifier: EUPL-1.2
// Every other vendor's database. What makes it read-only is, in this order: the login's own rights
// (the only thing that holds everywhere), the transaction, the connection's access mode. The only
// home of unixODBC.
#include "connectors/sources/sql/query.hpp"

#include "connectors/formats/encoding.hpp"
#include "connectors/formats/labels.hpp"

#include <array>
#include <sql.h>
#include <sqlext.h>

namespace tuermer::sql {
namespace {

constexpr SQLSMALLINT longest_name = 256, longest_message = 1'024;

// UTF-16, as unixODBC's wide functions want it.
std::vector<SQLWCHAR> wide(std::string_view text)
{
    std::vector<SQLWCHAR> units;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = bytes == 1 ? lead : lead & (0x7FU >> bytes);
        for (std::size_t i = 1; i < bytes && at + i < text.size(); ++i)
            point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
        at += bytes;
        if (point > 0xFFFF) {
            units.push_back(static_cast<SQLWCHAR>(0xD800U + ((point - 0x10000U) >> 10U)));
            point = 0xDC00U + ((point - 0x10000U) & 0x3FFU);
        }
        units.push_back(static_cast<SQLWCHAR>(point));
    }
    units.push_back(0);
    return units;
}

std::string narrow(const SQLWCHAR* units, std::size_t count)
{
    const std::string_view bytes{reinterpret_cast<const char*>(units), count * sizeof(SQLWCHAR)};
    return to_utf8(bytes, {"utf-16le", 0}).value_or("");
}

// A handle of unixODBC: environment, connection, statement.
class Handle {
public:
    Handle(SQLSMALLINT kind, SQLHANDLE parent) : kind_(kind)
    {
        if (!SQL_SUCCEEDED(SQLAllocHandle(kind, parent, &handle_))) handle_ = SQL_NULL_HANDLE;
    }
    ~Handle()
    {
        if (handle_ != SQL_NULL_HANDLE) SQLFreeHandle(kind_, handle_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    SQLHANDLE get() const { return handle_; }
    SQLSMALLINT kind() const { return kind_; }

private:
    SQLSMALLINT kind_;
    SQLHANDLE handle_ = SQL_NULL_HANDLE;
};

// A lost connection or a time-out may go by; everything else a person has to mend.
bool goes_by(std::string_view state)
{
    return state.starts_with("08") || state == "HYT00" || state == "HYT01" || state == "57014" ||
           state.starts_with("40");
}

Error said(const Handle& handle, const std::string& where)
{
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, longest_message> message{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    const auto code = SQLGetDiagRecW(handle.kind(), handle.get(), 1, state.data(), &native,
                                     message.data(), longest_message, &length);
    if (!SQL_SUCCEEDED(code))
        return {Remedy::mend,
                say("Die Datenbank ist nicht zu erreichen; sie sagt nicht, warum.",
                    "The database cannot be reached; it does not say why."),
                where};
    const auto letters = narrow(state.data(), 5);
    const auto shown = std::min<std::size_t>(static_cast<std::size_t>(length), longest_message - 1);
    const auto words = header_name(narrow(message.data(), shown));
    return {
        goes_by(letters) ? Remedy::retry : Remedy::mend,
        say("Die Datenbank sagt: „{}“ ({}).", "The database says: \"{}\" ({}).", words, letters),
        where};
}

// "Server=…;Database=…", without what could be a password: for messages.
std::string shown_connection(const std::string& connection)
{
    return connection.substr(0, connection.find("PWD="));
}

// Braces only where a value needs them: drivers keep them as part of a name.
std::string braced(const std::string& value)
{
    constexpr std::string_view special = "[]{}(),;?*=!@";
    if (value.find_first_of(special) == std::string::npos) return value;
    std::string text = "{";
    for (const char c : value) text += c == '}' ? "}}" : std::string(1, c);
    return text + "}";
}

std::string with_login(const QueryOrder& order)
{
    auto text = order.database;
    if (order.login.user.empty()) return text;
    if (!text.ends_with(';')) text += ';';
    return text + "UID=" + braced(order.login.user) + ";PWD=" + braced(order.login.password) + ";";
}

SQLPOINTER number(std::int64_t value)
{
    return reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(value));
}

class Connection {
public:
    Connection(const Handle& environment, const QueryOrder& order)
        : order_(order),
          where_(shown_connection(order.database)),
          handle_(SQL_HANDLE_DBC, environment.get())
    {
    }
    ~Connection()
    {
        if (!connected_) return;
        SQLEndTran(SQL_HANDLE_DBC, handle_.get(), SQL_ROLLBACK);
        SQLDisconnect(handle_.get());
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Result<> open()
    {
        SQLSetConnectAttr(handle_.get(), SQL_ATTR_LOGIN_TIMEOUT, number(order_.timeout_seconds), 0);
        SQLSetConnectAttr(handle_.get(), SQL_ATTR_ACCESS_MODE, number(SQL_MODE_READ_ONLY), 0);
        auto text = wide(with_login(order_));
        const auto code = SQLDriverConnectW(handle_.get(), nullptr, text.data(), SQL_NTS, nullptr,
                                            0, nullptr, SQL_DRIVER_NOPROMPT);
        if (!SQL_SUCCEEDED(code)) return tl::unexpected(said(handle_, where_));
        connected_ = true;
        const auto off =
            SQLSetConnectAttr(handle_.get(), SQL_ATTR_AUTOCOMMIT, number(SQL_AUTOCOMMIT_OFF), 0);
        if (!SQL_SUCCEEDED(off)) return tl::unexpected(said(handle_, where_));
        return read_only_transaction();
    }

    const Handle& handle() const { return handle_; }
    const std::string& where() const { return where_; }

private:
    // PostgreSQL, MySQL, MariaDB and Oracle know it; others have the login's rights only.
    Result<> read_only_transaction()
    {
        std::array<SQLWCHAR, longest_name> name{};
        SQLSMALLINT bytes = 0;
        SQLGetInfoW(handle_.get(), SQL_DBMS_NAME, name.data(),
                    static_cast<SQLSMALLINT>(sizeof name), &bytes);
        const auto vendor = narrow(name.data(), static_cast<std::size_t>(bytes) / sizeof(SQLWCHAR));
        bool knows = false;
        for (const auto* known : {"PostgreSQL", "MySQL", "MariaDB", "Oracle"})
            knows = knows || vendor.find(known) != std::string::npos;
        if (!knows) return {};
        const Handle statement{SQL_HANDLE_STMT, handle_.get()};
        auto text = wide("SET TRANSACTION READ ONLY");
        if (SQL_SUCCEEDED(SQLExecDirectW(statement.get(), text.data(), SQL_NTS))) return {};
        return tl::unexpected(said(statement, where_));
    }

    const QueryOrder& order_;
    std::string where_;
    Handle handle_;
    bool connected_ = false;
};

class Cursor {
public:
    Cursor(const Connection& connection, const QueryOrder& order, const std::atomic<bool>& unwanted)
        : order_(order),
          unwanted_(unwanted),
          where_(connection.where()),
          handle_(SQL_HANDLE_STMT, connection.handle().get())
    {
    }

    Result<std::string> run()
    {
        SQLSetStmtAttr(handle_.get(), SQL_ATTR_QUERY_TIMEOUT, number(order_.timeout_seconds), 0);
        auto text = wide(order_.text);
        if (!SQL_SUCCEEDED(SQLExecDirectW(handle_.get(), text.data(), SQL_NTS)))
            return tl::unexpected(said(handle_, where_));
        RowText rows{order_};
        const auto names = column_names();
        rows.header(names);
        for (;;) {
            if (unwanted_) return tl::unexpected(query_was_stopped(where_));
            const auto code = SQLFetch(handle_.get());
            if (code == SQL_NO_DATA) return rows.take();
            if (!SQL_SUCCEEDED(code)) return tl::unexpected(said(handle_, where_));
            if (auto read = read_row(rows, names.size()); !read)
                return tl::unexpected(read.error());
        }
    }

private:
    std::vector<std::string> column_names() const
    {
        SQLSMALLINT columns = 0;
        SQLNumResultCols(handle_.get(), &columns);
        std::vector<std::string> names;
        for (SQLSMALLINT i = 1; i <= columns; ++i) {
            std::array<SQLWCHAR, longest_name> name{};
            SQLSMALLINT length = 0;
            SQLDescribeColW(handle_.get(), static_cast<SQLUSMALLINT>(i), name.data(), longest_name,
                            &length, nullptr, nullptr, nullptr, nullptr);
            names.push_back(narrow(name.data(), static_cast<std::size_t>(length)));
        }
        return names;
    }

    Result<> read_row(RowText& rows, std::size_t columns)
    {
        for (std::size_t i = 1; i <= columns; ++i) {
            auto cell = read_cell(static_cast<SQLUSMALLINT>(i));
            if (!cell) return tl::unexpected(cell.error());
            rows.add(*cell);
        }
        return rows.end_row();
    }

    // A long text comes in pieces; decimals come as text, to the last digit.
    Result<std::string> read_cell(SQLUSMALLINT column)
    {
        std::string cell;
        std::array<SQLWCHAR, 1'024> piece{};
        for (;;) {
            SQLLEN left = 0;
            const auto code = SQLGetData(handle_.get(), column, SQL_C_WCHAR, piece.data(),
                                         static_cast<SQLLEN>(sizeof piece), &left);
            if (code == SQL_NO_DATA || left == SQL_NULL_DATA) return cell;
            if (!SQL_SUCCEEDED(code)) return tl::unexpected(said(handle_, where_));
            std::size_t units = 0;
            while (units < piece.size() && piece[units] != 0) ++units;
            cell += narrow(piece.data(), units);
            if (code == SQL_SUCCESS || cell.size() > order_.byte_limit) return cell;
        }
    }

    const QueryOrder& order_;
    const std::atomic<bool>& unwanted_;
    std::string where_;
    Handle handle_;
};

} // namespace

Result<std::string> query_odbc(const QueryOrder& order, const std::atomic<bool>& unwanted)
{
    const Handle environment{SQL_HANDLE_ENV, SQL_NULL_HANDLE};
    SQLSetEnvAttr(environment.get(), SQL_ATTR_ODBC_VERSION, number(SQL_OV_ODBC3), 0);
    Connection connection{environment, order};
    if (auto opened = connection.open(); !opened) return tl::unexpected(opened.error());
    Cursor cursor{connection, order, unwanted};
    return cursor.run();
}

} // namespace tuermer::sql
