// SPDX-License-Identifier: EUPL-1.2
#include "rules/series/observation.hpp"

#include "rules/base/digest.hpp"
#include "rules/base/numbers.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <span>

namespace tuermer {

namespace {

constexpr std::array missing_codes{"none",       "not_yet",       "withheld", "not_applicable",
                                   "unreliable", "not_collected", "withdrawn"};
constexpr std::array status_codes{"final",   "provisional",     "estimated",
                                  "rounded", "break_in_series", "limited"};

std::uint64_t mix(std::uint64_t hash, std::uint32_t number)
{
    hash ^= number + 0x9e3779b97f4a7c15ULL + (hash << 6U) + (hash >> 2U);
    return hash * 0xff51afd7ed558ccdULL;
}

void append_escaped(std::string& text, std::string_view code)
{
    for (const char c : code) {
        if (c == ' ' || c == '=' || c == '\\') text += '\\';
        text += c;
    }
}

} // namespace

std::string_view code_of(Missing missing)
{
    return missing_codes[static_cast<std::size_t>(missing)];
}

std::string_view code_of(Status status)
{
    return status_codes[static_cast<std::size_t>(status)];
}

Text title_of(Missing missing)
{
    switch (missing) {
    case Missing::none:
        return {"vorhanden", "present"};
    case Missing::not_yet:
        return {"liegt noch nicht vor", "not yet available"};
    case Missing::withheld:
        return {"geheim oder unbekannt", "secret or unknown"};
    case Missing::not_applicable:
        return {"Aussage nicht sinnvoll", "not applicable"};
    case Missing::unreliable:
        return {"nicht sicher genug", "not reliable enough"};
    case Missing::not_collected:
        return {"nicht erhoben", "not collected"};
    case Missing::withdrawn:
        return {"zurückgezogen", "withdrawn"};
    }
    return {};
}

Text title_of(Status status)
{
    switch (status) {
    case Status::final:
        return {"endgültig", "final"};
    case Status::provisional:
        return {"vorläufig", "provisional"};
    case Status::estimated:
        return {"geschätzt", "estimated"};
    case Status::rounded:
        return {"gerundet", "rounded"};
    case Status::break_in_series:
        return {"Bruch in der Zeitreihe", "break in series"};
    case Status::limited:
        return {"eingeschränkt aussagefähig", "limited reliability"};
    }
    return {};
}

KeyTable::KeyTable(std::vector<std::string> dimensions)
    : dimensions_(std::move(dimensions)), names_(dimensions_.size()), numbers_(dimensions_.size())
{
}

std::uint64_t KeyTable::hash_of(std::span<const std::uint32_t> numbers)
{
    std::uint64_t hash = 0;
    for (const auto number : numbers) hash = mix(hash, number);
    return hash;
}

std::uint32_t KeyTable::row(const std::vector<std::string_view>& codes)
{
    std::vector<std::uint32_t> numbers(dimensions_.size());
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        const auto next = static_cast<std::uint32_t>(names_[d].size());
        const auto [place, is_new] = numbers_[d].try_emplace(std::string(codes[d]), next);
        if (is_new) names_[d].emplace_back(codes[d]);
        numbers[d] = place->second;
    }
    const auto known = find_numbers(numbers);
    if (known != no_row) return known;
    codes_.insert(codes_.end(), numbers.begin(), numbers.end());
    rows_by_hash_.emplace(hash_of(numbers), rows_);
    return rows_++;
}

bool KeyTable::has_numbers(std::uint32_t row, std::span<const std::uint32_t> numbers) const
{
    return std::ranges::equal(
        std::span(codes_).subspan(std::size_t{row} * numbers.size(), numbers.size()), numbers);
}

std::uint32_t KeyTable::find_numbers(std::span<const std::uint32_t> numbers) const
{
    const auto [begin, end] = rows_by_hash_.equal_range(hash_of(numbers));
    for (auto it = begin; it != end; ++it)
        if (has_numbers(it->second, numbers)) return it->second;
    return no_row;
}

std::optional<std::uint32_t> KeyTable::find(const std::vector<std::string_view>& codes) const
{
    if (codes.size() != dimensions_.size()) return std::nullopt;
    std::vector<std::uint32_t> numbers(dimensions_.size());
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        const auto place = numbers_[d].find(std::string(codes[d]));
        if (place == numbers_[d].end()) return std::nullopt;
        numbers[d] = place->second;
    }
    const auto row = find_numbers(numbers);
    return row == no_row ? std::nullopt : std::optional(row);
}

// A source names its codes and rows in the same order each time, so the place where each stood
// before is tried first.
std::vector<std::uint32_t> KeyTable::numbers_of(std::size_t dimension,
                                                const std::vector<std::string>& codes) const
{
    const auto& held = names_[dimension];
    std::vector<std::uint32_t> found(codes.size(), no_row);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (i < held.size() && held[i] == codes[i])
            found[i] = static_cast<std::uint32_t>(i);
        else if (const auto place = numbers_[dimension].find(codes[i]);
                 place != numbers_[dimension].end())
            found[i] = place->second;
    }
    return found;
}

std::vector<std::uint32_t> KeyTable::find_all(const KeyTable& other,
                                              const std::vector<std::size_t>& places) const
{
    std::vector<std::vector<std::uint32_t>> numbers;
    for (std::size_t d = 0; d < places.size(); ++d)
        numbers.push_back(numbers_of(d, other.codes_of(places[d])));
    std::vector<std::uint32_t> found(other.rows(), no_row), key(places.size());
    for (std::uint32_t row = 0; row < other.rows(); ++row) {
        for (std::size_t d = 0; d < places.size(); ++d)
            key[d] = numbers[d][other.code_number(row, places[d])];
        found[row] = row < rows_ && has_numbers(row, key) ? row : find_numbers(key);
    }
    return found;
}

std::optional<std::size_t> KeyTable::dimension(std::string_view name) const
{
    const auto place = std::ranges::find(dimensions_, name);
    if (place == dimensions_.end()) return std::nullopt;
    return static_cast<std::size_t>(place - dimensions_.begin());
}

std::string key_text(const KeyTable& keys, std::uint32_t row)
{
    std::string text;
    for (std::size_t d = 0; d < keys.dimensions().size(); ++d) {
        if (d > 0) text += ' ';
        append_escaped(text, keys.dimensions()[d]);
        text += '=';
        append_escaped(text, keys.code(row, d));
    }
    return text;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_key(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> parts;
    if (text.empty()) return parts;
    parts.emplace_back();
    bool in_code = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string& word = in_code ? parts.back().second : parts.back().first;
        if (text[i] == '\\') {
            if (++i == text.size()) return std::nullopt;
            word += text[i];
        } else if (text[i] == '=') {
            if (in_code) return std::nullopt;
            in_code = true;
        } else if (text[i] == ' ') {
            if (!in_code) return std::nullopt;
            parts.emplace_back();
            in_code = false;
        } else {
            word += text[i];
        }
    }
    if (!in_code) return std::nullopt;
    return parts;
}

std::string content_digest(const Release& release)
{
    std::vector<std::string> lines;
    for (const auto& block : release.blocks) {
        std::vector<std::string> keys(block.keys.rows());
        for (std::uint32_t row = 0; row < block.keys.rows(); ++row)
            keys[row] = key_text(block.keys, row);
        for (const auto& seen : block.observations)
            lines.push_back(fmt::format("{}\t{}\t{}\t{}\t{}\n", block.measure, keys[seen.row],
                                        to_string(seen.period), seen.cell.mark.byte(),
                                        seen.cell.has_value() ? shortest(seen.cell.value) : ""));
    }
    std::ranges::sort(lines);
    return sha256(fmt::format("{}", fmt::join(lines, "")));
}

bool takes(const Release& release, std::string_view measure, Period period)
{
    const auto covers = [&](const FigureColumn& column) { return column.covers(measure, period); };
    return std::ranges::none_of(release.held, covers) &&
           (release.only.empty() || std::ranges::any_of(release.only, covers));
}

Release taken_part(const Release& release)
{
    Release part = release;
    for (auto& block : part.blocks)
        std::erase_if(block.observations, [&](const Observation& seen) {
            return !takes(release, block.measure, seen.period);
        });
    return part;
}

} // namespace tuermer
