// SPDX-License-Identifier: EUPL-1.2
// Which test judges which measure.
#include "rules/quality/quality.hpp"

#include <algorithm>
#include <array>

namespace tuermer {

namespace {

constexpr std::array<std::string_view, 8> codes{"duplicates", "layout", "keys",  "signs",
                                                "copied",     "jump",   "parts", "recomputed"};

QualityRule usual(QualityCheck check, OnDoubt then, double share)
{
    QualityRule rule;
    rule.id = code_of(check);
    rule.title = title_of(check);
    rule.check = check;
    rule.then = then;
    rule.share = share;
    return rule;
}

std::vector<QualityRule> make_usual()
{
    std::vector<QualityRule> rules{
        usual(QualityCheck::duplicates, OnDoubt::hold, 0),
        usual(QualityCheck::layout, OnDoubt::hold, 0.5),
        usual(QualityCheck::keys, OnDoubt::tell, 0.5),
        usual(QualityCheck::signs, OnDoubt::tell, 0),
        usual(QualityCheck::copied, OnDoubt::hold, 0.9),
        usual(QualityCheck::jump, OnDoubt::hold, 0.9),
        usual(QualityCheck::parts, OnDoubt::hold, 0.1),
    };
    rules.back().adds_to = 100;
    rules.back().within = 2;
    return rules;
}

bool judges(const QualityRule& rule, std::string_view measure)
{
    return rule.measures.empty() ||
           std::ranges::find(rule.measures, measure) != rule.measures.end();
}

} // namespace

std::string_view code_of(QualityCheck check)
{
    return codes[static_cast<std::size_t>(check)];
}

std::optional<QualityCheck> quality_check_of(std::string_view code)
{
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end()) return std::nullopt;
    return static_cast<QualityCheck>(found - codes.begin());
}

Text title_of(QualityCheck check)
{
    switch (check) {
    case QualityCheck::duplicates:
        return {"Zwei Werte für eine Zelle", "Two figures for one cell"};
    case QualityCheck::layout:
        return {"Aufbau geändert", "Layout changed"};
    case QualityCheck::keys:
        return {"Unbekannte Schlüssel", "Unknown codes"};
    case QualityCheck::signs:
        return {"Neue Zeichen", "New signs"};
    case QualityCheck::copied:
        return {"Spalte wie im Zeitraum davor", "Column as in the period before"};
    case QualityCheck::jump:
        return {"Sprung der ganzen Spalte", "Jump of the whole column"};
    case QualityCheck::parts:
        return {"Teile und Ganzes", "Parts and whole"};
    case QualityCheck::recomputed:
        break;
    }
    return {"Nachgerechnet und veröffentlicht", "Computed and published"};
}

const std::vector<QualityRule>& usual_quality_rules()
{
    static const auto all = make_usual();
    return all;
}

QualityRules::QualityRules(std::vector<QualityRule> written) : rules_(usual_quality_rules())
{
    std::ranges::move(written, std::back_inserter(rules_));
}

const QualityRule* QualityRules::of(QualityCheck check, std::string_view measure) const
{
    const QualityRule* closest = nullptr;
    for (const auto* rule : all_of(check, measure))
        if (closest == nullptr || rule->reach >= closest->reach) closest = rule;
    return closest;
}

std::vector<const QualityRule*> QualityRules::all_of(QualityCheck check,
                                                     std::string_view measure) const
{
    std::vector<const QualityRule*> all;
    for (const auto& rule : rules_)
        if (rule.check == check && judges(rule, measure)) all.push_back(&rule);
    return all;
}

std::vector<const QualityRule*> QualityRules::all_of(QualityCheck check) const
{
    std::vector<const QualityRule*> all;
    for (const auto& rule : rules_)
        if (rule.check == check) all.push_back(&rule);
    return all;
}

const QualityRule* QualityRules::find(std::string_view id) const
{
    const auto found = std::ranges::find(rules_, id, &QualityRule::id);
    return found == rules_.end() ? nullptr : &*found;
}

} // namespace tuermer
