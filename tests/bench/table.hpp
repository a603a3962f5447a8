// SPDX-License-Identifier: EUPL-1.2
// The benchmarks' result: one row per work, beside a peer where there is one, for people (Markdown)
// and for programs (JSON).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tuermer::bench {

// What a goal asks of a row.
struct Goal {
    enum class Of : std::uint8_t {
        ratio, // peer / ours, at least
        ours,  // at most
    } of = Of::ratio;
    double bound = 0;
};

struct Row {
    std::string work, peer; // peer: empty where there is none
    std::string unit = "ms";
    std::optional<double> ours, of_peer;
    std::optional<Goal> goal;

    std::optional<double> ratio() const; // peer / ours: how many times faster or smaller
    std::optional<bool> met() const;     // nothing without a goal, or without what it compares with
};

struct Results {
    std::vector<Row> rows;
    std::vector<std::string> notes;
};

std::string markdown(const Results& results);
std::string json(const Results& results);

} // namespace tuermer::bench
