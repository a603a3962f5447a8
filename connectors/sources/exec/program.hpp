// SPDX-License-Identifier: EUPL-1.2
// One run of a program: no shell, no environment, a process group of its own, what it prints within
// limits.
#pragma once

#include "connectors/sources/exec/fence.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace tuermer::exec {

struct ProgramOrder {
    std::string program; // full path
    std::vector<std::string> arguments;
    FenceSettings fence;
    std::uint64_t byte_limit = 0;
};

// What it printed on its standard output, where it ended with 0. Else an error with the end of what
// it said on standard error; 75 (EX_TEMPFAIL, sysexits.h) means: later again. All processes of its
// group are killed at the end, whatever happens.
Result<std::string> run_program(const ProgramOrder& order, const std::atomic<bool>& unwanted);

} // namespace tuermer::exec
