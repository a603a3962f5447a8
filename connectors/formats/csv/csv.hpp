// SPDX-License-Identifier: EUPL-1.2
// Character-separated values in every shape that offices export: `format = { kind = "csv", … }`.
#pragma once

#include "connectors/formats/table.hpp"

#include <memory>
#include <optional>

namespace tuermer {

// What the configuration says; whatever is left out is guessed from the file.
struct CsvSettings {
    std::optional<char> separator{};
    std::optional<char> quote{};                // '\0': there are no quotes
    std::optional<char> decimal{}, thousands{}; // thousands '\0': none
    std::optional<std::string> encoding{};
    std::optional<std::uint32_t> header_rows{}, skip{};
    ReadLimits limits{};
};
CsvSettings read_csv_settings(Settings& settings);

Result<ReadTable> read_csv(std::string_view bytes, std::string_view name,
                           const CsvSettings& settings);

// The same rows, portion by portion: about so many bytes of text at a time.
Result<std::unique_ptr<TablePortions>> csv_portions(std::shared_ptr<const ByteSource> bytes,
                                                    std::string_view name,
                                                    const CsvSettings& settings,
                                                    std::size_t portion);

std::unique_ptr<Reader> make_csv_reader(Settings& settings);
bool recognises_csv(std::string_view bytes); // any text that is not something else

} // namespace tuermer
