// SPDX-License-Identifier: EUPL-1.2
// The composite's constants.
#include "rules/statistics/composite.hpp"

namespace tuermer::statistics {

CompositeSettings prototype_settings(int frequency)
{
    CompositeSettings settings;
    settings.prior.frequency = frequency;
    settings.guard = frequency == 12 ? 2 : 1;
    settings.least_history = 3;
    settings.mixed_dispersion = false;
    settings.outbreak_limit = frequency == 1 ? 1.6 : 2.5;
    settings.cusum_limit = frequency == 12 ? 3.5 : 2.5;
    return settings;
}

} // namespace tuermer::statistics
