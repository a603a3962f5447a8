// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/core.h>
#include <unistd.h>

namespace tuermer {

namespace {

constexpr int width = 30;

std::string bar(int percent)
{
    std::string cells;
    for (int i = 0; i < width; ++i) cells += i * 100 < percent * width ? "█" : "░";
    return cells;
}

} // namespace

Progress::Progress(Text what, Language language)
    : what_(what.in(language)), on_terminal_(::isatty(STDERR_FILENO) == 1)
{
}

void Progress::show(double share)
{
    if (!on_terminal_) return;
    const auto percent = static_cast<int>(100 * std::clamp(share, 0.0, 1.0));
    if (percent == shown_) return;
    shown_ = percent;
    fmt::print(stderr, "\r{} {} {} %", what_, bar(percent), percent);
    std::fflush(stderr);
}

void Progress::end()
{
    if (shown_ < 0) return;
    shown_ = -1;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
}

} // namespace tuermer
