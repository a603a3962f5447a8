// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an SDMX message: CSV, XML or JSON.
#include "connectors/formats/sdmx/sdmx.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    fuzz::check_reader(read_sdmx, fuzz::text_of(bytes, size));
    return 0;
}
