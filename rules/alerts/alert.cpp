// SPDX-License-Identifier: EUPL-1.2
// Names and identities around an alert's life.
#include "rules/alerts/alert.hpp"

#include "rules/base/digest.hpp"

#include <array>
#include <cmath>

namespace tuermer {

std::string_view code_of(Phase phase)
{
    constexpr std::array<std::string_view, 4> codes{"inactive", "pending", "firing", "recovering"};
    return codes[static_cast<std::size_t>(phase)];
}

std::string_view code_of(Reach reach)
{
    constexpr std::array<std::string_view, 3> codes{"notify", "digest", "record"};
    return codes[static_cast<std::size_t>(reach)];
}

std::string_view code_of(Transition transition)
{
    constexpr std::array<std::string_view, 9> codes{"fired",     "resolved",     "withdrawn",
                                                    "escalated", "eased",        "amended",
                                                    "confirmed", "rule_changed", "rekeyed"};
    return codes[static_cast<std::size_t>(transition)];
}

Text title_of(Transition transition)
{
    static const std::array<Text, 9> titles{{{"ausgelöst", "fired"},
                                             {"beendet", "resolved"},
                                             {"zurückgenommen", "withdrawn"},
                                             {"verschärft", "escalated"},
                                             {"entschärft", "eased"},
                                             {"berichtigt", "amended"},
                                             {"bestätigt", "confirmed"},
                                             {"Regel geändert", "rule changed"},
                                             {"Gebiet gewechselt", "area changed"}}};
    return titles[static_cast<std::size_t>(transition)];
}

Life life_of(const Rule& rule)
{
    constexpr double share_of_limit = 0.2; // a revision that large may change what a reader thinks
    Life life{rule.for_periods, rule.keep_periods, rule.missing, rule.amend_by,
              rule.act_on != ActOn::any};
    const auto& tests = rule.when.empty() ? rule.any : rule.when;
    if (life.amend_by <= 0 && !tests.empty())
        life.amend_by = share_of_limit * std::abs(tests.front()->lowest_limit());
    return life;
}

std::string alert_id(std::string_view rule, std::string_view key)
{
    return identity({"alert", rule, key});
}

std::string episode_id(std::string_view alert, Period first_firing)
{
    return identity({"episode", alert, to_string(first_firing)});
}

std::string event_id(std::string_view episode, Transition transition, std::string_view vintage)
{
    return identity({"event", episode, code_of(transition), vintage});
}

} // namespace tuermer
