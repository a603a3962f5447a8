// SPDX-License-Identifier: EUPL-1.2
// The process: builds everything from the configuration, runs it, takes it down in reverse.
#pragma once

#include "daemon/intake.hpp"

#include <filesystem>
#include <functional>

namespace tuermer {

struct ServiceOptions {
    std::filesystem::path config = "/etc/tuermer";
    std::filesystem::path state; // empty: as configured
    bool once = false;           // end after the first round and its deliveries
};

// What the first round found, told when it is over.
struct FirstRound {
    const Config* config = nullptr;
    const Knowledge* knowledge = nullptr;
    const Home* home = nullptr;
    std::vector<Taken> taken;
};

struct ServiceWatcher {
    std::function<void(const Taken&)> on_taken = [](const Taken&) {};
    std::function<void(const FirstRound&)> on_first_round = [](const FirstRound&) {};
    std::function<void(const Mistakes&)> on_mistakes = [](const Mistakes&) {};
};

// Runs until SIGTERM or SIGINT (or one round with `once`); SIGHUP reads the configuration again and
// keeps the last good one when the new one has mistakes. The exit code: 0 ended as told, 1 mistakes
// in the configuration, 2 cannot go on.
int run_service(const ServiceOptions& options, const ServiceWatcher& watcher);

} // namespace tuermer
