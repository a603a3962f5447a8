// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sqlite_store.hpp"

#include "daemon/store/compaction.hpp"
#include "daemon/store/doubt_rows.hpp"
#include "daemon/store/figures.hpp"
#include "daemon/store/integrity.hpp"
#include "daemon/store/opinion_rows.hpp"
#include "daemon/store/outbox.hpp"
#include "daemon/store/records.hpp"
#include "daemon/store/releases.hpp"
#include "daemon/store/requests.hpp"
#include "daemon/store/schema.hpp"
#include "daemon/store/told.hpp"

namespace tuermer::stored {

namespace {

class SqliteStore final : public Store {
public:
    SqliteStore(sqlite::Database database, std::int64_t tenant)
        : database_(std::move(database)), tenant_(tenant), intake_(database_, tenant)
    {
    }

    Result<> load(const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                  const std::function<Result<>(Panel)>& each) override
    {
        return load_figures(database_, tenant_, measures, as_of, each);
    }
    Result<> releases(const std::vector<MeasureShape>& measures,
                      const std::function<Result<>(Release)>& each) override
    {
        return each_release(database_, tenant_, measures, each);
    }
    Result<std::vector<Publication>> publications() override
    {
        return stored::publications(database_, tenant_);
    }
    Result<std::vector<Alert>> alerts() override { return stored::alerts(database_, tenant_); }
    Result<std::vector<SourceState>> sources() override
    {
        return stored::sources(database_, tenant_);
    }

    Result<> commit(const ReleaseRecord& record, Instant now) override;

    Result<std::vector<OutboxMessage>> due(Instant now, int limit) override
    {
        return stored::due(database_, tenant_, now, limit);
    }
    Result<std::optional<Instant>> next_due() override
    {
        return stored::next_due(database_, tenant_);
    }
    Result<> record_outcomes(const std::string& message_id,
                             const std::vector<OutboxAddress>& addresses) override;
    Result<std::vector<OutboxMessage>> messages(int newest) override
    {
        return stored::messages(database_, tenant_, newest);
    }
    Result<Remembered> told() override { return stored::told(database_, tenant_); }
    Result<std::string> thread_of(const std::string& episode, const std::string& recipient) override
    {
        return stored::thread_of(database_, tenant_, episode, recipient);
    }

    Result<std::vector<StoredEvent>> events(int newest) override
    {
        return stored::events(database_, tenant_, newest);
    }
    Result<std::optional<StoredEvent>> event(const std::string& id_or_prefix) override
    {
        return stored::event(database_, tenant_, id_or_prefix);
    }
    Result<std::vector<StoredObservation>> history(const std::string& measure,
                                                   const std::string& key, Period period) override
    {
        return history_of(database_, tenant_, measure, key, period);
    }
    Result<std::optional<StoredObservation>> as_of(const std::string& measure,
                                                   const std::string& key, Period period,
                                                   Instant known) override;

    Result<> add_feedback(const Feedback& feedback) override
    {
        return stored::add_feedback(database_, tenant_, feedback);
    }
    Result<std::vector<Feedback>> feedback() override
    {
        return stored::feedback(database_, tenant_);
    }
    Result<std::vector<RuleVersion>> rule_versions() override
    {
        return stored::rule_versions(database_, tenant_);
    }

    Result<std::vector<RecordedDoubt>> doubts(bool closed_too) override
    {
        return stored::doubts(database_, tenant_, closed_too);
    }
    Result<> decide(const std::vector<DoubtTurn>& turns) override;

    Result<> note_request(const MadeRequest& request) override
    {
        return stored::note_request(database_, tenant_, request);
    }
    Result<std::vector<MadeRequest>> requests_since(Instant since) override
    {
        return stored::requests_since(database_, tenant_, since);
    }

    Result<> check_integrity() override { return stored::check_integrity(database_, tenant_); }
    Result<> backup(const std::string& file) override { return stored::backup(database_, file); }
    Result<std::set<std::string>> documents_needed(Instant since) override
    {
        return stored::documents_needed(database_, since);
    }
    Result<std::uint64_t> unused_bytes() override { return stored::unused_bytes(database_); }
    Result<> compact() override { return stored::compact(database_); }

private:
    Result<> write(const ReleaseRecord& record, Instant now);
    Result<> write_outcome(const ReleaseRecord& record, Instant now);

    sqlite::Database database_;
    std::int64_t tenant_;
    FigureIntake intake_;
};

Result<> SqliteStore::commit(const ReleaseRecord& record, Instant now)
{
    auto transaction = sqlite::Transaction::begin(database_);
    if (!transaction) return tl::unexpected(transaction.error());
    auto written = write(record, now);
    if (written) written = transaction->commit();
    if (!written) intake_.forget();
    return written;
}

Result<> SqliteStore::write(const ReleaseRecord& record, Instant now)
{
    if (record.outcome != nullptr) {
        const auto done = write_outcome(record, now);
        if (!done) return done;
    }
    for (const auto& message : record.messages) {
        const auto added = add_message(database_, tenant_, message);
        if (!added) return added;
    }
    for (const auto& version : record.rules) {
        const auto added = add_rule_version(database_, tenant_, version);
        if (!added) return added;
    }
    if (record.outcome == nullptr) {
        const auto turned = add_doubts(database_, tenant_, record, std::nullopt);
        if (!turned) return turned;
    }
    if (record.source.source.empty()) return {};
    return put_source(database_, tenant_, record.source);
}

Result<> SqliteStore::decide(const std::vector<DoubtTurn>& turns)
{
    auto transaction = sqlite::Transaction::begin(database_);
    if (!transaction) return tl::unexpected(transaction.error());
    for (const auto& turn : turns) {
        const auto turned = turn_doubt(database_, tenant_, turn, std::nullopt);
        if (!turned) return turned;
    }
    return transaction->commit();
}

Result<> SqliteStore::write_outcome(const ReleaseRecord& record, Instant now)
{
    const auto vintage = intake_.add(record);
    if (!vintage) return tl::unexpected(vintage.error());
    const auto doubted = add_doubts(database_, tenant_, record, *vintage);
    if (!doubted) return doubted;
    for (const auto& alert : record.outcome->alerts) {
        const auto put = put_alert(database_, tenant_, alert);
        if (!put) return put;
    }
    for (const auto& event : record.outcome->events) {
        const auto added = add_event(database_, tenant_, event, now);
        if (!added) return added;
    }
    return {};
}

Result<> SqliteStore::record_outcomes(const std::string& message_id,
                                      const std::vector<OutboxAddress>& addresses)
{
    auto transaction = sqlite::Transaction::begin(database_);
    if (!transaction) return tl::unexpected(transaction.error());
    const auto recorded = stored::record_outcomes(database_, tenant_, message_id, addresses);
    if (!recorded) return recorded;
    return transaction->commit();
}

Result<std::optional<StoredObservation>>
SqliteStore::as_of(const std::string& measure, const std::string& key, Period period, Instant known)
{
    auto seen = history_of(database_, tenant_, measure, key, period);
    if (!seen) return tl::unexpected(seen.error());
    while (!seen->empty() && seen->back().vintage.known_since > known) seen->pop_back();
    if (seen->empty()) return std::nullopt;
    return std::move(seen->back());
}

// Of a file that is still to be made. A national measure's sheet has some 50 KB: larger pages than
// usual are fewer to find and to write.
Result<> choose_page_size(sqlite::Database& database)
{
    return database.run("PRAGMA page_size = 16384");
}

// WAL: readers (status, backup) and the writer do not wait for each other. FULL: what was committed
// survives a power failure, for a mail may rest on it.
Result<> prepare(sqlite::Database& database)
{
    for (const auto* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
          "PRAGMA journal_size_limit = 67108864", "PRAGMA cache_size = -32768"}) {
        const auto done = database.run(pragma);
        if (!done) return done;
    }
    return {};
}

Result<std::int64_t> tenant_number(sqlite::Database& database, const std::string& name)
{
    auto rows = database.query("SELECT id FROM tenant WHERE name = ?", name);
    if (rows.next()) return rows.integer(0);
    const auto read = rows.finish();
    if (!read) return tl::unexpected(read.error());
    const auto added =
        database.run("INSERT INTO tenant (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name);
    if (!added) return tl::unexpected(added.error());
    if (database.changes() == 0) return tenant_number(database, name);
    return database.last_row();
}

} // namespace

Result<std::unique_ptr<Store>> open_store(sqlite::Database database, const std::string& tenant)
{
    for (const auto step :
         {&choose_page_size,
          +[](sqlite::Database& opened) { return sqlite::bring_up_to_date(opened); }, &prepare}) {
        const auto done = step(database);
        if (!done) return tl::unexpected(done.error());
    }
    const auto number = tenant_number(database, tenant);
    if (!number) return tl::unexpected(number.error());
    return std::make_unique<SqliteStore>(std::move(database), *number);
}

} // namespace tuermer::stored

namespace tuermer {

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& file, const std::string& tenant)
{
    auto database = sqlite::Database::open(file);
    if (!database) return tl::unexpected(database.error());
    return stored::open_store(std::move(*database), tenant);
}

} // namespace tuermer
