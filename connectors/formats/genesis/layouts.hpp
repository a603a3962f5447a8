// SPDX-License-Identifier: EUPL-1.2
// The layouts of GENESIS files, each a reader of decoded text.
#pragma once

#include "connectors/formats/csv/records.hpp"
#include "connectors/formats/encoding.hpp"
#include "connectors/formats/table.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::genesis {

// UTF-8, with the scanner's padding and then "INSGESAMT" behind it: cells may view into all of it.
class DecodedFile {
public:
    DecodedFile(std::string text, Encoding encoding);

    std::string_view text() const { return {text_->data(), size_}; }
    std::string_view total() const; // "INSGESAMT"
    const std::shared_ptr<std::string>& owned() const { return text_; }
    const Encoding& encoding() const { return encoding_; }
    csv::Records records() const; // may be asked for once: quotes are folded in place

private:
    std::shared_ptr<std::string> text_;
    std::size_t size_;
    Encoding encoding_;
};

enum class Layout : std::uint8_t { flat, old_flat, cube, web, none };
Layout layout_of(std::string_view text);

Result<ReadTable> read_flat(const DecodedFile& file, std::string_view name,
                            const ReadLimits& limits);
Result<ReadTable> read_old_flat(const DecodedFile& file, std::string_view name,
                                const ReadLimits& limits);
Result<ReadTable> read_cube(const DecodedFile& file, std::string_view name,
                            const ReadLimits& limits);
Result<ReadTable> read_web(std::string_view text, std::string_view name, const ReadLimits& limits);

// The dialect of a file whose figures stand in these columns: never grouped, a comma where one
// stands in any figure.
Dialect dialect_of(const CellTable& table, const std::vector<std::uint32_t>& figures);
// value_q and QUALITAET: "e" is final here.
const Signs& quality_signs();

} // namespace tuermer::genesis
