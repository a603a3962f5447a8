// SPDX-License-Identifier: EUPL-1.2
// The only home of libical.
#include "connectors/formats/feed/feed.hpp"

#include <algorithm>
#include <libical/ical.h>
#include <memory>
#include <mutex>

namespace tuermer::feed {

namespace {

struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
    void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

std::optional<Date> day_of(icaltimetype time)
{
    if (icaltime_is_null_time(time) || icaltime_is_valid_time(time) == 0) return std::nullopt;
    if (icaltime_is_utc(time) != 0)
        if (auto* berlin = icaltimezone_get_builtin_timezone("Europe/Berlin"))
            time = icaltime_convert_to_zone(time, berlin);
    const auto day = std::chrono::year(time.year) /
                     std::chrono::month(static_cast<unsigned>(time.month)) /
                     std::chrono::day(static_cast<unsigned>(time.day));
    return day.ok() ? std::optional<Date>(day) : std::nullopt;
}

std::string title_of(icalcomponent* event)
{
    const char* summary = icalcomponent_get_summary(event);
    return summary != nullptr ? summary : "";
}

class Events {
public:
    explicit Events(FeedSpan span) : span_(span) {}

    bool add(icalcomponent* event)
    {
        if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) return true;
        days_.clear();
        const auto start = icalcomponent_get_dtstart(event);
        note(start);
        unfold(event, start);
        for (auto* extra = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
             extra != nullptr; extra = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY))
            note(icalproperty_get_rdate(extra).time);
        for (auto* except = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
             except != nullptr;
             except = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY))
            if (const auto day = day_of(icalproperty_get_exdate(except))) std::erase(days_, *day);
        for (const auto day : days_) entries_.push_back({day, title_of(event)});
        return entries_.size() <= most_feed_entries;
    }

    std::vector<FeedEntry> take() { return std::move(entries_); }

private:
    void note(icaltimetype time)
    {
        const auto day = day_of(time);
        if (!day || *day < span_.from || *day > span_.until) return;
        if (std::ranges::find(days_, *day) == days_.end()) days_.push_back(*day);
    }

    // By the day: no office publishes twice on one, and "every second" would never end.
    void unfold(icalcomponent* event, icaltimetype start)
    {
        constexpr int most_turns = 20'000; // fifty years of days
        auto* property = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
        if (property == nullptr) return;
        const auto rule = icalproperty_get_rrule(property);
        if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
            rule.freq == ICAL_HOURLY_RECURRENCE || rule.freq == ICAL_NO_RECURRENCE)
            return;
        const std::unique_ptr<icalrecur_iterator, Free> turns(icalrecur_iterator_new(rule, start));
        for (int turn = 0; turns && turn < most_turns; ++turn) {
            const auto next = icalrecur_iterator_next(turns.get());
            const auto day = day_of(next);
            if (!day || *day > span_.until) return;
            note(next);
        }
    }

    FeedSpan span_;
    std::vector<Date> days_; // of the event at hand
    std::vector<FeedEntry> entries_;
};

} // namespace

Result<std::vector<FeedEntry>> read_icalendar(const std::string& bytes, FeedSpan span)
{
    static std::once_flag once;
    std::call_once(once, [] { icalerror_set_errors_are_fatal(0); });
    const std::unique_ptr<icalcomponent, Free> calendar(icalparser_parse_string(bytes.c_str()));
    if (!calendar || icalcomponent_isa(calendar.get()) != ICAL_VCALENDAR_COMPONENT)
        return fail(Remedy::retry, {"Der Kalender (iCalendar) bricht ab oder ist beschädigt.",
                                    "The calendar (iCalendar) breaks off or is damaged."});
    Events events(span);
    for (auto* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(calendar.get(), ICAL_VEVENT_COMPONENT))
        if (!events.add(event)) return tl::unexpected(too_many_entries());
    return events.take();
}

} // namespace tuermer::feed
