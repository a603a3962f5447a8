// SPDX-License-Identifier: EUPL-1.2
// A loop with a Transfer, and the way to wait for a coroutine from a test.
#pragma once

#include "connectors/transfer/http.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stdexcept>

namespace tuermer::testing {

// A proxy of the machine's environment must not stand between a test and its server on loopback.
inline bool forget_proxies()
{
    for (const auto* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        ::unsetenv(name);
    return true;
}

class Loop {
    const bool without_proxies_ = forget_proxies();

public:
    boost::asio::io_context context;
    Transfer transfer{context.get_executor()};

    template <class T>
    T wait(boost::asio::awaitable<T> work)
    {
        std::optional<T> result;
        start(std::move(work), result);
        run();
        if (!result) throw std::runtime_error("the coroutine did not end");
        return std::move(*result);
    }

    // Cancels the work after a while; the time until everything has ended comes back.
    template <class T>
    std::chrono::milliseconds cancel(boost::asio::awaitable<T> work,
                                     std::chrono::milliseconds after)
    {
        boost::asio::cancellation_signal signal;
        boost::asio::steady_timer timer(context, after);
        timer.async_wait([&](auto) { signal.emit(boost::asio::cancellation_type::all); });
        boost::asio::co_spawn(context, std::move(work),
                              boost::asio::bind_cancellation_slot(
                                  signal.slot(), [](std::exception_ptr, const T&) {}));
        const auto start_time = std::chrono::steady_clock::now();
        run();
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start_time);
    }

    template <class T>
    void start(boost::asio::awaitable<T> work, std::optional<T>& result)
    {
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr failure, T value) {
            if (failure) std::rethrow_exception(failure);
            result = std::move(value);
        });
    }

    void run()
    {
        context.restart();
        context.run();
    }
};

} // namespace tuermer::testing
