// SPDX-License-Identifier: EUPL-1.2
// When publishers say they publish: their calendars (iCalendar, RFC 5545) and what they announce
// (RSS 1.0 and 2.0, Atom after RFC 4287).
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct FeedEntry {
    Date day; // in the publisher's time zone as written; UTC counts as German time
    std::string title;
    bool operator==(const FeedEntry&) const = default;
};

struct FeedSpan {
    Date from, until; // both included
};

// The entries of the span by day, those that come round unfolded, cancelled ones left out. A page
// that is no feed, or one of more than `most_feed_entries`, is refused.
inline constexpr std::size_t most_feed_entries = 10'000;
Result<std::vector<FeedEntry>> read_feed(const std::string& bytes, FeedSpan span);

namespace feed {

Result<std::vector<FeedEntry>> read_icalendar(const std::string& bytes, FeedSpan span);
Result<std::vector<FeedEntry>> read_syndication(std::string_view bytes);

Error too_many_entries();

} // namespace feed

} // namespace tuermer
