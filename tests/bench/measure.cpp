// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tuermer::bench {

double processor_time(const std::function<void()>& work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
    };
    const auto before = now();
    work();
    return now() - before;
}

double wall_time(const std::function<void()>& work)
{
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before)
        .count();
}

double median(std::vector<double> readings)
{
    const auto middle = readings.begin() + static_cast<std::ptrdiff_t>(readings.size() / 2);
    std::nth_element(readings.begin(), middle, readings.end());
    return *middle;
}

std::optional<double> peak_mebibytes(const std::function<void()>& work)
{
    const auto child = fork();
    if (child < 0) return std::nullopt;
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child || status != 0) return std::nullopt;
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

double triad_bandwidth(int runs)
{
    constexpr std::size_t cells = 8'000'000; // 64 MB each
    std::vector<double> a(cells, 0), b(cells, 1), c(cells, 2);
    double best = 0;
    for (int run = 0; run < runs; ++run) {
        const double scale = 3 + run;
        const auto taken = processor_time([&] {
            for (std::size_t i = 0; i < cells; ++i) a[i] = b[i] + scale * c[i];
        });
        best = std::max(best, 3 * sizeof(double) * cells / taken);
    }
    return best;
}

} // namespace tuermer::bench
