// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/sql/sql.hpp"

#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/sources/apart.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/remembered.hpp"
#include "connectors/sources/sql/query.hpp"
#include "rules/base/digest.hpp"

#include <utility>

namespace tuermer::sql {
namespace {

constexpr std::chrono::seconds usual_timeout{60}, longest_timeout{3'600};
constexpr std::uint64_t usual_rows = 1'000'000;
constexpr double most_rows = 50e6;

struct SqlSource {
    std::string sqlite, odbc; // one of them
    std::string query;
    std::uint64_t row_limit = usual_rows;
    std::chrono::seconds timeout = usual_timeout;
    CredentialSettings login;
    Mapping mapping;
};

void read_database(SqlSource& source, Settings& settings)
{
    source.sqlite = settings.text("sqlite").value_or("");
    source.odbc = settings.text("odbc").value_or("");
    if (source.sqlite.empty() == source.odbc.empty())
        settings.mistakes().error(
            settings.place_of("kind"), "sqlite",
            say("{} braucht entweder 'sqlite' (eine Datei) oder 'odbc' (Verbindung)",
                "{} needs either 'sqlite' (a file) or 'odbc' (a connection)", settings.what()));
    if (source.odbc.find("PWD=") != std::string::npos)
        settings.wrong("odbc", say("Ein Passwort gehört nicht in die Konfiguration: 'user' und "
                                   "'password_file' sagen, wo es liegt",
                                   "a password does not belong into the configuration: 'user' and "
                                   "'password_file' say where it lies"));
}

void read_limits(SqlSource& source, Settings& settings)
{
    if (const auto rows = settings.integer("row_limit", {.min = 1, .max = most_rows}))
        source.row_limit = static_cast<std::uint64_t>(*rows);
    source.timeout = settings.duration("timeout").value_or(usual_timeout);
    if (source.timeout < std::chrono::seconds{1} || source.timeout > longest_timeout)
        settings.wrong("timeout", say("'timeout' liegt zwischen \"1 s\" und \"1 h\"",
                                      "'timeout' lies between \"1 s\" and \"1 h\""));
}

SqlSource read_source(const std::string& id, Settings& settings)
{
    SqlSource source;
    read_database(source, settings);
    source.query = settings.need_text("query");
    if (auto refused = refuse_query(source.query); refused && !source.query.empty())
        settings.wrong("query", std::move(*refused));
    read_limits(source, settings);
    source.login = read_credential_settings(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

NamedReader csv_as_written_here()
{
    CsvSettings settings;
    settings.separator = ',';
    settings.quote = '"';
    settings.decimal = '.';
    settings.thousands = '\0';
    settings.encoding = "utf-8";
    settings.header_rows = 1;
    settings.skip = 0;
    return {"csv", std::make_unique<ReaderOf<CsvSettings>>(std::move(settings), read_csv)};
}

class SqlConnector final : public MappedConnector {
public:
    SqlConnector(SqlSource source, const SourceServices& services)
        : MappedConnector(source.mapping, csv_as_written_here()),
          source_(std::move(source)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto order = order_for();
        if (!order) co_return tl::unexpected(std::move(order.error()));
        const bool sqlite = !source_.sqlite.empty();
        Apart::Work work = [order = *order, sqlite](const std::atomic<bool>& unwanted) {
            return sqlite ? query_sqlite(order, unwanted) : query_odbc(order, unwanted);
        };
        auto bytes = co_await apart_.run(std::move(work), source_.timeout, source_.mapping.source);
        if (!bytes) co_return tl::unexpected(std::move(bytes.error()));
        co_return news(std::move(*bytes), bookmark);
    }

private:
    Result<QueryOrder> order_for() const
    {
        QueryOrder order;
        order.database = source_.odbc;
        if (!source_.sqlite.empty()) order.database = (services_.base / source_.sqlite).string();
        order.text = source_.query;
        order.row_limit = source_.row_limit;
        order.byte_limit = services_.max_body_bytes;
        order.timeout_seconds = source_.timeout.count();
        if (!source_.login.any()) return order;
        auto login = load_credentials(source_.login, services_);
        if (!login) return tl::unexpected(std::move(login.error()));
        order.login = std::move(*login);
        return order;
    }

    Fetched news(std::string bytes, const Bookmark& seen) const
    {
        BookmarkJson now;
        const auto digest = sha256(bytes);
        now["digest"] = digest;
        Fetched fetched;
        fetched.bookmark.text = bookmark_text(now);
        if (text_in(read_bookmark(seen.text), "digest") == digest) return fetched;
        fetched.documents.push_back({source_.mapping.source + ".csv", held_bytes(std::move(bytes)),
                                     "text/csv", services_.now(), std::nullopt});
        return fetched;
    }

    SqlSource source_;
    SourceServices services_;
    Apart apart_;
};

} // namespace

std::vector<MeasureShape> check(const std::string& id, Settings& settings)
{
    return shapes_of(read_source(id, settings).mapping);
}

std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services)
{
    return std::make_unique<SqlConnector>(read_source(id, settings), services);
}

} // namespace tuermer::sql
