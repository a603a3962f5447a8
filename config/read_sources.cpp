// SPDX-License-Identifier: EUPL-1.2
// sources.d/*.toml: what every source has. The rest of its table belongs to its kind, which checks
// it through `check_source` and says which measures will come.
#include "config/reading.hpp"

namespace tuermer::config {

namespace {

// A day that exists in the month of every year.
bool is_yearly_day(unsigned month, unsigned day)
{
    constexpr std::chrono::year common_year(2023);
    return (common_year / std::chrono::month(month) / std::chrono::day(day)).ok();
}

std::vector<Date> read_dates(Settings& table)
{
    const ValueShape date{.form = ValueShape::Form::date};
    const auto* node =
        table.node("dates", {date, {.form = ValueShape::Form::list, .elements = {date}}});
    if (node == nullptr) return {};
    std::vector<Date> dates;
    const auto* list = std::get_if<Array>(&node->value);
    for (const auto& element : list != nullptr ? *list : Array{*node}) {
        if (const auto* day = std::get_if<Date>(&element.value))
            dates.push_back(*day);
        else
            table.mistakes().error(element.place, "dates",
                                   {"'dates' ist eine Liste von Tagen: [2026-10-15, 2027-10-14]",
                                    "'dates' is a list of days: [2026-10-15, 2027-10-14]"});
    }
    return dates;
}

// Exactly one of the ways to say when: every year, every month, on listed days, on a feed's days.
void check_release_form(Settings& table)
{
    const bool yearly = table.has("month") && table.has("day");
    const bool half_yearly = table.has("month") != table.has("day");
    const int forms = (yearly ? 1 : 0) + (table.has("day_of_month") ? 1 : 0) +
                      (table.has("dates") ? 1 : 0) + (table.has("feed") ? 1 : 0);
    if (forms == 1 && !half_yearly) return;
    table.mistakes().error(
        table.place(), "release",
        {"'release' ist entweder { month = 10, day = 15 } oder { day_of_month = 3 } oder "
         "{ dates = [2026-10-15] } oder { feed = \"https://…/kalender.ics\" }",
         "'release' is either { month = 10, day = 15 } or { day_of_month = 3 } or "
         "{ dates = [2026-10-15] } or { feed = \"https://…/calendar.ics\" }"});
}

std::chrono::seconds read_every(Settings& table, std::chrono::seconds usual)
{
    const auto every = table.duration("every").value_or(usual);
    if (every >= std::chrono::seconds(1)) return every;
    table.wrong("every", {"'every' ist mindestens \"1 s\"", "'every' is at least \"1 s\""});
    return usual;
}

ReleaseCalendar read_release(Settings& table)
{
    const auto number = [&](std::string_view key, double max) {
        const auto read = table.integer(key, {.min = 1, .max = max});
        return read ? std::optional(static_cast<unsigned>(*read)) : std::nullopt;
    };
    check_release_form(table);
    ReleaseCalendar calendar;
    calendar.month = number("month", 12);
    calendar.day = number("day", 31);
    calendar.day_of_month = number("day_of_month", 31);
    calendar.dates = read_dates(table);
    calendar.grace = table.duration("grace").value_or(std::chrono::seconds(0));
    if (calendar.month && calendar.day && !is_yearly_day(*calendar.month, *calendar.day))
        table.wrong("day", say("den {}. {}. gibt es nicht in jedem Jahr",
                               "{}-{} (day-month) does not exist in every year", *calendar.day,
                               *calendar.month));
    calendar.feed = table.text("feed").value_or("");
    calendar.title = table.text("title").value_or("");
    if (!calendar.title.empty() && calendar.feed.empty())
        table.wrong("title", {"'title' wählt Einträge aus einem Kalender aus, den 'feed' nennt",
                              "'title' chooses entries of a calendar that 'feed' names"});
    if (table.has("every")) calendar.every = read_every(table, std::chrono::seconds(0));
    table.finish();
    return calendar;
}

Place place_of_measure(const SourceConfig& source, const std::string& measure)
{
    const auto& table = std::get<Table>(source.node->value);
    const auto measures = table.find("measures");
    if (measures == table.end()) return source.place;
    const auto* named = std::get_if<Table>(&measures->second.value->value);
    if (named == nullptr) return source.place;
    const auto entry = named->find(measure);
    return entry == named->end() ? source.place : entry->second.key_place;
}

// A source with mistakes may promise fewer measures than it will: then no formula is blamed.
void take_measures(SourceConfig& source, Reading& reading)
{
    for (auto& measure : source.measures) {
        measure.source = source.id;
        const auto place = place_of_measure(source, measure.name);
        reading.measures.take(measure.name, place, reading.mistakes);
    }
    if (source.measures.empty())
        reading.measures.forgive();
    else
        source.frequency = source.measures.front().frequency;
}

void read_source(const std::string& id, Settings& table, const SourceChecker& check_source,
                 Reading& reading)
{
    SourceConfig source;
    source.id = id;
    source.place = table.place();
    source.node = std::make_shared<const Node>(Node{table.place(), table.entries()});
    source.kind = table.need_text("kind");
    source.every = read_every(table, source.every);
    source.until = table.date("until");
    source.attribution = table.text("attribution").value_or("");
    source.licence = table.text("licence").value_or("");
    if (auto release = table.table("release")) source.release = read_release(*release);
    if (check_source) {
        check_source(source, table, reading.mistakes);
        table.finish();
    }
    take_measures(source, reading);
    reading.config.sources.push_back(std::move(source));
}

} // namespace

void read_sources(Settings& file, const SourceChecker& check_source, Reading& reading)
{
    for (auto& [id, table] : file.named_tables("source"))
        if (reading.sources.take(id, table.place(), reading.mistakes))
            read_source(id, table, check_source, reading);
    file.finish();
}

} // namespace tuermer::config
