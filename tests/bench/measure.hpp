// SPDX-License-Identifier: EUPL-1.2
// Time, memory and bandwidth by the operating system's own accounting.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace tuermer::bench {

double milliseconds(const std::function<void()>& work);
// The middle one; of an even number the upper of the two.
double median(std::vector<double> readings);
// The largest resident memory of a process that does only this, in MiB.
std::optional<double> peak_mebibytes(const std::function<void()>& work);
// STREAM's triad (McCalpin 1995), a = b + s × c over arrays far larger than any cache, one thread:
// bytes per millisecond, the best of `runs`.
double triad_bandwidth(int runs);

} // namespace tuermer::bench
