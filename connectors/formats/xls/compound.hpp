// SPDX-License-Identifier: EUPL-1.2
// The container of old Office files: a small file system in a file ([MS-CFB]).
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::xls {

// Little-endian numbers; 0 behind the end.
std::uint16_t u16(std::string_view bytes, std::size_t at);
std::uint32_t u32(std::string_view bytes, std::size_t at);

class Compound {
public:
    // The bytes must outlive it. Refused: no such file, cut off, chains that run in circles.
    static Result<Compound> open(std::string_view bytes);

    bool has(std::string_view name) const; // a stream of this name, ASCII
    Result<std::string> stream(std::string_view name) const;

private:
    struct Entry {
        std::string name;
        std::uint32_t start = 0;
        std::uint64_t size = 0;
        std::uint8_t type = 0;
    };

    std::optional<std::string_view> sector(std::uint32_t number) const;
    Result<> read_table(std::string_view header);
    Result<> read_directory(std::uint32_t first);
    Result<std::string> chain(std::uint32_t first, std::uint64_t size) const;
    Result<std::string> small_chain(std::uint32_t first, std::uint64_t size) const;
    const Entry* find(std::string_view name) const;

    std::string_view bytes_;
    std::uint32_t sector_bytes_ = 512, small_sector_bytes_ = 64, small_below_ = 4'096;
    std::vector<std::uint32_t> table_;       // the next sector of each sector
    std::vector<std::uint32_t> small_table_; // the same of small sectors
    std::string small_sectors_;
    std::vector<Entry> entries_;
};

} // namespace tuermer::xls
