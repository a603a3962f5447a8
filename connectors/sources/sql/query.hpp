// SPDX-License-Identifier: EUPL-1.2
// One query → CSV: UTF-8, commas, points, a header. So the archive holds what was received, any
// tool can look at it, and it is understood like a file.
#pragma once

#include "connectors/sources/credentials.hpp"
#include "rules/base/result.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::sql {

struct QueryOrder {
    std::string database; // of SQLite the file; of ODBC the connection string
    std::string text;     // one SELECT
    Credentials login;    // of ODBC
    std::uint64_t row_limit = 0, byte_limit = 0;
    std::int64_t timeout_seconds = 0;
};

Result<std::string> query_sqlite(const QueryOrder& order, const std::atomic<bool>& unwanted);
Result<std::string> query_odbc(const QueryOrder& order, const std::atomic<bool>& unwanted);

// The text is a single SELECT (WITH, VALUES, TABLE): what else it holds, a read-only transaction
// might not stop. Says what is wrong; nothing where all is well.
std::optional<Text> refuse_query(std::string_view text);

// Rows as they come, within the limits.
class RowText {
public:
    RowText(const QueryOrder& order) : order_(order) {}
    void header(const std::vector<std::string>& names);
    void add(std::string_view cell); // of the row that is being written
    Result<> end_row();
    std::string take() { return std::move(text_); }

private:
    const QueryOrder& order_;
    std::string text_;
    std::uint64_t rows_ = 0;
    bool first_ = true;
};

Error query_was_stopped(const std::string& where);

} // namespace tuermer::sql
