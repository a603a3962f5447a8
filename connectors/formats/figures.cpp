// SPDX-License-Identifier: EUPL-1.2
// One pass over a cell's bytes into a small buffer, then from_chars. The trap this file exists for:
// "14.1" read with a decimal comma must never become 141.
#include "connectors/formats/figures.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tuermer {
namespace {

constexpr std::size_t longest_number = 48; // bytes; no statistic prints more

using Kind = SignMeaning::Kind;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// '+', '-', U+2212 minus, U+2013 en dash before a digit.
bool take_minus(std::string_view& text)
{
    for (const std::string_view sign : {"-", "\u2212", "\u2013"})
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return true;
        }
    if (text.starts_with('+')) text.remove_prefix(1);
    return false;
}

std::size_t blank_or_apostrophe(std::string_view text)
{
    if (text.starts_with('\'')) return 1;
    constexpr std::string_view typographic = "\u2019";
    if (text.starts_with(typographic)) return typographic.size();
    return leading_blank(text);
}

// Whole part: digits, from the first grouping on exactly three each, all groups by the same sign.
class WholePart {
public:
    bool digit(char c)
    {
        if (length_ == digits_.size()) return false;
        digits_[length_++] = c;
        ++in_group_;
        return true;
    }
    bool group(std::string_view sign)
    {
        if (!sign_.empty() && sign != sign_) return false;
        const bool first = sign_.empty();
        const bool fits =
            first ? in_group_ >= 1 && in_group_ <= 3 && digits_[0] != '0' : in_group_ == 3;
        sign_ = sign;
        in_group_ = 0;
        return fits;
    }
    bool ends_well() const { return sign_.empty() || in_group_ == 3; }
    std::string_view digits() const { return {digits_.data(), length_}; }

private:
    std::array<char, longest_number> digits_{};
    std::size_t length_ = 0, in_group_ = 0;
    std::string_view sign_;
};

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_digit);
}

// The digits behind the decimal sign, with an exponent ("1,2E+05", as Excel writes it).
bool is_fraction(std::string_view text)
{
    const auto e = text.find_first_of("eE");
    if (e == std::string_view::npos) return all_digits(text);
    auto exponent = text.substr(e + 1);
    if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
    return all_digits(text.substr(0, e)) && !exponent.empty() && exponent.size() <= 3 &&
           all_digits(exponent);
}

std::optional<double> compose(bool minus, std::string_view whole, std::string_view fraction)
{
    std::array<char, 2 * longest_number + 4> text{};
    if (whole.size() + fraction.size() + 3 > text.size()) return std::nullopt;
    char* end = text.data();
    if (minus) *end++ = '-';
    if (whole.empty()) *end++ = '0';
    end = std::copy(whole.begin(), whole.end(), end);
    if (!fraction.empty() && is_digit(fraction.front())) *end++ = '.';
    end = std::copy(fraction.begin(), fraction.end(), end);
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
    return value == 0 ? 0.0 : value; // "-0,0" is a rounded zero
}

// A decimal number without sign, strict in its groups.
std::optional<double> read_unsigned(std::string_view text, bool minus, NumberStyle style)
{
    WholePart whole;
    while (!text.empty()) {
        if (is_digit(text.front())) {
            if (!whole.digit(text.front())) return std::nullopt;
            text.remove_prefix(1);
            continue;
        }
        const bool exponent = text.front() == 'e' || text.front() == 'E';
        if (text.front() == style.decimal || exponent) break;
        const auto sign = text.front() == style.thousands ? 1 : blank_or_apostrophe(text);
        if (sign == 0 || !whole.group(text.substr(0, sign))) return std::nullopt;
        text.remove_prefix(sign);
    }
    if (!whole.ends_well()) return std::nullopt;
    if (text.empty())
        return whole.digits().empty() ? std::nullopt : compose(minus, whole.digits(), "");
    if (text.front() == style.decimal) {
        text.remove_prefix(1);
        if (text.empty() || !is_digit(text.front())) return std::nullopt;
    } else if (whole.digits().empty()) {
        return std::nullopt;
    }
    return is_fraction(text) ? compose(minus, whole.digits(), text) : std::nullopt;
}

// One dot or comma, one to three digits before it, exactly three behind it: "203.726".
struct Notation {
    std::size_t points = 0, commas = 0;
    std::size_t before = 0;      // digits before the first of them
    std::size_t behind = 0;      // digits behind the last of them
    std::size_t longest = 0;     // run of digits
    bool groups_of_three = true; // between them
    bool last_is_comma = false;
    bool leading_zero = false;
    bool is_number = false;
};

Notation notation_of(std::string_view text)
{
    Notation seen;
    std::size_t run = 0;
    seen.leading_zero = text.starts_with('0');
    for (const char c : text) {
        if (is_digit(c)) {
            seen.longest = std::max(seen.longest, ++run);
            continue;
        }
        if (c != '.' && c != ',') return seen;
        const auto so_far = seen.points + seen.commas;
        if (so_far == 0)
            seen.before = run;
        else
            seen.groups_of_three = seen.groups_of_three && run == 3;
        ++(c == '.' ? seen.points : seen.commas);
        seen.last_is_comma = c == ',';
        run = 0;
    }
    seen.behind = run;
    seen.is_number = seen.longest > 0 && run > 0;
    return seen;
}

bool two_readings(const Notation& seen)
{
    return seen.is_number && seen.points + seen.commas == 1 && seen.behind == 3 &&
           seen.before >= 1 && seen.before <= 3 && !seen.leading_zero;
}

// "1 234,567" → "234,567".
std::string_view behind_last_group(std::string_view text)
{
    for (std::size_t at = text.size(); at > 1; --at)
        if (blank_or_apostrophe(text.substr(at - 1)) != 0) {
            const auto rest = text.substr(at - 1);
            return rest.substr(blank_or_apostrophe(rest));
        }
    return text;
}

// The figure's own characters: without sign, percent, brackets, flags.
std::string_view bare(std::string_view text)
{
    text = without_footnote(text);
    if (text.starts_with('(') && text.ends_with(')'))
        text = trimmed(text.substr(1, text.size() - 2));
    take_minus(text);
    while (!text.empty() && !is_digit(text.back())) text.remove_suffix(1);
    return trimmed(text);
}

std::optional<double> read_number(std::string_view text, NumberStyle style)
{
    const bool minus = take_minus(text);
    return read_unsigned(trimmed(text), minus, style);
}

Cell missing_cell(Missing missing)
{
    return {0, Mark{missing}};
}

PrintedFigure by_sign(const SignMeaning& meaning)
{
    PrintedFigure figure;
    figure.kind =
        meaning.kind == Kind::ignore ? PrintedFigure::Kind::ignored : PrintedFigure::Kind::cell;
    figure.cell = meaning.kind == Kind::missing ? missing_cell(meaning.missing)
                                                : Cell{0, Mark{Missing::none}};
    return figure;
}

// Flags stand behind the value: "12,3 p", "48r". Taken off one at a time.
std::optional<Status> take_flag(std::string_view& text, const Signs& signs)
{
    if (text.empty() || is_digit(text.back())) return std::nullopt;
    for (const auto& [sign, meaning] : signs) {
        if (meaning.kind != Kind::status || sign.empty() || !text.ends_with(sign)) continue;
        const auto rest = trimmed(text.substr(0, text.size() - sign.size()));
        if (rest.empty() || is_digit(sign.back())) continue;
        const char last = rest.back();
        if (!is_digit(last) && last != '%' && last != ')') continue;
        text = rest;
        return meaning.status;
    }
    return std::nullopt;
}

// What stands around the digits is taken off from the outside; what is left must be a number.
struct Peeled {
    std::string_view number;
    Status status = Status::final;
    bool percent = false;
};

Peeled peel(std::string_view text, const Signs& signs)
{
    Peeled peeled;
    text = without_footnote(text);
    if (const auto flag = take_flag(text, signs)) peeled.status = *flag;
    if (text.starts_with('(') && text.ends_with(')')) {
        text = trimmed(text.substr(1, text.size() - 2));
        peeled.status = Status::limited;
    }
    if (text.ends_with('%')) {
        text = trimmed(text.substr(0, text.size() - 1));
        peeled.percent = true;
    }
    peeled.number = text;
    return peeled;
}

bool plain_whole_number(std::string_view text)
{
    return !text.empty() && text.size() <= 15 && all_digits(text);
}

PrintedFigure value_figure(double value, Status status, bool percent)
{
    PrintedFigure figure;
    figure.kind = PrintedFigure::Kind::cell;
    figure.cell = {value, Mark{Missing::none, status}};
    figure.percent = percent;
    return figure;
}

std::optional<double> read_whole(std::string_view text)
{
    double value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

} // namespace

NumberStyle style_with_decimal(char decimal)
{
    return {decimal, decimal == ',' ? '.' : ','};
}

PrintedFigure read_figure(std::string_view text, std::optional<NumberStyle> style,
                          const Signs& signs)
{
    text = trimmed(text);
    Status own = Status::final;
    if (text.size() <= 16)
        if (const auto sign = signs.find(text); sign != signs.end()) {
            if (sign->second.kind != Kind::status) return by_sign(sign->second);
            own = sign->second.status; // "0" = "rounded": the value counts, with this status
        }
    if (plain_whole_number(text)) return value_figure(*read_whole(text), own, false);
    PrintedFigure figure;
    if (text.empty()) {
        figure.kind = PrintedFigure::Kind::empty;
        return figure;
    }
    const auto peeled = peel(text, signs);
    const auto status = own == Status::final ? peeled.status : own;
    if (!style && two_readings(notation_of(bare(text)))) {
        figure.two_readings = true;
        return figure;
    }
    const auto value = read_number(peeled.number, style.value_or(NumberStyle{}));
    return value ? value_figure(*value, status, peeled.percent) : figure;
}

void NumberEvidence::add(std::string_view text)
{
    text = trimmed(text);
    if (text.empty()) return;
    if (!is_digit(text.front()) || !is_digit(text.back())) text = bare(text);
    const auto rest = behind_last_group(text);
    const auto seen = notation_of(rest);
    if (!seen.is_number) return;
    const auto separators = seen.points + seen.commas;
    if (rest.size() != text.size()) { // blanks group the thousands, so a dot or comma is decimal
        if (separators == 1) ++(seen.points > 0 ? point_decimal_ : comma_decimal_);
        return;
    }
    if (separators == 0) {
        if (seen.longest >= 5) ++long_plain_;
    } else if (two_readings(seen)) {
        ++(seen.points > 0 ? open_point_ : open_comma_);
    } else if (separators == 1) {
        ++(seen.points > 0 ? point_decimal_ : comma_decimal_);
    } else if (seen.points > 0 && seen.commas > 0) {
        const bool one_last = seen.last_is_comma ? seen.commas == 1 : seen.points == 1;
        if (one_last && seen.groups_of_three)
            ++(seen.last_is_comma ? comma_decimal_ : point_decimal_);
    } else if (seen.groups_of_three && seen.behind == 3 && !seen.leading_zero && seen.before >= 1 &&
               seen.before <= 3) {
        ++(seen.points > 0 ? point_thousands_ : comma_thousands_);
    }
}

void NumberEvidence::add(const NumberEvidence& other)
{
    point_decimal_ += other.point_decimal_;
    comma_decimal_ += other.comma_decimal_;
    point_thousands_ += other.point_thousands_;
    comma_thousands_ += other.comma_thousands_;
    open_point_ += other.open_point_;
    open_comma_ += other.open_comma_;
    long_plain_ += other.long_plain_;
}

std::optional<NumberStyle> NumberEvidence::style() const
{
    const auto german = comma_decimal_ + point_thousands_;
    const auto english = point_decimal_ + comma_thousands_;
    if (german > 0 && english > 0) return std::nullopt;
    if (german > 0) return style_with_decimal(',');
    if (english > 0) return style_with_decimal('.');
    if (!undecided()) return style_with_decimal('.');
    if (long_plain_ == 0 || (open_point_ > 0 && open_comma_ > 0)) return std::nullopt;
    return style_with_decimal(open_point_ > 0 ? '.' : ',');
}

} // namespace tuermer
