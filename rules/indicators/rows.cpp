// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/rows.hpp"

#include <algorithm>

namespace tuermer {

namespace {

std::size_t hash_of(RowKey key)
{
    std::uint64_t hash = 0x9E37'79B9'7F4A'7C15ULL;
    for (const auto code : key) {
        hash = (hash ^ code) * 0xFF51'AFD7'ED55'8CCDULL;
        hash ^= hash >> 32U;
    }
    return hash;
}

} // namespace

std::uint32_t CodeBook::dimension(const std::string& name)
{
    const auto found =
        std::find_if(dimensions_.begin(), dimensions_.end(),
                     [&](const Dimension& dimension) { return dimension.name == name; });
    const auto number = static_cast<std::uint32_t>(found - dimensions_.begin());
    if (found == dimensions_.end()) dimensions_.push_back({name, {}, {}});
    return number;
}

std::uint32_t CodeBook::number(std::uint32_t dimension, const std::string& code, std::size_t guess)
{
    auto& [name, numbers, texts] = dimensions_[dimension];
    if (guess < texts.size() && texts[guess] == code) return static_cast<std::uint32_t>(guess);
    const auto next = static_cast<std::uint32_t>(texts.size());
    const auto [place, is_new] = numbers.try_emplace(code, next);
    if (is_new) texts.push_back(code);
    return place->second;
}

std::uint32_t RowSet::append(RowKey key)
{
    codes_.insert(codes_.end(), key.begin(), key.end());
    return rows_++;
}

std::optional<std::uint32_t> RowSet::find(RowKey key)
{
    if (indexed_ < rows_) index_appended();
    if (slots_.empty()) return std::nullopt;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash_of(key) & mask; slots_[slot] != nowhere; slot = (slot + 1) & mask)
        if (std::ranges::equal(this->key(slots_[slot]), key)) return slots_[slot];
    return std::nullopt;
}

void RowSet::index_appended()
{
    if (std::size_t{rows_} * 2 > slots_.size()) {
        std::size_t size = 16;
        while (size < std::size_t{rows_} * 3) size *= 2;
        slots_.assign(size, nowhere);
        indexed_ = 0;
    }
    while (indexed_ < rows_) enter(indexed_++);
}

void RowSet::enter(std::uint32_t row)
{
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash_of(key(row)) & mask;
    while (slots_[slot] != nowhere) slot = (slot + 1) & mask;
    slots_[slot] = row;
}

PanelRows::PanelRows(std::vector<std::uint32_t> dimensions)
    : dimensions_(std::move(dimensions)), numbers_(dimensions_.size()), rows_(dimensions_.size())
{
}

void PanelRows::catch_up(const KeyTable& keys, CodeBook& codes)
{
    if (rows_.size() == keys.rows()) return;
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        const auto& texts = keys.codes_of(d);
        for (auto n = numbers_[d].size(); n < texts.size(); ++n)
            numbers_[d].push_back(codes.number(dimensions_[d], texts[n], n));
    }
    std::vector<std::uint32_t> key(dimensions_.size());
    for (auto row = rows_.size(); row < keys.rows(); ++row) {
        for (std::size_t d = 0; d < key.size(); ++d) key[d] = numbers_[d][keys.code_number(row, d)];
        rows_.append(key);
    }
}

void RowMap::append(std::uint32_t operand_row)
{
    const auto row = static_cast<std::uint32_t>(forward_.size());
    forward_.push_back(operand_row);
    if (operand_row >= chains_.size()) chains_.resize(operand_row + 1);
    auto& [head, tail] = chains_[operand_row];
    if (tail != nowhere && links_[tail].end == row) {
        ++links_[tail].end;
        return;
    }
    const auto link = static_cast<std::uint32_t>(links_.size());
    links_.push_back({row, row + 1, nowhere});
    if (tail == nowhere)
        head = link;
    else
        links_[tail].next = link;
    tail = link;
}

Region RowMap::back(const Region& operand) const
{
    constexpr std::size_t looked_through = 16; // result rows, in the time of one link
    Region result;
    for (const auto& rect : operand.rects()) {
        const auto end = std::min(rect.row_end, static_cast<std::uint32_t>(chains_.size()));
        if ((end - std::min(rect.row_first, end)) * looked_through > forward_.size())
            add_all(rect, result);
        else
            for (auto row = rect.row_first; row < end; ++row)
                for (auto link = chains_[row].head; link != nowhere; link = links_[link].next)
                    result.add({links_[link].first, links_[link].end, rect.first, rect.last});
    }
    result.normalise();
    return result;
}

// In the order of the result rows, of which neighbours then make one rectangle.
void RowMap::add_all(const Rect& rect, Region& result) const
{
    for (std::uint32_t row = 0; row < forward_.size(); ++row)
        if (rect.row_first <= forward_[row] && forward_[row] < rect.row_end)
            result.add({row, row + 1, rect.first, rect.last});
}

} // namespace tuermer
