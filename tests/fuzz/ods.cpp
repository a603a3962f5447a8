// SPDX-License-Identifier: EUPL-1.2
// Any text as the tables of an OpenDocument spreadsheet.
#include "connectors/formats/ods/ods.hpp"

#include "tests/connectors/formats/archives.hpp"
#include "tests/fuzz/workbooks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const std::string tables{fuzz::text_of(bytes, size)};
    const auto settings = fuzz::small_settings();
    fuzz::check_workbook(read_ods(test::ods_of("", tables), "a.ods", settings), settings.limits);
    return 0;
}
