// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/eurostat/poll.hpp"

#include "connectors/sources/eurostat/answers.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tuermer::eurostat {
namespace {

using boost::asio::awaitable;
using std::chrono::seconds;

constexpr std::chrono::days feed_reaches_back{6}; // seven, and one for whoever comes late
constexpr std::chrono::days longest_trust{30};    // in a catalogue that says nothing is new
constexpr seconds first_look{60}, longest_pause{std::chrono::minutes{15}};
constexpr std::chrono::hours is_late{24};

std::string list_of(const std::vector<std::string>& values)
{
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ",") + escaped(value);
    return list;
}

std::string statistics_address(const Query& query)
{
    WebParameters parameters = {{"format", "JSON"}, {"lang", query.language}};
    for (const auto& [dimension, values] : query.filters)
        for (const auto& value : values) parameters.emplace_back(dimension, value);
    if (!query.since.empty()) parameters.emplace_back("sinceTimePeriod", query.since);
    if (!query.until.empty()) parameters.emplace_back("untilTimePeriod", query.until);
    return query.base + "statistics/1.0/data/" + escaped(query.dataset) + "?" + form_of(parameters);
}

// c[geo]=DE,DEA; c[TIME_PERIOD]=ge:2015+le:2024
std::string sdmx_address(const Query& query)
{
    auto address = fmt::format("{}sdmx/3.0/data/dataflow/ESTAT/{}/1.0?compress=false&format=csvdata"
                               "&formatVersion=2.0",
                               query.base, escaped(query.dataset));
    for (const auto& [dimension, values] : query.filters)
        address += fmt::format("&c%5B{}%5D={}", escaped(dimension), list_of(values));
    std::string span;
    if (!query.since.empty()) span = "ge:" + escaped(query.since);
    if (!query.until.empty()) span += (span.empty() ? "le:" : "%2Ble:") + escaped(query.until);
    return span.empty() ? address : address + "&c%5BTIME_PERIOD%5D=" + span;
}

} // namespace

std::string data_address(const Query& query)
{
    return query.by_sdmx ? sdmx_address(query) : statistics_address(query);
}

Memory remembered(const std::string& bookmark)
{
    const auto json = read_bookmark(bookmark);
    return {web_memory(json),
            text_in(json, "feed"),
            text_in(json, "contents"),
            parse_instant(text_in(json, "looked")),
            parse_instant(text_in(json, "taken")),
            text_in(json, "key"),
            parse_instant(text_in(json, "waiting"))};
}

std::string to_bookmark(const Memory& memory)
{
    auto json = BookmarkJson::object();
    const auto put = [&](const char* name, const std::string& text) {
        if (!text.empty()) json[name] = text;
    };
    const auto put_time = [&](const char* name, const std::optional<Instant>& time) {
        if (time) json[name] = to_string(*time);
    };
    remember(json, memory.web);
    put("feed", memory.feed);
    put("contents", memory.contents);
    put_time("looked", memory.looked);
    put_time("taken", memory.taken);
    put("key", memory.key);
    put_time("waiting", memory.waiting);
    return bookmark_text(json);
}

Poll::Poll(const Query& query, const SourceServices& services, Memory memory)
    : query_(query), services_(services), memory_(std::move(memory)), now_(services.now())
{
    const auto url = data_address(query);
    if (memory_.web.url != url) memory_ = Memory{{url, {}, {}, {}}, {}, {}, {}, {}, {}, {}};
    feed_ = memory_.feed;
    contents_ = memory_.contents;
}

awaitable<Result<Fetched>> Poll::run()
{
    if (!memory_.key.empty()) co_return co_await collect();
    if (memory_.waiting) co_return co_await download();
    auto news = co_await is_news();
    if (!news) co_return tl::unexpected(std::move(news.error()));
    if (!*news) co_return nothing_new(seconds{0});
    co_return co_await download();
}

awaitable<Result<bool>> Poll::is_news()
{
    if (!query_.asks_catalogue) co_return true;
    const bool feed_tells = memory_.looked && now_ - *memory_.looked < feed_reaches_back;
    auto feed = co_await page("catalogue/rss/en/statistics-update.rss");
    if (!feed) co_return tl::unexpected(std::move(feed.error()));
    const auto said = feed_signal(*feed, query_.dataset);
    if (said && !said->empty()) feed_ = *said;
    if (!memory_.taken || now_ - *memory_.taken >= longest_trust || !said) co_return true;
    if (feed_tells) {
        memory_.looked = now_;
        co_return feed_ != memory_.feed;
    }
    auto contents = co_await page("catalogue/toc/txt?lang=en");
    if (!contents) co_return tl::unexpected(std::move(contents.error()));
    const auto row = contents_signal(*contents, query_.dataset);
    if (row) contents_ = *row;
    memory_.looked = now_;
    co_return !row || contents_ != memory_.contents;
}

// "" where the catalogue does not answer with a page: then the download tells.
awaitable<Result<std::string>> Poll::page(std::string path)
{
    auto request = web_request(query_.base + path, services_);
    auto answer = co_await services_.transfer->get(std::move(request));
    if (!answer) co_return tl::unexpected(std::move(answer.error()));
    co_return answer->status == 200 ? std::move(answer->body) : std::string{};
}

awaitable<Result<Fetched>> Poll::download()
{
    const auto url = data_address(query_);
    auto request = web_request(url, services_, memory_.web);
    auto answer = co_await services_.transfer->get(std::move(request));
    if (!answer) co_return tl::unexpected(std::move(answer.error()));
    if (answer->status == 200 && is_put_off(answer->body)) co_return wait(first_look);
    const auto key = query_.by_sdmx ? query_key(answer->body) : std::nullopt;
    if (!key) co_return take(std::move(*answer), url);
    memory_.key = *key;
    co_return wait(first_look);
}

awaitable<Result<Fetched>> Poll::collect()
{
    auto asked = web_request(query_.base + "1.0/async/status/" + memory_.key, services_);
    auto status = co_await services_.transfer->get(std::move(asked));
    if (!status) co_return tl::unexpected(std::move(status.error()));
    const auto state = query_state(status->body);
    if (!state) {
        auto reply = judged(std::move(*status));
        co_return no_data(std::move(reply.said), {to_bookmark(memory_)}, data_address(query_));
    }
    if (*state == QueryState::working) co_return wait(first_look);
    if (*state == QueryState::lost) {
        memory_.key.clear(); // asked anew
        memory_.waiting.reset();
        co_return nothing_new(first_look);
    }
    auto request = web_request(query_.base + "1.0/async/data/" + memory_.key, services_);
    auto answer = co_await services_.transfer->get(std::move(request));
    if (!answer) co_return tl::unexpected(std::move(answer.error()));
    const auto still = query_state(answer->body);
    if (still == QueryState::working) co_return wait(first_look);
    co_return take(std::move(*answer), data_address(query_));
}

Result<Fetched> Poll::take(HttpResponse answer, const std::string& url)
{
    auto news = web_news(std::move(answer), url, memory_.web, now_);
    if (!news) return tl::unexpected(std::move(news.error()));
    if (news->postponed) return nothing_new(news->next_try);
    memory_ = {std::move(news->memory), feed_, contents_, now_, now_, {}, std::nullopt};
    auto fetched = nothing_new(seconds{0});
    if (news->document) fetched.documents.push_back(std::move(*news->document));
    return fetched;
}

// The service works on the query; the longer it takes, the seldomer one asks.
Result<Fetched> Poll::wait(seconds first)
{
    if (!memory_.waiting) memory_.waiting = now_;
    const auto age = now_ - *memory_.waiting;
    if (age >= is_late)
        return fail(Remedy::retry,
                    say("Eurostat arbeitet seit {} an der Abfrage und hat noch keine Daten. Mit "
                        "engeren Filtern geht es schneller.",
                        "Eurostat has worked on the query since {} and has no data yet. Narrower "
                        "filters are faster.",
                        to_string(*memory_.waiting)),
                    data_address(query_));
    return nothing_new(std::clamp<seconds>(age / 4, first, longest_pause));
}

Fetched Poll::nothing_new(seconds next_try) const
{
    Fetched fetched;
    fetched.bookmark.text = to_bookmark(memory_);
    fetched.next_try = next_try;
    return fetched;
}

} // namespace tuermer::eurostat
