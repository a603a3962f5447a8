// SPDX-License-Identifier: EUPL-1.2
// A detector that judges chance by an interval, and can say how probable a movement is besides.
#pragma once

#include "rules/detectors/detector.hpp"

#include <functional>
#include <optional>

namespace tuermer {

class KnowsChance {
public:
    virtual ~KnowsChance() = default;
    // How probable a movement as large, in the direction looked for, is by chance alone
    // (one-sided); nothing where chance is not judged. Costs some thirty assessments: asked of what
    // fires only.
    virtual std::optional<double> p_value(const Sight& sight) const = 0;
};

// Whether the interval with confidence 1 - alpha still leaves chance out; nothing where there is no
// interval.
using ExcludesChance = std::function<std::optional<bool>(double alpha)>;

// The interval turned round: the widest one that still leaves chance out (Newcombe's, Wilson's, the
// exact ratio's … whichever fits the figures) belongs to the p-value, one-sided: half its alpha.
std::optional<double> p_value_by_interval(const ExcludesChance& excludes_chance);

} // namespace tuermer
