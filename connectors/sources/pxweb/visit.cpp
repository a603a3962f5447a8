// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/pxweb/visit.hpp"

#include "rules/base/digest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tuermer::pxweb {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::days longest_trust{30}; // in a date that says nothing is new

// Folders stay folders.
std::string path_of(std::string_view table)
{
    std::string path;
    for (const char c : table) path += c == '/' ? "/" : escaped(std::string_view(&c, 1));
    return path;
}

std::string digest_of(const Source& source)
{
    std::string wishes;
    for (const auto& [variable, values] : source.select)
        for (const auto& value : values) wishes += identity({variable, value});
    return identity({source.base, source.table, source.language, source.response, wishes});
}

} // namespace

Memory remembered(const std::string& bookmark)
{
    const auto json = read_bookmark(bookmark);
    return {text_in(json, "query"), text_in(json, "updated"),
            parse_instant(text_in(json, "taken"))};
}

std::string to_bookmark(const Memory& memory)
{
    auto json = BookmarkJson::object();
    json["query"] = memory.query;
    json["updated"] = memory.updated;
    if (memory.taken) json["taken"] = to_string(*memory.taken);
    return bookmark_text(json);
}

Visit::Visit(const Source& source, const SourceServices& services, Memory memory)
    : source_(source), services_(services), memory_(std::move(memory)), now_(services.now())
{
    const auto digest = digest_of(source);
    if (memory_.query != digest) memory_ = Memory{digest, {}, std::nullopt};
    data_url_ = source.version == Version::v1
                    ? source.base + path_of(source.table)
                    : in_language(fmt::format("{}tables/{}/data?outputFormat={}", source.base,
                                              escaped(source.table), source.response));
}

std::string Visit::in_language(std::string url) const
{
    if (source_.language.empty()) return url;
    const auto* const separator = url.find('?') == std::string::npos ? "?" : "&";
    return url + separator + "lang=" + escaped(source_.language);
}

awaitable<Result<Fetched>> Visit::run()
{
    const bool v1 = source_.version == Version::v1;
    auto config = co_await page(source_.base + (v1 ? "?config" : "config"), Need::may_be);
    if (!config) co_return tl::unexpected(std::move(config.error()));
    if (config->postponed) co_return std::move(*config->postponed);
    limits_ = limits_of(config->body);
    auto about = co_await description();
    if (!about) co_return tl::unexpected(std::move(about.error()));
    if (about->postponed) co_return std::move(*about->postponed);
    const auto slash = source_.table.rfind('/');
    const auto name = slash == std::string::npos ? source_.table : source_.table.substr(slash + 1);
    updated_ = updated_of(about->body, name, source_.version);
    const bool trusted = memory_.taken && now_ - *memory_.taken < longest_trust;
    if (trusted && !updated_.empty() && updated_ == memory_.updated) co_return nothing_new();

    const auto metadata_url =
        v1 ? data_url_
           : in_language(source_.base + "tables/" + escaped(source_.table) + "/metadata");
    auto metadata = co_await page(metadata_url, Need::must_be);
    if (!metadata) co_return tl::unexpected(std::move(metadata.error()));
    if (metadata->postponed) co_return std::move(*metadata->postponed);
    const auto variables = variables_of(metadata->body, source_.version);
    if (!variables)
        co_return fail(Remedy::mend,
                       say("Das ist keine Beschreibung einer Tabelle von PxWeb. Bitte 'url', 'api' "
                           "und 'table' prüfen.",
                           "This does not describe a table of PxWeb. Please check 'url', 'api' and "
                           "'table'."),
                       metadata_url);
    auto whole = chosen_of(*variables, source_.select);
    if (!whole) {
        whole.error().where = metadata_url;
        co_return tl::unexpected(std::move(whole.error()));
    }
    co_return co_await download(std::move(*whole));
}

// A catalogue's page is no data to the classifier; what counts is that it came.
awaitable<Result<Visit::Page>> Visit::page(std::string url, Need need)
{
    auto request = web_request(url, services_);
    request.pause = limits_.pause;
    auto reply = co_await ask(std::move(request), services_);
    if (!reply) co_return tl::unexpected(std::move(reply.error()));
    if (reply->answer.status == 200) co_return Page{std::move(reply->answer.body), std::nullopt};
    const bool missing = reply->is(ReplyKind::gone) || reply->is(ReplyKind::foreign);
    if (missing && need == Need::may_be) co_return Page{};
    auto postponed = refused(std::move(reply->said), url);
    if (!postponed) co_return tl::unexpected(std::move(postponed.error()));
    co_return Page{{}, std::move(*postponed)};
}

// Where it is said when the table was updated.
awaitable<Result<Visit::Page>> Visit::description()
{
    if (source_.version == Version::v2) {
        auto url = in_language(source_.base + "tables/" + escaped(source_.table));
        co_return co_await page(std::move(url), Need::may_be);
    }
    const auto slash = source_.table.rfind('/');
    const auto folder = slash == std::string::npos ? "" : path_of(source_.table.substr(0, slash));
    co_return co_await page(source_.base + folder, Need::may_be);
}

awaitable<Result<Answered>> Visit::piece(const Cut& cut)
{
    auto request = web_request(data_url_, services_);
    request.method = "POST";
    request.headers = {"Content-Type: application/json"};
    request.body = body_of(cut, source_.version, source_.response);
    request.pause = limits_.pause;
    co_return co_await ask(std::move(request), services_);
}

// A service that finds a piece too big for its own limit gets smaller ones.
awaitable<Result<Fetched>> Visit::download(Cut whole)
{
    std::vector<Cut> waiting = pieces(whole, limits_.cells);
    if (waiting.empty())
        co_return fail(Remedy::mend,
                       say("Die Auswahl hat {} Zellen; das wären mehr als {} Abfragen. Bitte mit "
                           "'select' weniger auswählen.",
                           "The selection has {} cells, which were more than {} queries. Please "
                           "select less with 'select'.",
                           whole.cells(), most_pieces),
                       data_url_);
    std::reverse(waiting.begin(), waiting.end());
    std::vector<Part> parts;
    std::string media_type;
    while (!waiting.empty()) {
        const auto cut = std::move(waiting.back());
        waiting.pop_back();
        auto reply = co_await piece(cut);
        if (!reply) co_return tl::unexpected(std::move(reply.error()));
        if (reply->is(ReplyKind::too_big)) {
            auto smaller = pieces(cut, cut.cells() / 2);
            if (smaller.size() < 2 || parts.size() + waiting.size() > most_pieces)
                co_return refused(std::move(reply->said), data_url_);
            waiting.insert(waiting.end(), smaller.rbegin(), smaller.rend());
            continue;
        }
        if (!reply->is(ReplyKind::data)) co_return refused(std::move(reply->said), data_url_);
        media_type = std::move(reply->answer.media_type);
        parts.push_back({fmt::format("{}", parts.size() + 1), std::move(reply->answer.body)});
    }
    memory_.taken = now_;
    memory_.updated = updated_;
    auto fetched = nothing_new();
    fetched.documents.push_back({data_url_, held_bytes(packed(std::move(parts))),
                                 std::move(media_type), now_, std::nullopt});
    co_return fetched;
}

Result<Fetched> Visit::refused(Classified said, const std::string& url) const
{
    return no_data(std::move(said), {to_bookmark(memory_)}, url);
}

Fetched Visit::nothing_new() const
{
    Fetched fetched;
    fetched.bookmark.text = to_bookmark(memory_);
    return fetched;
}

} // namespace tuermer::pxweb
