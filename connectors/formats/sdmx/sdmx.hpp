// SPDX-License-Identifier: EUPL-1.2
// SDMX data messages, whatever the service sends: SDMX-CSV 1 and 2, SDMX-ML 2.0, 2.1 and 3.0
// (generic and structure-specific), SDMX-JSON 1 and 2. `format = { kind = "sdmx" }`. Columns are
// the components' ids; OBS_VALUE is "value", OBS_STATUS (or OBS_FLAG) is "status".
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>

namespace tuermer {

struct SdmxSettings {
    ReadLimits limits{};
};

Result<ReadTable> read_sdmx(std::string_view bytes, std::string_view name,
                            const SdmxSettings& settings);

// By the root element, "dataSets", or the header's first term.
bool recognises_sdmx(std::string_view bytes);

std::unique_ptr<Reader> make_sdmx_reader(Settings& settings);

} // namespace tuermer
