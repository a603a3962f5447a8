// SPDX-License-Identifier: EUPL-1.2
// `tuermer feedback EVENT WORD`: what a signal was worth, said by whoever looked into it. It holds
// for the whole episode; `tuermer review` adds it up.
#include "daemon/authorship.hpp"
#include "daemon/clock.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

constexpr std::ptrdiff_t false_alarms_to_review = 3;

Error no_event(const std::string& id)
{
    return {Remedy::mend,
            say("Ein Ereignis '{}' gibt es nicht, oder der Anfang passt auf mehrere. `tuermer "
                "status` nennt die letzten.",
                "There is no event '{}', or several begin so. `tuermer status` names the latest.",
                id),
            {}};
}

struct Answered {
    Feedback feedback;
    std::ptrdiff_t false_alarms = 0; // of the rule, by now
};

Result<Answered> answer(const CommandOptions& options, const FeedbackOptions& wanted)
{
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    const auto event = (*store)->event(wanted.event);
    if (!event) return tl::unexpected(event.error());
    if (!*event) return tl::unexpected(no_event(wanted.event));
    Answered answered;
    answered.feedback = {(*event)->id,   (*event)->episode,
                         (*event)->rule, opinion_of(wanted.opinion).value_or(Opinion::useful),
                         wanted.note,    wanted.who.empty() ? user_name() : wanted.who,
                         wall_clock()};
    if (auto kept = (*store)->add_feedback(answered.feedback); !kept)
        return tl::unexpected(kept.error());
    auto all = (*store)->feedback();
    if (!all) return tl::unexpected(all.error());
    const auto said = last_words(std::move(*all));
    answered.false_alarms = std::ranges::count_if(said, [&](const Feedback& each) {
        return each.rule == answered.feedback.rule && each.opinion == Opinion::false_alarm;
    });
    return answered;
}

void print(const Answered& answered, Language language)
{
    const auto& feedback = answered.feedback;
    terminal::line(say("Festgehalten: {} ({}), Regel {}, von {}.", "Kept: {} ({}), rule {}, by {}.",
                       title_of(feedback.opinion).in(language), feedback.event.substr(0, 8),
                       feedback.rule, feedback.who)
                       .in(language));
    if (feedback.opinion != Opinion::false_alarm || answered.false_alarms < false_alarms_to_review)
        return;
    terminal::line(say("Das ist der {}. Fehlalarm dieser Regel. `tuermer tune {}` zeigt, welche "
                       "Grenze seltener meldete.",
                       "This is false alarm number {} of this rule. `tuermer tune {}` shows which "
                       "limit would tell less often.",
                       answered.false_alarms, feedback.rule)
                       .in(language));
}

} // namespace

int feedback_command(const CommandOptions& options, const FeedbackOptions& wanted)
{
    const auto answered = answer(options, wanted);
    if (!answered) return terminal::complain(answered.error(), options.language);
    if (!options.json) {
        print(*answered, options.language);
        return all_well;
    }
    const auto& feedback = answered->feedback;
    terminal::line(nlohmann::ordered_json{{"event", feedback.event},
                                          {"episode", feedback.episode},
                                          {"rule", feedback.rule},
                                          {"opinion", code_of(feedback.opinion)},
                                          {"note", feedback.note},
                                          {"who", feedback.who},
                                          {"given", to_string(feedback.given)},
                                          {"false_alarms_of_rule", answered->false_alarms}}
                       .dump(2));
    return all_well;
}

} // namespace tuermer
