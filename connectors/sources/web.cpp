// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/web.hpp"

#include "connectors/transfer/address.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tuermer {
namespace {

constexpr std::chrono::seconds longest_wait{std::chrono::hours{24}}; // a server may ask for no more

// A page or a catalogue with status 200 is kept as received and refused when it is understood.
bool is_document(const Answered& reply)
{
    return reply.is(ReplyKind::data) ||
           (reply.is(ReplyKind::foreign) && reply.answer.status == 200);
}

} // namespace

WebMemory web_memory(const BookmarkJson& bookmark)
{
    return {text_in(bookmark, "url"), text_in(bookmark, "etag"), text_in(bookmark, "last_modified"),
            text_in(bookmark, "digest")};
}

void remember(BookmarkJson& bookmark, const WebMemory& memory)
{
    if (memory.url.empty()) return;
    bookmark["url"] = memory.url;
    bookmark["etag"] = memory.etag;
    bookmark["last_modified"] = memory.last_modified;
    bookmark["digest"] = memory.digest;
}

std::string read_base(Settings& settings, std::string_view usual)
{
    auto base = usual.empty() ? settings.need_text("url") : settings.text("url").value_or("");
    const bool web = base.starts_with("http://") || base.starts_with("https://");
    if (!base.empty() && !web)
        settings.wrong("url", say("'url' beginnt mit https:// oder http://",
                                  "'url' begins with https:// or http://"));
    if (base.find('?') != std::string::npos)
        settings.wrong("url", say("'url' ist die Adresse des Dienstes, ohne Abfrage hinter '?'",
                                  "'url' is the service's address, without a query behind '?'"));
    if (base.empty()) base = usual;
    if (!base.empty() && base.back() != '/') base += '/';
    return base;
}

Selection read_selection(Settings& settings, std::string_view key)
{
    Selection selection;
    auto table = settings.table(key);
    if (!table) return selection;
    for (const auto& name : table->keys()) selection.emplace_back(name, table->texts(name));
    return selection;
}

HttpRequest web_request(const std::string& url, const SourceServices& services)
{
    HttpRequest request;
    request.url = url;
    request.max_bytes = services.max_body_bytes;
    request.proxy = services.proxy;
    if (!services.user_agent.empty()) request.user_agent = services.user_agent;
    return request;
}

HttpRequest web_request(const std::string& url, const SourceServices& services,
                        const WebMemory& seen)
{
    auto request = web_request(url, services);
    if (seen.url != url) return request;
    request.etag = seen.etag;
    request.last_modified = seen.last_modified;
    return request;
}

HttpRequest large_request(const std::string& url, const SourceServices& services,
                          const WebMemory& seen)
{
    auto request = web_request(url, services, seen);
    request.large_into = services.large_into;
    request.total_timeout = std::chrono::hours{2}; // who sends nothing for a minute ends sooner
    return request;
}

std::string form_of(const WebParameters& parameters)
{
    std::string form;
    for (const auto& [name, value] : parameters)
        form += fmt::format("{}{}={}", form.empty() ? "" : "&", escaped(name), escaped(value));
    return form;
}

Answered judged(HttpResponse answer, bool dated_address)
{
    Received said{answer.body};
    said.status = answer.status;
    said.media_type = answer.media_type;
    said.retry_after = answer.retry_after;
    said.dated_address = dated_address;
    auto classified = answer.large ? classify(*answer.large, said) : classify(said);
    return {std::move(answer), std::move(classified)};
}

boost::asio::awaitable<Result<Answered>> ask(HttpRequest request, const SourceServices& services)
{
    auto answer = co_await services.transfer->get(std::move(request));
    if (!answer) co_return tl::unexpected(std::move(answer.error()));
    co_return judged(std::move(*answer));
}

bool is_postponed(const Classified& said)
{
    return said.kind == ReplyKind::not_yet || (said.kind == ReplyKind::later && said.wait);
}

std::chrono::seconds next_try(const Classified& said)
{
    if (!said.wait) return std::chrono::seconds{0};
    return std::clamp(*said.wait, std::chrono::seconds{1}, longest_wait);
}

Result<Fetched> no_data(Classified said, Bookmark seen, std::string where)
{
    if (!is_postponed(said)) return fail(said.remedy, std::move(said.what), std::move(where));
    Fetched fetched;
    fetched.bookmark = std::move(seen);
    fetched.next_try = next_try(said);
    return fetched;
}

Result<WebNews> web_news(HttpResponse answer, const std::string& url, const WebMemory& seen,
                         Instant now, bool dated_address)
{
    if (answer.not_modified()) return WebNews{std::nullopt, seen, false, {}};
    auto reply = judged(std::move(answer), dated_address);
    if (is_postponed(reply.said)) return WebNews{std::nullopt, seen, true, next_try(reply.said)};
    if (!is_document(reply)) return fail(reply.said.remedy, std::move(reply.said.what), shown(url));
    auto& data = reply.answer;
    auto bytes = data.large ? std::move(data.large) : held_bytes(std::move(data.body));
    auto digest = bytes->digest();
    if (!digest) return tl::unexpected(std::move(digest.error()));
    WebNews news{std::nullopt, {url, data.etag, data.last_modified, std::move(*digest)}, false, {}};
    if (seen.url == url && seen.digest == news.memory.digest) return news;
    news.document =
        Document{shown(url), std::move(bytes), std::move(data.media_type), now, std::nullopt};
    return news;
}

} // namespace tuermer
