// SPDX-License-Identifier: EUPL-1.2
// What an answer is, one place decides for all sources (formats/classify); here is what follows.
#include "connectors/sources/table/web.hpp"

#include "connectors/formats/classify/classify.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <utility>

namespace tuermer::table {
namespace {

constexpr std::chrono::seconds longest_wait{std::chrono::hours{24}}; // a server may ask for no more

Fetched nothing_new(const Memory& memory)
{
    Fetched fetched;
    fetched.bookmark.text = to_bookmark(memory);
    return fetched;
}

// Asked too early, or the server wants to be left alone for a while: no error, another day.
std::optional<Fetched> postponed(const Classified& classified, const Memory& seen)
{
    const bool may_wait = classified.kind == ReplyKind::later && classified.wait;
    if (classified.kind != ReplyKind::not_yet && !may_wait) return std::nullopt;
    auto later = nothing_new(seen);
    if (classified.wait)
        later.next_try = std::clamp(*classified.wait, std::chrono::seconds{1}, longest_wait);
    return later;
}

// A page or a catalogue with status 200 is kept as received and refused when it is understood.
bool is_document(const Classified& classified, const HttpResponse& answer)
{
    return classified.kind == ReplyKind::data ||
           (classified.kind == ReplyKind::foreign && answer.status == 200);
}

} // namespace

HttpRequest request_for(const std::string& url, const Memory& seen, const SourceServices& services)
{
    HttpRequest request;
    request.url = url;
    request.max_bytes = services.max_body_bytes;
    request.proxy = services.proxy;
    if (!services.user_agent.empty()) request.user_agent = services.user_agent;
    if (seen.url != url) return request;
    request.etag = seen.etag;
    request.last_modified = seen.last_modified;
    return request;
}

Result<Fetched> understand_answer(HttpResponse answer, const std::string& url, const Memory& seen,
                                  Instant now)
{
    if (answer.not_modified()) return nothing_new(seen);
    Received said{answer.body};
    said.status = answer.status;
    said.media_type = answer.media_type;
    said.retry_after = answer.retry_after;
    auto classified = classify(said);
    if (auto later = postponed(classified, seen)) return std::move(*later);
    if (!is_document(classified, answer))
        return fail(classified.remedy, std::move(classified.what), url);
    const Memory memory{{}, url, answer.etag, answer.last_modified, sha256(answer.body)};
    auto fetched = nothing_new(memory);
    if (seen.url == url && seen.digest == memory.digest) return fetched;
    fetched.documents.push_back(
        {url, std::move(answer.body), std::move(answer.media_type), now, std::nullopt});
    return fetched;
}

} // namespace tuermer::table
