// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/keys.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tuermer::suggesting {
namespace {

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number)
{
    hash ^= number + golden + (hash << 6U) + (hash >> 2U);
    hash *= 0xFF51AFD7ED558CCDULL;
    return hash ^ (hash >> 33U);
}

bool says_nothing(const std::vector<ColumnProfile>& columns, std::uint32_t place,
                  const std::vector<std::uint32_t>& others)
{
    if (columns[place].constant()) return true;
    return std::any_of(others.begin(), others.end(), [&](std::uint32_t other) {
        return is_determined(columns[place], columns[other]);
    });
}

std::vector<std::uint32_t> joined(std::vector<std::uint32_t> first,
                                  const std::vector<std::uint32_t>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

std::size_t distinct_rows(const std::vector<ColumnProfile>& columns,
                          const std::vector<std::uint32_t>& looked_at,
                          const std::vector<bool>& skipped_rows)
{
    std::vector<std::uint64_t> hashes(skipped_rows.size(), golden);
    for (const auto place : looked_at)
        for (std::size_t row = 0; row < hashes.size(); ++row)
            hashes[row] = mixed(hashes[row], columns[place].rows[row]);
    std::vector<std::uint64_t> kept;
    for (std::size_t row = 0; row < hashes.size(); ++row)
        if (!skipped_rows[row]) kept.push_back(hashes[row]);
    std::sort(kept.begin(), kept.end());
    return static_cast<std::size_t>(std::unique(kept.begin(), kept.end()) - kept.begin());
}

bool is_determined(const ColumnProfile& column, const ColumnProfile& by)
{
    if (column.texts.size() > by.texts.size()) return false;
    constexpr std::uint32_t none = ~0U;
    std::vector<std::uint32_t> goes_with(by.texts.size(), none);
    for (std::size_t row = 0; row < column.rows.size(); ++row) {
        auto& known = goes_with[by.rows[row]];
        if (known == none) known = column.rows[row];
        if (known != column.rows[row]) return false;
    }
    return true;
}

std::vector<std::uint32_t> choose_key(const std::vector<ColumnProfile>& columns,
                                      const KeyChoice& choice)
{
    std::vector<std::uint32_t> key;
    for (const auto place : choice.likely)
        if (!says_nothing(columns, place, joined(choice.given, key))) key.push_back(place);
    for (std::size_t i = key.size(); i-- > 0;) { // a Land beside its districts, named before them
        auto others = key;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        if (says_nothing(columns, key[i], others)) key = std::move(others);
    }
    const auto rows = static_cast<std::size_t>(
        std::count(choice.skipped_rows.begin(), choice.skipped_rows.end(), false));
    auto apart = distinct_rows(columns, joined(choice.given, key), choice.skipped_rows);
    auto reserve = choice.reserve;
    while (apart < rows && !reserve.empty()) {
        std::size_t best = 0, most = apart;
        for (std::size_t i = 0; i < reserve.size(); ++i) {
            auto tried = joined(choice.given, key);
            tried.push_back(reserve[i]);
            const auto now = distinct_rows(columns, tried, choice.skipped_rows);
            if (now > most) std::tie(best, most) = std::pair{i, now};
        }
        if (most == apart) break;
        apart = most;
        key.push_back(reserve[best]);
        reserve.erase(reserve.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return key;
}

} // namespace tuermer::suggesting
