// SPDX-License-Identifier: EUPL-1.2
// The records of a workbook stream ([MS-XLS], BIFF8; BIFF5 of Excel 5 and 95 alike), and the texts
// in them, which may go on in the records that follow.
#pragma once

#include "connectors/formats/xls/compound.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer::xls {

// The kinds of records that hold what a table needs ([MS-XLS] 2.3).
enum RecordKind : std::uint16_t {
    formula_record = 0x0006,
    end_record = 0x000A,
    date_mode_record = 0x0022,
    password_record = 0x002F,
    font_record = 0x0031,
    continue_record = 0x003C,
    code_page_record = 0x0042,
    columns_record = 0x007D,
    sheet_record = 0x0085,
    several_numbers_record = 0x00BD,
    rich_label_record = 0x00D6,
    style_record = 0x00E0,
    merged_record = 0x00E5,
    shared_texts_record = 0x00FC,
    shared_label_record = 0x00FD,
    number_record = 0x0203,
    label_record = 0x0204,
    truth_record = 0x0205,
    text_record = 0x0207,
    row_record = 0x0208,
    short_number_record = 0x027E,
    format_record = 0x041E,
    begin_record = 0x0809,
};

struct Record {
    std::uint16_t kind = 0;
    std::string_view body;
};

class RecordStream {
public:
    explicit RecordStream(std::string_view stream, std::size_t at = 0) : stream_(stream), at_(at) {}
    std::optional<Record> next(); // nothing at the end, also where it is cut off
    // The body read last and those of the CONTINUE records behind it.
    std::vector<std::string_view> with_continued(std::string_view body);

private:
    std::string_view stream_;
    std::size_t at_;
};

// How 8-bit texts of BIFF5 are encoded, an ICU name; empty: BIFF8, which has 16-bit texts.
struct TextCoding {
    std::string eight_bit;
};
// A text with its count of characters before it, in 1 or 2 bytes.
enum class CountBytes : std::uint8_t { one = 1, two = 2 };
std::string text_at(std::string_view body, std::size_t at, CountBytes count,
                    const TextCoding& coding);

// The shared texts, one by one, over the borders of records. `raised` are the fonts that stand
// above the line.
class SharedTexts {
public:
    SharedTexts(std::vector<std::string_view> bodies, const std::vector<bool>& raised);
    std::uint32_t count() const { return count_; } // as claimed
    std::optional<std::string> next();             // nothing where the record ends before

private:
    struct Run {
        std::uint16_t from = 0, font = 0;
    };
    bool at_end() const { return body_ == bodies_.size(); }
    void step();
    std::uint8_t byte();
    std::uint16_t number16();
    std::uint32_t number32();
    std::u16string characters(std::size_t count, bool wide);
    std::string with_marks(const std::u16string& text, const std::vector<Run>& runs) const;

    std::vector<std::string_view> bodies_;
    const std::vector<bool>& raised_;
    std::size_t body_ = 0, at_ = 0;
    std::uint32_t count_ = 0;
};

} // namespace tuermer::xls
