// SPDX-License-Identifier: EUPL-1.2
// What is where in a CSV text: the separator, title lines, header rows, footers. Guessed from a
// sample, by how alike the rows are and by words that stand over figures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::csv {

// One record of the sample, copied out of the text.
struct SampleRecord {
    std::uint32_t line = 1;
    std::vector<std::string> cells;
};
using Sample = std::vector<SampleRecord>;

constexpr std::size_t sample_bytes = 128 * 1'024;
constexpr std::size_t sample_records = 300;
constexpr std::uint32_t max_header_rows = 4;

// The first records under a separator, beginning behind `skip` lines.
Sample sample_of(std::string_view text, char separator, char quote, std::uint32_t skip);

// ';' tab '|' or ','; '\0' where no separator parts the lines alike.
char guess_separator(std::string_view text, char quote, std::uint32_t skip);

struct Layout {
    std::uint32_t skip = 0; // physical lines before the header
    std::uint32_t header_rows = 1;
    bool operator==(const Layout&) const = default;
};
Layout guess_layout(const Sample& sample);
std::uint32_t guess_header_rows(const Sample& sample, std::size_t first);

// How many columns most records have.
std::size_t usual_width(const Sample& sample);

// Header rows joined to names: upper rows are filled to the right (merged cells), parts joined by
// " | ", nameless columns called "#3", repeated names marked "Wert (2)".
// Sheets with merged ranges fill by these, and `nothing` is filled here.
enum class FillRight : std::uint8_t { blank_cells, nothing };
std::vector<std::string> column_names(const Sample& header_rows, std::size_t width,
                                      FillRight fill = FillRight::blank_cells);

// "Quelle: …", "Anmerkung …", "1) …", "© …": lines of text that close a table.
bool is_footer_text(std::string_view cell);

} // namespace tuermer::csv
