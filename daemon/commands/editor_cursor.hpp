// SPDX-License-Identifier: EUPL-1.2
// Where a person is in a file that is being written and need not be right yet: in which table, at
// which key, on which word. Works on lines, because no parser understands half a file.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::editor {

// One file as it stands in the editor. Lines from 0; the protocol counts UTF-16 units, files have
// bytes, and places of mistakes count characters.
class Buffer {
public:
    explicit Buffer(std::string text);

    std::size_t lines() const { return starts_.size(); }
    std::string_view line(std::size_t number) const; // without its end
    const std::string& text() const { return text_; }
    std::size_t byte_of(std::size_t line, std::size_t units) const;
    std::size_t units_of(std::size_t line, std::size_t byte) const;
    std::size_t byte_of_character(std::size_t line, std::size_t character) const;

private:
    std::string text_;
    std::vector<std::size_t> starts_;
};

struct Cursor {
    std::vector<std::string> table;              // "rule", "x", "when"
    std::map<std::string, std::string> siblings; // keys of that table and their values as written
    std::string key;                             // in a value: whose; else empty
    bool in_header = false, in_text = false;     // within [ ] or quotes
    std::string value;                           // what stands before the cursor behind the "="
    std::string word;                            // around the cursor
    std::size_t line = 0, begin = 0, end = 0;    // of the word, in bytes
};
Cursor cursor_at(const Buffer& buffer, std::size_t line, std::size_t byte);

// Where a mistake that begins here ends: the word, or the text in quotes.
std::size_t end_of_word(std::string_view line, std::size_t begin);

// Blanks at the ends of lines go, "=" has blanks around it, the file ends with a line break;
// nothing else moves, and texts over several lines stay as they are.
std::string formatted(const Buffer& buffer);

} // namespace tuermer::editor
