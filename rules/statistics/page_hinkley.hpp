// SPDX-License-Identifier: EUPL-1.2
// The Page–Hinkley test (Page, Biometrika 1954; Gama et al., ACM Computing Surveys 2014): how far
// the running sum of deviations from the running mean has left its lowest (highest) point. Reads
// one value after the other and never ahead.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tuermer::statistics {

struct PageHinkleySettings {
    double tolerance = 0.25; // deviations up to here do not count; in units of the series
    double limit = 6;        // beyond it: alarm; in units of the series
    double memory = 1;       // the sum shrinks by this factor each step; 1: never
};

class PageHinkley {
public:
    explicit PageHinkley(const PageHinkleySettings& settings) : settings_(settings) {}

    void observe(double value); // a gap changes nothing

    double up() const { return up_ - lowest_; }
    double down() const { return highest_ - down_; }
    bool alarm_up() const { return up() > settings_.limit; }
    bool alarm_down() const { return down() > settings_.limit; }

private:
    PageHinkleySettings settings_;
    double seen_ = 0, mean_ = 0;
    double up_ = 0, lowest_ = 0;
    double down_ = 0, highest_ = 0;
};

// The statistics after each period; alarms do not reset them. A gap is never an alarm.
struct PageHinkleyPath {
    std::vector<double> up, down;
    std::vector<bool> alarm_up, alarm_down;
};
// Nothing where a sum overflows.
std::optional<PageHinkleyPath> page_hinkley(std::span<const double> series,
                                            const PageHinkleySettings& settings);

} // namespace tuermer::statistics
