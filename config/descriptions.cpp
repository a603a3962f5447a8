// SPDX-License-Identifier: EUPL-1.2
#include "config/descriptions.hpp"

#include <string>

namespace tuermer {

namespace {

Text found(const std::string& path)
{
    for (const auto* all :
         {&descriptions_of_files(), &descriptions_of_sources(), &descriptions_of_services(),
          &descriptions_of_tests(), &descriptions_of_quality()})
        if (const auto entry = all->find(path); entry != all->end()) return entry->second;
    return {};
}

std::string replaced(std::string path, std::string_view part, std::string_view by)
{
    const auto at = path.find(part);
    return at == std::string::npos ? path : path.replace(at, part.size(), by);
}

// "rule.*.when.change:against" → "rule.*.when.*:against", and every other kind in it too.
std::string of_any_kind(std::string path)
{
    for (auto colon = path.find(':'); colon != std::string::npos;
         colon = path.find(':', colon + 1)) {
        const auto kind = path.rfind('.', colon) + 1;
        path.replace(kind, colon - kind, "*");
        colon = kind + 1;
    }
    return path;
}

// What lies in an archive is described as what lies outside.
std::string without_archive(std::string path)
{
    const auto inner = path.find(":inner.");
    const auto format = path.rfind('.', inner);
    return inner == std::string::npos ? path : path.erase(format + 1, inner + 6 - format);
}

} // namespace

Text description_of(std::string_view written)
{
    const auto path =
        replaced(without_archive(std::string(written)), "rule.*.any.", "rule.*.when.");
    if (auto text = found(path); !text.empty()) return text;
    if (auto text = found(of_any_kind(path)); !text.empty()) return text;
    return found("~" + path.substr(path.find_last_of(".:") + 1));
}

} // namespace tuermer
