// SPDX-License-Identifier: EUPL-1.2
// Series per second of one thread, newest point of 96 months, beside R's: live where it was
// measured in the same run, else as stored.
#pragma once

#include "tests/bench/warning/warning_panel.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tuermer::bench {

struct Speed {
    std::string work;
    double per_second = 0;
    std::string r_call; // empty: R has no such method
    double of_r = 0;    // its series per second
    bool live = false;  // measured in this run
};

// What r_peer.R printed: name and series per second. Empty where there is no such file.
std::map<std::string, double> read_r_speeds(const std::filesystem::path& file);

// On the base series of a panel of months.
std::vector<Speed> speeds(const WarningPanel& panel, const std::map<std::string, double>& r);

std::string table_of(const std::vector<Speed>& speeds);

} // namespace tuermer::bench
