// SPDX-License-Identifier: EUPL-1.2
// The parts of an XLSX file and what is known before the first cell: which sheets there are, how
// styles show numbers, the shared texts.
#pragma once

#include "connectors/formats/sheets/sheet.hpp"
#include "connectors/formats/sheets/values.hpp"
#include "connectors/formats/xml.hpp"
#include "connectors/formats/zip/archive.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tuermer::xlsx {

struct SheetPart {
    std::string name, path;
    bool hidden = false;
};

struct Parts {
    std::vector<SheetPart> sheets;         // in the order of the workbook
    std::string strings_path, styles_path; // empty: there is none
    sheets::DateBase date_base = sheets::DateBase::year_1900;
};
Result<Parts> read_parts(const ZipArchive& archive);

// By index of a cell's style.
Result<std::vector<sheets::Shown>> read_styles(const ZipArchive& archive, const std::string& path);

struct SharedText {
    std::uint32_t begin = 0, length = 0; // in the workbook's text
};
Result<std::vector<SharedText>> read_strings(const ZipArchive& archive, const std::string& path,
                                             sheets::Workbook& workbook);

Result<> read_cells(const ZipArchive& archive, const std::string& path,
                    const std::vector<SharedText>& strings,
                    const std::vector<sheets::Shown>& styles, sheets::DateBase date_base,
                    sheets::Workbook& workbook);

// One part through the listener; the error names the part.
Result<> read_part(const ZipArchive& archive, const std::string& path, XmlListener& listener);

// A text of several runs (`si`, `is`), phonetic ones left out, raised digits as marks.
class RunText {
public:
    void begin(std::string_view element, XmlAttributes attributes); // local names
    void end(std::string_view element);
    void text(std::string_view piece)
    {
        if (inside_) run_ += piece;
    }
    std::string take(); // and begins anew

private:
    std::string whole_, run_;
    bool inside_ = false, raised_ = false;
    int phonetic_ = 0;
};

} // namespace tuermer::xlsx
