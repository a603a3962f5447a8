// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/hands.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <latch>
#include <memory>
#include <thread>

namespace tuermer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto worth_waking = std::chrono::milliseconds(1);

// A hand that comes late finds nothing left, and does not touch what the caller has gone on from.
class Job {
public:
    Job(std::size_t parts, std::size_t done, const ShareOut::Part& part)
        : parts_(parts), part_(part), next_(done), left_(static_cast<std::ptrdiff_t>(parts - done))
    {
    }
    void work()
    {
        for (auto number = next_++; number < parts_; number = next_++) {
            part_(number);
            left_.count_down();
        }
    }
    void wait() const { left_.wait(); }

private:
    std::size_t parts_;
    const ShareOut::Part& part_;
    std::atomic<std::size_t> next_;
    std::latch left_;
};

// How many of the parts are done when that would have been worth waking others.
std::size_t done_alone(std::size_t parts, const ShareOut::Part& part)
{
    const auto begin = Clock::now();
    std::size_t done = 0;
    while (done < parts && Clock::now() - begin < worth_waking) part(done++);
    return done;
}

} // namespace

ShareOut with_help(std::size_t others)
{
    if (others == 0) return {};
    auto helpers = std::make_shared<boost::asio::thread_pool>(others);
    return {others + 1, [helpers, others](std::size_t parts, const ShareOut::Part& part) {
                const auto done = done_alone(parts, part);
                if (done == parts) return;
                const auto job = std::make_shared<Job>(parts, done, part);
                for (std::size_t i = 0; i < std::min(others, parts - done); ++i)
                    boost::asio::post(*helpers, [job] { job->work(); });
                job->work();
                job->wait();
            }};
}

ShareOut across_cores(std::size_t callers)
{
    const std::size_t cores = std::thread::hardware_concurrency();
    return with_help(cores - std::min(cores, callers));
}

} // namespace tuermer
