// SPDX-License-Identifier: EUPL-1.2
#include "rules/tune.hpp"

#include "rules/tune_shocks.hpp"

#include <algorithm>
#include <tuple>

namespace tuermer {

namespace {

std::string form_name(const std::string& rule, std::size_t form)
{
    return fmt::format("{}#{}", rule, form);
}

// The rules that a form is held against chance with.
std::vector<Rule> family_of(const Rule& form, const std::vector<Rule>& all)
{
    std::vector<Rule> family;
    if (form.multiplicity.family.empty()) return family;
    for (const auto& rule : all)
        if (rule.id != form.id && rule.multiplicity.family == form.multiplicity.family)
            family.push_back(rule);
    return family;
}

Tried counted(const RuleBacktest& rule, double years)
{
    Tried tried;
    tried.years = years;
    tried.fired = rule.episodes.size();
    tried.missed = rule.missed;
    for (const auto& episode : rule.episodes) {
        tried.told += episode.told ? 1U : 0U;
        tried.confirmed += episode.lead_days ? 1U : 0U;
        tried.withdrawn += episode.withdrawn ? 1U : 0U;
    }
    return tried;
}

double share_confirmed(const Tried& form)
{
    return form.fired == 0 ? 1
                           : static_cast<double>(form.confirmed) / static_cast<double>(form.fired);
}

} // namespace

Knowledge with_forms(Knowledge blank, std::span<const Rule> forms)
{
    const auto all = std::move(blank.rules);
    blank.rules.clear();
    std::vector<Rule> companions;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        auto form = forms[i];
        auto family = family_of(form, all);
        family.insert(family.begin(), std::move(form));
        for (auto& rule : family) {
            rule.id = form_name(rule.id, i);
            if (!rule.multiplicity.family.empty())
                rule.multiplicity.family = form_name(rule.multiplicity.family, i);
        }
        blank.rules.push_back(std::move(family.front()));
        std::move(family.begin() + 1, family.end(), std::back_inserter(companions));
    }
    std::ranges::move(companions, std::back_inserter(blank.rules));
    for (auto& recipient : blank.recipients) recipient.budget.reset();
    return blank;
}

std::vector<Tried> tried(const Knowledge& knowledge, std::size_t forms,
                         std::span<const Release> releases, LivedHistory lived,
                         const LivedHistory& truth, const Shock& shock, int periods)
{
    const auto all = backtest(knowledge, releases, std::move(lived), truth);
    std::vector<Tried> tried;
    for (std::size_t i = 0; i < forms; ++i) {
        tried.push_back(counted(all.rules[i], all.years()));
        const auto found = shocks_found(knowledge, knowledge.watches[i], shock, periods);
        tried.back().shocks = found.shocks;
        tried.back().found = found.found;
    }
    return tried;
}

std::vector<std::size_t> best_of(std::span<const Tried> forms)
{
    std::vector<std::size_t> order(forms.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return std::tuple(forms[i].told, -forms[i].detection(), -share_confirmed(forms[i]));
    });
    std::vector<std::size_t> best;
    for (const auto i : order)
        if (best.empty() || forms[i].detection() > forms[best.back()].detection())
            best.push_back(i);
    return best;
}

std::optional<std::size_t> proposed_of(std::span<const Tried> forms, double budget_per_year)
{
    std::optional<std::size_t> proposed;
    const auto worth = [&](std::size_t i) {
        return std::tuple(forms[i].detection(), share_confirmed(forms[i]), -forms[i].per_year());
    };
    for (std::size_t i = 0; i < forms.size(); ++i)
        if (forms[i].per_year() <= budget_per_year && (!proposed || worth(i) > worth(*proposed)))
            proposed = i;
    return proposed;
}

} // namespace tuermer
