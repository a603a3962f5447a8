// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/editor_cursor.hpp"

#include <algorithm>

namespace tuermer::editor {

namespace {

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Characters beyond the basic plane, four bytes in UTF-8, are two units.
std::size_t units(char first)
{
    return static_cast<unsigned char>(first) >= 0xF0U ? 2 : 1;
}

bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\"'");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\"'") - first + 1);
}

std::vector<std::string> parts_of(std::string_view dotted)
{
    std::vector<std::string> parts;
    while (true) {
        const auto dot = dotted.find('.');
        parts.emplace_back(trimmed(dotted.substr(0, dot)));
        if (dot == std::string_view::npos) return parts;
        dotted.remove_prefix(dot + 1);
    }
}

// "rule.x" of "[rule.x]" and of "[[rule.x]]"; empty for other lines.
std::string_view header_of(std::string_view line)
{
    const auto begin = line.find_first_not_of(" \t[");
    if (begin == std::string_view::npos || line.find('[') >= begin) return {};
    if (line.find_first_not_of(" \t") != line.find('[')) return {};
    return line.substr(begin, line.find(']') - begin);
}

// Where the key ends and the value begins; outside of quotes and comments.
std::size_t equals_sign(std::string_view line)
{
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0)
            quote = line[i] == quote ? '\0' : quote;
        else if (line[i] == '"' || line[i] == '\'')
            quote = line[i];
        else if (line[i] == '#')
            break;
        else if (line[i] == '=')
            return i;
    }
    return std::string_view::npos;
}

std::size_t header_line(const Buffer& buffer, std::size_t line)
{
    while (line > 0 && header_of(buffer.line(line)).empty()) --line;
    return line;
}

void read_table(Cursor& cursor, const Buffer& buffer)
{
    const auto head = header_line(buffer, cursor.line);
    const auto header = header_of(buffer.line(head));
    if (!header.empty()) cursor.table = parts_of(header);
    for (auto line = header.empty() ? head : head + 1; line < buffer.lines(); ++line) {
        const auto text = buffer.line(line);
        if (!header_of(text).empty()) break;
        const auto equals = equals_sign(text);
        if (equals == std::string_view::npos || line == cursor.line) continue;
        cursor.siblings.emplace(trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1)));
    }
}

void read_word(Cursor& cursor, std::string_view line, std::size_t byte)
{
    cursor.begin = cursor.end = byte;
    while (cursor.begin > 0 && is_of_word(line[cursor.begin - 1])) --cursor.begin;
    while (cursor.end < line.size() && is_of_word(line[cursor.end])) ++cursor.end;
    cursor.word = line.substr(cursor.begin, cursor.end - cursor.begin);
}

bool is_inside_text(std::string_view value)
{
    char quote = 0;
    for (const char c : value)
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    return quote != 0;
}

// Whether a text over several lines is open behind this line.
bool leaves_open(std::string_view line, std::string& open)
{
    for (std::size_t i = 0; i + 3 <= line.size(); ++i) {
        const auto three = line.substr(i, 3);
        if (open.empty() ? three != R"(""")" && three != "'''" : three != open) continue;
        open = open.empty() ? std::string(three) : std::string();
        i += 2;
    }
    return !open.empty();
}

std::string with_blanks(std::string_view line)
{
    const auto equals = equals_sign(line);
    const auto first = line.find_first_not_of(" \t");
    if (equals == std::string_view::npos || first == equals || line[first] == '[' ||
        line[first] == '{')
        return std::string(line);
    std::string text(line.substr(0, equals));
    if (text.back() != ' ' && text.back() != '\t') text += ' ';
    text += '=';
    const auto value = line.substr(equals + 1);
    if (!value.empty() && value.front() != ' ' && value.front() != '\t') text += ' ';
    return text + std::string(value);
}

} // namespace

Buffer::Buffer(std::string text) : text_(std::move(text)), starts_{0}
{
    for (auto at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
        starts_.push_back(at + 1);
}

std::string_view Buffer::line(std::size_t number) const
{
    if (number >= starts_.size()) return {};
    const auto begin = starts_[number];
    const auto end = number + 1 < starts_.size() ? starts_[number + 1] - 1 : text_.size();
    auto line = std::string_view(text_).substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::size_t Buffer::byte_of(std::size_t line, std::size_t wanted) const
{
    const auto text = this->line(line);
    std::size_t byte = 0;
    for (std::size_t counted = 0; byte < text.size() && counted < wanted;) {
        counted += units(text[byte]);
        for (++byte; byte < text.size() && continues(text[byte]);) ++byte;
    }
    return byte;
}

std::size_t Buffer::units_of(std::size_t line, std::size_t byte) const
{
    std::size_t counted = 0;
    for (const char c : this->line(line).substr(0, byte)) counted += continues(c) ? 0 : units(c);
    return counted;
}

std::size_t Buffer::byte_of_character(std::size_t line, std::size_t character) const
{
    const auto text = this->line(line);
    std::size_t byte = 0;
    for (; character > 0 && byte < text.size(); --character)
        for (++byte; byte < text.size() && continues(text[byte]);) ++byte;
    return byte;
}

Cursor cursor_at(const Buffer& buffer, std::size_t line, std::size_t byte)
{
    Cursor cursor;
    cursor.line = line;
    const auto text = buffer.line(line);
    byte = std::min(byte, text.size());
    read_word(cursor, text, byte);
    read_table(cursor, buffer);
    cursor.in_header = text.find_first_not_of(" \t") == text.find('[') && text.find('[') < byte;
    const auto equals = equals_sign(text);
    if (cursor.in_header || equals >= byte) return cursor;
    auto keys = parts_of(text.substr(0, equals)); // "limits.en" is a key of the table limits
    cursor.key = keys.back();
    keys.pop_back();
    cursor.table.insert(cursor.table.end(), keys.begin(), keys.end());
    cursor.value = text.substr(equals + 1, byte - equals - 1);
    cursor.in_text = is_inside_text(cursor.value);
    return cursor;
}

std::size_t end_of_word(std::string_view line, std::size_t begin)
{
    if (begin >= line.size()) return line.size();
    if (line[begin] == '"' || line[begin] == '\'') {
        const auto closing = line.find(line[begin], begin + 1);
        return closing == std::string_view::npos ? line.size() : closing + 1;
    }
    auto end = begin;
    while (end < line.size() && is_of_word(line[end])) ++end;
    return std::max(end, begin + 1);
}

std::string formatted(const Buffer& buffer)
{
    std::string text, open;
    for (std::size_t number = 0; number < buffer.lines(); ++number) {
        const auto line = buffer.line(number);
        const bool was_open = !open.empty();
        const bool is_open = leaves_open(line, open);
        const auto last = line.find_last_not_of(" \t");
        const auto kept = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
        if (was_open)
            text += is_open ? line : kept;
        else
            text += is_open ? with_blanks(line) : with_blanks(kept);
        text += '\n';
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return text == "\n" ? std::string() : text;
}

} // namespace tuermer::editor
