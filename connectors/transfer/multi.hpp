// SPDX-License-Identifier: EUPL-1.2
// libcurl's multi interface on the Asio loop: curl says which sockets and which time it waits for,
// Asio says when they are ready. Everything here runs on the loop's one thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace tuermer {

class Multi : public std::enable_shared_from_this<Multi> {
public:
    explicit Multi(boost::asio::any_io_executor executor);
    ~Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;

    // Takes every handle off and ends all connections. What still waits hears
    // CURLE_ABORTED_BY_CALLBACK.
    void close();

private:
    friend class Run;
    struct Watch;
    using Direction = boost::asio::posix::stream_descriptor::wait_type;

    static int socket_wanted(CURL*, curl_socket_t socket, int what, void* self, void*);
    static int time_wanted(CURLM*, long milliseconds, void* self);
    void watch(curl_socket_t socket, int what);
    void unwatch(curl_socket_t socket);
    void arm(const std::shared_ptr<Watch>& watch);
    void wait(const std::shared_ptr<Watch>& watch, Direction direction);
    void ready(const std::shared_ptr<Watch>& watch, Direction direction);
    void act(curl_socket_t socket, int event);
    void collect_finished();

    boost::asio::any_io_executor executor_;
    boost::asio::steady_timer timer_;
    CURLM* multi_;
    std::map<curl_socket_t, std::shared_ptr<Watch>> watches_;
    std::set<class Run*> runs_;
};

// One handle on its way; destruction takes it off.
class Run {
public:
    Run(std::shared_ptr<Multi> multi, CURL* handle);
    ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

private:
    friend class Multi;
    friend boost::asio::awaitable<CURLcode> perform(std::shared_ptr<Multi> multi, CURL* handle);
    void finish(CURLcode code);
    void take_off();

    std::shared_ptr<Multi> multi_;
    CURL* handle_;
    boost::asio::steady_timer finished_;
    std::optional<CURLcode> code_;
};

// Runs the handle to its end; cancellation of the coroutine answers CURLE_ABORTED_BY_CALLBACK.
boost::asio::awaitable<CURLcode> perform(std::shared_ptr<Multi> multi, CURL* handle);

} // namespace tuermer
