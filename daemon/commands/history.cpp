// SPDX-License-Identifier: EUPL-1.2
// `tuermer history RULE`: the versions a rule went through: since when, by whom, why, and what they
// changed.
#include "daemon/commands/chronicle.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
    return lines;
}

// Canonical texts have their keys in order, so what one has and the other has not is the change.
std::vector<std::string> only_in(const std::string& one, const std::string& other)
{
    auto left = lines_of(other);
    std::vector<std::string> only;
    for (auto& line : lines_of(one)) {
        const auto same = std::ranges::find(left, line);
        if (same == left.end())
            only.push_back(std::move(line));
        else
            left.erase(same);
    }
    return only;
}

Result<std::vector<RuleVersion>> versions_of(const CommandOptions& options, const std::string& rule)
{
    const auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    auto store = open_store(options.config, options.state);
    if (!store) return tl::unexpected(store.error());
    auto all = (*store)->rule_versions();
    if (!all) return tl::unexpected(all.error());
    std::vector<std::string> known;
    for (const auto& each : config->rules) known.push_back(each.id);
    for (const auto& version : *all) known.push_back(version.rule);
    if (std::ranges::find(known, rule) == known.end())
        return tl::unexpected(unknown_rule(rule, known));
    std::erase_if(*all, [&](const RuleVersion& version) { return version.rule != rule; });
    return all;
}

void print(const std::vector<RuleVersion>& versions, Language language)
{
    if (versions.empty())
        terminal::line(say("Noch keine Fassung war in Kraft; die erste hält `tuermer run` fest.",
                           "No version has been in force yet; `tuermer run` keeps the first.")
                           .in(language));
    for (std::size_t i = versions.size(); i-- > 0;) {
        const auto& version = versions[i];
        auto head = say("{} von {}", "{} by {}",
                        to_string(std::chrono::floor<std::chrono::days>(version.since)),
                        version.author.empty() ? "–" : version.author)
                        .in(language);
        if (!version.reason.empty()) head += ": " + version.reason;
        terminal::line(painted(Colour::bold, head));
        const std::string before = i == 0 ? "" : versions[i - 1].text;
        for (const auto& line : only_in(before, version.text))
            terminal::line(painted(Colour::red, "  − " + line));
        for (const auto& line : only_in(version.text, before))
            terminal::line(painted(Colour::green, "  + " + line));
    }
}

ordered_json json_of(const std::vector<RuleVersion>& versions)
{
    auto json = ordered_json::array();
    for (const auto& version : versions)
        json.push_back({{"rule", version.rule},
                        {"since", to_string(version.since)},
                        {"author", version.author},
                        {"reason", version.reason},
                        {"hash", version.hash},
                        {"text", version.text}});
    return json;
}

} // namespace

int history_command(const CommandOptions& options, const std::string& rule)
{
    const auto versions = versions_of(options, rule);
    if (!versions) return terminal::complain(versions.error(), options.language);
    if (options.json)
        terminal::line(json_of(*versions).dump(2));
    else
        print(*versions, options.language);
    return all_well;
}

} // namespace tuermer
