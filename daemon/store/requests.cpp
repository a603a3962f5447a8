// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/requests.hpp"

namespace tuermer::stored {

Result<> note_request(sqlite::Database& database, std::int64_t tenant, const MadeRequest& request)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto forgotten = database.run("DELETE FROM request WHERE tenant = ? AND made < ?", tenant,
                                        request.made - std::chrono::hours{24});
    if (!forgotten) return forgotten;
    const auto noted = database.run("INSERT INTO request (tenant, host, made) VALUES (?, ?, ?)",
                                    tenant, request.host, request.made);
    if (!noted) return noted;
    return transaction->commit();
}

Result<std::vector<MadeRequest>> requests_since(sqlite::Database& database, std::int64_t tenant,
                                                Instant since)
{
    auto rows = database.query(
        "SELECT host, made FROM request WHERE tenant = ? AND made >= ? ORDER BY made, number",
        tenant, since);
    std::vector<MadeRequest> requests;
    while (rows.next()) requests.push_back({std::string(rows.text(0)), rows.instant(1)});
    if (auto read = rows.finish(); !read) return tl::unexpected(read.error());
    return requests;
}

} // namespace tuermer::stored
