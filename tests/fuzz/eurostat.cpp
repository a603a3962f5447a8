// SPDX-License-Identifier: EUPL-1.2
// Any bytes as Eurostat's TSV.
#include "connectors/formats/eurostat/eurostat.hpp"
#include "tests/fuzz/table_promises.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    fuzz::check_reader(read_eurostat_tsv, fuzz::text_of(bytes, size));
    return 0;
}
