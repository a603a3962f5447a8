// SPDX-License-Identifier: EUPL-1.2
// Work in parts that may be done in any order, and at once. Whoever calls the core may have more
// hands than one (daemon/commands/hands.hpp); the core itself starts no threads.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace tuermer {

class ShareOut {
public:
    using Part = std::function<void(std::size_t number)>; // throws nothing
    // Does the parts numbered from 0, each once, and returns when all are done.
    using Hands = std::function<void(std::size_t parts, const Part& part)>;

    ShareOut() = default; // the caller does all of it, in turn
    ShareOut(std::size_t at_once, Hands hands) : at_once_(at_once), hands_(std::move(hands)) {}

    std::size_t at_once() const { return at_once_; }
    void operator()(std::size_t parts, const Part& part) const
    {
        if (hands_ && parts > 1) {
            hands_(parts, part);
            return;
        }
        for (std::size_t number = 0; number < parts; ++number) part(number);
    }

private:
    std::size_t at_once_ = 1;
    Hands hands_;
};

} // namespace tuermer
