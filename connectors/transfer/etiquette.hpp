// SPDX-License-Identifier: EUPL-1.2
// How a host is treated, so that no statistics office regrets having an interface: a pause between
// requests, a daily budget, and its own wish to be left alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace tuermer {

struct Manners {
    std::chrono::milliseconds pause{0}; // from an answer to the next request
    std::uint32_t requests_per_day = 0; // in any 24 hours; 0: as many as wanted
    bool operator==(const Manners&) const = default;
};

// For every host, and for those that ask for something else (names in lower case).
struct Etiquette {
    Manners usual;
    std::map<std::string, Manners, std::less<>> hosts;
};

// What a process before this one asked of a host.
struct AskedBefore {
    std::string host;
    std::chrono::seconds ago{0};
};

} // namespace tuermer
