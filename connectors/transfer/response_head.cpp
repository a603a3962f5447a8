// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/response_head.hpp"

#include "rules/base/numbers.hpp"

#include <curl/curl.h>

namespace tuermer {
namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string value_of(const Headers& headers, std::string_view name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::optional<std::chrono::seconds> until(const std::string& date, const std::string& now)
{
    const auto then = curl_getdate(date.c_str(), nullptr);
    const auto start = curl_getdate(now.c_str(), nullptr);
    if (then < 0 || start < 0 || then < start) return std::nullopt;
    return std::chrono::seconds(then - start);
}

} // namespace

void read_header_line(std::string_view line, Headers& headers)
{
    if (line.starts_with("HTTP/")) {
        headers.clear();
        return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto value = trimmed(line.substr(colon + 1));
    const auto [place, is_new] = headers.try_emplace(lower(trimmed(line.substr(0, colon))), value);
    if (!is_new) place->second.append(", ").append(value);
}

std::optional<std::chrono::seconds> retry_after(const Headers& headers)
{
    const std::string asked = value_of(headers, "retry-after");
    if (asked.empty()) return std::nullopt;
    const auto seconds = parse_integer(asked);
    if (!seconds) return until(asked, value_of(headers, "date"));
    if (*seconds < 0) return std::nullopt;
    return std::chrono::seconds(*seconds);
}

std::string media_type(const Headers& headers)
{
    const std::string value = value_of(headers, "content-type");
    return lower(trimmed(value.substr(0, value.find(';'))));
}

} // namespace tuermer
