// SPDX-License-Identifier: EUPL-1.2
#include "daemon/watch.hpp"

#include "daemon/clock.hpp"
#include "daemon/log.hpp"
#include "daemon/reading.hpp"
#include "daemon/schedule.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <random>

namespace tuermer {

namespace asio = boost::asio;

namespace {

double chance()
{
    static std::minstd_rand dice(std::random_device{}());
    return std::uniform_real_distribution<double>(0, 1)(dice);
}

// A document waiting for its turn. The last one of a poll brings the poll's bookmark with it: after
// a crash in between, the poll is made again and what was taken in is recognised.
struct Arrival {
    Source* source = nullptr;
    Document document;
    std::string bookmark;
    std::size_t left = 0; // documents of the same poll behind this one
};

std::vector<Arrival> arrivals(Source& source, Fetched fetched)
{
    std::vector<Arrival> waiting;
    const auto count = fetched.documents.size();
    for (std::size_t i = 0; i < count; ++i)
        waiting.push_back({&source, std::move(fetched.documents[i]),
                           i + 1 == count ? fetched.bookmark.text : source.state.bookmark,
                           count - i - 1});
    return waiting;
}

Instant known_since(const Arrival& arrival)
{
    return arrival.document.published.value_or(arrival.document.retrieved);
}

bool is_fatal(const Error& error)
{
    return error.remedy == Remedy::restart;
}

// Whether the process can go on after this source failed.
Result<> in_trouble(Source& source, Intake& intake, const Error& error)
{
    if (is_fatal(error)) return tl::unexpected(error);
    log::error(
        {error.remedy,
         say("Quelle '{}': {}", "Source '{}': {}", source.config.id, describe(error, Language::de)),
         {}});
    return intake.note_trouble(source, error, wall_clock());
}

asio::awaitable<Result<>> take_in_one(const Arrival& arrival, Intake& intake, const Report& report)
{
    auto& source = *arrival.source;
    const auto& document = arrival.document;
    Result<Release> release;
    if (!Intake::is_outdated(source, document)) release = co_await read(intake, source, document);
    if (!release) co_return in_trouble(source, intake, release.error());
    auto taken =
        intake.take_in(source, document, std::move(*release), arrival.bookmark, wall_clock());
    if (!taken) co_return in_trouble(source, intake, taken.error());
    report(*taken);
    co_return Result<>{};
}

// One poll: nothing new, or documents. A failure is recorded and brings none.
asio::awaitable<Result<Fetched>> poll(Source& source)
{
    if (source.config.release) co_await source.release_feed.refresh(*source.config.release);
    Bookmark bookmark{source.state.bookmark};
    co_return co_await source.connector->fetch(std::move(bookmark));
}

// A folder that is just being filled is given the moment it asks for, so that the first round sees
// it whole. The bookmark is unchanged, so nothing of the first answer is lost.
asio::awaitable<Result<Fetched>> poll_settled(Source& source)
{
    constexpr std::chrono::seconds worth_waiting{10};
    auto fetched = co_await poll(source);
    if (!fetched || fetched->next_try == std::chrono::seconds(0) ||
        fetched->next_try > worth_waiting)
        co_return fetched;
    co_await sleep_until(wall_clock() + fetched->next_try);
    co_return co_await poll(source);
}

Pace pace_of(const Source& source, Instant now)
{
    const auto& config = source.config;
    if (!config.release) return {config.every, std::nullopt};
    return pace(*config.release, config.every, source.state.last_release, now);
}

Result<std::vector<Arrival>> sort_poll(Source& source, Intake& intake, Result<Fetched> fetched)
{
    source.asked = fetched ? fetched->next_try : std::chrono::seconds(0);
    if (!fetched) {
        if (auto noted = in_trouble(source, intake, fetched.error()); !noted)
            return tl::unexpected(noted.error());
        return std::vector<Arrival>{};
    }
    if (fetched->documents.empty()) {
        if (auto noted = intake.note_poll(source, fetched->bookmark.text, wall_clock()); !noted)
            return tl::unexpected(noted.error());
        return std::vector<Arrival>{};
    }
    return arrivals(source, std::move(*fetched));
}

// Its last day has passed: what it told stays, and nobody asks any more.
bool is_over(const Source& source)
{
    const auto today = std::chrono::floor<std::chrono::days>(wall_clock());
    return source.config.until && *source.config.until < today;
}

} // namespace

asio::awaitable<Result<>> first_round(std::vector<Source>& sources, Intake& intake,
                                      const Report& report)
{
    std::vector<Arrival> waiting;
    for (auto& source : sources) {
        if (is_over(source)) continue;
        auto fetched = co_await poll_settled(source);
        auto sorted = sort_poll(source, intake, std::move(fetched));
        if (!sorted) co_return tl::unexpected(sorted.error());
        std::ranges::move(*sorted, std::back_inserter(waiting));
    }
    // Of one day's publications the order is that of the sources' names, the same on every machine.
    std::ranges::stable_sort(waiting, {}, [](const Arrival& arrival) {
        return std::pair(known_since(arrival), std::string_view(arrival.source->config.id));
    });
    for (const auto& arrival : waiting) {
        auto taken = co_await take_in_one(arrival, intake, report);
        if (!taken) co_return taken;
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> watch(Source& source, Intake& intake, const Report& report)
{
    for (;;) {
        const auto now = wall_clock();
        const auto due =
            next_poll(now, pace_of(source, now), source.state.failures, source.asked, chance());
        co_await sleep_until(due);
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return Result<>{};
        if (is_over(source)) continue;
        auto fetched = co_await poll(source);
        auto sorted = sort_poll(source, intake, std::move(fetched));
        if (!sorted) co_return tl::unexpected(sorted.error());
        for (const auto& arrival : *sorted) {
            auto taken = co_await take_in_one(arrival, intake, report);
            if (!taken) co_return taken;
        }
    }
}

asio::awaitable<Result<>> keep_calendar(Intake& intake, const Report& report)
{
    constexpr auto look_again_after = std::chrono::minutes(1);
    for (;;) {
        auto told = intake.send_digests(wall_clock());
        if (!told) co_return tl::unexpected(told.error());
        if (!told->messages.empty()) report(*told);
        co_await sleep_until(wall_clock() + look_again_after);
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return Result<>{};
    }
}

Result<> take_up_accepted(std::vector<Source>& sources, Intake& intake, const Report& report)
{
    auto taken = intake.take_up_accepted(sources, wall_clock());
    if (!taken) return tl::unexpected(taken.error());
    for (const auto& one : *taken) report(one);
    return {};
}

asio::awaitable<Result<>> heed_decisions(std::vector<Source>& sources, Intake& intake,
                                         const Report& report)
{
    constexpr std::chrono::seconds look_again_after{2};
    for (;;) {
        if (auto taken = take_up_accepted(sources, intake, report); !taken) co_return taken;
        co_await sleep_until(wall_clock() + look_again_after);
        const auto cancelled = co_await asio::this_coro::cancellation_state;
        if (cancelled.cancelled() != asio::cancellation_type::none) co_return Result<>{};
    }
}

} // namespace tuermer
