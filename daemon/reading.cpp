// SPDX-License-Identifier: EUPL-1.2
#include "daemon/reading.hpp"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <future>
#include <memory>

namespace tuermer {

namespace asio = boost::asio;

namespace {

// Shared by the loop and the thread.
struct Reading {
    explicit Reading(const asio::any_io_executor& loop)
        : finished(loop, asio::steady_timer::time_point::max())
    {
    }
    std::atomic<bool> unwanted{false};
    bool done = false;           // the loop's
    asio::steady_timer finished; // cancelled when it is
};

// A document's bytes, for as long as anybody wants them.
class WantedBytes final : public ByteSource {
public:
    WantedBytes(SharedBytes bytes, std::shared_ptr<const Reading> reading)
        : bytes_(std::move(bytes)), reading_(std::move(reading))
    {
    }
    std::uint64_t size() const override { return bytes_->size(); }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> to) const override
    {
        if (!reading_->unwanted) return bytes_->read(offset, to);
        return fail(Remedy::retry, {"Das Lesen wurde abgebrochen.", "Reading was stopped."});
    }

private:
    SharedBytes bytes_;
    std::shared_ptr<const Reading> reading_;
};

Result<Release> read_on_thread(const Intake& intake, const Source& source, const Document& document,
                               std::shared_ptr<Reading> reading)
{
    struct AtTheEnd {
        std::shared_ptr<Reading> reading;
        ~AtTheEnd()
        {
            const auto loop = reading->finished.get_executor();
            asio::post(loop, [reading = std::move(reading)] {
                reading->done = true;
                reading->finished.cancel();
            });
        }
    };
    const AtTheEnd at_the_end{std::move(reading)};
    return intake.read(source, document);
}

asio::awaitable<Result<Release>> read_aside(const Intake& intake, const Source& source,
                                            Document document)
{
    constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
    const auto loop = co_await asio::this_coro::executor;
    const auto reading = std::make_shared<Reading>(loop);
    document.bytes = std::make_shared<WantedBytes>(std::move(document.bytes), reading);
    auto release = std::async(std::launch::async, &read_on_thread, std::cref(intake),
                              std::cref(source), std::cref(document), reading);
    struct Withdrawn { // before the thread is waited for, however this ends
        std::shared_ptr<Reading> reading;
        ~Withdrawn() { reading->unwanted = true; }
    };
    const Withdrawn at_the_end{reading};
    co_await reading->finished.async_wait(quietly);
    if (reading->done) co_return release.get();
    reading->unwanted = true;
    co_await asio::this_coro::throw_if_cancelled(false);
    while (!reading->done) co_await reading->finished.async_wait(quietly);
    co_await asio::this_coro::throw_if_cancelled(true);
    throw boost::system::system_error(asio::error::operation_aborted);
}

bool is_large(const Document& document)
{
    return !document.bytes->whole();
}

} // namespace

asio::awaitable<Result<Release>> read(const Intake& intake, const Source& source, Document document)
{
    if (is_large(document)) co_return co_await read_aside(intake, source, std::move(document));
    co_return intake.read(source, document);
}

} // namespace tuermer
