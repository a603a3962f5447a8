// SPDX-License-Identifier: EUPL-1.2
// What all kinds that ask over the web share: requests with the house's limits, answers judged by
// the one stage (formats/classify), what follows from each, and what is remembered of an address.
#pragma once

#include "connectors/formats/classify/classify.hpp"
#include "connectors/sources/connector.hpp"
#include "connectors/sources/escapes.hpp"
#include "connectors/sources/remembered.hpp"
#include "rules/base/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer {

// Of the last answer of one address: asks the server for changes, or tells by the bytes.
struct WebMemory {
    std::string url, etag, last_modified, digest;
    bool operator==(const WebMemory&) const = default;
};
WebMemory web_memory(const BookmarkJson& bookmark); // its members of the same names
void remember(BookmarkJson& bookmark, const WebMemory& memory);

// The setting `url`: where a service answers, if not as usual; ends with "/". Without a usual one
// it is required.
std::string read_base(Settings& settings, std::string_view usual);

// A table of wanted values: `filters = { geo = ["DE", "DEA"], sex = "T" }`.
using Selection = std::vector<std::pair<std::string, std::vector<std::string>>>;
Selection read_selection(Settings& settings, std::string_view key);

// A request with limits, proxy and User-Agent of the house.
HttpRequest web_request(const std::string& url, const SourceServices& services);
// Conditional, where the address was asked before.
HttpRequest web_request(const std::string& url, const SourceServices& services,
                        const WebMemory& seen);
// Of a file that may be large: then it lies on the disk, and may take hours to come.
HttpRequest large_request(const std::string& url, const SourceServices& services,
                          const WebMemory& seen);

// "a=1&b=x%20y": names and values escaped (RFC 3986), as a query or a form.
using WebParameters = std::vector<std::pair<std::string, std::string>>;
std::string form_of(const WebParameters& parameters);

// An answer, with what it is.
struct Answered {
    HttpResponse answer;
    Classified said;
    bool is(ReplyKind kind) const { return said.kind == kind; }
};
Answered judged(HttpResponse answer, bool dated_address = false);
// An error: there was no answer, or none that can be taken.
boost::asio::awaitable<Result<Answered>> ask(HttpRequest request, const SourceServices& services);

// What an answer means that is no data: where asked too early, or to wait, nothing new, and again
// as the server wishes; else the error for IT, naming the address or query.
bool is_postponed(const Classified& said);
std::chrono::seconds next_try(const Classified& said); // 0: as usual
Result<Fetched> no_data(Classified said, Bookmark seen, std::string where);

// One address: data make a document, unless the server or the bytes say that nothing is new.
struct WebNews {
    std::optional<Document> document;
    WebMemory memory;
    bool postponed = false; // asked too early, or asked to wait
    std::chrono::seconds next_try{0};
};
Result<WebNews> web_news(HttpResponse answer, const std::string& url, const WebMemory& seen,
                         Instant now, bool dated_address = false);

} // namespace tuermer
