// SPDX-License-Identifier: EUPL-1.2
// Figures as official tables print them: decimal comma or point, grouped thousands, signs for
// missing values (DIN 55301), flags, footnotes. A figure that admits two readings is not read.
#pragma once

#include "connectors/formats/signs.hpp"
#include "rules/series/observation.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tuermer {

// '\0' for thousands: no dot or comma groups digits. Blanks of every kind and the apostrophe always
// may.
struct NumberStyle {
    char decimal = '.';
    char thousands = ',';
    bool operator==(const NumberStyle&) const = default;
};
NumberStyle style_with_decimal(char decimal); // the other of the two groups thousands

struct PrintedFigure {
    enum class Kind : std::uint8_t { cell, empty, ignored, unread } kind = Kind::unread;
    Cell cell;
    bool percent = false;      // a percent sign stood there
    bool two_readings = false; // unread because "203.726" may be 203726 or 203,726
};
// `style` nothing: not known; then figures that need it are unread, marked `two_readings`.
PrintedFigure read_figure(std::string_view text, std::optional<NumberStyle> style,
                          const Signs& signs);

// A flag that stands beside the figure, in a column of its own ("p", "c", Eurostat's "be" as two).
// A reason why there is no value counts more than the value: publishers write 0 there. False: the
// flag is unknown.
bool apply_flag(PrintedFigure& figure, std::string_view flag, const Signs& flags);

// What the figures of a column (or of several) say of their notation, taken together.
class NumberEvidence {
public:
    void add(std::string_view text);
    void add(const NumberEvidence& other);
    // Nothing: every figure with a dot or comma admits two readings, or they contradict each other.
    // A column of whole numbers without dots and commas has the style of English notation.
    std::optional<NumberStyle> style() const;
    bool undecided() const { return open_point_ + open_comma_ > 0; }

private:
    std::uint64_t point_decimal_ = 0, comma_decimal_ = 0;     // beyond doubt
    std::uint64_t point_thousands_ = 0, comma_thousands_ = 0; // beyond doubt
    std::uint64_t open_point_ = 0, open_comma_ = 0;           // "203.726", "131,999"
    std::uint64_t long_plain_ = 0; // five and more digits in a row: thousands are not grouped here
};

} // namespace tuermer
