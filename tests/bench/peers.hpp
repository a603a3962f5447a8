// SPDX-License-Identifier: EUPL-1.2
// What the peers said about the shared workload, as the scripts beside this file asked them, and
// the rows that set it beside ours.
#pragma once

#include "tests/bench/table.hpp"
#include "tests/bench/workload.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tuermer::bench {

struct PeerAnswer {
    std::string name, version; // "DuckDB", "1.4.1"
    int runs = 0;
    // Milliseconds of processor time; what a peer was not asked for is absent.
    std::optional<double> all_periods, last_period, replay, read;
    std::optional<double> peak_mib;
    Checksums check; // of the last period
};

// The JSON line in the file; nothing when it is not one (the peer could not be had, or failed).
std::optional<PeerAnswer> peer_answer(const std::filesystem::path& file, const std::string& name);

// Ours, in milliseconds of processor time.
struct OwnReadings {
    double all_periods = 0, new_month = 0;
    std::optional<double> replay; // of ten years, with state
    Checksums check;
};
// pandas and Prometheus for the last point, and Prometheus for the ten years' range query; each
// with a note that says whether its checksums are ours. FOLDER/pandas.json, FOLDER/prometheus.json.
Results beside_peers(const std::filesystem::path& folder, const OwnReadings& ours);

} // namespace tuermer::bench
