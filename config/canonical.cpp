// SPDX-License-Identifier: EUPL-1.2
// Values back to TOML, always the same way. Everything is appended to one text: configurations with
// a thousand rules are written so at each check.
#include "config/reading.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

void append(std::string& to, const Node& node);

bool is_plain(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return c != '"' && c != '\\' && byte >= 0x20 && byte != 0x7F;
}

void append_string(std::string& to, std::string_view text)
{
    to += '"';
    while (!text.empty()) {
        const auto special = std::find_if_not(text.begin(), text.end(), is_plain);
        to.append(text.begin(), special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
        if (text.empty()) break;
        const auto byte = static_cast<unsigned char>(text.front());
        if (byte < 0x20 || byte == 0x7F)
            to += fmt::format("\\u{:04X}", byte);
        else
            to.append({'\\', text.front()});
        text.remove_prefix(1);
    }
    to += '"';
}

void append_key(std::string& to, std::string_view key)
{
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    if (bare)
        to += key;
    else
        append_string(to, key);
}

void append_inline(std::string& to, const Table& table)
{
    to += '{';
    bool first = true;
    for (const auto& [key, entry] : table) {
        if (!first) to += ", ";
        first = false;
        append_key(to, key);
        to += " = ";
        append(to, *entry.value);
    }
    to += '}';
}

void append_inline(std::string& to, const Array& list)
{
    to += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) to += ", ";
        append(to, list[i]);
    }
    to += ']';
}

// 1 and 1.0 decide the same and look the same.
void append(std::string& to, const Node& node)
{
    if (const auto* text = std::get_if<std::string>(&node.value))
        append_string(to, *text);
    else if (const auto* whole = std::get_if<std::int64_t>(&node.value))
        to += std::to_string(*whole);
    else if (const auto* number = std::get_if<double>(&node.value))
        to += shortest(*number);
    else if (const auto* flag = std::get_if<bool>(&node.value))
        to += *flag ? "true" : "false";
    else if (const auto* date = std::get_if<Date>(&node.value))
        to += to_string(*date);
    else if (const auto* list = std::get_if<Array>(&node.value))
        append_inline(to, *list);
    else
        append_inline(to, std::get<Table>(node.value));
}

bool is_list_of_tables(const Node& node)
{
    const auto* list = std::get_if<Array>(&node.value);
    return list != nullptr && !list->empty() &&
           std::all_of(list->begin(), list->end(), [](const Node& element) {
               return std::holds_alternative<Table>(element.value);
           });
}

// What is a list of tables comes below the rest.
void append_lines(std::string& to, const std::string& header, const Table& table)
{
    for (const auto& [key, entry] : table) {
        if (is_list_of_tables(*entry.value)) continue;
        append_key(to, key);
        to += " = ";
        append(to, *entry.value);
        to += '\n';
    }
    for (const auto& [key, entry] : table) {
        if (!is_list_of_tables(*entry.value)) continue;
        auto inner = header + ".";
        append_key(inner, key);
        for (const auto& element : std::get<Array>(entry.value->value)) {
            to += "\n[[" + inner + "]]\n";
            append_lines(to, inner, std::get<Table>(element.value));
        }
    }
}

} // namespace

std::string canonical(const Node& node)
{
    std::string text;
    append(text, node);
    return text;
}

std::string canonical_table(const std::string& header, const Table& table)
{
    auto text = "[" + header + "]\n";
    append_lines(text, header, table);
    return text;
}

} // namespace tuermer::config
