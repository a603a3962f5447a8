// SPDX-License-Identifier: EUPL-1.2
// The container of old Office files around one stream "Workbook", and records to put into it.
#pragma once

#include "tests/connectors/formats/archives.hpp"

#include <string>
#include <string_view>

namespace tuermer::test {

// Sectors of 512 bytes: table, directory, then the stream ([MS-CFB] 2). At most some 60 kB.
inline std::string container_of(std::string_view stream)
{
    constexpr std::size_t sector = 512, smallest = 4'096;
    std::string content{stream.substr(0, 120 * sector)};
    content.resize(std::max((content.size() + sector - 1) / sector * sector, smallest));
    const auto sectors = content.size() / sector;
    std::string header{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};
    header.resize(24);
    put(header, 0x0003003E, 4);
    put(header, 0x0009FFFE, 4);
    put(header, 6, 4);
    header.resize(44);
    put(header, 1, 4); // sectors of the table
    put(header, 1, 4); // where the directory begins
    header.resize(56);
    put(header, smallest, 4);
    put(header, 0xFFFFFFFEU, 4);
    put(header, 0, 4);
    put(header, 0xFFFFFFFEU, 4);
    put(header, 0, 4);
    put(header, 0, 4); // the table's own sector
    while (header.size() < sector) put(header, 0xFFFFFFFFU, 4);
    std::string table;
    put(table, 0xFFFFFFFDU, 4);
    put(table, 0xFFFFFFFEU, 4);
    for (std::size_t i = 0; i < sectors; ++i) put(table, i + 1 < sectors ? i + 3 : 0xFFFFFFFEU, 4);
    while (table.size() < sector) put(table, 0xFFFFFFFFU, 4);
    const auto entry = [&](std::string_view name, std::uint64_t type, std::uint64_t start,
                           std::uint64_t size) {
        std::string record;
        for (const char c : name) put(record, static_cast<unsigned char>(c), 2);
        record.resize(64);
        put(record, 2 * (name.size() + 1), 2);
        put(record, type, 1);
        record.resize(116);
        put(record, start, 4);
        put(record, size, 8);
        return record;
    };
    auto directory =
        entry("Root Entry", 5, 0xFFFFFFFEU, 0) + entry("Workbook", 2, 2, content.size());
    directory.resize(sector);
    return header + table + directory + content;
}

inline std::string record(std::uint16_t kind, std::string_view body)
{
    std::string bytes;
    put(bytes, kind, 2);
    put(bytes, body.size(), 2);
    return bytes + std::string{body};
}

// Numbers of the given sizes: {{0x0600, 2}, {5, 2}}.
inline std::string body(std::initializer_list<std::pair<std::uint64_t, int>> numbers)
{
    std::string bytes;
    for (const auto& [value, size] : numbers) put(bytes, value, size);
    return bytes;
}

} // namespace tuermer::test
