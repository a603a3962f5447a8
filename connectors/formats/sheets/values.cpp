// SPDX-License-Identifier: EUPL-1.2
// Most stored numbers already are what a person would read; they are passed on untouched.
#include "connectors/formats/sheets/values.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace tuermer::sheets {
namespace {

constexpr int shown_digits = 15;          // Excel shows no more, and what is typed has no more
constexpr double last_serial = 2'958'466; // 10000-01-01
constexpr long long day_seconds = 86'400;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// "-123.45" with at most 15 significant digits: as typed.
bool is_plain(std::string_view stored)
{
    if (stored.starts_with('-')) stored.remove_prefix(1);
    if (stored.empty() || !is_digit(stored.front()) || !is_digit(stored.back())) return false;
    int digits = 0, points = 0;
    for (const char c : stored) {
        if (c == '.')
            ++points;
        else if (!is_digit(c))
            return false;
        else if (digits > 0 || c != '0')
            ++digits;
    }
    return points <= 1 && digits <= shown_digits;
}

// The format without quoted text, escaped characters, colours and conditions: only its first
// section, which is for positive numbers.
std::string bare_code(std::string_view code)
{
    std::string bare;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            const auto close = std::min(code.find(']', i), code.size());
            const auto inside = code.substr(i + 1, close - i - 1);
            const bool elapsed = !inside.empty() && std::string_view{"hHmMsS"}.find(
                                                        inside.front()) != std::string_view::npos;
            if (elapsed) bare += "[h"; // no other bracket is left
            i = close;
        } else {
            bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return bare;
}

bool has(std::string_view text, std::string_view one_of)
{
    return text.find_first_of(one_of) != std::string_view::npos;
}

// "1.5e-06" → "0.0000015", "1.5e+16" → "15000000000000000": figures of tables have no exponents.
std::string without_exponent(std::string_view written)
{
    constexpr int most_zeros = 25;
    const auto e = written.find('e');
    int exponent = 0;
    const auto behind = e + (written[e + 1] == '+' ? 2 : 1);
    std::from_chars(written.data() + behind, written.data() + written.size(), exponent);
    if (std::abs(exponent) > most_zeros) return std::string{written};
    auto digits = std::string{written.substr(0, e)};
    std::string sign;
    if (digits.front() == '-') {
        sign = '-';
        digits.erase(0, 1);
    }
    if (digits.size() > 1) digits.erase(1, 1); // the point behind the first digit
    const auto places = static_cast<std::size_t>(std::abs(exponent));
    if (exponent < 0) return sign + "0." + std::string(places - 1, '0') + digits;
    if (digits.size() <= places) digits.append(places + 1 - digits.size(), '0');
    return sign + digits;
}

} // namespace

Shown shown_by_builtin(std::uint32_t id)
{
    if (id == 9 || id == 10) return Shown::percent;
    if (id == 17 || id == 55) return Shown::month; // "mmm-yy"
    if (id == 22) return Shown::date_time;
    if (id == 46) return Shown::duration;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
        return Shown::time;
    const bool date =
        (id >= 14 && id <= 16) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    return date ? Shown::date : Shown::number;
}

Shown shown_by_code(std::string_view code)
{
    const auto bare = bare_code(code);
    if (bare.starts_with("general") || bare.starts_with("standard")) return Shown::number;
    if (has(bare, "0#?")) {
        const bool fraction_of_a_second = has(bare, "hs") && has(bare, ":");
        if (!fraction_of_a_second) return has(bare, "%") ? Shown::percent : Shown::number;
    }
    const bool clock = has(bare, "hs");
    if (has(bare, "d")) return clock ? Shown::date_time : Shown::date;
    if (has(bare, "y")) {
        if (clock) return Shown::date_time;
        if (has(bare, "q")) return Shown::quarter; // LibreOffice
        return has(bare, "m") ? Shown::month : Shown::year;
    }
    if (has(bare, "[")) return Shown::duration;
    if (clock) return Shown::time;
    return has(bare, "m") ? Shown::date : Shown::number;
}

std::string_view NumberWriter::number(double value)
{
    auto* const begin = text_.data();
    if (!std::isfinite(value)) return "#NUM!";
    auto* end =
        std::to_chars(begin, begin + 64, value, std::chars_format::general, shown_digits).ptr;
    if (std::find(begin, end, 'e') != end) {
        const auto plain = without_exponent({begin, static_cast<std::size_t>(end - begin)});
        end = std::copy(plain.begin(), plain.end(), begin);
    }
    return {begin, static_cast<std::size_t>(end - begin)};
}

// Twice the point moves one place to the right: no arithmetic, no new digits.
std::string_view NumberWriter::percent(std::string_view number)
{
    if (has(number, "eE#") || number.size() + 4 > percent_.size()) return number;
    char* out = percent_.data();
    if (number.starts_with('-')) {
        *out++ = '-';
        number.remove_prefix(1);
    }
    const auto point = std::min(number.find('.'), number.size());
    const auto whole = number.substr(0, point);
    auto fraction = point < number.size() ? number.substr(point + 1) : std::string_view{};
    std::array<char, 2> moved = {'0', '0'};
    std::copy_n(fraction.begin(), std::min<std::size_t>(fraction.size(), 2), moved.begin());
    fraction.remove_prefix(std::min<std::size_t>(fraction.size(), 2));
    auto* const digits = out;
    out = std::copy(whole.begin(), whole.end(), out);
    out = std::copy(moved.begin(), moved.end(), out);
    auto* first = digits;
    while (first + 1 < out && *first == '0') ++first;
    out = std::move(first, out, digits);
    if (!fraction.empty()) {
        *out++ = '.';
        out = std::copy(fraction.begin(), fraction.end(), out);
    }
    *out++ = '%';
    return {percent_.data(), static_cast<std::size_t>(out - percent_.data())};
}

std::string_view NumberWriter::time_of_day(long long seconds, char* begin)
{
    const auto* const end = fmt::format_to(begin, "{:02}:{:02}:{:02}", seconds / 3'600,
                                           seconds / 60 % 60, seconds % 60);
    return {text_.data(), static_cast<std::size_t>(end - text_.data())};
}

std::string_view NumberWriter::date(double serial, Shown shown)
{
    using namespace std::chrono;
    auto days_since = static_cast<long long>(std::floor(serial));
    auto seconds = std::llround((serial - std::floor(serial)) * static_cast<double>(day_seconds));
    if (seconds == day_seconds) {
        seconds = 0;
        ++days_since;
    }
    if (shown == Shown::time) return time_of_day(seconds, text_.data());
    if (shown == Shown::duration)
        return time_of_day(days_since * day_seconds + seconds, text_.data());
    sys_days first = sys_days{year{1899} / December / 30};
    if (base_ == DateBase::year_1904) first = sys_days{year{1904} / January / 1};
    // Before the day that never was, serials are one day behind.
    if (base_ == DateBase::year_1900 && days_since < 60) ++days_since;
    const year_month_day day{first + days{days_since}};
    auto* end = fmt::format_to(text_.data(), "{:04}", static_cast<int>(day.year()));
    if (shown == Shown::quarter)
        end = fmt::format_to(end, "-Q{}", (static_cast<unsigned>(day.month()) + 2) / 3);
    if (shown != Shown::year && shown != Shown::quarter)
        end = fmt::format_to(end, "-{:02}", static_cast<unsigned>(day.month()));
    if (shown == Shown::date || shown == Shown::date_time)
        end = fmt::format_to(end, "-{:02}", static_cast<unsigned>(day.day()));
    if (shown == Shown::date_time && seconds != 0) {
        *end++ = ' ';
        return time_of_day(seconds, end);
    }
    return {text_.data(), static_cast<std::size_t>(end - text_.data())};
}

std::string_view NumberWriter::write(double value, Shown shown)
{
    if (shown == Shown::number) return number(value);
    if (shown == Shown::percent) return percent(number(value));
    const bool is_date = std::isfinite(value) && value >= 0 && value < last_serial;
    return is_date ? date(value, shown) : number(value);
}

std::string_view NumberWriter::write(std::string_view stored, Shown shown)
{
    if (is_plain(stored)) {
        if (shown == Shown::number) return stored;
        if (shown == Shown::percent) return percent(stored);
    }
    double value = 0;
    const auto read = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    if (read.ec != std::errc{} || read.ptr != stored.data() + stored.size()) return stored;
    return write(value, shown);
}

std::string NumberWriter::iso(std::string_view stored)
{
    std::string shown{stored};
    const auto time = shown.find('T');
    if (time == std::string::npos || time == 0) return shown;
    if (std::string_view{shown}.substr(time).starts_with("T00:00:00")) return shown.substr(0, time);
    shown[time] = ' ';
    return shown;
}

} // namespace tuermer::sheets
