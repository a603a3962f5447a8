// SPDX-License-Identifier: EUPL-1.2
// The answer of CKAN's package_show, and which of its resources are meant.
#pragma once

#include "rules/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer::ckan {

struct PortalResource {
    std::string id, title, url, format;
    std::string changed; // last_modified, else created: ISO 8601, may be empty
    bool operator==(const PortalResource&) const = default;
};

// In the portal's order. An error where the answer is none of package_show.
Result<std::vector<PortalResource>> read_package(std::string_view bytes, const std::string& where);

struct Wanted {
    std::string title;  // name or pattern with * and ?; also the id
    std::string format; // as the portal writes it ("CSV"); empty: any
    bool all = false;   // else the newest that fits
};
// The oldest first. The newest is told by the years and dates in the titles; where these say
// nothing, by the portal's dates, then by its order. An error lists what there is.
Result<std::vector<PortalResource>> choose(const std::vector<PortalResource>& resources,
                                           const Wanted& wanted, const std::string& where);

} // namespace tuermer::ckan
