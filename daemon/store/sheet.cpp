// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sheet.hpp"

#include "daemon/store/codes.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace tuermer::stored {

namespace {

constexpr std::array powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// A double holds every integer of so many digits, and its quotient by a power of ten is the double
// nearest to that decimal fraction (Clinger 1990): reading is exact.
constexpr std::ptrdiff_t most_digits = 15;
constexpr double exact_integers = 1e15;

template <class Number>
void append_shortest(std::string& sheet, Number number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    sheet.append(digits.data(), end);
}

// A figure with at most three decimals, as nearly all are, in a third of the time.
bool append_short(std::string& sheet, double value)
{
    const double thousandths = std::nearbyint(value * 1000);
    if (std::abs(thousandths) >= exact_integers || thousandths / 1000 != value) return false;
    if (value == 0 && std::signbit(value)) return false;
    const auto whole = static_cast<std::int64_t>(thousandths);
    const auto size = static_cast<std::uint64_t>(whole < 0 ? -whole : whole);
    if (whole < 0) sheet += '-';
    append_shortest(sheet, size / 1000);
    auto rest = size % 1000;
    if (rest == 0) return true;
    sheet += '.';
    for (std::uint64_t digit = 100; rest > 0; rest %= digit, digit /= 10)
        sheet += static_cast<char>('0' + rest / digit);
    return true;
}

void append_code(std::string& sheet, std::string_view code)
{
    sheet += '"';
    sheet += code;
    sheet += '"';
}

void append_cell(std::string& sheet, const Cell& cell)
{
    const auto mark = cell.mark;
    if (mark.status() != Status::final) sheet += '[';
    if (!mark.has_value())
        append_code(sheet, code_of(mark.missing()));
    else if (!append_short(sheet, cell.value))
        append_shortest(sheet, cell.value);
    if (mark.status() == Status::final) return;
    sheet += ',';
    append_code(sheet, code_of(mark.status()));
    sheet += ']';
}

} // namespace

std::string sparse_sheet(std::span<const SheetCell> cells)
{
    std::string sheet = "{";
    for (const auto& cell : cells) {
        sheet += sheet.size() > 1 ? ",\"" : "\"";
        append_shortest(sheet, cell.series);
        sheet += "\":";
        append_cell(sheet, cell.cell);
    }
    return sheet + "}";
}

std::string dense_sheet(std::span<const SheetCell> cells)
{
    constexpr std::size_t usual_bytes_per_cell = 6;
    std::string sheet;
    sheet.reserve(usual_bytes_per_cell * cells.size());
    auto place = cells.empty() ? 0 : cells.front().series;
    for (const auto& cell : cells) {
        for (; place < cell.series; ++place) sheet += ",null";
        sheet += ',';
        append_cell(sheet, cell.cell);
        ++place;
    }
    if (sheet.empty()) return "[]";
    sheet.front() = '[';
    return sheet + "]";
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
        const auto* const end = plain_figure(here_ + (first_ ? 0 : 1), figures[count]);
        if (end == nullptr) break;
        here_ = end;
        first_ = false;
    }
    place_ += static_cast<std::int64_t>(count);
    return count;
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
