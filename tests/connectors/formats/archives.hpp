// SPDX-License-Identifier: EUPL-1.2
// Archives and workbooks made of texts, so that a test shows what is in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer::test {

using Members = std::vector<std::pair<std::string, std::string>>; // name, content

inline std::uint32_t checksum(std::string_view bytes) // CRC-32 of ZIP
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

inline void put(std::string& bytes, std::uint64_t value, int count)
{
    for (int i = 0; i < count; ++i)
        bytes += i < 8 ? static_cast<char>(value >> (8 * i) & 0xFFU) : '\0';
}

// A ZIP whose members are not packed (APPNOTE 4.3).
inline std::string zip_of(const Members& members)
{
    std::string file, directory;
    for (const auto& [name, content] : members) {
        std::string sizes;
        put(sizes, checksum(content), 4);
        put(sizes, content.size(), 4);
        put(sizes, content.size(), 4);
        put(sizes, name.size(), 2);
        put(sizes, 0, 2);
        directory += std::string{"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\x21\0", 16} + sizes;
        put(directory, 0, 10);
        put(directory, file.size(), 4);
        directory += name;
        file += std::string{"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0", 14} + sizes + name + content;
    }
    std::string end{"PK\x05\x06\0\0\0\0", 8};
    put(end, members.size(), 2);
    put(end, members.size(), 2);
    put(end, directory.size(), 4);
    put(end, file.size(), 4);
    put(end, 0, 2);
    return file + directory + end;
}

struct XlsxParts {
    std::string sheet;        // what stands in <worksheet>
    std::string strings = ""; // what stands in <sst>
    std::string styles = "";  // what stands in <styleSheet>
    std::string workbook_properties = "";
    std::string second_sheet = "";
    std::string first_state = ""; // state="hidden"
};

inline std::string xlsx_of(const XlsxParts& parts)
{
    const std::string relation =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relationship = [&](const std::string& id, const std::string& kind,
                                  const std::string& target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + relation + kind + "\" Target=\"" +
               target + "\"/>";
    };
    const bool two = !parts.second_sheet.empty();
    Members members = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships>" + relationship("r", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"},
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"x\">" + parts.workbook_properties + "<sheets><sheet name=\"Daten\" " +
             parts.first_state + " r:id=\"r1\"/>" +
             (two ? "<sheet name=\"Notizen\" r:id=\"r2\"/>" : "") + "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>" + relationship("r1", "worksheet", "worksheets/sheet1.xml") +
             relationship("r2", "worksheet", "worksheets/sheet2.xml") +
             relationship("r3", "sharedStrings", "sharedStrings.xml") +
             relationship("r4", "styles", "styles.xml") + "</Relationships>"},
        {"xl/worksheets/sheet1.xml", "<worksheet>" + parts.sheet + "</worksheet>"},
        {"xl/sharedStrings.xml", "<sst>" + parts.strings + "</sst>"},
        {"xl/styles.xml", "<styleSheet>" + parts.styles + "</styleSheet>"}};
    if (two)
        members.emplace_back("xl/worksheets/sheet2.xml",
                             "<worksheet>" + parts.second_sheet + "</worksheet>");
    return zip_of(members);
}

inline std::string ods_of(const std::string& styles, const std::string& tables)
{
    return zip_of(
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
         {"content.xml",
          "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" "
          "xmlns:style=\"s\" xmlns:draw=\"d\"><office:automatic-styles>" +
              styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
              "</office:spreadsheet></office:body></office:document-content>"}});
}

} // namespace tuermer::test
