// SPDX-License-Identifier: EUPL-1.2
// Any texts as the parts of an XLSX workbook, parted by lines "--": the sheet, the shared texts,
// the styles, the workbook's properties. Packed here, so that the reader sees XML and not noise.
#include "connectors/formats/xlsx/xlsx.hpp"

#include "tests/connectors/formats/archives.hpp"
#include "tests/fuzz/workbooks.hpp"

namespace {

std::string take_part(std::string_view& text)
{
    constexpr std::string_view parting = "\n--\n";
    const auto end = std::min(text.find(parting), text.size());
    std::string part{text.substr(0, end)};
    text.remove_prefix(std::min(end + parting.size(), text.size()));
    return part;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    auto text = fuzz::text_of(bytes, size);
    test::XlsxParts parts;
    parts.sheet = take_part(text);
    parts.strings = take_part(text);
    parts.styles = take_part(text);
    parts.workbook_properties = take_part(text);
    const auto settings = fuzz::small_settings();
    fuzz::check_workbook(read_xlsx(test::xlsx_of(parts), "a.xlsx", settings), settings.limits);
    return 0;
}
