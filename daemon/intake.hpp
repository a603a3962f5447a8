// SPDX-License-Identifier: EUPL-1.2
// One document's way through the house: archived, understood, considered, composed, committed.
// Nothing waits in here, so no two releases ever mix.
#pragma once

#include "daemon/correspondence.hpp"
#include "daemon/quarantine.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/archive.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace tuermer {

// What a document brought, for the log and for `run`'s report.
struct Taken {
    std::string source, document;
    Instant known_since;
    bool news = false; // false: older than what is in force, or the same figures again
    std::size_t cells = 0, events = 0, held = 0; // columns that were kept apart
    std::vector<OutboxMessage> messages;         // without bytes
};

// What comes with a new configuration beside its judgements.
struct ConfigurationNews {
    std::vector<RuleVersion> versions; // of rules that came into force
    std::vector<OwnerLetter> letters;
};

class Intake {
public:
    Intake(const Config& config, Knowledge& knowledge, Store& store, const Home& home);

    // Whether the document is older than what is in force: then it need not be read.
    static bool is_outdated(const Source& source, const Document& document);
    // Archives a document, and then understands it: what cannot be understood today can be looked
    // at tomorrow. Touches nothing else, so it may be done on another thread (daemon/reading.hpp).
    Result<Release> read(const Source& source, const Document& document) const;
    // `release`: what was read; `bookmark` is committed together with what it brings. An error
    // leaves everything as it was; the trouble is recorded and told to IT once.
    Result<Taken> take_in(Source& source, const Document& document, Release release,
                          const std::string& bookmark, Instant now);
    // Only the bookmark and the poll's outcome.
    Result<> note_poll(Source& source, const std::string& bookmark, Instant now);
    // A poll or document failed: recorded, and told to the role `it` unless it is the same trouble.
    Result<> note_trouble(Source& source, const Error& error, Instant now);
    // Rules that changed with a new configuration. An owner who gets a letter is not told of the
    // same changes by a signal besides.
    Result<Taken> reconsider(const ConfigurationNews& news, Instant now);
    // Takes up what was accepted by now, by a person or because its time has come: as a release
    // that arrived at this moment. One that cannot be read again is told to IT and tried again
    // after the next start.
    Result<std::vector<Taken>> take_up_accepted(std::vector<Source>& sources, Instant now);

    // By the clock: digests of what was over somebody's budget, where they are due.
    Result<Taken> send_digests(Instant now);

private:
    ReleaseRecord record_of(const Outcome& outcome, const Source& source, const Document& document,
                            Instant now) const;
    Result<std::vector<RecordedDoubt>> open_doubts(const std::string& source);
    Result<> accept_what_waited_long(Instant now);
    Result<Taken> take_up(Source& source, const RecordedDoubt& of, Accepted accepted, Instant now);
    Result<> commit(const ReleaseRecord& record, Instant now);
    Result<> read_back();

    const Config* config_;
    Knowledge* knowledge_;
    Store* store_;
    Archive archive_;
    QualityRules quality_;
    Correspondence letters_;
    std::set<std::string> unreadable_; // deliveries that were accepted and cannot be read again
};

} // namespace tuermer
