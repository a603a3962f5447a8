// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an old Excel workbook with its container; and, so that the records are reached as
// well, as the records alone, put into a container here.
#include "connectors/formats/xls/xls.hpp"

#include "tests/connectors/formats/containers.hpp"
#include "tests/fuzz/workbooks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto text = fuzz::text_of(bytes, size);
    const auto settings = fuzz::small_settings();
    fuzz::check_workbook(read_xls(text, "a.xls", settings), settings.limits);
    fuzz::check_workbook(read_xls(test::container_of(text), "a.xls", settings), settings.limits);
    return 0;
}
