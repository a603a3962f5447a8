// SPDX-License-Identifier: EUPL-1.2
// A CSV text as a table, portion by portion.
#pragma once

#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/csv/dialect.hpp"
#include "connectors/formats/csv/table_builder.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace tuermer::csv {

// A text in UTF-8, without a mark from `begin` on.
struct DecodedText {
    std::shared_ptr<const ByteSource> bytes;
    std::uint64_t begin = 0;
    Encoding encoding; // that it came in
};

class CsvPortions final : public TablePortions {
public:
    // `portion_bytes`: of text; more where a record is longer.
    static Result<std::unique_ptr<CsvPortions>> open(DecodedText text, std::string_view name,
                                                     const CsvSettings& settings,
                                                     std::size_t portion_bytes);

    ReadTable& about() override { return about_; }
    std::size_t expected_rows() const override;
    Result<const CellTable*> next() override;
    void rewind() override;

    CellTable take() && { return std::move(table_); } // the rows of the portion read last

private:
    static constexpr std::size_t longest_record = std::size_t{1} << 28U; // bytes

    // Where a portion begins.
    struct Place {
        std::uint64_t offset = 0;
        std::uint32_t line = 1;
        TableBuilder::Seen seen;
    };
    enum class Scanned : std::uint8_t { all, some, nothing };

    CsvPortions(DecodedText text, Opening opening, char line_end, std::string_view name,
                const CsvSettings& settings, std::size_t portion_bytes);
    Result<Scanned> scan_without_footers(std::size_t bytes);
    Result<Scanned> scan(std::size_t bytes, std::uint32_t most_rows);
    Result<std::size_t> load(std::size_t bytes);

    DecodedText text_;
    char line_end_;
    std::size_t portion_bytes_, record_bytes_;
    ReadTable about_;
    std::shared_ptr<std::string> buffer_ = std::make_shared<std::string>();
    CellTable table_;
    TableBuilder builder_;
    Place place_, behind_; // of the portion at hand and of the next one
    bool ended_ = false;
};

} // namespace tuermer::csv
