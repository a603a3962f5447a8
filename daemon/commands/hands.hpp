// SPDX-License-Identifier: EUPL-1.2
// The machine's other cores, for commands that judge years of many areas.
#pragma once

#include "rules/base/share_out.hpp"

namespace tuermer {

// The caller and so many others. Others are called when the caller has worked for a millisecond and
// is not done: waking them for less costs more than they bring. Several threads may call at once.
ShareOut with_help(std::size_t others);

// Cores that so many callers at work at the same time leave over help them.
ShareOut across_cores(std::size_t callers);

} // namespace tuermer
