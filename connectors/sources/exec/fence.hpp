// SPDX-License-Identifier: EUPL-1.2
// What a program started here cannot do: gain rights, write files, use more than its share; and,
// where the kernel has Landlock, read anything but programs, libraries and the folders named.
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tuermer::exec {

struct FenceSettings {
    std::vector<std::filesystem::path> readable; // beside /usr, /lib, /bin, /etc and /dev
    bool network = false;                        // may it open TCP connections?
    std::int64_t cpu_seconds = 60;
    std::uint64_t memory_bytes = 2ULL << 30U;
};

// Prepared before the fork, entered after it. Each sandbox there is has its own answer.
class Fence {
public:
    // An error names a folder that is not there. A kernel without Landlock is none.
    static Result<Fence> prepare(const FenceSettings& settings);
    Fence(Fence&& other) noexcept;
    Fence(const Fence&) = delete;
    Fence& operator=(const Fence&) = delete;
    Fence& operator=(Fence&&) = delete;
    ~Fence();

    // In the child, between fork and exec: system calls only. False: it could not be closed, and
    // the program must not start.
    bool enter() const;

    bool guards_files() const { return ruleset_ >= 0; }
    bool guards_network() const { return guards_network_; } // Linux 6.7 and later

private:
    explicit Fence(const FenceSettings& settings) : settings_(settings) {}
    Result<> allow(const std::filesystem::path& path, bool must_exist) const;

    FenceSettings settings_;
    int ruleset_ = -1;
    bool guards_network_ = false;
};

} // namespace tuermer::exec
