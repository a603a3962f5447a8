// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/apart.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace tuermer {

namespace asio = boost::asio;

// Shared by the loop and the thread; `result` is the thread's until it is done.
struct Apart::Task {
    Task(Work wanted, const asio::any_io_executor& loop) : work(std::move(wanted)), finished(loop)
    {
    }
    Work work;
    std::atomic<bool> unwanted{false}, done{false};
    Result<std::string> result{std::string{}};
    asio::steady_timer finished; // cancelled when it is
};

namespace {

constexpr std::chrono::seconds ending{10}; // how long work may take to notice that it is unwanted

Error took_too_long(std::chrono::seconds limit, std::string where)
{
    return {Remedy::retry,
            say("Nach {} Sekunden (timeout) noch keine vollständige Antwort; abgebrochen.",
                "No whole answer after {} seconds (timeout); stopped.", limit.count()),
            std::move(where)};
}

} // namespace

asio::awaitable<Result<std::string>> Apart::run(Work work, std::chrono::seconds limit,
                                                std::string where)
{
    constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
    if (last_ && !last_->done)
        co_return fail(
            Remedy::retry,
            say("Die Abfrage davor hat noch nicht geendet.", "The query before has not ended yet."),
            std::move(where));
    const auto loop = co_await asio::this_coro::executor;
    const auto task = std::make_shared<Task>(std::move(work), loop);
    last_ = task;
    asio::post(threads_, [task] {
        task->result = task->work(task->unwanted);
        asio::post(task->finished.get_executor(), [task] {
            task->done = true;
            task->finished.cancel();
        });
    });
    struct Withdrawn { // the coroutine was cancelled
        std::shared_ptr<Task> task;
        ~Withdrawn() { task->unwanted = true; }
    };
    const Withdrawn at_the_end{task};
    task->finished.expires_after(limit);
    co_await task->finished.async_wait(quietly);
    if (task->done) co_return std::move(task->result);
    task->unwanted = true;
    task->finished.expires_after(ending);
    co_await task->finished.async_wait(quietly);
    co_return tl::unexpected(took_too_long(limit, std::move(where)));
}

} // namespace tuermer
