// SPDX-License-Identifier: EUPL-1.2
// The settings of the gates over a whole release: common shock, families of tests, budgets.
#include "config/reading.hpp"

namespace tuermer::config {

namespace {

constexpr double most_messages = 10000;

bool is_flag(Settings& table, std::string_view key, bool& flag)
{
    const auto* node = table.node(key, {{.form = ValueShape::Form::flag}});
    const auto* value = node == nullptr ? nullptr : std::get_if<bool>(&node->value);
    if (value == nullptr) return false;
    flag = *value;
    return true;
}

bool is_text(Settings& table, std::string_view key)
{
    const auto* node = table.node(key);
    return node != nullptr && std::holds_alternative<std::string>(node->value);
}

Multiplicity::Method read_method(Settings& table, std::string_view key)
{
    using Method = Multiplicity::Method;
    return chosen<Method>(table, key,
                          {{"benjamini_hochberg", Method::benjamini_hochberg},
                           {"benjamini_yekutieli", Method::benjamini_yekutieli},
                           {"none", Method::none}},
                          Method::by_areas);
}

std::string rule_named(const Rule& rule)
{
    return "rule." + rule.id;
}

} // namespace

ShockLimit read_common_shock(Settings& rule)
{
    ShockLimit limit;
    const bool is_there = rule.has("common_shock") || rule.is_recorded();
    if (!is_there || is_flag(rule, "common_shock", limit.watched)) return limit;
    auto table = rule.table("common_shock");
    if (!table) return limit;
    constexpr double least_share = 0.1, fewest = 2, most = 100000;
    limit.share = table->number("share", {.min = least_share, .max = 1}).value_or(limit.share);
    limit.least_areas = static_cast<int>(
        table->integer("areas", {.min = fewest, .max = most}).value_or(limit.least_areas));
    table->finish();
    return limit;
}

Multiplicity read_multiplicity(Settings& rule)
{
    Multiplicity multiplicity;
    if (rule.is_recorded()) read_method(rule, "multiplicity");
    if (!rule.has("multiplicity") && !rule.is_recorded()) return multiplicity;
    if (is_text(rule, "multiplicity")) {
        multiplicity.method = read_method(rule, "multiplicity");
        return multiplicity;
    }
    auto table = rule.table("multiplicity");
    if (!table) return multiplicity;
    multiplicity.method = read_method(*table, "method");
    multiplicity.family = table->text("family").value_or("");
    multiplicity.level =
        table->number("level", {.min = 1e-6, .max = 0.5}).value_or(multiplicity.level);
    table->finish();
    return multiplicity;
}

void check_families(Reading& reading)
{
    std::map<std::string, const Rule*> first;
    for (const auto& rule : reading.config.rules) {
        const auto& family = rule.multiplicity.family;
        if (family.empty()) continue;
        const auto [known, is_new] = first.emplace(family, &rule);
        if (is_new || known->second->multiplicity == rule.multiplicity) continue;
        reading.mistakes.error(
            rule.place, "multiplicity",
            say("'{}' gehört wie '{}' zur Familie '{}', nennt aber eine andere 'method' oder ein "
                "anderes 'level'; eine Familie wird gemeinsam geprüft",
                "'{}' belongs, like '{}', to the family '{}', but names another 'method' or "
                "'level'; a family is held against chance together",
                rule_named(rule), rule_named(*known->second), family));
    }
}

std::optional<Budget> read_budget(Settings& recipient)
{
    if (!recipient.has("budget") && !recipient.is_recorded()) return std::nullopt;
    auto table = recipient.table("budget");
    if (!table) return std::nullopt;
    Budget budget;
    budget.per = chosen<Budget::Per>(*table, "per",
                                     {{"month", Budget::Per::month},
                                      {"quarter", Budget::Per::quarter},
                                      {"year", Budget::Per::year}},
                                     Budget::Per::quarter);
    if (!table->has("messages"))
        recipient.wrong("budget",
                        {"'budget' braucht eine Zahl: { per = \"quarter\", messages = 12 }",
                         "'budget' needs a number: { per = \"quarter\", messages = 12 }"});
    const auto messages = table->integer("messages", {.min = 1, .max = most_messages});
    table->finish();
    if (!messages) return std::nullopt;
    budget.messages = static_cast<int>(*messages);
    return budget;
}

} // namespace tuermer::config
