// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sheet.hpp"

#include "daemon/store/codes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

namespace tuermer::stored {

namespace {

constexpr std::array powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// A double holds every integer of so many digits, and its quotient by a power of ten is the double
// nearest to that decimal fraction (Clinger 1990): reading is exact.
constexpr std::ptrdiff_t most_digits = 15;
constexpr double exact_integers = 1e15;

constexpr std::ptrdiff_t word_size = 8;
struct Digits {
    std::uint64_t value = 0;
    std::ptrdiff_t count = 0;
};

// Of eight bytes: those before the first that is no digit. The digits are joined by twos, fours and
// eights (Lemire 2022, "Parsing series of integers with SIMD"; in plain arithmetic).
[[gnu::always_inline]] inline Digits leading_digits(const char* at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    word ^= 0x3030303030303030U; // a digit becomes 0 … 9
    const auto no_digit = ((word + 0x7676767676767676U) | word) & 0x8080808080808080U;
    const auto count = std::countr_zero(no_digit) / 8;
    if (count == 0 || count == word_size) return {0, count};
    word <<= static_cast<unsigned>(64 - 8 * count); // zeros before them
    word = word * 10 + (word >> 8U);
    const auto quarters = ((word & 0x000000FF000000FFU) * 0x000F424000000064U) +
                          (((word >> 16U) & 0x000000FF000000FFU) * 0x0000271000000001U);
    return {quarters >> 32U, count};
}

// A text to which a quarter of a million short pieces are added: there is room before each of them.
class SheetText {
public:
    void add(char sign) { *room(1)++ = sign; }
    void add(std::string_view text)
    {
        end_ = std::copy(text.begin(), text.end(), room(text.size()));
    }
    template <class Number>
    void add_shortest(Number number)
    {
        constexpr std::size_t longest = 32;
        auto* const to = room(longest);
        end_ = std::to_chars(to, to + longest, number).ptr;
    }
    std::string take() &&
    {
        text_.resize(static_cast<std::size_t>(end_ - text_.data()));
        return std::move(text_);
    }

private:
    char*& room(std::size_t bytes)
    {
        const auto used = static_cast<std::size_t>(end_ - text_.data());
        if (text_.size() - used < bytes) {
            text_.resize(2 * text_.size() + bytes);
            end_ = text_.data() + used;
        }
        return end_;
    }

    std::string text_ = std::string(64, '\0');
    char* end_ = text_.data();
};

// A figure with at most three decimals, as nearly all are, in a third of the time.
bool add_short(SheetText& sheet, double value)
{
    const double thousandths = std::nearbyint(value * 1000);
    if (std::abs(thousandths) >= exact_integers || thousandths / 1000 != value) return false;
    if (value == 0 && std::signbit(value)) return false;
    const auto whole = static_cast<std::int64_t>(thousandths);
    const auto size = static_cast<std::uint64_t>(whole < 0 ? -whole : whole);
    if (whole < 0) sheet.add('-');
    sheet.add_shortest(size / 1000);
    auto rest = size % 1000;
    if (rest == 0) return true;
    sheet.add('.');
    for (std::uint64_t digit = 100; rest > 0; rest %= digit, digit /= 10)
        sheet.add(static_cast<char>('0' + rest / digit));
    return true;
}

void add_code(SheetText& sheet, std::string_view code)
{
    sheet.add('"');
    sheet.add(code);
    sheet.add('"');
}

void add_cell(SheetText& sheet, const Cell& cell)
{
    const auto mark = cell.mark;
    if (mark.status() != Status::final) sheet.add('[');
    if (!mark.has_value())
        add_code(sheet, code_of(mark.missing()));
    else if (!add_short(sheet, cell.value))
        sheet.add_shortest(cell.value);
    if (mark.status() == Status::final) return;
    sheet.add(',');
    add_code(sheet, code_of(mark.status()));
    sheet.add(']');
}

} // namespace

std::string sparse_sheet(std::span<const SheetCell> cells)
{
    SheetText sheet;
    std::string_view before = "{\"";
    for (const auto& cell : cells) {
        sheet.add(std::exchange(before, ",\""));
        sheet.add_shortest(cell.series);
        sheet.add("\":");
        add_cell(sheet, cell.cell);
    }
    sheet.add(cells.empty() ? "{}" : "}");
    return std::move(sheet).take();
}

std::string dense_sheet(std::span<const SheetCell> cells)
{
    SheetText sheet;
    char before = '[';
    auto place = cells.empty() ? 0 : cells.front().series;
    for (const auto& cell : cells) {
        for (; place < cell.series; ++place) sheet.add(",null");
        sheet.add(std::exchange(before, ','));
        add_cell(sheet, cell.cell);
        ++place;
    }
    sheet.add(cells.empty() ? "[]" : "]");
    return std::move(sheet).take();
}

bool is_dense(std::span<const SheetCell> cells)
{
    if (cells.empty()) return false;
    const auto span = cells.back().series - cells.front().series + 1;
    return span <= 2 * static_cast<std::int64_t>(cells.size());
}

SheetReader::SheetReader(std::string_view sheet, std::optional<std::int64_t> first)
    : here_(sheet.data()),
      end_(sheet.data() + sheet.size()),
      place_(first.value_or(0)),
      dense_(first.has_value())
{
    whole_ = !sheet.empty() && sheet.back() == (dense_ ? ']' : '}') && take(dense_ ? '[' : '{');
}

bool SheetReader::next(SheetCell& cell)
{
    if (!whole_ || here_ + 1 == end_) return false;
    whole_ = open_next(cell.series) && take_cell(cell.cell);
    return whole_;
}

bool SheetReader::open_next(std::int64_t& series)
{
    if (!first_ && !take(',')) return false;
    first_ = false;
    if (!dense_) {
        if (!take('"')) return false;
        const auto [stop, error] = std::from_chars(here_, end_, series);
        here_ = stop;
        return error == std::errc() && take("\":");
    }
    while (here_ != end_ && *here_ == 'n') {
        if (!take("null,")) return false;
        ++place_;
    }
    series = place_++;
    return true;
}

bool SheetReader::take(char expected)
{
    if (here_ == end_ || *here_ != expected) return false;
    ++here_;
    return true;
}

bool SheetReader::take(std::string_view expected)
{
    if (!std::string_view(here_, end_).starts_with(expected)) return false;
    here_ += expected.size();
    return true;
}

bool SheetReader::take_cell(Cell& cell)
{
    cell = {0, Missing::none};
    if (take_number(cell.value)) return true;
    const bool has_status = take('[');
    auto missing = std::optional(Missing::none);
    auto status = std::optional(Status::final);
    std::string_view code;
    if (take_code(code))
        missing = value_of<Missing>(code);
    else if (!take_number(cell.value))
        return false;
    if (has_status && take(',') && take_code(code) && take(']'))
        status = value_of<Status>(code);
    else if (has_status)
        return false;
    if (!missing || !status) return false;
    cell.mark = Mark(*missing, *status);
    return true;
}

bool SheetReader::take_code(std::string_view& code)
{
    if (!take('"')) return false;
    const auto rest = std::string_view(here_, end_);
    const auto end = rest.find('"');
    if (end == std::string_view::npos) return false;
    code = rest.substr(0, end);
    here_ += end + 1;
    return true;
}

bool SheetReader::take_number(double& number)
{
    const auto* const end = plain_figure(here_, number);
    if (end == nullptr) return take_any_number(number);
    here_ = end;
    return true;
}

std::size_t SheetReader::plain_figures(std::span<double> figures)
{
    std::size_t count = 0;
    for (; whole_ && count < figures.size(); ++count) {
        if (!first_ && *here_ != ',') break;
        const auto* const at = here_ + (first_ ? 0 : 1);
        const auto* end = short_figure(at, figures[count]);
        if (end == nullptr) end = plain_figure(at, figures[count]);
        if (end == nullptr) break;
        here_ = end;
        first_ = false;
    }
    place_ += static_cast<std::int64_t>(count);
    return count;
}

// At most seven digits before a point and as many behind it, without looking at each: their lengths
// cannot be foreseen, and a wrong guess costs more than reading them.
const char* SheetReader::short_figure(const char* at, double& number) const
{
    constexpr std::ptrdiff_t looked_at = 2 * word_size + 1;
    if (end_ - at < looked_at) return nullptr;
    const auto whole = leading_digits(at);
    if (whole.count == 0 || whole.count == word_size) return nullptr;
    at += whole.count;
    number = static_cast<double>(whole.value);
    if (*at == ',' || *at == ']') return at;
    if (*at != '.') return nullptr;
    const auto behind = leading_digits(at + 1);
    if (behind.count == 0 || behind.count == word_size) return nullptr;
    at += 1 + behind.count;
    if (*at != ',' && *at != ']') return nullptr;
    const auto scale = powers_of_ten[static_cast<std::size_t>(behind.count)];
    number = (number * scale + static_cast<double>(behind.value)) / scale;
    return at;
}

// Digits with at most one point, few enough to be exact; where they end, or null for all else. The
// sheet's closing bracket, seen to when it was opened, ends the digits at the latest.
const char* SheetReader::plain_figure(const char* at, double& number) const
{
    const auto digit = [&] { return static_cast<unsigned char>(*at - '0'); };
    const bool negative = *at == '-';
    if (negative) ++at;
    const auto* const start = at;
    std::uint64_t digits = 0;
    for (; digit() <= 9; ++at) digits = digits * 10 + digit();
    if (at == start) return nullptr;
    std::size_t decimals = 0;
    if (*at == '.') {
        for (++at; digit() <= 9; ++at, ++decimals) digits = digits * 10 + digit();
        if (decimals == 0) return nullptr;
    }
    if (*at == 'e' || at - start > most_digits) return nullptr;
    const auto size = static_cast<double>(digits);
    number = decimals == 0 ? size : size / powers_of_ten[decimals];
    if (negative) number = -number;
    return at;
}

bool SheetReader::take_any_number(double& number)
{
    const auto [stop, error] = std::from_chars(here_, end_, number);
    if (error != std::errc() || !std::isfinite(number)) return false;
    here_ = stop;
    return true;
}

} // namespace tuermer::stored
