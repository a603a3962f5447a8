// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "rules/base/share_out.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace tuermer::testing {

// Three threads, and whoever shares out waits.
inline ShareOut among_threads()
{
    return {3, [](std::size_t parts, const ShareOut::Part& part) {
                std::atomic<std::size_t> next = 0;
                const auto work = [&] {
                    for (auto number = next++; number < parts; number = next++) part(number);
                };
                std::vector<std::thread> threads;
                for (int i = 0; i < 3; ++i) threads.emplace_back(work);
                for (auto& thread : threads) thread.join();
            }};
}

} // namespace tuermer::testing
