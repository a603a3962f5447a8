// SPDX-License-Identifier: EUPL-1.2
// Values back to TOML, always the same way.
#include "config/reading.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

std::string basic_string(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') quoted += '\\';
        if (byte < 0x20 || byte == 0x7F)
            quoted += fmt::format("\\u{:04X}", byte);
        else
            quoted += c;
    }
    return quoted + '"';
}

std::string key_text(const std::string& key)
{
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return bare ? key : basic_string(key);
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : ", ") + part;
    return all;
}

std::string inline_table(const Table& table)
{
    std::vector<std::string> members;
    for (const auto& [key, entry] : table)
        members.push_back(key_text(key) + " = " + canonical(*entry.value));
    return "{" + joined(members) + "}";
}

std::string inline_list(const Array& list)
{
    std::vector<std::string> elements;
    for (const auto& element : list) elements.push_back(canonical(element));
    return "[" + joined(elements) + "]";
}

bool is_list_of_tables(const Node& node)
{
    const auto* list = std::get_if<Array>(&node.value);
    return list != nullptr && !list->empty() &&
           std::all_of(list->begin(), list->end(), [](const Node& element) {
               return std::holds_alternative<Table>(element.value);
           });
}

std::string lines_under(const std::string& header, const Table& table)
{
    std::string lines, below;
    for (const auto& [key, entry] : table) {
        if (!is_list_of_tables(*entry.value)) {
            lines += fmt::format("{} = {}\n", key_text(key), canonical(*entry.value));
            continue;
        }
        const auto inner = header + "." + key_text(key);
        for (const auto& element : std::get<Array>(entry.value->value))
            below += "\n[[" + inner + "]]\n" + lines_under(inner, std::get<Table>(element.value));
    }
    return lines + below;
}

} // namespace

// 1 and 1.0 decide the same and look the same.
std::string canonical(const Node& node)
{
    if (const auto* text = std::get_if<std::string>(&node.value)) return basic_string(*text);
    if (const auto* whole = std::get_if<std::int64_t>(&node.value)) return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&node.value)) return shortest(*number);
    if (const auto* flag = std::get_if<bool>(&node.value)) return *flag ? "true" : "false";
    if (const auto* date = std::get_if<Date>(&node.value)) return to_string(*date);
    if (const auto* list = std::get_if<Array>(&node.value)) return inline_list(*list);
    return inline_table(std::get<Table>(node.value));
}

std::string canonical_table(const std::string& header, const Table& table)
{
    return "[" + header + "]\n" + lines_under(header, table);
}

} // namespace tuermer::config
