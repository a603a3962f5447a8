// SPDX-License-Identifier: EUPL-1.2
// An answer's status is only half the truth: an error page with status 200 is refused when it is
// read.
#include "connectors/sources/table/web.hpp"

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

Error refused(int status, const std::string& url)
{
    if (status == 404 || status == 410)
        return {Remedy::mend,
                say("Unter dieser Adresse gibt es nichts mehr (HTTP {}). Bitte die neue Adresse "
                    "beim Herausgeber suchen.",
                    "There is nothing at this address any more (HTTP {}). Please look for the new "
                    "one at the publisher's.",
                    status),
                url};
    if (status == 401 || status == 403)
        return {
            Remedy::mend,
            say("Der Server verweigert den Zugriff (HTTP {}). Braucht die Adresse eine Anmeldung?",
                "The server refuses access (HTTP {}). Does the address need a login?", status),
            url};
    if (status == 408 || status == 429 || status >= 500)
        return {Remedy::retry,
                say("Der Server kann gerade nicht antworten (HTTP {}). Türmer versucht es wieder.",
                    "The server cannot answer at the moment (HTTP {}). Türmer will try again.",
                    status),
                url};
    return {
        Remedy::mend,
        say("Der Server antwortet mit HTTP {} statt mit einer Tabelle. Bitte die Adresse prüfen.",
            "The server answers HTTP {} instead of a table. Please check the address.", status),
        url};
}

bool asks_to_wait(const HttpResponse& answer)
{
    return answer.retry_after && (answer.status == 429 || answer.status == 503);
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
    if (asks_to_wait(answer)) {
        auto later = nothing_new(seen);
        later.next_try = std::clamp(*answer.retry_after, std::chrono::seconds{1}, longest_wait);
        return later;
    }
    if (answer.status != 200 && answer.status != 203)
        return tl::unexpected(refused(answer.status, url));
    if (answer.body.empty())
        return fail(Remedy::retry,
                    say("Der Server hat eine leere Antwort geschickt (0 Byte).",
                        "The server sent an empty answer (0 bytes)."),
                    url);
    const Memory memory{{}, url, answer.etag, answer.last_modified, sha256(answer.body)};
    auto fetched = nothing_new(memory);
    if (seen.url == url && seen.digest == memory.digest) return fetched;
    fetched.documents.push_back(
        {url, std::move(answer.body), std::move(answer.media_type), now, std::nullopt});
    return fetched;
}

} // namespace tuermer::table
