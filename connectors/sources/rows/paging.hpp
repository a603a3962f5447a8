// SPDX-License-Identifier: EUPL-1.2
// How a service gives its records page by page, and when the last page has been seen. Pure: the
// fetching is elsewhere.
#pragma once

#include "rules/base/result.hpp"
#include "rules/base/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer::rows_source {

struct Paging {
    // Parameters of the address: where the page begins (or its number), how long it is. Both empty:
    // one answer holds all, or names the next one.
    std::string offset, page, limit;
    std::uint64_t size = 0;
    std::string total;      // path of the number of all records in the answer; empty: not said
    std::string next;       // path of the next page's address in the answer
    std::uint64_t most = 0; // records that the service gives at most, however asked; 0: no limit
    std::vector<std::pair<std::string, std::string>> always; // parameters that must be said
    std::string records; // path of the list of records; empty: the largest
    bool operator==(const Paging&) const = default;
};

// `service = "opendatasoft"` …, or a `paging = { … }` of one's own, or neither: one answer.
Paging read_paging(Settings& settings);

// The address of the page that begins behind so many records.
std::string page_address(const std::string& url, const Paging& paging, std::uint64_t behind);

// What one page says.
struct SeenPage {
    std::uint64_t records = 0;
    std::optional<std::uint64_t> total;
    bool more = false; // the service says outright that there is more
    std::string next;  // address of the next page
};
Result<SeenPage> look_at_page(std::string_view bytes, const Paging& paging);

// Whether another page is to be asked for after these; an error where the service contradicts
// itself, or has more than it gives.
Result<bool> goes_on(const Paging& paging, const SeenPage& first, const SeenPage& page,
                     std::uint64_t records);

} // namespace tuermer::rows_source
