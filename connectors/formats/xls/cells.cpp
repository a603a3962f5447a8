// SPDX-License-Identifier: EUPL-1.2
// Cells mostly stand in order, but nothing says that they must: they are sorted, and of two in one
// place the later counts.
#include "connectors/formats/xls/cells.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace tuermer::xls {
namespace {

struct PlacedCell {
    std::uint16_t row = 0, column = 0;
    KeptText text;
    bool typed = false;
};

double real_at(std::string_view body, std::size_t at)
{
    return std::bit_cast<double>(std::uint64_t{u32(body, at)} | std::uint64_t{u32(body, at + 4)}
                                                                    << 32U);
}

// [MS-XLS] 2.5.217: 30 bits of a whole or real number, perhaps of its hundredfold.
double short_number(std::uint32_t packed)
{
    const bool hundredfold = (packed & 1U) != 0U, whole = (packed & 2U) != 0U;
    const auto bits = static_cast<std::int32_t>(packed);
    const double value = whole ? static_cast<double>(bits >> 2)
                               : std::bit_cast<double>(std::uint64_t{packed & ~3U} << 32U);
    return hundredfold ? value / 100 : value;
}

std::string_view error_word(std::uint8_t code)
{
    switch (code) {
    case 0x00:
        return "#NULL!";
    case 0x07:
        return "#DIV/0!";
    case 0x0F:
        return "#VALUE!";
    case 0x17:
        return "#REF!";
    case 0x1D:
        return "#NAME?";
    case 0x24:
        return "#NUM!";
    default:
        return "#N/A";
    }
}

class SheetRecords {
public:
    SheetRecords(const WorkbookWide& wide, sheets::Workbook& workbook)
        : wide_(wide), workbook_(workbook), writer_(wide.date_base)
    {
    }

    void take(const Record& record);
    void give();

private:
    std::uint8_t byte_at(std::string_view body, std::size_t at) const
    {
        return at < body.size() ? static_cast<std::uint8_t>(body[at]) : std::uint8_t{0};
    }
    void keep(std::string_view cell, std::string_view text, bool typed)
    {
        place(u16(cell, 0), u16(cell, 2), workbook_.keep(text), text.size(), typed);
    }
    void place(std::uint16_t row, std::uint16_t column, std::uint32_t begin, std::size_t length,
               bool typed)
    {
        cells_.push_back({row, column, {begin, static_cast<std::uint32_t>(length)}, typed});
    }
    void number(std::string_view cell, std::uint16_t column, std::uint16_t style, double value)
    {
        const auto shown =
            style < wide_.styles.size() ? wide_.styles[style] : sheets::Shown::number;
        const auto text = writer_.write(value, shown);
        place(u16(cell, 0), column, workbook_.keep(text), text.size(), true);
    }
    void several(std::string_view body);
    void formula(std::string_view body);
    void truth(std::string_view cell, std::uint8_t value, bool error);
    void shared(std::string_view body);
    void merged(std::string_view body);

    const WorkbookWide& wide_;
    sheets::Workbook& workbook_;
    sheets::NumberWriter writer_;
    std::vector<PlacedCell> cells_;
    std::set<std::uint16_t> hidden_rows_;
    std::string_view awaits_text_; // a formula whose text stands in the next record
};

void SheetRecords::several(std::string_view body)
{
    const auto first = u16(body, 2);
    const auto count = body.size() < 6 ? 0U : (body.size() - 6) / 6;
    for (std::size_t i = 0; i < count; ++i)
        number(body, static_cast<std::uint16_t>(first + i), u16(body, 4 + i * 6),
               short_number(u32(body, 6 + i * 6)));
}

void SheetRecords::truth(std::string_view cell, std::uint8_t value, bool error)
{
    keep(cell, error ? error_word(value) : std::string_view{value != 0 ? "TRUE" : "FALSE"}, true);
}

// [MS-XLS] 2.5.133: the value as computed last.
void SheetRecords::formula(std::string_view body)
{
    constexpr std::uint8_t text = 0, truth_value = 1, error = 2; // 3: an empty text
    if (u16(body, 12) != 0xFFFF) return number(body, u16(body, 2), u16(body, 4), real_at(body, 6));
    const auto kind = byte_at(body, 6);
    if (kind == text) awaits_text_ = body;
    if (kind == truth_value || kind == error) truth(body, byte_at(body, 8), kind == error);
}

void SheetRecords::shared(std::string_view body)
{
    const auto index = u32(body, 6);
    if (index >= wide_.texts.size()) return;
    const auto& text = wide_.texts[index];
    place(u16(body, 0), u16(body, 2), text.begin, text.length, false);
}

void SheetRecords::merged(std::string_view body)
{
    for (std::size_t at = 2; at + 8 <= body.size(); at += 8)
        workbook_.merge({u16(body, at), u16(body, at + 4), u16(body, at + 2), u16(body, at + 6)});
}

void SheetRecords::take(const Record& record)
{
    const auto body = record.body;
    switch (record.kind) {
    case number_record:
        return number(body, u16(body, 2), u16(body, 4), real_at(body, 6));
    case short_number_record:
        return number(body, u16(body, 2), u16(body, 4), short_number(u32(body, 6)));
    case several_numbers_record:
        return several(body);
    case shared_label_record:
        return shared(body);
    case label_record:
    case rich_label_record:
        return keep(body, text_at(body, 6, CountBytes::two, wide_.coding), false);
    case truth_record:
        return truth(body, byte_at(body, 6), byte_at(body, 7) == 1);
    case formula_record:
        return formula(body);
    case text_record:
        if (!awaits_text_.empty())
            keep(awaits_text_, text_at(body, 0, CountBytes::two, wide_.coding), false);
        awaits_text_ = {};
        return;
    case merged_record:
        return merged(body);
    case row_record:
        if ((u16(body, 12) & 0x20U) != 0U) hidden_rows_.insert(u16(body, 0));
        return;
    case columns_record:
        if ((u16(body, 8) & 1U) != 0U) workbook_.hide_columns(u16(body, 0), u16(body, 2));
        return;
    default:
        return;
    }
}

void SheetRecords::give()
{
    const auto before = [](const PlacedCell& a, const PlacedCell& b) {
        return a.row != b.row ? a.row < b.row : a.column < b.column;
    };
    std::stable_sort(cells_.begin(), cells_.end(), before);
    std::optional<std::uint16_t> row;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const auto& cell = cells_[i];
        if (i + 1 < cells_.size() && !before(cell, cells_[i + 1])) continue;
        if (row != cell.row) workbook_.begin_row(cell.row + 1U, hidden_rows_.contains(cell.row));
        row = cell.row;
        workbook_.add_shared(cell.column, cell.text.begin, cell.text.length, cell.typed);
    }
}

} // namespace

Result<> read_sheet(std::string_view stream, std::size_t at, const WorkbookWide& wide,
                    sheets::Workbook& workbook)
{
    RecordStream records{stream, at};
    const auto begin = records.next();
    if (!begin || begin->kind != begin_record)
        return fail(Remedy::mend, say("Ein Tabellenblatt der Excel-Datei steht nicht an seinem "
                                      "Platz; die Datei ist beschädigt.",
                                      "A sheet of the Excel file is not in its place; the file is "
                                      "damaged."));
    SheetRecords sheet{wide, workbook};
    int depth = 1; // charts within a sheet have records of their own
    while (depth > 0) {
        const auto record = records.next();
        if (!record)
            return fail(Remedy::retry,
                        say("Die Excel-Datei bricht mitten in einem Tabellenblatt ab.",
                            "The Excel file breaks off within a sheet."));
        if (record->kind == begin_record) ++depth;
        if (record->kind == end_record) --depth;
        if (depth == 1) sheet.take(*record);
        if (workbook.refusal()) return tl::unexpected(*workbook.refusal());
    }
    sheet.give();
    return {};
}

} // namespace tuermer::xls
