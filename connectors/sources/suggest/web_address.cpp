// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/web_address.hpp"

#include "connectors/sources/escapes.hpp"

#include <algorithm>

namespace tuermer {
namespace {

// In a query a blank may be "+".
std::string plain(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    return unescaped(text);
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end)
{
    std::string text;
    for (auto i = begin; i < end; ++i) text += (text.empty() ? "" : "/") + words[i];
    return text;
}

} // namespace

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> words;
    for (;;) {
        const auto end = std::min(text.find(separator), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        if (end == text.size()) return words;
        text.remove_prefix(end + 1);
    }
}

std::string WebAddress::up_to(std::size_t parts) const
{
    return origin + joined(path, 0, parts) + (parts > 0 ? "/" : "");
}

std::string WebAddress::path_from(std::size_t part) const
{
    return joined(path, part, path.size());
}

std::optional<std::size_t> WebAddress::find(std::string_view part, std::size_t from) const
{
    for (auto i = from; i < path.size(); ++i)
        if (path[i] == part) return i;
    return std::nullopt;
}

bool WebAddress::has(std::size_t from, std::initializer_list<std::string_view> parts) const
{
    return from + parts.size() <= path.size() &&
           std::equal(parts.begin(), parts.end(), path.begin() + static_cast<std::ptrdiff_t>(from));
}

std::string WebAddress::parameter(std::string_view name) const
{
    for (const auto& [known, value] : parameters)
        if (known == name) return value;
    return {};
}

std::optional<WebAddress> taken_apart(std::string_view url)
{
    if (!url.starts_with("http://") && !url.starts_with("https://")) return std::nullopt;
    url = url.substr(0, url.find('#'));
    WebAddress address{{}, {}, {}, std::string{url}};
    const auto query = std::min(url.find('?'), url.size());
    const auto path = std::min(url.find('/', url.find("//") + 2), query);
    address.origin = std::string{url.substr(0, path)} + "/";
    for (const auto& part : split(url.substr(path, query - path), '/'))
        address.path.push_back(unescaped(part));
    if (query == url.size()) return address;
    for (const auto& one : split(url.substr(query + 1), '&')) {
        const auto equals = std::min(one.find('='), one.size());
        address.parameters.emplace_back(plain(one.substr(0, equals)),
                                        plain(one.substr(std::min(equals + 1, one.size()))));
    }
    return address;
}

} // namespace tuermer
