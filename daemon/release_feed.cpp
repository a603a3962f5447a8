// SPDX-License-Identifier: EUPL-1.2
#include "daemon/release_feed.hpp"

#include "connectors/formats/feed/feed.hpp"
#include "connectors/formats/labels.hpp"
#include "daemon/log.hpp"
#include "daemon/store/durable.hpp"
#include "rules/base/digest.hpp"

#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <utility>

namespace tuermer {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::hours between_requests{20}; // a daily poll comes a little early at times
constexpr std::uint64_t most_bytes = 16U << 20U;
constexpr std::chrono::days past{800}, future{800}; // which entries are of interest

bool is_web(const std::string& feed)
{
    return feed.starts_with("http://") || feed.starts_with("https://");
}

std::optional<std::string> file_bytes(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::optional<std::string>> from_file(const fs::path& path)
{
    auto bytes = file_bytes(path);
    if (bytes) return bytes;
    return fail(Remedy::mend, {"Diese Datei ist nicht zu lesen; bitte 'feed' prüfen.",
                               "This file cannot be read; please check 'feed'."});
}

void warn(const std::string& feed, const Error& error)
{
    const auto& [de, en] = error.what;
    log::warning({fmt::format("Veröffentlichungskalender {}: {} Die bekannten Tage gelten weiter.",
                              feed, de),
                  fmt::format("Release calendar {}: {} The days known stay in force.", feed, en)});
}

} // namespace

ReleaseFeed::ReleaseFeed(SourceServices services, fs::path kept_in)
    : services_(std::move(services)), kept_in_(std::move(kept_in))
{
}

asio::awaitable<bool> ReleaseFeed::refresh(ReleaseCalendar& calendar)
{
    if (calendar.feed.empty()) co_return false;
    const auto now = services_.now();
    if (asked_ && now - *asked_ < between_requests) co_return false;
    if (!asked_)
        if (const auto kept = file_bytes(kept_as(calendar.feed))) (void)take(*kept, calendar);
    asked_ = now;
    Result<std::optional<std::string>> bytes;
    if (is_web(calendar.feed))
        bytes = co_await downloaded(calendar.feed);
    else
        bytes = from_file(services_.base / calendar.feed);
    if (bytes && !*bytes) co_return false; // unchanged
    Result<> done = bytes ? take(**bytes, calendar) : tl::unexpected(bytes.error());
    const bool learned = done.has_value();
    if (learned) done = keep(calendar.feed, **bytes);
    if (!done) warn(calendar.feed, done.error());
    if (!learned) etag_.clear(), last_modified_.clear(); // to be sent whole next time
    co_return learned;
}

asio::awaitable<Result<std::optional<std::string>>> ReleaseFeed::downloaded(std::string url)
{
    HttpRequest request;
    request.url = std::move(url);
    request.max_bytes = most_bytes;
    request.proxy = services_.proxy;
    request.etag = etag_;
    request.last_modified = last_modified_;
    if (!services_.user_agent.empty()) request.user_agent = services_.user_agent;
    auto answer = co_await services_.transfer->get(std::move(request));
    if (!answer) co_return tl::unexpected(std::move(answer.error()));
    if (answer->not_modified()) co_return std::nullopt;
    if (answer->status != 200)
        co_return fail(Remedy::retry, say("Der Server antwortet mit Status {}.",
                                          "The server answers with status {}.", answer->status));
    etag_ = answer->etag;
    last_modified_ = answer->last_modified;
    co_return std::move(answer->body);
}

Result<> ReleaseFeed::take(const std::string& bytes, ReleaseCalendar& calendar) const
{
    const auto today = std::chrono::floor<std::chrono::days>(services_.now());
    const auto entries = read_feed(bytes, {today - past, today + future});
    if (!entries) return tl::unexpected(entries.error());
    std::vector<Date> days;
    for (const auto& entry : *entries)
        if (calendar.title.empty() || matches_pattern(entry.title, calendar.title))
            days.push_back(entry.day);
    if (days.empty())
        return fail(Remedy::mend, {"Kein Eintrag dieser Zeit passt; bitte 'title' prüfen.",
                                   "No entry of this time fits; please check 'title'."});
    calendar.dates = std::move(days);
    return {};
}

Result<> ReleaseFeed::keep(const std::string& feed, const std::string& bytes) const
{
    if (auto made = durable::make_folder(kept_in_); !made) return made;
    return durable::write(kept_as(feed), bytes);
}

fs::path ReleaseFeed::kept_as(const std::string& feed) const
{
    return kept_in_ / sha256(feed);
}

} // namespace tuermer
