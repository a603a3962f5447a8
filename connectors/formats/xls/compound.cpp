// SPDX-License-Identifier: EUPL-1.2
// Every chain is bounded by the number of sectors there are, so a circle ends.
#include "connectors/formats/xls/compound.hpp"

#include <algorithm>

namespace tuermer::xls {
namespace {

constexpr std::string_view magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::uint32_t last_regular = 0xFFFFFFFAU; // beyond: end of chain, free, table itself
constexpr std::uint8_t stream_type = 2, root_type = 5;
constexpr std::size_t header_bytes = 512, entry_bytes = 128;

Error damaged()
{
    return {Remedy::mend,
            say("Die alte Office-Datei (OLE2) ist beschädigt: Ihre Blöcke führen nicht zueinander.",
                "The old Office file (OLE2) is damaged: its blocks do not lead to each other."),
            ""};
}

Error cut_off()
{
    return {Remedy::retry,
            say("Die alte Office-Datei (OLE2) ist abgeschnitten.",
                "The old Office file (OLE2) is cut off."),
            ""};
}

void append_numbers(std::vector<std::uint32_t>& numbers, std::string_view bytes)
{
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) numbers.push_back(u32(bytes, at));
}

} // namespace

std::uint16_t u16(std::string_view bytes, std::size_t at)
{
    if (at + 2 > bytes.size()) return 0;
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[at + i]));
    };
    return static_cast<std::uint16_t>(byte(0) | byte(1) << 8U);
}

std::uint32_t u32(std::string_view bytes, std::size_t at)
{
    if (at + 4 > bytes.size()) return 0;
    return u16(bytes, at) | static_cast<std::uint32_t>(u16(bytes, at + 2)) << 16U;
}

std::optional<std::string_view> Compound::sector(std::uint32_t number) const
{
    const auto begin = (std::uint64_t{number} + 1) * sector_bytes_;
    if (number >= last_regular || begin >= bytes_.size()) return std::nullopt;
    return bytes_.substr(begin, sector_bytes_); // the last one may be short
}

// The table's own sectors are listed in the header and in a chain behind it.
Result<> Compound::read_table(std::string_view header)
{
    constexpr std::size_t in_header = 109;
    std::vector<std::uint32_t> listed;
    append_numbers(listed, header.substr(76, in_header * 4));
    auto next = u32(header, 68);
    const auto sectors = bytes_.size() / sector_bytes_;
    for (std::size_t i = 0; next < last_regular; ++i) {
        const auto list = sector(next);
        if (!list || i > sectors) return tl::unexpected(damaged());
        append_numbers(listed, list->substr(0, sector_bytes_ - 4));
        next = u32(*list, sector_bytes_ - 4);
    }
    for (const auto number : listed) {
        if (number >= last_regular) continue;
        const auto part = sector(number);
        if (!part) return tl::unexpected(cut_off());
        if (table_.size() > sectors + sector_bytes_) return tl::unexpected(damaged());
        append_numbers(table_, *part);
    }
    return {};
}

Result<std::string> Compound::chain(std::uint32_t first, std::uint64_t size) const
{
    std::string content;
    auto number = first;
    while (content.size() < size && number < last_regular) {
        const auto part = sector(number);
        if (!part) return tl::unexpected(cut_off());
        if (number >= table_.size() || content.size() > bytes_.size())
            return tl::unexpected(damaged());
        content += *part;
        number = table_[number];
    }
    if (content.size() < size && size != UINT64_MAX) return tl::unexpected(cut_off());
    content.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, content.size())));
    return content;
}

Result<std::string> Compound::small_chain(std::uint32_t first, std::uint64_t size) const
{
    std::string content;
    auto number = first;
    while (content.size() < size) {
        const auto begin = std::uint64_t{number} * small_sector_bytes_;
        if (number >= small_table_.size() || begin >= small_sectors_.size())
            return tl::unexpected(damaged());
        content += std::string_view{small_sectors_}.substr(begin, small_sector_bytes_);
        number = small_table_[number];
    }
    content.resize(size);
    return content;
}

Result<> Compound::read_directory(std::uint32_t first)
{
    const auto directory = chain(first, UINT64_MAX);
    if (!directory) return tl::unexpected(directory.error());
    for (std::size_t at = 0; at + entry_bytes <= directory->size(); at += entry_bytes) {
        const auto record = std::string_view{*directory}.substr(at, entry_bytes);
        Entry entry;
        const auto letters = std::min<std::size_t>(u16(record, 64) / 2U, 32);
        for (std::size_t i = 0; i + 1 < letters; ++i) {
            const auto unit = u16(record, i * 2);
            entry.name += unit < 0x80 ? static_cast<char>(unit) : '?';
        }
        entry.type = static_cast<std::uint8_t>(record[66]);
        entry.start = u32(record, 116);
        entry.size = u32(record, 120);
        if (entry.type != 0) entries_.push_back(std::move(entry));
    }
    return {};
}

const Compound::Entry* Compound::find(std::string_view name) const
{
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
        return entry.type == stream_type && entry.name == name;
    });
    return found == entries_.end() ? nullptr : &*found;
}

bool Compound::has(std::string_view name) const
{
    return find(name) != nullptr;
}

Result<std::string> Compound::stream(std::string_view name) const
{
    const auto* const entry = find(name);
    if (entry == nullptr || entry->size > bytes_.size()) return tl::unexpected(damaged());
    return entry->size < small_below_ ? small_chain(entry->start, entry->size)
                                      : chain(entry->start, entry->size);
}

Result<Compound> Compound::open(std::string_view bytes)
{
    if (!bytes.starts_with(magic)) return tl::unexpected(damaged());
    if (bytes.size() < header_bytes) return tl::unexpected(cut_off());
    Compound file;
    file.bytes_ = bytes;
    const auto shift = u16(bytes, 30), small_shift = u16(bytes, 32);
    if ((shift != 9 && shift != 12) || small_shift != 6) return tl::unexpected(damaged());
    file.sector_bytes_ = 1U << shift;
    file.small_below_ = u32(bytes, 56);
    if (auto read = file.read_table(bytes.substr(0, header_bytes)); !read)
        return tl::unexpected(std::move(read.error()));
    if (auto read = file.read_directory(u32(bytes, 48)); !read)
        return tl::unexpected(std::move(read.error()));
    const auto root = std::find_if(file.entries_.begin(), file.entries_.end(),
                                   [](const auto& entry) { return entry.type == root_type; });
    const auto first_of_table = u32(bytes, 60);
    if (root == file.entries_.end() || root->size == 0 || first_of_table >= last_regular)
        return file;
    auto small_table = file.chain(first_of_table, UINT64_MAX);
    auto small_sectors = file.chain(root->start, root->size);
    if (!small_table) return tl::unexpected(std::move(small_table.error()));
    if (!small_sectors) return tl::unexpected(std::move(small_sectors.error()));
    append_numbers(file.small_table_, *small_table);
    file.small_sectors_ = std::move(*small_sectors);
    return file;
}

} // namespace tuermer::xls
