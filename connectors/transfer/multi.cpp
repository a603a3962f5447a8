// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/multi.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tuermer {
namespace {

constexpr long max_kept_connections = 16;

using boost::asio::steady_timer;

} // namespace

// A socket of curl's on Asio's loop. curl closes it; Asio only looks.
struct Multi::Watch {
    boost::asio::posix::stream_descriptor descriptor;
    int wanted = 0; // CURL_POLL_IN, _OUT, both; 0 once curl has let go
    bool reading = false, writing = false;

    bool wants(Direction direction) const
    {
        return wanted & (direction == Direction::wait_read ? CURL_POLL_IN : CURL_POLL_OUT);
    }
    bool& waiting(Direction direction)
    {
        return direction == Direction::wait_read ? reading : writing;
    }
};

Multi::Multi(boost::asio::any_io_executor executor)
    : executor_(std::move(executor)), timer_(executor_), multi_(curl_multi_init())
{
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Multi::socket_wanted);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Multi::time_wanted);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, max_kept_connections);
}

Multi::~Multi()
{
    close();
}

void Multi::close()
{
    if (!multi_) return;
    while (!runs_.empty()) (*runs_.begin())->finish(CURLE_ABORTED_BY_CALLBACK);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    while (!watches_.empty()) unwatch(watches_.begin()->first);
    timer_.cancel();
    curl_multi_cleanup(multi_);
    multi_ = nullptr;
}

int Multi::socket_wanted(CURL*, curl_socket_t socket, int what, void* self, void*)
{
    auto& multi = *static_cast<Multi*>(self);
    if (what == CURL_POLL_REMOVE)
        multi.unwatch(socket);
    else
        multi.watch(socket, what);
    return 0;
}

// curl must not be entered from here: even "at once" goes through the loop.
int Multi::time_wanted(CURLM*, long milliseconds, void* self)
{
    auto& multi = *static_cast<Multi*>(self);
    multi.timer_.cancel();
    if (milliseconds < 0) return 0;
    multi.timer_.expires_after(std::chrono::milliseconds(milliseconds));
    multi.timer_.async_wait([weak = multi.weak_from_this()](boost::system::error_code error) {
        const auto living = weak.lock();
        if (!error && living) living->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

void Multi::watch(curl_socket_t socket, int what)
{
    auto& watch = watches_[socket];
    if (!watch) {
        watch = std::make_shared<Watch>(Watch{boost::asio::posix::stream_descriptor(executor_)});
        boost::system::error_code error;
        watch->descriptor.assign(socket, error); // on failure curl's time-outs end the transfer
    }
    watch->wanted = what;
    arm(watch);
}

void Multi::unwatch(curl_socket_t socket)
{
    const auto found = watches_.find(socket);
    if (found == watches_.end()) return;
    found->second->wanted = 0;
    if (found->second->descriptor.is_open()) found->second->descriptor.release();
    watches_.erase(found);
}

void Multi::arm(const std::shared_ptr<Watch>& watch)
{
    for (const auto direction : {Direction::wait_read, Direction::wait_write})
        if (watch->wants(direction) && !watch->waiting(direction)) wait(watch, direction);
}

void Multi::wait(const std::shared_ptr<Watch>& watch, Direction direction)
{
    watch->waiting(direction) = true;
    watch->descriptor.async_wait(
        direction, [weak = weak_from_this(), watch, direction](boost::system::error_code error) {
            watch->waiting(direction) = false;
            const auto living = weak.lock();
            if (!error && living) living->ready(watch, direction);
        });
}

void Multi::ready(const std::shared_ptr<Watch>& watch, Direction direction)
{
    if (!watch->wants(direction)) return; // curl has changed its mind meanwhile
    act(watch->descriptor.native_handle(),
        direction == Direction::wait_read ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
    arm(watch);
}

void Multi::act(curl_socket_t socket, int event)
{
    if (!multi_) return;
    int still_running = 0;
    curl_multi_socket_action(multi_, socket, event, &still_running);
    collect_finished();
}

void Multi::collect_finished()
{
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        Run* run = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &run);
        run->finish(message->data.result);
    }
}

Run::Run(std::shared_ptr<Multi> multi, CURL* handle)
    : multi_(std::move(multi)),
      handle_(handle),
      finished_(multi_->executor_, steady_timer::time_point::max())
{
    curl_easy_setopt(handle_, CURLOPT_PRIVATE, this);
    if (multi_->multi_ && curl_multi_add_handle(multi_->multi_, handle_) == CURLM_OK)
        multi_->runs_.insert(this);
    else
        code_ = CURLE_ABORTED_BY_CALLBACK;
}

Run::~Run()
{
    take_off();
}

void Run::take_off()
{
    if (multi_->runs_.erase(this) > 0) curl_multi_remove_handle(multi_->multi_, handle_);
}

void Run::finish(CURLcode code)
{
    code_ = code;
    take_off();
    finished_.cancel();
}

boost::asio::awaitable<CURLcode> perform(std::shared_ptr<Multi> multi, CURL* handle)
{
    constexpr auto quietly = boost::asio::as_tuple(boost::asio::use_awaitable);
    Run run(std::move(multi), handle);
    if (!run.code_) co_await run.finished_.async_wait(quietly);
    co_return run.code_.value_or(CURLE_ABORTED_BY_CALLBACK);
}

} // namespace tuermer
