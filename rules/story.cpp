// SPDX-License-Identifier: EUPL-1.2
#include "rules/story.hpp"

#include "rules/replay.hpp"

#include <algorithm>
#include <tuple>

namespace tuermer {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "\"" : ", \"") + word + "\"";
    return "[" + all + "]";
}

class Line {
public:
    Line& word(std::string_view key, const std::optional<std::string>& value)
    {
        if (value && !value->empty()) part(fmt::format("{} = \"{}\"", key, *value));
        return *this;
    }
    Line& part(const std::string& text)
    {
        line_ += (line_.empty() ? "" : ", ") + text;
        return *this;
    }
    std::string text() const { return line_; }

private:
    std::string line_;
};

template <class T>
bool fits(const std::optional<T>& expected, const T& happened)
{
    return !expected || *expected == happened;
}

bool fits(const ExpectedEvent& expected, const HappenedEvent& happened)
{
    return fits(expected.rule, happened.rule) && fits(expected.area, happened.area) &&
           fits(expected.key, happened.key) && fits(expected.event, happened.event) &&
           fits(expected.period, happened.period) && fits(expected.since, happened.since) &&
           fits(expected.severity, happened.severity) && fits(expected.reach, happened.reach) &&
           fits(expected.late, happened.late) && fits(expected.told, happened.told);
}

// Each expectation takes one event; a matching that is as large as can be had, because a vague
// expectation must not take the event of a precise one (augmenting paths, Kuhn 1955).
class Matching {
public:
    Matching(const std::vector<ExpectedEvent>& expected, const std::vector<HappenedEvent>& happened)
        : expected_(expected), happened_(happened), taker_(happened.size(), nobody)
    {
        for (std::size_t i = 0; i < expected.size(); ++i) {
            seen_.assign(happened.size(), false);
            if (!find_for(i)) missing.push_back(expected[i]);
        }
        for (std::size_t i = 0; i < happened.size(); ++i)
            if (taker_[i] == nobody && happened[i].reach != "record")
                unexpected.push_back(happened[i]);
    }

    std::vector<ExpectedEvent> missing;
    std::vector<HappenedEvent> unexpected;

private:
    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

    bool may_take(const ExpectedEvent& expected, const HappenedEvent& happened) const
    {
        return (happened.reach != "record" || expected.reach) && fits(expected, happened);
    }

    bool find_for(std::size_t expectation)
    {
        for (std::size_t i = 0; i < happened_.size(); ++i) {
            if (seen_[i] || !may_take(expected_[expectation], happened_[i])) continue;
            seen_[i] = true;
            if (taker_[i] != nobody && !find_for(taker_[i])) continue;
            taker_[i] = expectation;
            return true;
        }
        return false;
    }

    const std::vector<ExpectedEvent>& expected_;
    const std::vector<HappenedEvent>& happened_;
    std::vector<std::size_t> taker_; // [event]: expectation
    std::vector<bool> seen_;         // [event]: in this search
};

std::vector<std::string> told_of(const Event& event, const Outcome& outcome)
{
    std::vector<std::string> told;
    for (const auto& notice : outcome.notices)
        if (std::ranges::find(notice.events, event.id, &Event::id) != notice.events.end())
            told.push_back(notice.recipient);
    std::ranges::sort(told);
    return told;
}

HappenedEvent happened_of(const Event& event, const Outcome& outcome)
{
    return {event.rule,
            event.area,
            event.key,
            std::string(code_of(event.transition)),
            to_string(event.period),
            to_string(event.episode_start),
            std::string(code_of(event.severity)),
            std::string(code_of(event.reach)),
            event.by_revision,
            told_of(event, outcome)};
}

bool concerns(const Story& story, const Event& event)
{
    return story.rules.empty() || std::ranges::find(story.rules, event.rule) != story.rules.end();
}

} // namespace

std::string to_string(const ExpectedEvent& event)
{
    Line line;
    line.word("rule", event.rule).word("area", event.area).word("key", event.key);
    line.word("event", event.event).word("period", event.period).word("since", event.since);
    line.word("severity", event.severity).word("reach", event.reach);
    if (event.late) line.part(fmt::format("late = {}", *event.late));
    if (event.told) line.part("told = " + joined(*event.told));
    return line.text();
}

std::string to_string(const HappenedEvent& event)
{
    Line line;
    line.word("rule", event.rule).word("area", event.area);
    if (event.key != "area=" + event.area) line.word("key", event.key);
    line.word("event", event.event).word("period", event.period);
    if (event.since != event.period) line.word("since", event.since);
    line.word("severity", event.severity).word("reach", event.reach);
    if (event.late) line.part("late = true");
    return line.part("told = " + joined(event.told)).text();
}

Result<StoryResult> run_story(Knowledge knowledge, const Story& story)
{
    StoryResult result;
    for (const auto& day : story.days) {
        std::vector<HappenedEvent> happened;
        auto lived = replay(knowledge, day.releases, [&](const Release&, const Outcome& outcome) {
            for (const auto& event : outcome.events)
                if (concerns(story, event)) happened.push_back(happened_of(event, outcome));
            return true;
        });
        if (!lived) return tl::unexpected(lived.error());
        if (!day.expected) continue;
        ++result.compared;
        Matching matching(*day.expected, happened);
        if (!matching.missing.empty() || !matching.unexpected.empty())
            result.differences.push_back(
                {day.date, day.place, std::move(matching.missing), std::move(matching.unexpected)});
    }
    return result;
}

} // namespace tuermer
