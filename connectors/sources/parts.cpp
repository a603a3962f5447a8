// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/parts.hpp"

#include "connectors/formats/long_table.hpp"
#include "connectors/formats/zip/archive.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace tuermer {
namespace {

constexpr std::string_view mark = "Tuermer: parts of one answer"; // the archive's comment

// "0007 2015-2019": in order, whatever a tool sorts by, and fit for a file's name.
std::string member_name(std::size_t number, const std::string& part)
{
    std::string name = fmt::format("{:04} {}", number, part);
    std::replace(name.begin(), name.end(), '/', '_');
    return name;
}

// Where each column of a part goes in the whole; columns that are new to it are added.
std::vector<std::size_t> places_of(const CellTable& part, std::vector<std::string>& columns,
                                   LongTable& whole)
{
    std::vector<std::size_t> places;
    for (const auto& column : part.columns) {
        const auto known = std::find(columns.begin(), columns.end(), column);
        places.push_back(static_cast<std::size_t>(known - columns.begin()));
        if (known != columns.end()) continue;
        columns.push_back(column);
        whole.add_column(column);
    }
    return places;
}

Result<> append(const CellTable& part, std::vector<std::string>& columns, LongTable& whole)
{
    const auto places = places_of(part, columns, whole);
    std::vector<LongTable::Stretch> cells(columns.size());
    for (std::uint32_t row = 0; row < part.rows(); ++row) {
        for (std::uint32_t i = 0; i < places.size(); ++i)
            cells[places[i]] = whole.keep_once(part.cell(row, i));
        if (auto added = whole.add_row(part.line(row), cells); !added) return added;
    }
    return {};
}

} // namespace

std::string packed(std::vector<Part> parts)
{
    if (parts.size() == 1) return std::move(parts.front().bytes);
    std::vector<std::pair<std::string, std::string_view>> members;
    for (std::size_t i = 0; i < parts.size(); ++i)
        members.emplace_back(member_name(i + 1, parts[i].name), parts[i].bytes);
    return pack_zip(members, mark);
}

bool is_packed(const ByteSource& bytes)
{
    std::array<char, 2> first{};
    std::array<char, mark.size()> last{};
    if (bytes.size() < first.size() + last.size()) return false;
    return bytes.read(0, first) && std::string_view{first.data(), first.size()} == "PK" &&
           bytes.read(bytes.size() - last.size(), last) &&
           std::string_view{last.data(), last.size()} == mark;
}

Result<std::vector<Part>> unpack_parts(std::string_view bytes)
{
    const auto archive = ZipArchive::open(bytes, {});
    if (!archive) return tl::unexpected(archive.error());
    constexpr std::size_t number_and_blank = 5;
    std::vector<Part> parts;
    for (const auto& member : archive->members()) {
        auto content = archive->unpack(member);
        if (!content) return tl::unexpected(std::move(content.error()));
        parts.push_back({member.name.substr(std::min(member.name.size(), number_and_blank)),
                         std::move(*content)});
    }
    return parts;
}

Result<ReadTable> read_packed(const Reader& reader, const ByteSource& bytes,
                              const std::string& name)
{
    const auto all = all_bytes(bytes);
    if (!all) return tl::unexpected(all.error());
    auto parts = unpack_parts(*all);
    if (!parts) return tl::unexpected(std::move(parts.error()));
    std::vector<ReadTable> tables;
    for (const auto& part : *parts) {
        auto table = reader.read(part.bytes, name + " " + part.name);
        if (!table) return table;
        tables.push_back(std::move(*table));
    }
    return joined(std::move(tables), name);
}

Result<ReadTable> joined(std::vector<ReadTable> parts, const std::string& name)
{
    LongTable whole(name, {});
    std::vector<std::string> columns;
    for (const auto& part : parts) {
        if (part.tables.size() != 1)
            return fail(Remedy::mend,
                        say("Ein Teil der Antwort enthält {} Tabellen statt einer.",
                            "A part of the answer holds {} tables instead of one.",
                            part.tables.size()),
                        name);
        if (auto added = append(part.tables.front(), columns, whole); !added)
            return tl::unexpected(std::move(added.error()));
    }
    auto table = whole.take();
    if (!table) return tl::unexpected(std::move(table.error()));
    auto result = parts.empty() ? ReadTable{} : std::move(parts.front());
    result.tables.clear();
    result.tables.push_back(std::move(*table));
    for (std::size_t i = 1; i < parts.size(); ++i)
        std::ranges::move(parts[i].remarks, std::back_inserter(result.remarks));
    return result;
}

} // namespace tuermer
