// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a PC-Axis file.
#include "connectors/formats/px/px.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    fuzz::check_reader(read_px, fuzz::text_of(bytes, size));
    return 0;
}
