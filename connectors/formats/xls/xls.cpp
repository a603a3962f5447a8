// SPDX-License-Identifier: EUPL-1.2
// First what holds for the whole workbook, then the sheets, each at its place in the stream.
#include "connectors/formats/xls/xls.hpp"

#include "connectors/formats/encoding.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/sheets/values.hpp"
#include "connectors/formats/xls/cells.hpp"
#include "connectors/formats/xls/records.hpp"

#include <fmt/core.h>

namespace tuermer {
namespace {

using sheets::SheetSettings;
using namespace xls;

constexpr std::uint16_t biff8 = 0x0600, biff5 = 0x0500;

Error protected_by_password()
{
    return {Remedy::mend,
            say("Die Excel-Datei ist verschlüsselt. Bitte ohne Kennwort und ohne „Arbeitsmappe "
                "schützen“ speichern.",
                "The Excel file is encrypted. Please save it without password and without "
                "'protect workbook'."),
            ""};
}

Error no_workbook(const Compound& file)
{
    if (file.has("EncryptedPackage")) return protected_by_password();
    if (file.has("WordDocument"))
        return {Remedy::mend,
                say("Das ist ein Word-Dokument, keine Tabelle.",
                    "This is a Word document, not a table."),
                ""};
    return {Remedy::mend,
            say("Das ist eine alte Office-Datei (OLE2), aber keine Excel-Arbeitsmappe.",
                "This is an old Office file (OLE2), but no Excel workbook."),
            ""};
}

struct SheetPlace {
    std::string name;
    std::uint32_t at = 0;
    bool hidden = false, cells = true; // a chart has none
};

// What the records before the first sheet say.
class Globals {
public:
    Result<> read(std::string_view stream, sheets::Workbook& workbook);

    std::vector<SheetPlace> sheets;
    WorkbookWide wide;

private:
    Result<> take(const Record& record, RecordStream& records, sheets::Workbook& workbook);
    void take_sheet(std::string_view body);
    void settle_styles();

    std::map<std::uint32_t, sheets::Shown> formats_;
    std::vector<std::uint32_t> style_formats_;
    std::vector<bool> raised_fonts_;
};

Result<> Globals::read(std::string_view stream, sheets::Workbook& workbook)
{
    RecordStream records{stream};
    const auto begin = records.next();
    const auto version = begin && begin->kind == begin_record ? u16(begin->body, 0) : 0U;
    if (version != biff8 && version != biff5)
        return fail(Remedy::mend,
                    say("Diese Excel-Datei ist älter als Excel 5 (1993) oder beschädigt.",
                        "This Excel file is older than Excel 5 (1993) or damaged."));
    if (version == biff5) wide.coding.eight_bit = "windows-1252";
    while (const auto record = records.next()) {
        if (record->kind == end_record) break;
        if (auto taken = take(*record, records, workbook); !taken) return taken;
        if (workbook.refusal()) return tl::unexpected(*workbook.refusal());
    }
    settle_styles();
    return {};
}

void Globals::take_sheet(std::string_view body)
{
    if (body.size() < 8) return;
    SheetPlace place;
    place.at = u32(body, 0);
    place.hidden = (static_cast<unsigned char>(body[4]) & 0x03U) != 0U;
    place.cells = body[5] == 0;
    place.name = text_at(body, 6, CountBytes::one, wide.coding);
    sheets.push_back(std::move(place));
}

Result<> Globals::take(const Record& record, RecordStream& records, sheets::Workbook& workbook)
{
    const auto body = record.body;
    const bool old = !wide.coding.eight_bit.empty();
    switch (record.kind) {
    case password_record:
        return tl::unexpected(protected_by_password());
    case code_page_record:
        if (old && u16(body, 0) >= 437 && u16(body, 0) < 1'200)
            wide.coding.eight_bit = fmt::format("cp{}", u16(body, 0));
        if (old && !known_encoding(wide.coding.eight_bit)) wide.coding.eight_bit = "windows-1252";
        break;
    case date_mode_record:
        if (u16(body, 0) == 1) wide.date_base = sheets::DateBase::year_1904;
        break;
    case font_record:
        raised_fonts_.push_back(u16(body, 8) == 1);
        break;
    case format_record:
        formats_[u16(body, 0)] = sheets::shown_by_code(
            text_at(body, 2, old ? CountBytes::one : CountBytes::two, wide.coding));
        break;
    case style_record:
        style_formats_.push_back(u16(body, 2));
        break;
    case sheet_record:
        take_sheet(body);
        break;
    case shared_texts_record: {
        SharedTexts texts{records.with_continued(body), raised_fonts_};
        while (const auto text = texts.next()) {
            const auto begin = workbook.keep(*text);
            wide.texts.push_back({begin, static_cast<std::uint32_t>(text->size())});
            if (workbook.refusal() || wide.texts.size() == texts.count()) break;
        }
        break;
    }
    default:
        break;
    }
    return {};
}

void Globals::settle_styles()
{
    for (const auto format : style_formats_) {
        const auto own = formats_.find(format);
        wide.styles.push_back(own == formats_.end() ? sheets::shown_by_builtin(format)
                                                    : own->second);
    }
}

} // namespace

Result<ReadTable> read_xls(std::string_view bytes, std::string_view, const SheetSettings& settings)
{
    const auto file = Compound::open(bytes);
    if (!file) return tl::unexpected(file.error());
    const auto* const name = file->has("Workbook") ? "Workbook" : "Book";
    if (!file->has(name)) return tl::unexpected(no_workbook(*file));
    const auto stream = file->stream(name);
    if (!stream) return tl::unexpected(stream.error());
    sheets::Workbook workbook{settings};
    Globals globals;
    if (auto read = globals.read(*stream, workbook); !read)
        return tl::unexpected(std::move(read.error()));
    std::uint32_t number = 0;
    for (const auto& sheet : globals.sheets) {
        if (!workbook.wants(++number, sheet.name, sheet.hidden) || !sheet.cells) continue;
        workbook.begin_sheet(sheet.name, sheet.hidden);
        if (auto read = read_sheet(*stream, sheet.at, globals.wide, workbook); !read)
            return tl::unexpected(std::move(read.error()));
        workbook.end_sheet();
    }
    return workbook.finish();
}

std::unique_ptr<Reader> make_xls_reader(Settings& settings)
{
    return std::make_unique<ReaderOf<SheetSettings>>(sheets::read_sheet_settings(settings),
                                                     read_xls);
}

bool recognises_xls(std::string_view bytes)
{
    return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

} // namespace tuermer
