// SPDX-License-Identifier: EUPL-1.2
// Work that blocks (a database, a program) on a thread of its own, so that the loop goes on.
#pragma once

#include "rules/base/result.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace tuermer {

class Apart {
public:
    // Answers bytes, or why there are none. `unwanted` turns true when time is up or nobody waits
    // any more; the work looks at it often and ends then.
    using Work = std::function<Result<std::string>(const std::atomic<bool>& unwanted)>;

    // An error after `limit`, or where the work before has not ended yet although it should have.
    boost::asio::awaitable<Result<std::string>> run(Work work, std::chrono::seconds limit,
                                                    std::string where);

private:
    struct Task;
    boost::asio::thread_pool threads_{1};
    std::shared_ptr<Task> last_;
};

} // namespace tuermer
