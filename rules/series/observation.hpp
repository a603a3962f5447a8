// SPDX-License-Identifier: EUPL-1.2
// What a source says: figures with their signs, keyed by measure, codes and period, and the vintage
// under which they became known. Terms follow SDMX (observation, dimension, OBS_STATUS).
#pragma once

#include "rules/base/dates.hpp"
#include "rules/formulas/unit.hpp"
#include "rules/series/period.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tuermer {

// Why there is no value. The signs of official tables map to these per source (DIN 55301).
enum class Missing : std::uint8_t {
    none,           // there is a value
    not_yet,        // "..." or never received
    withheld,       // "." "*": secret or unknown
    not_applicable, // "x"
    unreliable,     // "/"
    not_collected,  // nobody asked in that period
    withdrawn,      // was there, and is gone from a full snapshot
};

enum class Status : std::uint8_t {
    final,
    provisional,
    estimated,
    rounded,
    break_in_series,
    limited
};

std::string_view code_of(Missing missing); // "none", "not_yet" …: stable, for stores and JSON
std::string_view code_of(Status status);
Text title_of(Missing missing); // "geheim oder unbekannt" …
Text title_of(Status status);

// Missing sign and status in one byte.
class Mark {
public:
    Mark() = default;
    Mark(Missing missing, Status status = Status::final)
        : byte_(static_cast<std::uint8_t>(static_cast<unsigned>(missing) |
                                          static_cast<unsigned>(status) << 4U))
    {
    }
    static Mark from_byte(std::uint8_t byte)
    {
        Mark mark;
        mark.byte_ = byte;
        return mark;
    }

    Missing missing() const { return static_cast<Missing>(byte_ & 0x0FU); }
    Status status() const { return static_cast<Status>(byte_ >> 4U); }
    bool has_value() const { return missing() == Missing::none; }
    // A figure that the publisher will still replace.
    bool is_preliminary() const
    {
        return status() == Status::provisional || status() == Status::estimated;
    }
    std::uint8_t byte() const { return byte_; }
    bool operator==(const Mark&) const = default;

private:
    std::uint8_t byte_ = 0;
};

struct Cell {
    double value = 0; // 0 wherever the mark says missing, so that cells can be compared
    Mark mark{Missing::not_yet};

    bool has_value() const { return mark.has_value(); }
    bool operator==(const Cell&) const = default;
};

// The rows of a block: each row is one combination of codes over fixed dimensions. Codes are
// interned once per dimension; the dimension "area" comes first wherever it exists.
class KeyTable {
public:
    KeyTable() = default;
    explicit KeyTable(std::vector<std::string> dimensions);

    const std::vector<std::string>& dimensions() const { return dimensions_; }
    std::uint32_t rows() const { return rows_; }
    // The row of these codes (in the order of the dimensions), added when it is new.
    std::uint32_t row(const std::vector<std::string_view>& codes);
    std::optional<std::uint32_t> find(const std::vector<std::string_view>& codes) const;
    // For each row of another table the row with the same codes here, or no_row. `places`: where
    // the other one has each of these dimensions.
    static constexpr std::uint32_t no_row = 0xFFFF'FFFF;
    std::vector<std::uint32_t> find_all(const KeyTable& other,
                                        const std::vector<std::size_t>& places) const;
    // Interned: number of the code within its dimension, and back.
    std::uint32_t code_number(std::uint32_t row, std::size_t dimension) const
    {
        return codes_[row * dimensions_.size() + dimension];
    }
    const std::string& code(std::uint32_t row, std::size_t dimension) const
    {
        return names_[dimension][code_number(row, dimension)];
    }
    const std::vector<std::string>& codes_of(std::size_t dimension) const
    {
        return names_[dimension];
    }
    std::optional<std::size_t> dimension(std::string_view name) const;

private:
    std::vector<std::uint32_t> numbers_of(std::size_t dimension,
                                          const std::vector<std::string>& codes) const;
    static std::uint64_t hash_of(std::span<const std::uint32_t> numbers);
    bool has_numbers(std::uint32_t row, std::span<const std::uint32_t> numbers) const;
    std::uint32_t find_numbers(std::span<const std::uint32_t> numbers) const;

    std::vector<std::string> dimensions_;
    std::vector<std::vector<std::string>> names_;                         // [dimension][number]
    std::vector<std::unordered_map<std::string, std::uint32_t>> numbers_; // [dimension]
    std::vector<std::uint32_t> codes_;                                    // [row][dimension]
    std::unordered_multimap<std::uint64_t, std::uint32_t> rows_by_hash_;
    std::uint32_t rows_ = 0;
};
// A row's key as text, stable: "area=03153 nationality=foreign". Blanks, '=' and '\\' in codes are
// escaped by a backslash; `parse_key` is the way back (nothing for malformed text).
std::string key_text(const KeyTable& keys, std::uint32_t row);
std::optional<std::vector<std::pair<std::string, std::string>>> parse_key(std::string_view text);

// What a measure is: the shape that sources promise and formulas are checked against.
struct MeasureShape {
    std::string name;
    Unit unit;
    std::vector<std::string> dimensions; // "area" first
    Frequency frequency = Frequency::year;
    std::string source; // id of the source that delivers it

    bool operator==(const MeasureShape&) const = default;
};

struct Observation {
    std::uint32_t row = 0; // of the block's key table
    Period period;
    Cell cell;
};

// All observations of one measure in one release.
struct MeasureBlock {
    std::string measure;
    KeyTable keys;
    std::vector<Observation> observations;
};

// When and whence we learned it.
struct Vintage {
    Instant known_since; // the publisher's release, or the retrieval when that is not said
    Instant retrieved;   // when we held the bytes
    std::string
        retrieval;   // id: digest of the archived bytes (sha256), or of the sorted observations
    std::string url; // or file name

    bool operator==(const Vintage&) const = default;
};

// One measure's cells of one period, as a table has them in a column; no period: of all of them.
struct FigureColumn {
    std::string measure;
    std::optional<Period> period;

    bool covers(std::string_view other, Period when) const
    {
        return measure == other && (!period || *period == when);
    }
    auto operator<=>(const FigureColumn&) const = default;
};

// One publication of one source as understood. `full`: a cell that is gone was withdrawn.
struct Release {
    std::string source;
    Vintage vintage;
    bool full = true;
    std::vector<MeasureBlock> blocks;
    // Columns that are not taken up: they stay as they are in force. And, where some are named, the
    // only ones that are.
    std::vector<FigureColumn> held = {}, only = {};
};

// Whether the column is taken up.
bool takes(const Release& release, std::string_view measure, Period period);
// Without the observations that are not taken up.
Release taken_part(const Release& release);

// Digest over the sorted observations: two files that say the same have the same one.
std::string content_digest(const Release& release);

} // namespace tuermer
