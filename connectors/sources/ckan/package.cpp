// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/ckan/package.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace tuermer::ckan {
namespace {

using nlohmann::json;

constexpr std::size_t most_listed = 12; // of resources, in a message

std::string text_of(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

PortalResource resource_of(const json& object)
{
    PortalResource resource{text_of(object, "id"), text_of(object, "name"), text_of(object, "url"),
                            text_of(object, "format"), text_of(object, "last_modified")};
    if (resource.title.empty()) resource.title = text_of(object, "description");
    if (resource.changed.empty()) resource.changed = text_of(object, "created");
    return resource;
}

// The last part of an address: what the file is called.
std::string_view file_of(std::string_view url)
{
    url = url.substr(0, url.find_first_of("?#"));
    return url.substr(url.rfind('/') + 1);
}

bool same_format(std::string_view a, std::string_view b)
{
    return lower_ascii(a) == lower_ascii(b);
}

bool fits(const PortalResource& resource, const Wanted& wanted)
{
    if (!wanted.format.empty() && !same_format(resource.format, wanted.format)) return false;
    return wanted.title.empty() || resource.id == wanted.title ||
           matches_pattern(resource.title, wanted.title) ||
           matches_pattern(file_of(resource.url), wanted.title);
}

// The numbers of a title in the order of their weight: "Haushalte 30.06.2024" → 2024 06 30.
std::vector<int> numbers_of(std::string_view title)
{
    std::vector<int> numbers;
    for (std::size_t at = 0; at < title.size();) {
        std::size_t end = at;
        while (end < title.size() && title[end] >= '0' && title[end] <= '9') ++end;
        if (end > at && end - at <= 8)
            numbers.push_back(std::stoi(std::string{title.substr(at, end - at)}));
        at = std::max(end, at + 1);
    }
    const bool year_last = numbers.size() > 1 && numbers.back() > 1'900 && numbers.front() < 1'900;
    if (year_last) std::reverse(numbers.begin(), numbers.end());
    return numbers;
}

bool is_older(const PortalResource& a, const PortalResource& b)
{
    const auto x = numbers_of(a.title), y = numbers_of(b.title);
    if (x != y) return x < y;
    return a.changed < b.changed;
}

std::string listed(const std::vector<PortalResource>& resources)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(resources.size(), most_listed); ++i)
        text +=
            fmt::format("{}„{}“ ({})", i == 0 ? "" : ", ", resources[i].title, resources[i].format);
    return resources.size() > most_listed ? text + ", …" : text;
}

Error none_fits(const std::vector<PortalResource>& resources, const Wanted& wanted,
                const std::string& where)
{
    return {Remedy::mend,
            say("Im Datensatz gibt es keine Ressource „{}“. Vorhanden sind: {}. Die bisherigen "
                "Zahlen gelten weiter.",
                "The dataset has no resource „{}“. There are: {}. The previous figures stay in "
                "force.",
                wanted.title.empty() ? wanted.format : wanted.title, listed(resources)),
            where};
}

} // namespace

Result<std::vector<PortalResource>> read_package(std::string_view bytes, const std::string& where)
{
    const auto answer = json::parse(bytes, nullptr, false);
    const auto* const result =
        answer.is_object() && answer.value("success", false) && answer.contains("result")
            ? &answer["result"]
            : nullptr;
    if (result == nullptr || !result->is_object() || !result->contains("resources") ||
        !(*result)["resources"].is_array())
        return fail(
            Remedy::mend,
            say("Das ist keine Antwort eines CKAN-Portals auf package_show. Stimmt 'portal'?",
                "This is no answer of a CKAN portal to package_show. Is 'portal' right?"),
            where);
    std::vector<PortalResource> resources;
    for (const auto& object : (*result)["resources"])
        if (object.is_object()) resources.push_back(resource_of(object));
    return resources;
}

Result<std::vector<PortalResource>> choose(const std::vector<PortalResource>& resources,
                                           const Wanted& wanted, const std::string& where)
{
    std::vector<PortalResource> chosen;
    std::copy_if(resources.begin(), resources.end(), std::back_inserter(chosen),
                 [&](const PortalResource& resource) { return fits(resource, wanted); });
    if (chosen.empty()) return tl::unexpected(none_fits(resources, wanted, where));
    std::stable_sort(chosen.begin(), chosen.end(), is_older);
    if (!wanted.all) chosen.erase(chosen.begin(), chosen.end() - 1);
    return chosen;
}

} // namespace tuermer::ckan
