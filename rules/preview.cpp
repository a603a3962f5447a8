// SPDX-License-Identifier: EUPL-1.2
#include "rules/preview.hpp"

#include "rules/disclosure/disclosure.hpp"
#include "rules/replay.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace tuermer {

namespace {

const Recipient* recipient_named(const Knowledge& knowledge, std::string_view id)
{
    const auto found = std::ranges::find(knowledge.recipients, id, &Recipient::id);
    return found == knowledge.recipients.end() ? nullptr : &*found;
}

SeenEvent seen_of(const Event& event, const Outcome& outcome, const Knowledge& knowledge)
{
    SeenEvent seen{event.rule,
                   event.key,
                   event.area,
                   event.transition,
                   event.episode_start,
                   event.period,
                   event.vintage.known_since,
                   event.severity,
                   event.reach,
                   {},
                   {}};
    for (const auto& notice : outcome.notices) {
        if (std::ranges::find(notice.events, event.id, &Event::id) == notice.events.end()) continue;
        seen.told.push_back(notice.recipient);
        const auto* recipient = recipient_named(knowledge, notice.recipient);
        if (recipient != nullptr && redact(event, recipient->role).hidden)
            seen.hidden.push_back(notice.recipient);
    }
    return seen;
}

bool is_over(const SeenEvent& event)
{
    return event.transition == Transition::resolved || event.transition == Transition::withdrawn;
}

std::vector<SeenEvent> in_force(const std::vector<SeenEvent>& events)
{
    std::map<std::tuple<std::string, std::string, Period>, const SeenEvent*> open;
    for (const auto& event : events) {
        const auto episode = std::tuple(event.rule, event.key, event.start);
        if (event.transition == Transition::fired) open[episode] = &event;
        if (is_over(event)) open.erase(episode);
    }
    std::vector<SeenEvent> firing;
    for (const auto& [episode, event] : open) firing.push_back(*event);
    return firing;
}

template <class Item, class Id, class Same>
Differences differences_of(const std::vector<Item>& before, const std::vector<Item>& after, Id id,
                           Same same)
{
    Differences differences;
    std::map<std::string, const Item*> old;
    for (const auto& item : before) old.emplace(id(item), &item);
    for (const auto& item : after) {
        const auto known = old.find(id(item));
        if (known == old.end()) {
            differences.added.push_back(id(item));
            continue;
        }
        if (!same(*known->second, item)) differences.changed.push_back(id(item));
        old.erase(known);
    }
    for (const auto& [name, item] : old) differences.removed.push_back(name);
    return differences;
}

bool same_recipient(const Recipient& a, const Recipient& b)
{
    return std::tie(a.mail, a.language, a.role, a.areas, a.at_least, a.channels) ==
           std::tie(b.mail, b.language, b.role, b.areas, b.at_least, b.channels);
}

Differences indicator_differences(const Knowledge& before, const Knowledge& after)
{
    const auto hash_in = [](const Graph& graph, const Indicator& indicator) {
        return graph.definition_hash(*graph.indicator(indicator.id));
    };
    return differences_of(
        before.graph.indicators(), after.graph.indicators(),
        [](const Indicator& indicator) { return indicator.id; },
        [&](const Indicator& old, const Indicator& now) {
            return hash_in(before.graph, old) == hash_in(after.graph, now);
        });
}

auto place_of(const SeenEvent& event)
{
    return std::tuple(event.known_since, event.rule, event.key, event.transition, event.start,
                      event.period, event.severity, event.reach, event.told, event.hidden);
}

// What one history has and the other has not, by everything a reader could notice.
std::vector<SeenEvent> only_in(std::vector<SeenEvent> one, std::vector<SeenEvent> other)
{
    std::vector<SeenEvent> only;
    std::ranges::sort(one, {}, place_of);
    std::ranges::sort(other, {}, place_of);
    std::ranges::set_difference(one, other, std::back_inserter(only), {}, place_of, place_of);
    return only;
}

} // namespace

Result<SeenHistory> see_history(Knowledge& knowledge, std::span<const Release> releases)
{
    SeenHistory history;
    auto lived = replay(knowledge, releases, [&](const Release&, const Outcome& outcome) {
        for (const auto& event : outcome.events)
            history.events.push_back(seen_of(event, outcome, knowledge));
        return true;
    });
    if (!lived) return tl::unexpected(lived.error());
    history.in_force = in_force(history.events);
    return history;
}

Preview preview(const Knowledge& before, const SeenHistory& seen_before, const Knowledge& after,
                const SeenHistory& seen_after)
{
    Preview preview;
    preview.indicators = indicator_differences(before, after);
    preview.rules = differences_of(
        before.rules, after.rules, [](const Rule& rule) { return rule.id; },
        [](const Rule& old, const Rule& now) { return old.hash == now.hash; });
    preview.recipients = differences_of(
        before.recipients, after.recipients,
        [](const Recipient& recipient) { return recipient.id; }, same_recipient);
    preview.events_before = seen_before.events.size();
    preview.events_after = seen_after.events.size();
    preview.vanished = only_in(seen_before.events, seen_after.events);
    preview.appeared = only_in(seen_after.events, seen_before.events);
    preview.ended = only_in(seen_before.in_force, seen_after.in_force);
    preview.begun = only_in(seen_after.in_force, seen_before.in_force);
    return preview;
}

} // namespace tuermer
