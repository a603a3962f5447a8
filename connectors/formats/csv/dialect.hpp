// SPDX-License-Identifier: EUPL-1.2
// What a CSV text's beginning says of the whole: its notation, and what the columns are called.
#pragma once

#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/encoding.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::csv {

struct Opening {
    Dialect dialect;
    std::vector<std::string> columns;
    std::size_t record_bytes = 0; // of a record, in the mean; 0: there is none
};

// `beginning`: more than `sample_bytes` of it, or all. The settings go before what is guessed.
Result<Opening> opening_of(std::string_view beginning, const Encoding& encoding,
                           const CsvSettings& settings);

} // namespace tuermer::csv
