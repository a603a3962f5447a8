// SPDX-License-Identifier: EUPL-1.2
#include "daemon/supervisor.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <systemd/sd-daemon.h>
#include <time.h>

namespace tuermer::supervisor {

namespace asio = boost::asio;

void ready()
{
    sd_notify(0, "READY=1");
}

void status(const std::string& line)
{
    sd_notify(0, ("STATUS=" + line).c_str());
}

void reloading()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now); // sd_notify(3) wants the monotonic time of the reload
    const auto micros = now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
    sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", static_cast<long long>(micros));
}

void stopping()
{
    sd_notify(0, "STOPPING=1");
}

asio::awaitable<void> keep_alive()
{
    std::uint64_t micros = 0;
    const bool watched = sd_watchdog_enabled(0, &micros) > 0;
    const std::chrono::microseconds pause =
        watched ? std::chrono::microseconds(micros / 2) : std::chrono::hours(24);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    const auto quietly = asio::as_tuple(asio::use_awaitable);
    for (;;) {
        if (watched) sd_notify(0, "WATCHDOG=1");
        timer.expires_after(pause);
        const auto [interrupted] = co_await timer.async_wait(quietly);
        if (interrupted) co_return;
    }
}

} // namespace tuermer::supervisor
