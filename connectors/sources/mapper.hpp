// SPDX-License-Identifier: EUPL-1.2
// A mapping at work: rows of text cells in, observations out. Labels and periods repeat a
// thousandfold, so each is understood once.
#pragma once

#include "connectors/formats/figure_reader.hpp"
#include "connectors/sources/bind.hpp"
#include "connectors/sources/mapping.hpp"
#include "connectors/sources/meanings.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer {

// One measure's observations as they come, with the lines they came from.
struct MappedBlock {
    MeasureBlock block;
    std::vector<std::uint32_t> lines;
    std::uint64_t rows_matched = 0;
    std::vector<const std::string*> last_key;
    std::uint32_t last_row = 0;

    // Codes live in caches, so equal codes of neighbouring rows are the same object.
    std::uint32_t row_of(const std::vector<const std::string*>& key)
    {
        if (block.keys.rows() > 0 && key == last_key) return last_row;
        std::vector<std::string_view> codes;
        for (const auto* code : key) codes.emplace_back(*code);
        last_key = key;
        return last_row = block.keys.row(codes);
    }
};

class Mapper {
public:
    // `rows`: about how many will come.
    Mapper(const Mapping& mapping, const ReadTable& about, const CellTable& first,
           const BoundMapping& bound, std::size_t rows);

    void read(const CellTable& table); // a portion of the rows
    // What was understood since, for who counts and does not hold it.
    void drain(const std::function<void(std::size_t measure, const MeasureBlock&)>& each);
    // When all were read:
    void settle_duplicates();
    bool lacks_measures() const;
    // `first`: the first portion, to say what is there instead.
    std::vector<Error> empty_measures(const CellTable& first) const;
    Understood take();

private:
    void read_row(std::uint32_t row);
    bool fulfils(const BoundCondition& condition, std::uint32_t row) const;
    bool matches(const BoundMeasure& measure, std::uint32_t row) const;
    bool skipped(std::uint32_t row) const;
    void read_value(std::size_t measure, const ValueColumn& value, std::uint32_t row);
    bool percent_fits(const MeasureMapping& measure, const PrintedFigure& figure) const;
    bool read_period_cell(std::uint32_t row);
    bool read_codes(std::uint32_t row);
    const std::vector<const std::string*>& key_of(const ValueColumn& value);
    bool overlong(std::uint32_t row) const;
    const Code& code(std::size_t dimension, std::string_view label);
    const std::optional<Period>& period(std::string_view text);
    void unread(std::uint32_t line, std::string column, std::string_view content, Text why);
    void settle(std::size_t measure);

    const Mapping& mapping_;
    const CellTable* table_; // the portion at hand
    Signs signs_, flags_;    // in place of figures; in the column of statuses
    const BoundMapping& bound_;
    FigureReader figures_;
    std::vector<MappedBlock> blocks_;
    std::vector<Meanings<Code>> codes_; // by dimension
    Meanings<std::optional<Period>> periods_;
    std::unordered_map<std::string, std::optional<Period>> joined_periods_;
    std::optional<Period> fixed_period_;

    // Of the row being read; its key and period are read when the first figure wants them.
    enum class Head : std::uint8_t { not_read, good, bad } head_ = Head::not_read;
    std::vector<const std::string*> key_;
    std::vector<const std::string*> column_key_; // with what the column's name says
    std::optional<Period> row_period_;

    Understood understood_;
    std::uint64_t ignored_rows_ = 0, empty_cells_ = 0;
};

} // namespace tuermer
