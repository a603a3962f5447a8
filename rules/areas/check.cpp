// SPDX-License-Identifier: EUPL-1.2
#include "rules/areas/check.hpp"

#include "rules/areas/official.hpp"

#include <algorithm>
#include <map>

namespace tuermer::areas {

namespace {

constexpr double rounding = 1e-6; // of shares that people wrote with a few decimals

void unknown(const Areas& areas, const std::string& code, const Place& place, const char* key,
             Mistakes& mistakes)
{
    const auto suggestion = did_you_mean(code, areas.codes());
    mistakes.error(
        place, key,
        {fmt::format("das Gebiet '{}' steht in keiner Datei von areas.d{}", code, suggestion.de),
         fmt::format("the area '{}' stands in no file of areas.d{}", code, suggestion.en)});
}

// Official keys need no line of their own: a Stadtteil may name its Kreis.
bool is_known(const Areas& areas, std::string_view code)
{
    return areas.find(code) != nullptr || (is_official_key(code) && areas.may_exist(code));
}

bool lives_on(const Reform& reform, std::string_view code)
{
    return std::ranges::any_of(
        reform.became, [&](const Became& line) { return line.from == code && line.into == code; });
}

void contradicts(const Area& area, const Reform& reform, Mistakes& mistakes)
{
    mistakes.error(area.place, area.code,
                   say("die Daten des Gebiets '{}' passen nicht zur Reform '{}' vom {}; besteht es "
                       "unter demselben Schlüssel weiter, gehört es dort auf beide Seiten",
                       "the dates of the area '{}' do not fit the reform '{}' of {}; if it lives "
                       "on under the same code, it belongs there on both sides",
                       area.code, reform.id, to_string(reform.date)));
}

void end_by(Area& area, const Reform& reform, Mistakes& mistakes)
{
    const auto last = reform.date - std::chrono::days(1);
    if (!area.valid_to)
        area.valid_to = last;
    else if (*area.valid_to != last)
        contradicts(area, reform, mistakes);
}

void begin_by(Area& area, const Reform& reform, Mistakes& mistakes)
{
    if (!area.valid_from)
        area.valid_from = reform.date;
    else if (*area.valid_from != reform.date)
        contradicts(area, reform, mistakes);
}

// The version in force on a day; else, as its dates may be what is wrong, the last one.
Area* version_around(std::vector<Area>& areas, std::string_view code, Date day)
{
    Area* last = nullptr;
    for (auto& area : areas) {
        if (area.code != code) continue;
        if (first_day(area) <= day && day <= last_day(area)) return &area;
        last = &area;
    }
    return last;
}

} // namespace

Date first_day(const Area& area)
{
    return area.valid_from.value_or(Date::min());
}

Date last_day(const Area& area)
{
    return area.valid_to.value_or(Date::max());
}

void check_dates(std::span<const Area> areas, Mistakes& mistakes)
{
    for (const auto& area : areas)
        if (first_day(area) > last_day(area))
            mistakes.error(area.place, area.code,
                           say("das Gebiet '{}' endet am {}, bevor es am {} beginnt",
                               "the area '{}' ends on {}, before it begins on {}", area.code,
                               to_string(last_day(area)), to_string(first_day(area))));
}

void date_by_reforms(std::vector<Area>& areas, std::span<const Reform> reforms, Mistakes& mistakes)
{
    for (const auto& reform : reforms)
        for (const auto& line : reform.became) {
            if (auto* old = version_around(areas, line.from, reform.date - std::chrono::days(1));
                old != nullptr && !lives_on(reform, line.from))
                end_by(*old, reform, mistakes);
            if (auto* fresh = version_around(areas, line.into, reform.date);
                fresh != nullptr && !lives_on(reform, line.into))
                begin_by(*fresh, reform, mistakes);
        }
}

void check_versions(std::span<const Area> areas, Mistakes& mistakes)
{
    for (std::size_t i = 1; i < areas.size(); ++i) {
        const auto& before = areas[i - 1];
        const auto& after = areas[i];
        if (before.code != after.code || last_day(before) < first_day(after)) continue;
        mistakes.error(after.place, after.code,
                       {fmt::format("das Gebiet '{}' gilt hier zu einer Zeit, zu der schon {} gilt",
                                    after.code, to_string(before.place)),
                        fmt::format("the area '{}' is valid here at a time at which {} is too",
                                    after.code, to_string(before.place))});
    }
}

void check_reforms(const Areas& areas, Mistakes& mistakes)
{
    for (const auto& reform : areas.reforms()) {
        std::map<std::string_view, double> shares;
        for (const auto& line : reform.became) {
            for (const auto* end : {&line.from, &line.into})
                if (!is_known(areas, *end)) unknown(areas, *end, line.place, "became", mistakes);
            shares[line.from] += line.share.value_or(0);
            if (shares[line.from] <= 1 + rounding) continue;
            mistakes.error(line.place, "became",
                           say("die Anteile des Gebiets '{}' ergeben zusammen mehr als 1",
                               "the shares of the area '{}' add up to more than 1", line.from));
            shares[line.from] = 0;
        }
    }
}

void check_parents(const Areas& areas, Mistakes& mistakes)
{
    for (const auto& area : areas.all()) {
        if (area.parent.empty()) continue;
        if (!is_known(areas, area.parent)) {
            unknown(areas, area.parent, area.place, "parent", mistakes);
            continue;
        }
        // A circle closes on the day on which the last of its areas begins: seen from that one.
        auto above = areas.parent_of(area.code, first_day(area));
        for (int level = 0; level < Areas::max_levels && !above.empty(); ++level) {
            if (above == area.code) {
                mistakes.error(area.place, "parent",
                               say("das Gebiet '{}' liegt über sich selbst",
                                   "the area '{}' lies above itself", area.code));
                break;
            }
            above = areas.parent_of(above, first_day(area));
        }
    }
}

} // namespace tuermer::areas
