// SPDX-License-Identifier: EUPL-1.2
#include "rules/alerts/move_episodes.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace tuermer {

namespace {

using KeyParts = std::vector<std::pair<std::string, std::string>>;

// Where an area ended up, and the last reform on the way.
struct Destination {
    std::vector<std::string> areas; // several: it was split
    const Reform* reform = nullptr;
};

// The lines of the first reform after `since` that took this area's code away.
std::vector<Succession> next_reform(const Areas& areas, std::string_view code, Date since, Date on)
{
    auto lines = areas.successors_of(code);
    std::erase_if(lines, [&](const Succession& line) {
        const auto& reform = *line.reform;
        const auto kept = [&](const Became& other) {
            return other.from == code && other.into == code;
        };
        return reform.date <= since || reform.date > on || std::ranges::any_of(reform.became, kept);
    });
    if (lines.empty()) return lines;
    const auto* first = lines.front().reform;
    std::erase_if(lines, [&](const Succession& line) { return line.reform != first; });
    return lines;
}

std::optional<Destination> destination_of(const Areas& areas, std::string_view code, Date on)
{
    Destination destination;
    auto since = Date::min();
    for (auto lines = next_reform(areas, code, since, on); !lines.empty();
         lines = next_reform(areas, destination.areas.front(), since, on)) {
        destination.reform = lines.front().reform;
        destination.areas.clear();
        for (const auto& line : lines) destination.areas.push_back(line.line->into);
        if (lines.size() > 1) break;
        since = destination.reform->date;
    }
    if (destination.reform == nullptr) return std::nullopt;
    return destination;
}

std::string_view area_in(const KeyParts& key)
{
    const auto found = std::ranges::find(key, "area", &KeyParts::value_type::first);
    return found == key.end() ? std::string_view() : std::string_view(found->second);
}

std::string key_with_area(const KeyParts& key, std::string_view area)
{
    std::vector<std::string> dimensions;
    std::vector<std::string_view> codes;
    for (const auto& [dimension, code] : key) {
        dimensions.push_back(dimension);
        codes.push_back(dimension == "area" ? area : std::string_view(code));
    }
    KeyTable keys(dimensions);
    return key_text(keys, keys.row(codes));
}

std::string german(Date date)
{
    const std::chrono::year_month_day parts(date);
    return fmt::format("{:02}.{:02}.{}", static_cast<unsigned>(parts.day()),
                       static_cast<unsigned>(parts.month()), static_cast<int>(parts.year()));
}

std::string title(const Areas& areas, const std::string& code, Date on, Language language)
{
    const auto name = areas.name_of(code, on);
    return name ? fmt::format("{} ({})", name->in(language), code) : code;
}

std::string titles(const Areas& areas, const Destination& destination, Language language)
{
    std::string list;
    for (const auto& code : destination.areas)
        list += (list.empty() ? "" : ", ") + title(areas, code, destination.reform->date, language);
    return list;
}

Text reason(const Areas& areas, const std::string& from, const Destination& destination,
            bool goes_on)
{
    const auto& reform = *destination.reform;
    const auto before = reform.date - std::chrono::days(1);
    const auto old = [&](Language language) { return title(areas, from, before, language); };
    const auto fresh = [&](Language language) { return titles(areas, destination, language); };
    const auto *de = "von {} nach {} verlegt, Gebietsstand {}: {}",
               *en = "moved from {} to {}, territory as of {}: {}";
    if (destination.areas.size() > 1) {
        de = "beendet, weil {} auf {} aufgeteilt wurde, Gebietsstand {}: {}";
        en = "ended because {} was split among {}, territory as of {}: {}";
    } else if (!goes_on) {
        de = "beendet, weil {} in {} aufging und dort schon beurteilt wird, Gebietsstand {}: {}";
        en = "ended because {} became part of {}, which is judged already, territory as of {}: {}";
    }
    return {fmt::format(fmt::runtime(de), old(Language::de), fresh(Language::de),
                        german(reform.date), reform.why.de),
            fmt::format(fmt::runtime(en), old(Language::en), fresh(Language::en),
                        to_string(reform.date), reform.why.en)};
}

Alert closed(Alert alert)
{
    alert.steps.emplace_back(); // nobody judges it any more
    alert.episode.reset();
    alert.told.reset();
    alert.told_provisional = false;
    return alert;
}

// An alert whose area is no more, before it is known who else comes to the same successor.
struct Leaving {
    const Alert* alert = nullptr;
    KeyParts key;
    Destination destination;
    std::string id_there; // empty: it was split
};

std::vector<Leaving> leaving_alerts(std::span<const Alert> alerts, const Areas& areas, Date on)
{
    std::vector<Leaving> leaving;
    for (const auto& alert : alerts) {
        if (alert.phase() == Phase::inactive) continue;
        const auto key = parse_key(alert.key).value_or(KeyParts{});
        auto destination = destination_of(areas, area_in(key), on);
        if (!destination) continue;
        std::string id_there;
        if (destination->areas.size() == 1)
            id_there = alert_id(alert.rule, key_with_area(key, destination->areas.front()));
        leaving.push_back({&alert, key, std::move(*destination), std::move(id_there)});
    }
    return leaving;
}

// Open episodes before counts, and what began first before what came later.
bool goes_before(const Alert& a, const Alert& b)
{
    if (a.episode.has_value() != b.episode.has_value()) return a.episode.has_value();
    return std::tie(a.episode, a.first, a.id) < std::tie(b.episode, b.first, b.id);
}

// Those of the successors' alerts that were judged already.
std::set<std::string_view> judged_there(std::span<const Alert> alerts,
                                        const std::vector<Leaving>& leaving)
{
    std::set<std::string_view> wanted, judged;
    for (const auto& one : leaving) wanted.insert(one.id_there);
    for (const auto& alert : alerts)
        if (!alert.steps.empty() && wanted.contains(alert.id)) judged.insert(alert.id);
    return judged;
}

bool goes_on(const Leaving& one, const std::vector<Leaving>& all,
             const std::set<std::string_view>& judged)
{
    if (one.id_there.empty() || judged.contains(one.id_there)) return false;
    return std::ranges::none_of(all, [&](const Leaving& other) {
        return other.id_there == one.id_there && goes_before(*other.alert, *one.alert);
    });
}

} // namespace

std::vector<EpisodeMove>
move_episodes(std::span<const Alert> alerts, const Areas& areas, Date on,
              const std::function<bool(const std::string& rule, const std::string& key)>& is_judged)
{
    const auto leaving = leaving_alerts(alerts, areas, on);
    if (leaving.empty()) return {};
    auto judged = judged_there(alerts, leaving);
    for (const auto& one : leaving)
        if (!one.id_there.empty() && is_judged &&
            is_judged(one.alert->rule, key_with_area(one.key, one.destination.areas.front())))
            judged.insert(one.id_there);
    std::vector<EpisodeMove> moves;
    for (const auto& one : leaving) {
        const bool moved = goes_on(one, leaving, judged);
        EpisodeMove move{.closed = closed(*one.alert),
                         .opened = std::nullopt,
                         .told = one.alert->episode.has_value(),
                         .from = std::string(area_in(one.key)),
                         .into = {},
                         .date = one.destination.reform->date,
                         .why = {}};
        move.why = reason(areas, move.from, one.destination, moved);
        if (one.destination.areas.size() == 1) move.into = one.destination.areas.front();
        if (moved) {
            move.opened = *one.alert;
            move.opened->id = one.id_there;
            move.opened->key = key_with_area(one.key, move.into);
        }
        moves.push_back(std::move(move));
    }
    return moves;
}

} // namespace tuermer
