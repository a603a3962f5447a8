// SPDX-License-Identifier: EUPL-1.2
#include "daemon/clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/system_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tuermer {

namespace asio = boost::asio;

Instant wall_clock()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

asio::awaitable<void> sleep_until(Instant when)
{
    asio::system_timer timer(co_await asio::this_coro::executor);
    timer.expires_at(when);
    const auto quietly = asio::as_tuple(asio::use_awaitable);
    co_await timer.async_wait(quietly);
}

} // namespace tuermer
