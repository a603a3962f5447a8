// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/long_table.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace {

constexpr std::size_t most_text = 0xFFFF'FFFF; // what a stretch can point to
constexpr std::size_t most_room = 1U << 26U;   // rows and bytes that are reserved on trust

Error too_large(const Text& what, std::uint64_t limit)
{
    return {Remedy::mend,
            say("Die Tabelle hat mehr als {1} {0}; bitte in Teilen abrufen.",
                "The table has more than {1} {2}; please fetch it in parts.", what.de, limit,
                what.en),
            ""};
}

} // namespace

LongTable::LongTable(std::string_view name, const ReadLimits& limits) : limits_(limits)
{
    table_.name = name;
}

std::uint32_t LongTable::add_column(std::string_view name)
{
    auto& columns = table_.columns;
    std::string unique{name};
    for (int number = 2; std::find(columns.begin(), columns.end(), unique) != columns.end();
         ++number)
        unique = fmt::format("{} ({})", name, number);
    columns.push_back(std::move(unique));
    return static_cast<std::uint32_t>(columns.size() - 1);
}

LongTable::Stretch LongTable::keep(std::string_view text)
{
    if (text.empty()) return {};
    if (text.size() > limits_.cell_bytes || text_.size() + text.size() > most_text) {
        too_long_ = true;
        return {};
    }
    const Stretch stretch{static_cast<std::uint32_t>(text_.size()),
                          static_cast<std::uint32_t>(text.size())};
    text_ += text;
    return stretch;
}

LongTable::Stretch LongTable::keep_once(std::string_view text)
{
    if (text.empty()) return {};
    const auto found = once_.find(text);
    if (found != once_.end()) return found->second;
    return once_.emplace(std::string{text}, keep(text)).first->second;
}

Result<> LongTable::add_row(std::uint32_t line, const std::vector<Stretch>& cells)
{
    if (table_.columns.size() > limits_.columns)
        return tl::unexpected(too_large(say("Spalten", "columns"), limits_.columns));
    if (table_.rows() >= limits_.rows)
        return tl::unexpected(too_large(say("Zeilen", "rows"), limits_.rows));
    if ((std::uint64_t{table_.rows()} + 1) * table_.columns.size() > limits_.cells)
        return tl::unexpected(too_large(say("Zellen", "cells"), limits_.cells));
    if (too_long_)
        return fail(Remedy::mend, say("Eine Zelle ist länger als {} Byte; das ist keine Zahl und "
                                      "keine Beschriftung.",
                                      "A cell is longer than {} bytes; that is neither a figure "
                                      "nor a label.",
                                      limits_.cell_bytes));
    if (std::exchange(width_, table_.columns.size()) != table_.columns.size())
        table_.widen(table_.columns.size());
    table_.add_row(line, cells);
    return {};
}

void LongTable::expect(std::size_t rows, std::size_t text_bytes)
{
    const auto width = std::max<std::size_t>(table_.columns.size(), 1);
    table_.reserve(std::min({rows, std::size_t{limits_.rows}, most_room / width}));
    text_.reserve(text_.size() + std::min(text_bytes, most_room));
}

Result<CellTable> LongTable::take()
{
    if (table_.columns.size() > limits_.columns)
        return tl::unexpected(too_large(say("Spalten", "columns"), limits_.columns));
    table_.widen(table_.columns.size());
    if (table_.rows() > 0) table_.first_data_line = table_.line(0);
    table_.own(std::make_shared<const std::string>(std::move(text_)));
    return std::move(table_);
}

} // namespace tuermer
