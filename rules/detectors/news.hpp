// SPDX-License-Identifier: EUPL-1.2
// Whether a yearly row wanders, and whether its newest change is then news. A dozen figures are too
// few for the composite to tell a steady level from one that drifts: a stock that has left its
// trend stays off it, year after year, and only a change beyond its usual ones says anything. (Von
// Neumann's ratio of successive differences, Annals of Mathematical Statistics 1941; Student's t of
// a new observation among the changes before it; on the log or logit scale.)
#pragma once

#include "rules/detectors/row_series.hpp"

#include <optional>

namespace tuermer {

struct NewestChange {
    // Mean square of the changes before, over that of the distances from their straight line:
    // about 2 where years are independent, towards 0 where each continues the one before.
    double ratio = 2;
    // Standard errors by which the newest change goes beyond the mean of those before it, towards
    // the judged side.
    double t = 0;
};

// Nothing without the figure before, with fewer than six changes before it, or where they are all
// alike.
std::optional<NewestChange> newest_change(const RowSeries& row, int at, bool rises);

} // namespace tuermer
