// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a file of GENESIS: flat, cube or web table.
#include "connectors/formats/genesis/genesis.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    fuzz::check_reader(read_genesis, fuzz::text_of(bytes, size));
    return 0;
}
