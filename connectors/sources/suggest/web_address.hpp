// SPDX-License-Identifier: EUPL-1.2
// An address taken apart, to see which service it belongs to.
#pragma once

#include "connectors/sources/web.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// "https://host/a/b?c=d": origin "https://host/", path {a, b}, parameters {{c, d}}, unescaped.
struct WebAddress {
    std::string origin;
    std::vector<std::string> path;
    WebParameters parameters;
    std::string whole; // as it was, without what stands behind "#"

    // The address of the first parts of the path; ends with "/".
    std::string up_to(std::size_t parts) const;
    std::string path_from(std::size_t part) const; // "a/b"
    std::optional<std::size_t> find(std::string_view part, std::size_t from = 0) const;
    // Whether these parts stand at this place.
    bool has(std::size_t from, std::initializer_list<std::string_view> parts) const;
    std::string parameter(std::string_view name) const; // ""; there is none
};

// Nothing where it is no address of the web.
std::optional<WebAddress> taken_apart(std::string_view url);

std::vector<std::string> split(std::string_view text, char separator); // without empty ones

} // namespace tuermer
