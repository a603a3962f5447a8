// SPDX-License-Identifier: EUPL-1.2
// The first rows of a long table, copied: what it holds shows in them.
#pragma once

#include "connectors/formats/table.hpp"

namespace tuermer::suggesting {

struct Beginning {
    ReadTable read;
    bool is_all = false;
};
// At most `most_profiled_rows`, and some megabytes of text.
Result<Beginning> beginning_of(TablePortions& portions);

} // namespace tuermer::suggesting
