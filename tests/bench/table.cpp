// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/table.hpp"

#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tuermer::bench {

namespace {

std::string amount(double number)
{
    return number >= 100 ? fmt::format("{:.0f}", number) : fmt::format("{:.3g}", number);
}

std::string amount(const std::optional<double>& number, const std::string& unit)
{
    return number ? amount(*number) + " " + unit : "–";
}

std::string times(const std::optional<double>& ratio)
{
    return ratio ? amount(*ratio) + " ×" : "–";
}

std::string goal_text(const Row& row)
{
    if (!row.goal) return "–";
    if (row.goal->of == Goal::Of::ratio) return "≥ " + amount(row.goal->bound) + " ×";
    return "≤ " + amount(row.goal->bound) + " " + row.unit;
}

std::string met_text(const std::optional<bool>& met)
{
    return !met ? "–" : *met ? "yes" : "no";
}

nlohmann::json number(const std::optional<double>& value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

std::optional<double> Row::ratio() const
{
    if (!ours || !of_peer || *ours <= 0) return std::nullopt;
    return *of_peer / *ours;
}

std::optional<bool> Row::met() const
{
    if (!goal) return std::nullopt;
    const auto reached = goal->of == Goal::Of::ratio ? ratio() : ours;
    if (!reached) return std::nullopt;
    return goal->of == Goal::Of::ratio ? *reached >= goal->bound : *reached <= goal->bound;
}

std::string markdown(const Results& results)
{
    std::string text = "| work | peer | Türmer | peer's | ratio | goal | met |\n"
                       "|---|---|---:|---:|---:|---:|---|\n";
    for (const auto& row : results.rows)
        fmt::format_to(std::back_inserter(text), "| {} | {} | {} | {} | {} | {} | {} |\n", row.work,
                       row.peer.empty() ? "–" : row.peer, amount(row.ours, row.unit),
                       amount(row.of_peer, row.unit), times(row.ratio()), goal_text(row),
                       met_text(row.met()));
    for (const auto& note : results.notes) text += "\n- " + note;
    return text + "\n";
}

std::string json(const Results& results)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& row : results.rows) {
        const std::string unit = row.unit == "MiB" ? "mib" : "ms";
        rows.push_back({{"work", row.work},
                        {"peer", row.peer.empty() ? nlohmann::json() : nlohmann::json(row.peer)},
                        {"ours_" + unit, number(row.ours)},
                        {"peer_" + unit, number(row.of_peer)},
                        {"ratio", number(row.ratio())},
                        {"goal", row.goal ? nlohmann::json(goal_text(row)) : nlohmann::json()},
                        {"met", row.met() ? nlohmann::json(*row.met()) : nlohmann::json()}});
    }
    return nlohmann::json{{"rows", rows}, {"notes", results.notes}}.dump(2) + "\n";
}

} // namespace tuermer::bench
