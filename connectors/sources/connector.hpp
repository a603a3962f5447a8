// SPDX-License-Identifier: EUPL-1.2
// One source as the daemon sees it: fetch what is new since a bookmark, and understand it.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "connectors/formats/table.hpp"
#include "connectors/transfer/http.hpp"
#include "rules/series/observation.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// What a source remembers between polls, opaque to the daemon (it stores the text).
struct Bookmark {
    std::string text; // the kind's own notation, e.g. JSON: seen files with digests, ETag …
    bool operator==(const Bookmark&) const = default;
};

// One document as received.
struct Document {
    std::string name;       // file name or URL, for messages
    SharedBytes bytes;      // decompressed body; a large one lies in a file
    std::string media_type; // as said by the server, may be empty
    Instant retrieved;
    std::optional<Instant> published; // the publisher's own date, if the source knows one
};

struct Fetched {
    std::vector<Document> documents;  // oldest publication first; empty: nothing new
    Bookmark bookmark;                // to be stored in the transaction that takes the documents in
    std::chrono::seconds next_try{0}; // 0: at the usual interval (Retry-After, cache lifetimes)
};

// A cell that could not be understood: named by row and column, so that a person can find it.
struct Unread {
    std::string table;
    std::uint32_t line = 0;
    std::string column, content;
    Text why;
};

struct Understood {
    Release release;    // vintage.retrieval is the digest of the bytes
    std::string format; // "csv", "zip/xlsx"
    Dialect dialect;
    std::uint64_t cells_read = 0;
    std::vector<Unread> unread; // at most `max_unread`, `unread_total` counts all
    std::uint64_t unread_total = 0;
    std::vector<Text> remarks;
    static constexpr std::size_t max_unread = 1'000;
};

class Connector {
public:
    virtual ~Connector() = default;
    // The network or file part. Errors say by their remedy whether to try again.
    virtual boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) = 0;
    // The pure part: bytes → observations. An error leaves the last good figures in force: columns
    // that moved, an error page instead of data, a truncated file, any cell of a mapped measure
    // that cannot be read (unless the source allows some: `tolerate_unread = N`). Use `inspect` to
    // see it all.
    virtual Result<Understood> understand(const Document& document) const = 0;
    // As `understand`, but goes on past unread cells: what `fetch --dry-run` shows.
    virtual Result<Understood> inspect(const Document& document) const = 0;
};

// What connectors may use of the process.
struct SourceServices {
    Transfer* transfer = nullptr;
    std::filesystem::path base; // relative paths start here: the configuration's folder
    std::uint64_t max_body_bytes = 256ULL << 20U;
    std::filesystem::path large_into; // where a large answer lies until it is read; empty: nowhere
    std::string proxy;                // empty: as the environment says
    std::string user_agent;           // an honest one, with a contact
    Instant (*now)() = nullptr;       // the wall clock, for `retrieved`
    // The content of a systemd credential or of a file that only Türmer may read.
    Result<std::string> (*secret)(const std::string& name) = nullptr;
};

struct SourceKind {
    std::string_view name;
    Text summary;
    // Notes every mistake, fills in what the source promises.
    std::vector<MeasureShape> (*check)(const std::string& id, Settings& settings);
    // After a check without mistakes.
    std::unique_ptr<Connector> (*make)(const std::string& id, Settings& settings,
                                       const SourceServices& services);
};
const std::vector<SourceKind>& source_kinds(); // connectors/sources/registry.cpp

} // namespace tuermer
