// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/xlsx/xlsx.hpp"

#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/xlsx/parts.hpp"

#include <algorithm>

namespace tuermer {
namespace {

using sheets::SheetSettings;

constexpr std::uint64_t usual_growth = 40; // of a sheet's XML when unpacked, at most

Result<> read_sheets(const ZipArchive& archive, const xlsx::Parts& parts,
                     sheets::Workbook& workbook)
{
    const auto styles = xlsx::read_styles(archive, parts.styles_path);
    if (!styles) return tl::unexpected(styles.error());
    const auto strings = xlsx::read_strings(archive, parts.strings_path, workbook);
    if (!strings) return tl::unexpected(strings.error());
    std::uint32_t number = 0;
    for (const auto& sheet : parts.sheets) {
        if (!workbook.wants(++number, sheet.name, sheet.hidden)) continue;
        workbook.begin_sheet(sheet.name, sheet.hidden);
        if (const auto* const part = archive.find(sheet.path))
            workbook.expect(std::min(part->size, part->packed * usual_growth));
        auto read =
            xlsx::read_cells(archive, sheet.path, *strings, *styles, parts.date_base, workbook);
        if (!read) return read;
        workbook.end_sheet();
    }
    return {};
}

} // namespace

Result<ReadTable> read_xlsx(std::string_view bytes, std::string_view, const SheetSettings& settings)
{
    const auto archive = ZipArchive::open(bytes, settings.limits);
    if (!archive) return tl::unexpected(archive.error());
    const auto parts = xlsx::read_parts(*archive);
    if (!parts) return tl::unexpected(parts.error());
    sheets::Workbook workbook{settings};
    if (auto read = read_sheets(*archive, *parts, workbook); !read)
        return tl::unexpected(std::move(read.error()));
    return workbook.finish();
}

std::unique_ptr<Reader> make_xlsx_reader(Settings& settings)
{
    return std::make_unique<ReaderOf<SheetSettings>>(sheets::read_sheet_settings(settings),
                                                     read_xlsx);
}

// The directory at the end names all parts; a file that is cut off still begins as one.
bool recognises_xlsx(std::string_view bytes)
{
    if (!bytes.starts_with("PK\x03\x04")) return false;
    const auto directory = zip_directory(bytes);
    if (!directory.empty()) return directory.find("xl/workbook.xml") != std::string_view::npos;
    constexpr std::size_t name_at = 30;
    return bytes.size() > name_at && bytes.substr(name_at).starts_with("[Content_Types].xml");
}

} // namespace tuermer
