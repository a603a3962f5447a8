// SPDX-License-Identifier: EUPL-1.2
// Any bytes as JSON records and as PxWeb's JSON.
#include "connectors/formats/rows/rows.hpp"
#include "connectors/formats/pxweb/pxweb.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto text = fuzz::text_of(bytes, size);
    fuzz::check_reader(read_rows, text);
    fuzz::check_reader(read_pxweb_json, text);
    return 0;
}
