// SPDX-License-Identifier: EUPL-1.2
// A detector that judges chance by an interval, and can say how probable a movement is besides.
#pragma once

#include "rules/detectors/detector.hpp"

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

} // namespace tuermer
