// SPDX-License-Identifier: EUPL-1.2
// The store: figures with their vintages, alerts, events with evidence, the outbox, bookmarks;
// keyed by tenant. Only ever adds observations. A release's whole consequence is one transaction.
#pragma once

#include "daemon/store/doubts.hpp"
#include "daemon/store/opinions.hpp"
#include "rules/consider.hpp"
#include "rules/series/observation.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tuermer {

// A composed message and what became of it, one row per address.
struct OutboxAddress {
    std::string address;
    std::string state = "waiting"; // waiting | delivered | dead
    int attempts = 0;
    Instant next_try;
    int code = 0;
    std::string answer;
    std::optional<Instant> done;
};
struct OutboxMessage {
    std::string message_id; // "<…@…>", unique per tenant: a second insert of it changes nothing
    std::string recipient;  // id
    std::string channel;    // smtp | spool
    std::string subject;    // for `status`
    std::string source;     // whose release
    // signal | follow_up, digest (count against no budget) | trouble | doubt | over_budget (never
    // sent: has no addresses, waits to be named in another)
    std::string kind;
    Instant created;
    std::string bytes;               // RFC 5322
    std::vector<std::string> events; // ids
    std::vector<OutboxAddress> addresses;
};

// The journal of one source's polls, for `status`.
struct SourceState {
    std::string source;
    std::string bookmark;
    std::optional<Instant> last_attempt, last_success, last_release;
    int failures = 0;    // in a row
    std::string trouble; // id of the trouble in force (digest of what it says); empty: none
    Text trouble_text;
    std::string content_digest; // of the newest release taken in
};

struct ReleaseRecord {
    const Outcome* outcome = nullptr; // null: only the source's state and messages are written
    const Graph* graph = nullptr;     // names of measures and keys for the outcome's cells
    SourceState source;
    std::vector<OutboxMessage> messages;
    std::vector<RuleVersion> rules = {};   // that came into force
    std::string document_name, media_type; // of the archived bytes under outcome->vintage.retrieval
    std::string licence, attribution;
    // What was found doubtful, what became of earlier doubts, and what was not taken up.
    std::vector<RecordedDoubt> doubts = {};
    std::vector<DoubtTurn> turns = {};
    std::vector<FigureColumn> held = {}, only = {};
};

// One observation as stored, with its vintage.
struct StoredObservation {
    std::string measure, key;
    Period period;
    Cell cell;
    Vintage vintage;
};

// A publication that was taken in.
struct Publication {
    std::int64_t number = 0; // order of taking in
    std::string source;
    Vintage vintage;
    std::string document, media_type;               // of the archived bytes
    std::vector<FigureColumn> held = {}, only = {}; // as in Release
};

struct StoredEvent {
    std::int64_t number = 0; // order of recording
    std::string id, alert, episode, rule, indicator, key, transition, severity, reach, source;
    Period period;
    Instant recorded, known_since;
    bool by_revision = false;
    std::string evidence_json; // what `explain` prints
};

// A request made of a host that has a daily budget.
struct MadeRequest {
    std::string host;
    Instant made;
    bool operator==(const MadeRequest&) const = default;
};

class Store {
public:
    virtual ~Store() = default;

    // The newest figures known at `as_of` (of all when absent), one panel per measure, for
    // Graph::adopt. Rows are those that have a figure, in the order in which they came.
    virtual Result<> load(const std::vector<MeasureShape>& measures, std::optional<Instant> as_of,
                          const std::function<Result<>(Panel)>& each) = 0;
    // Every publication that was taken in, in its order, with the cells of these measures that it
    // changed; a cell that it no longer had is withdrawn. What a replay is fed with.
    virtual Result<> releases(const std::vector<MeasureShape>& measures,
                              const std::function<Result<>(Release)>& each) = 0;
    virtual Result<std::vector<Publication>> publications() = 0; // in their order
    virtual Result<std::vector<Alert>> alerts() = 0;
    virtual Result<std::vector<SourceState>> sources() = 0;

    // One transaction: vintage, cells, alerts, events, messages, the source's state.
    virtual Result<> commit(const ReleaseRecord& record, Instant now) = 0;

    // Messages with an address that is waiting and due, oldest first.
    virtual Result<std::vector<OutboxMessage>> due(Instant now, int limit) = 0;
    virtual Result<std::optional<Instant>> next_due() = 0;
    virtual Result<> record_outcomes(const std::string& message_id,
                                     const std::vector<OutboxAddress>& addresses) = 0;
    virtual Result<std::vector<OutboxMessage>>
    messages(int newest) = 0; // for status; without bytes

    // The Message-Id of the first message to this recipient that carries an event of the episode;
    // empty when there is none: what follow-ups say in In-Reply-To.
    virtual Result<std::string> thread_of(const std::string& episode,
                                          const std::string& recipient) = 0;

    // What people were told, as the outbox and the events say: the memory of `consider`.
    virtual Result<Remembered> told() = 0;

    virtual Result<std::vector<StoredEvent>> events(int newest) = 0; // newest first
    // By id or by a unique beginning of it (at least 4 digits); nothing when there is none or
    // several.
    virtual Result<std::optional<StoredEvent>> event(const std::string& id_or_prefix) = 0;
    // A measure's cell with every vintage it had, oldest first.
    virtual Result<std::vector<StoredObservation>>
    history(const std::string& measure, const std::string& key, Period period) = 0;
    // The cell as known at that time.
    virtual Result<std::optional<StoredObservation>>
    as_of(const std::string& measure, const std::string& key, Period period, Instant known) = 0;

    virtual Result<> add_feedback(const Feedback& feedback) = 0;
    virtual Result<std::vector<Feedback>> feedback() = 0; // in the order in which it was given
    // Of all rules, in the order in which they came into force.
    virtual Result<std::vector<RuleVersion>> rule_versions() = 0;

    // Those that wait for somebody, or for the daemon to take up what was accepted, and those that
    // were refused; or all. In the order of their recording.
    virtual Result<std::vector<RecordedDoubt>> doubts(bool closed_too) = 0;
    // What people decided; the daemon takes it up. One transaction.
    virtual Result<> decide(const std::vector<DoubtTurn>& turns) = 0;

    // Forgets those of more than a day before.
    virtual Result<> note_request(const MadeRequest& request) = 0;
    virtual Result<std::vector<MadeRequest>> requests_since(Instant since) = 0; // oldest first

    virtual Result<> check_integrity() = 0;
    virtual Result<> backup(const std::string& file) = 0; // online, consistent

    // For `vacuum` (daemon/store/compaction.hpp).
    virtual Result<std::set<std::string>> documents_needed(Instant since) = 0;
    virtual Result<std::uint64_t> unused_bytes() = 0;
    virtual Result<> compact() = 0;
};

// Creates the file and its schema, brings an older schema up to date, refuses a newer one.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& file,
                                                 const std::string& tenant);

} // namespace tuermer
