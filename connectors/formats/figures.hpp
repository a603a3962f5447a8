// SPDX-License-Identifier: EUPL-1.2
// Figures as official tables print them: decimal comma or point, grouped thousands, signs for
// missing values (DIN 55301), flags, footnotes. A figure that admits two readings is not read.
#pragma once

#include "rules/series/observation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// '\0' for thousands: no dot or comma groups digits. Blanks of every kind and the apostrophe always
// may.
struct NumberStyle {
    char decimal = '.';
    char thousands = ',';
    bool operator==(const NumberStyle&) const = default;
};
NumberStyle style_with_decimal(char decimal); // the other of the two groups thousands

// What a sign stands for: no value and why, or a value's status, or nothing at all.
struct SignMeaning {
    enum class Kind : std::uint8_t { missing, zero, status, ignore } kind = Kind::missing;
    Missing missing = Missing::not_yet;
    Status status = Status::final;
    bool operator==(const SignMeaning&) const = default;
};
// "zero", "ignore", "withheld", "provisional" …: as written in `[source.X.signs]`.
std::optional<SignMeaning> parse_sign_meaning(std::string_view word);
std::vector<std::string> sign_meaning_words();

using Signs = std::map<std::string, SignMeaning, std::less<>>;
// The Destatis Zeichenerklärung: "-" zero, "." "*" withheld, "..." not yet, "x" not applicable, "/"
// unreliable; flags r (revised) p (provisional) s e (estimated) b (break) behind a value.
const Signs& default_signs();

struct Figure {
    enum class Kind : std::uint8_t { cell, empty, ignored, unread } kind = Kind::unread;
    Cell cell;
    bool percent = false;      // a percent sign stood there
    bool two_readings = false; // unread because "203.726" may be 203726 or 203,726
};
// `style` nothing: not known; then figures that need it are unread, marked `two_readings`.
Figure read_figure(std::string_view text, std::optional<NumberStyle> style, const Signs& signs);

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
