// SPDX-License-Identifier: EUPL-1.2
// Separators and line ends are searched 64 bytes at a time, a bit for each byte that ends a cell:
// by SSE2, which every amd64 processor has, elsewhere in plain 64-bit arithmetic (Warren, Hacker's
// Delight, 6-1: the zero bytes of a word).
#include "connectors/formats/csv/records.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tuermer::csv {
namespace {

bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

} // namespace

Records::Records(char* begin, char* end, char separator, char quote, char line_end,
                 std::uint32_t line)
    : at_(begin),
      begin_(begin),
      end_(end),
      block_(begin),
      separator_(separator),
      quote_(quote),
      line_end_(line_end),
      next_line_(line)
{
    if (begin < end) ends_ = ends_in(begin);
}

#ifdef __SSE2__
std::uint64_t Records::ends_in(const char* block) const
{
    constexpr unsigned at_once = sizeof(__m128i);
    const auto separators = _mm_set1_epi8(separator_), line_ends = _mm_set1_epi8(line_end_);
    std::uint64_t ends = 0;
    for (unsigned at = 0; at < block_size; at += at_once) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
        const auto here =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, line_ends));
        ends |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(here))} << at;
    }
    return ends;
}
#else
namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t sevens = 0x7F7F7F7F7F7F7F7FU;

std::uint64_t repeated(char c)
{
    return ones * static_cast<unsigned char>(c);
}

std::uint64_t load(const char* at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
}

// The highest bit of each byte that is zero, and no other.
std::uint64_t zero_bytes(std::uint64_t word)
{
    return ~(((word & sevens) + sevens) | word | sevens);
}

// Those bits side by side.
std::uint64_t gathered(std::uint64_t highest)
{
    return ((highest >> 7U) * 0x0102040810204080U) >> 56U;
}

} // namespace

std::uint64_t Records::ends_in(const char* block) const
{
    const auto separators = repeated(separator_), line_ends = repeated(line_end_);
    std::uint64_t ends = 0;
    for (unsigned at = 0; at < block_size; at += 8) {
        const auto word = load(block + at);
        ends |= gathered(zero_bytes(word ^ separators) | zero_bytes(word ^ line_ends)) << at;
    }
    return ends;
}
#endif

// What was looked at stays true: cells are folded in place only before the place read last.
[[gnu::always_inline]] inline char* Records::cell_end(char* at)
{
    for (; at < end_; at = block_ + block_size) {
        if (at >= block_ + block_size) {
            block_ = at;
            ends_ = ends_in(at);
        }
        const auto ahead = ends_ >> (at - block_);
        if (ahead != 0) return std::min(at + std::countr_zero(ahead), end_);
    }
    return end_;
}

[[gnu::always_inline]] inline char* Records::plain(char* at, std::string_view& cell)
{
    char* const stop = cell_end(at);
    const bool carriage_return =
        stop > at && stop[-1] == '\r' && (stop == end_ || *stop == line_end_);
    cell = {at, static_cast<std::size_t>(stop - at) - (carriage_return ? 1U : 0U)};
    return stop;
}

// After the closing quote: blanks are dropped, anything else is kept as it stands.
char* Records::fold_rest(char* at, char* begin, char* out, std::string_view& cell)
{
    std::string_view rest;
    char* const stop = plain(at, rest);
    if (!std::all_of(rest.begin(), rest.end(), is_blank)) {
        ++stray_quotes_;
        std::memmove(out, rest.data(), rest.size());
        out += rest.size();
    }
    cell = {begin, static_cast<std::size_t>(out - begin)};
    return stop;
}

// `at` stands behind the opening quote.
char* Records::quoted(char* at, std::string_view& cell)
{
    char* const begin = at;
    char* out = at;
    for (;;) {
        const auto left = static_cast<std::size_t>(end_ - at);
        auto* const close = static_cast<char*>(std::memchr(at, quote_, left));
        const auto length = close == nullptr ? left : static_cast<std::size_t>(close - at);
        next_line_ += static_cast<std::uint32_t>(std::count(at, at + length, line_end_));
        if (out != at) std::memmove(out, at, length);
        out += length;
        if (close == nullptr) {
            unclosed_quote_ = true;
            cell = {begin, static_cast<std::size_t>(out - begin)};
            return end_;
        }
        at = close + 1;
        if (at == end_ || *at != quote_) return fold_rest(at, begin, out, cell);
        *out++ = quote_;
        ++at;
    }
}

bool Records::next(std::vector<std::string_view>& cells)
{
    cells.clear();
    if (at_ >= end_) return false;
    line_ = next_line_;
    begin_ = at_;
    ended_by_line_end_ = false;
    for (;;) {
        std::string_view cell;
        char* first = at_;
        while (first < end_ && is_blank(*first) && *first != separator_) ++first;
        const bool opens = quote_ != '\0' && first < end_ && *first == quote_;
        at_ = opens ? quoted(first + 1, cell) : plain(at_, cell);
        cells.push_back(cell);
        if (at_ == end_) return true;
        if (*at_++ == line_end_) break;
    }
    ++next_line_;
    ended_by_line_end_ = true;
    return true;
}

char line_end_of(std::string_view text)
{
    if (text.find('\n') != std::string_view::npos) return '\n';
    return text.find('\r') != std::string_view::npos ? '\r' : '\n';
}

} // namespace tuermer::csv
