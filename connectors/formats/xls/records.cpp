// SPDX-License-Identifier: EUPL-1.2
// A text that crosses the border of two records says its width anew there ([MS-XLS] 2.5.293).
#include "connectors/formats/xls/records.hpp"

#include "connectors/formats/encoding.hpp"
#include "connectors/formats/sheets/rich_text.hpp"

#include <algorithm>

namespace tuermer::xls {
namespace {

constexpr unsigned wide_flag = 0x01, extended_flag = 0x04, rich_flag = 0x08;

void append_utf8(std::string& text, char32_t code)
{
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    if (code < 0x80) {
        text += byte(code);
    } else if (code < 0x800) {
        text += byte(0xC0U | code >> 6U);
        text += byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        text += byte(0xE0U | code >> 12U);
        text += byte(0x80U | (code >> 6U & 0x3FU));
        text += byte(0x80U | (code & 0x3FU));
    } else {
        text += byte(0xF0U | code >> 18U);
        text += byte(0x80U | (code >> 12U & 0x3FU));
        text += byte(0x80U | (code >> 6U & 0x3FU));
        text += byte(0x80U | (code & 0x3FU));
    }
}

std::string utf8(std::u16string_view text)
{
    std::string converted;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        const bool high = code >= 0xD800 && code < 0xDC00;
        if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000)
            code = 0x10000U + ((code - 0xD800U) << 10U) + (text[++i] - 0xDC00U);
        else if (code >= 0xD800 && code < 0xE000)
            code = 0xFFFD;
        append_utf8(converted, code);
    }
    return converted;
}

} // namespace

std::optional<Record> RecordStream::next()
{
    if (at_ + 4 > stream_.size()) return std::nullopt;
    const std::size_t length = u16(stream_, at_ + 2);
    if (at_ + 4 + length > stream_.size()) return std::nullopt;
    const Record record{u16(stream_, at_), stream_.substr(at_ + 4, length)};
    at_ += 4 + length;
    return record;
}

std::vector<std::string_view> RecordStream::with_continued(std::string_view body)
{
    std::vector<std::string_view> bodies = {body};
    while (u16(stream_, at_) == continue_record && at_ + 4 <= stream_.size()) {
        const auto more = next();
        if (!more) break;
        bodies.push_back(more->body);
    }
    return bodies;
}

std::string text_at(std::string_view body, std::size_t at, CountBytes count_bytes,
                    const TextCoding& coding)
{
    if (at >= body.size()) return "";
    const auto width = static_cast<std::size_t>(count_bytes);
    const std::size_t count = width == 2 ? u16(body, at) : static_cast<unsigned char>(body[at]);
    at += width;
    if (!coding.eight_bit.empty()) {
        const auto bytes = body.substr(std::min(at, body.size()), count);
        return to_utf8(bytes, Encoding{coding.eight_bit, 0}).value_or(std::string{bytes});
    }
    if (at >= body.size()) return "";
    const bool wide = (static_cast<unsigned char>(body[at++]) & wide_flag) != 0U;
    std::u16string text;
    for (std::size_t i = 0; i < count && at < body.size(); ++i, at += wide ? 2 : 1)
        text += wide ? static_cast<char16_t>(u16(body, at))
                     : static_cast<char16_t>(static_cast<unsigned char>(body[at]));
    return utf8(text);
}

SharedTexts::SharedTexts(std::vector<std::string_view> bodies, const std::vector<bool>& raised)
    : bodies_(std::move(bodies)), raised_(raised)
{
    step();
    number32(); // how often they are used
    count_ = number32();
}

// To the next byte there is.
void SharedTexts::step()
{
    while (body_ < bodies_.size() && at_ >= bodies_[body_].size()) {
        ++body_;
        at_ = 0;
    }
}

std::uint8_t SharedTexts::byte()
{
    if (at_end()) return 0;
    const auto value = static_cast<std::uint8_t>(bodies_[body_][at_++]);
    step();
    return value;
}

std::uint16_t SharedTexts::number16()
{
    const unsigned low = byte();
    return static_cast<std::uint16_t>(low | static_cast<unsigned>(byte()) << 8U);
}

std::uint32_t SharedTexts::number32()
{
    const std::uint32_t low = number16();
    return low | static_cast<std::uint32_t>(number16()) << 16U;
}

std::u16string SharedTexts::characters(std::size_t count, bool wide)
{
    std::u16string text;
    while (text.size() < count && !at_end()) {
        const auto body = body_;
        text += wide ? static_cast<char16_t>(number16()) : static_cast<char16_t>(byte());
        if (body_ != body && !at_end() && text.size() < count) wide = (byte() & wide_flag) != 0U;
    }
    return text;
}

std::string SharedTexts::with_marks(const std::u16string& text, const std::vector<Run>& runs) const
{
    const auto is_raised = [&](std::uint16_t font) {
        const std::size_t index = font > 4 ? font - 1U : font; // there is no font number 4
        return index < raised_.size() && raised_[index];
    };
    const std::u16string_view all{text};
    auto begin = std::min<std::size_t>(runs.empty() ? text.size() : runs.front().from, text.size());
    auto whole = utf8(all.substr(0, begin));
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto end = i + 1 < runs.size() ? std::min<std::size_t>(runs[i + 1].from, text.size())
                                             : text.size();
        if (end <= begin) continue;
        const auto run = utf8(all.substr(begin, end - begin));
        whole += is_raised(runs[i].font) ? sheets::raised(run) : run;
        begin = end;
    }
    return whole;
}

std::optional<std::string> SharedTexts::next()
{
    if (at_end()) return std::nullopt;
    const auto count = number16();
    const unsigned flags = byte();
    const std::size_t run_count = (flags & rich_flag) != 0U ? number16() : 0;
    const std::size_t extra = (flags & extended_flag) != 0U ? number32() : 0;
    const auto text = characters(count, (flags & wide_flag) != 0U);
    std::vector<Run> runs;
    for (std::size_t i = 0; i < run_count && !at_end(); ++i) {
        const auto from = number16();
        runs.push_back({from, number16()});
    }
    for (std::size_t i = 0; i < extra && !at_end(); ++i) byte();
    return with_marks(text, runs);
}

} // namespace tuermer::xls
