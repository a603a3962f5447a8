// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/genesis/answers.hpp"

#include "connectors/formats/json.hpp"
#include "connectors/formats/labels.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <vector>

namespace tuermer::genesis {
namespace {

constexpr std::size_t longest_job_name = 100;

std::optional<Json> envelope(std::string_view body)
{
    JsonLimits limits;
    limits.bytes = 64ULL << 20U;
    auto json = read_json(body, limits);
    if (!json) return std::nullopt;
    return std::move(*json);
}

std::string_view text_at(const JsonValue& value, std::string_view name)
{
    const auto found = value.member(name);
    return found ? found->text() : std::string_view{};
}

std::string_view code_of(const Json& json)
{
    const auto code = json.root().at({"Status", "Code"});
    return code ? code->text() : std::string_view{};
}

bool is_job_character(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_';
}

// "dd.mm.yyyy" → "yyyymmdd", so that text is ordered as time is; "" for anything else.
std::string sortable(std::string_view date)
{
    constexpr std::size_t length = 10;
    if (date.size() < length || date[2] != '.' || date[5] != '.') return {};
    return std::string{date.substr(6, 4)} + std::string{date.substr(3, 2)} +
           std::string{date.substr(0, 2)};
}

} // namespace

// "… kann unter „Meine Tabellen“ mit folgendem Namen abgerufen werden: 12531-0043_175879554"
std::optional<std::string> created_job(std::string_view body)
{
    const auto json = envelope(body);
    if (!json || code_of(*json) != "99") return std::nullopt;
    const auto content = json->root().at({"Status", "Content"});
    if (!content) return std::nullopt;
    auto words = trimmed(content->text());
    const auto blank = words.find_last_of(" \n\t:");
    if (blank != std::string_view::npos) words.remove_prefix(blank + 1);
    const auto underscore = words.rfind('_');
    const bool named = underscore != std::string_view::npos && underscore > 0 &&
                       underscore + 1 < words.size() && words.size() <= longest_job_name &&
                       std::all_of(words.begin(), words.end(), is_job_character);
    if (!named) return std::nullopt;
    return std::string{words};
}

std::optional<bool> result_is_listed(std::string_view body, std::string_view job)
{
    const auto json = envelope(body);
    if (!json) return std::nullopt;
    const auto code = code_of(*json);
    if (code == "104") return false;
    if (code != "0" && code != "22") return std::nullopt;
    const auto list = json->root().member("List");
    if (!list || !list->is_array()) return false;
    for (const auto item : list->items())
        if (text_at(item, "Code") == job) return true;
    return false;
}

std::optional<std::string> cubes_signal(std::string_view body)
{
    const auto json = envelope(body);
    if (!json) return std::nullopt;
    const auto list = json->root().member("List");
    if (!list || !list->is_array() || list->size() == 0) return std::nullopt;
    std::vector<std::string> cubes;
    for (const auto item : list->items()) {
        const auto updated = text_at(item, "LatestUpdate");
        if (updated.empty()) continue;
        cubes.push_back(identity(
            {text_at(item, "Code"), updated, text_at(item, "Time"), text_at(item, "State")}));
    }
    if (cubes.empty()) return std::nullopt;
    std::sort(cubes.begin(), cubes.end());
    std::string all;
    for (const auto& cube : cubes) all += cube;
    return "cubes " + identity({all});
}

std::optional<std::string> changes_signal(std::string_view body)
{
    const auto json = envelope(body);
    if (!json) return std::nullopt;
    const auto list = json->root().member("List");
    if (!list || !list->is_array()) return std::nullopt;
    std::string newest;
    for (const auto item : list->items()) {
        const auto date = sortable(text_at(item, "Date"));
        if (date.empty()) continue;
        newest = std::max(newest, date + " " +
                                      identity({text_at(item, "Code"), text_at(item, "Added"),
                                                text_at(item, "Type")}));
    }
    if (newest.empty()) return std::nullopt;
    return "changes " + newest;
}

std::optional<std::string> statistic_of(std::string_view table)
{
    constexpr std::size_t digits = 5;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (table.size() <= digits || table[digits] != '-') return std::nullopt;
    const auto code = table.substr(0, digits);
    if (!std::all_of(code.begin(), code.end(), is_digit)) return std::nullopt;
    return std::string{code};
}

} // namespace tuermer::genesis
