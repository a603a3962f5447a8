// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an answer in JSON-stat.
#include "connectors/formats/json_stat/json_stat.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    fuzz::check_reader(read_json_stat, fuzz::text_of(bytes, size));
    return 0;
}
