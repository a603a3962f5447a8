// SPDX-License-Identifier: EUPL-1.2
// Any bytes as JSON: what is read can be written and read again as the same, token by token.
#include "connectors/formats/json.hpp"
#include "tests/fuzz/target.hpp"

#include <string>

namespace tuermer::fuzz {
namespace {

void write_string(std::string_view text, std::string& out)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && c != '"' && c != '\\') {
            out += c;
            continue;
        }
        out += "\\u00";
        out += digits[byte >> 4U];
        out += digits[byte & 0x0FU];
    }
    out += '"';
}

void write(const JsonValue& value, std::string& out)
{
    if (value.is_string()) return write_string(value.text(), out);
    if (!value.is_array() && !value.is_object()) {
        out += value.text();
        return;
    }
    out += value.is_array() ? '[' : '{';
    std::uint32_t count = 0;
    for (const auto item : value.items()) {
        if (count++ > 0) out += ',';
        write(item, out);
    }
    for (const auto& [name, inner] : value.members()) {
        if (count++ > 0) out += ',';
        write_string(name, out);
        out += ':';
        write(inner, out);
    }
    promise(count == value.size(), "an array or object has as many values as it says");
    out += value.is_array() ? ']' : '}';
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    const auto json = read_json(fuzz::text_of(bytes, size));
    if (!json) {
        fuzz::promise(!json.error().what.de.empty(), "a refusal is a sentence");
        return 0;
    }
    std::string text, again;
    fuzz::write(json->root(), text);
    const auto second = read_json(text);
    fuzz::promise(second.has_value(), "what was written is JSON");
    fuzz::write(second->root(), again);
    fuzz::promise(text == again, "what is read again is the same");
    return 0;
}
