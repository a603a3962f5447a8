// SPDX-License-Identifier: EUPL-1.2
// Time, memory and bandwidth by the operating system's own accounting.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace tuermer::bench {

using Stopwatch = double (*)(const std::function<void()>& work); // milliseconds
double wall_time(const std::function<void()>& work);
// User and system time of this process: for one thread the wall time of an idle machine, and hardly
// more on a busy one.
double processor_time(const std::function<void()>& work);
// The middle one; of an even number the upper of the two.
double median(std::vector<double> readings);
// The largest resident memory of a process that does only this, in MiB.
std::optional<double> peak_mebibytes(const std::function<void()>& work);
// STREAM's triad (McCalpin 1995), a = b + s × c over arrays far larger than any cache, one thread:
// bytes per millisecond, the best of `runs`.
double triad_bandwidth(int runs);

} // namespace tuermer::bench
