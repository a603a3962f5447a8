// SPDX-License-Identifier: EUPL-1.2
// The stretch of a row in which the publisher has said anything at all.
#pragma once

#include "rules/series/panel.hpp"

#include <optional>

namespace tuermer {

// A period that has not come yet is not judged: when it comes it is news, not a revision.
inline std::optional<PeriodRange> published(const Panel& panel, std::uint32_t row)
{
    return panel.known(row);
}

} // namespace tuermer
