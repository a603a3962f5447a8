// SPDX-License-Identifier: EUPL-1.2
// What a GENESIS source remembers between polls: a job outlives the process that ordered it.
#pragma once

#include "rules/base/dates.hpp"

#include <optional>
#include <string>

namespace tuermer::genesis {

struct Job {
    std::string name;
    Instant since;
    std::string signal; // as `Memory::signal`, from before the order
    bool operator==(const Job&) const = default;
};

struct Memory {
    std::string query;            // digest of what was asked; another query begins anew
    std::string signal;           // what the catalogue said before the last download
    std::optional<Instant> taken; // the last download
    std::optional<Job> job;       // ordered, not yet fetched
    std::string leftover;         // a result that was fetched and is to be removed
    bool operator==(const Memory&) const = default;
};

Memory remembered(const std::string& bookmark);
std::string to_bookmark(const Memory& memory);

} // namespace tuermer::genesis
