// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/feed/feed.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>

namespace tuermer {

namespace feed {

Error too_many_entries()
{
    return {Remedy::mend,
            say("Dieser Kalender hat mehr als {} Einträge; bitte einen engeren wählen.",
                "This calendar has more than {} entries; please choose a narrower one.",
                most_feed_entries),
            {}};
}

} // namespace feed

namespace {

bool begins_calendar(std::string_view text)
{
    constexpr std::string_view beginning = "begin:vcalendar";
    return lower_ascii(text.substr(0, beginning.size())) == beginning;
}

std::string_view without_byte_order_mark(std::string_view text)
{
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

} // namespace

Result<std::vector<FeedEntry>> read_feed(const std::string& bytes, FeedSpan span)
{
    const auto text = trimmed(without_byte_order_mark(bytes));
    if (!begins_calendar(text) && !text.starts_with('<'))
        return fail(Remedy::mend,
                    {"Das ist weder ein Kalender (iCalendar) noch ein Newsfeed (RSS, Atom).",
                     "This is neither a calendar (iCalendar) nor a news feed (RSS, Atom)."});
    auto entries = begins_calendar(text) ? feed::read_icalendar(std::string(text), span)
                                         : feed::read_syndication(text);
    if (!entries) return entries;
    std::erase_if(*entries, [&](const FeedEntry& entry) {
        return entry.day < span.from || entry.day > span.until;
    });
    std::ranges::stable_sort(*entries, {}, &FeedEntry::day);
    return entries;
}

} // namespace tuermer
