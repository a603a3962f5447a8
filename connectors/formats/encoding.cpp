// SPDX-License-Identifier: EUPL-1.2
// The only home of ICU's converters. Plain ASCII passes eight bytes at a time.
#include "connectors/formats/encoding.hpp"

#include "rules/base/large_pages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <unicode/ucnv.h>

namespace tuermer {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t at)
{
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

bool is_ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_continuation(unsigned char c)
{
    return (c & 0xC0U) == 0x80U;
}

// The next byte that is not ASCII.
std::size_t past_ascii(std::string_view bytes, std::size_t at)
{
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if ((word & 0x8080808080808080U) != 0) break;
    }
    while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
    return at;
}

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool second_byte_fits(unsigned char lead, unsigned char second)
{
    if (lead == 0xE0) return second >= 0xA0 && second <= 0xBF;
    if (lead == 0xED) return second >= 0x80 && second <= 0x9F;
    if (lead == 0xF0) return second >= 0x90 && second <= 0xBF;
    if (lead == 0xF4) return second >= 0x80 && second <= 0x8F;
    return is_continuation(second);
}

std::size_t length_by_lead(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

// Bytes of the sequence at `at`; 0: none is well-formed here.
std::size_t sequence_length(std::string_view bytes, std::size_t at)
{
    const auto lead = byte_at(bytes, at);
    const auto length = length_by_lead(lead);
    if (length == 0 || !second_byte_fits(lead, byte_at(bytes, at + 1))) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (!is_continuation(byte_at(bytes, at + i))) return 0;
    return length;
}

bool cut_sequence(std::string_view bytes, std::size_t at)
{
    if (at + length_by_lead(byte_at(bytes, at)) <= bytes.size()) return false;
    for (auto i = at + 1; i < bytes.size(); ++i)
        if (!is_continuation(byte_at(bytes, i))) return false;
    return true;
}

std::uint8_t mark_length(std::string_view bytes, std::string_view mark)
{
    return bytes.starts_with(mark) ? static_cast<std::uint8_t>(mark.size()) : std::uint8_t{0};
}

Encoding by_mark(std::string_view bytes)
{
    constexpr std::string_view utf32le{"\xFF\xFE\0\0", 4};
    if (const auto n = mark_length(bytes, "\xEF\xBB\xBF")) return {"utf-8", n};
    if (const auto n = mark_length(bytes, utf32le)) return {"utf-32le", n};
    if (const auto n = mark_length(bytes, "\xFF\xFE")) return {"utf-16le", n};
    if (const auto n = mark_length(bytes, "\xFE\xFF")) return {"utf-16be", n};
    return {"", 0};
}

// Western text in UTF-16 has a zero in nearly every second byte, always the same one of the two.
std::string utf16_by_zeros(std::string_view bytes)
{
    const auto sample = bytes.substr(0, 4'096);
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0') ++zeros[i % 2];
    const auto pairs = sample.size() / 2;
    if (pairs < 4 || bytes.size() % 2 != 0) return "";
    if (zeros[1] * 10 > pairs * 6 && zeros[0] * 50 < pairs) return "utf-16le";
    if (zeros[0] * 10 > pairs * 6 && zeros[1] * 50 < pairs) return "utf-16be";
    return "";
}

struct EightBitEvidence {
    std::size_t c1 = 0; // 0x80–0x9F: letters in CP850, quotes and dashes in 1252, unused in 8859-1
    std::size_t dos = 0;     // bytes that are German letters in CP850, standing where letters stand
    std::size_t western = 0; // the same for 1252 and 8859-1
};

// ü é ä Ä ö Ö Ü and ß in CP850. As 1252 most are quotes or undefined and never stand inside words.
bool dos_letter_here(unsigned char c, unsigned char before, unsigned char after)
{
    const bool inside = is_ascii_letter(before) && is_ascii_letter(after);
    switch (c) {
    case 0x81:
    case 0x84:
    case 0x94:
        return inside || (is_ascii_letter(after) && after >= 'a' && c == 0x81);
    case 0x82:
    case 0xE1:
        return is_ascii_letter(before);
    case 0x8E:
    case 0x99:
    case 0x9A:
        return is_ascii_letter(after);
    default:
        return false;
    }
}

bool western_letter_here(unsigned char c, unsigned char before, unsigned char after)
{
    const bool letter = c >= 0xC0 && c != 0xD7 && c != 0xF7 && c != 0xE1;
    return letter && (is_ascii_letter(before) || is_ascii_letter(after));
}

EightBitEvidence weigh_eight_bit(std::string_view bytes)
{
    EightBitEvidence evidence;
    for (auto at = past_ascii(bytes, 0); at < bytes.size(); at = past_ascii(bytes, at + 1)) {
        const auto c = byte_at(bytes, at);
        const auto before = at == 0 ? static_cast<unsigned char>(0) : byte_at(bytes, at - 1);
        const auto after = byte_at(bytes, at + 1);
        if (c < 0xA0) ++evidence.c1;
        if (dos_letter_here(c, before, after)) ++evidence.dos;
        if (western_letter_here(c, before, after)) ++evidence.western;
    }
    return evidence;
}

std::string eight_bit_name(std::string_view bytes)
{
    const auto evidence = weigh_eight_bit(bytes);
    if (evidence.dos > evidence.western) return "cp850";
    return evidence.c1 > 0 ? "windows-1252" : "iso-8859-1";
}

std::string at_line(std::string_view bytes, std::size_t offset)
{
    const auto line =
        1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    return fmt::format("{}", line);
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter{ucnv_open(name, &status)};
    return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

Error undecodable(std::string_view bytes, std::size_t offset, const std::string& name)
{
    const auto line = at_line(bytes, std::min(offset, bytes.size()));
    return {
        Remedy::mend,
        say("Zeile {}: Diese Bytes bedeuten in der Zeichenkodierung {} nichts. Bitte „encoding“ "
            "prüfen oder weglassen, dann wird sie erkannt.",
            "line {}: these bytes mean nothing in the encoding {}. Please check 'encoding', or "
            "leave it out so that it is detected.",
            line, name),
        ""};
}

Result<std::string> convert(std::string_view bytes, const std::string& name)
{
    const auto from = open_converter(name.c_str());
    const auto to = open_converter("utf-8");
    if (!from || !to) return tl::unexpected(undecodable(bytes, 0, name));
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);

    std::string text;
    std::array<UChar, 8'192> pivot{};
    std::array<char, 32'768> out{};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    const char* source = bytes.data();
    const char* const source_end = bytes.data() + bytes.size();
    bool reset = true;
    do {
        status = U_ZERO_ERROR;
        char* target = out.data();
        ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, source_end,
                       pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(),
                       reset ? 1 : 0, 1, &status);
        text.append(out.data(), target);
        reset = false;
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_SUCCESS(status)) return text;
    return tl::unexpected(
        undecodable(bytes, static_cast<std::size_t>(source - bytes.data()), name));
}

} // namespace

Utf8Check check_utf8(std::string_view bytes)
{
    Utf8Check check;
    for (auto at = past_ascii(bytes, 0); at < bytes.size(); at = past_ascii(bytes, at)) {
        const auto length = sequence_length(bytes, at);
        if (length != 0) {
            ++check.sequences;
            at += length;
            continue;
        }
        if (check.faults++ == 0) {
            check.first_fault = at;
            check.cut_at_end = cut_sequence(bytes, at);
            if (check.cut_at_end) break;
        }
        ++at;
    }
    return check;
}

Result<bool> holds_utf8_without_zeros(const ByteSource& bytes)
{
    constexpr std::size_t at_once = std::size_t{1} << 18U;
    std::string part(at_once, '\0');
    for (std::uint64_t offset = 0; offset < bytes.size();) {
        const auto got = bytes.read(offset, part);
        if (!got) return tl::unexpected(got.error());
        const auto seen = std::string_view{part}.substr(0, *got);
        const auto check = check_utf8(seen);
        const bool last = offset + *got >= bytes.size();
        if (seen.find('\0') != std::string_view::npos) return false;
        if (check.faults > 0 && (last || !check.cut_at_end)) return false;
        offset += check.faults > 0 ? check.first_fault : *got; // not into a character
    }
    return true;
}

Result<Encoding> detect_encoding(std::string_view bytes)
{
    auto marked = by_mark(bytes);
    if (!marked.name.empty() && marked.name != "utf-8") return marked;
    if (marked.name.empty())
        if (auto utf16 = utf16_by_zeros(bytes); !utf16.empty())
            return Encoding{std::move(utf16), 0};

    const auto check = check_utf8(bytes);
    if (check.faults == 0) return Encoding{"utf-8", marked.bom_bytes};
    if (marked.bom_bytes == 0 && check.sequences <= 2 * check.faults &&
        !(check.cut_at_end && check.sequences > 0))
        return Encoding{eight_bit_name(bytes), 0};
    const auto line = at_line(bytes, check.first_fault);
    if (check.cut_at_end)
        return fail(
            Remedy::retry,
            say("Zeile {}: Die Datei bricht mitten in einem Zeichen ab; sie ist unvollständig.",
                "line {}: the file breaks off in the middle of a character; it is "
                "incomplete.",
                line));
    return fail(
        Remedy::mend,
        say("Zeile {}: Die Datei ist UTF-8, enthält aber Bytes, die kein UTF-8 sind. "
            "Wahrscheinlich "
            "wurden Teile aus verschieden kodierten Dateien zusammengefügt.",
            "line {}: the file is UTF-8, but contains bytes that are not. Probably parts of "
            "files with different encodings were put together.",
            line));
}

Encoding told_encoding(std::string_view bytes, std::string name)
{
    const auto marked = by_mark(bytes);
    const auto lower = [&] {
        std::string text;
        for (const char c : name) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return text;
    }();
    const bool fits = lower == marked.name || (lower == "utf8" && marked.name == "utf-8") ||
                      (lower == "utf-16" && marked.name.starts_with("utf-16"));
    if (!fits) return {std::move(name), 0};
    return marked;
}

bool known_encoding(const std::string& name)
{
    return open_converter(name.c_str()) != nullptr;
}

Result<std::string> to_utf8(std::string_view bytes, const Encoding& encoding)
{
    const auto body = bytes.substr(encoding.bom_bytes);
    if (encoding.name != "utf-8") return convert(body, encoding.name);
    const auto check = check_utf8(body);
    if (check.faults > 0) return tl::unexpected(undecodable(body, check.first_fault, "utf-8"));
    std::string text;
    text.reserve(body.size() + 64); // room for the padding that readers put behind
    prefer_large_pages(text.data(), text.capacity());
    text = body;
    return text;
}

} // namespace tuermer
