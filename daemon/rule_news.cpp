// SPDX-License-Identifier: EUPL-1.2
#include "daemon/rule_news.hpp"

#include "daemon/authorship.hpp"
#include "daemon/setup.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tuermer {

namespace {

constexpr std::size_t most_lines = 12; // of events in a letter; the rest is counted

const Rule* rule_named(const Config& config, std::string_view id)
{
    const auto found = std::ranges::find(config.rules, id, &Rule::id);
    return found == config.rules.end() ? nullptr : &*found;
}

// Rules that are not in both in the same form.
std::set<std::string> differing(const Config& before, const Config& after)
{
    std::set<std::string> ids;
    const auto add = [&](const Config& one, const Config& other) {
        for (const auto& rule : one.rules) {
            const auto* same = rule_named(other, rule.id);
            if (same == nullptr || same->hash != rule.hash) ids.insert(rule.id);
        }
    };
    add(before, after);
    add(after, before);
    return ids;
}

// Families are judged together, so all of their rules are lived.
std::set<std::string> with_families(std::set<std::string> ids, const Config& config)
{
    std::set<std::string> families;
    for (const auto& rule : config.rules)
        if (ids.contains(rule.id) && !rule.multiplicity.family.empty())
            families.insert(rule.multiplicity.family);
    for (const auto& rule : config.rules)
        if (families.contains(rule.multiplicity.family)) ids.insert(rule.id);
    return ids;
}

struct Seen {
    Knowledge knowledge;
    SeenHistory history;
    bool looked_back = true;
};

std::size_t cells_of(const std::vector<Release>& releases)
{
    std::size_t cells = 0;
    for (const auto& release : releases)
        for (const auto& block : release.blocks) cells += block.observations.size();
    return cells;
}

Result<Seen> see(const Config& config, const std::set<std::string>& rules, Store& store)
{
    auto blank = blank_knowledge(config);
    if (!blank) return tl::unexpected(blank.error());
    std::erase_if(blank->rules, [&](const Rule& rule) { return !rules.contains(rule.id); });
    std::vector<Release> releases;
    auto read = store.releases(blank->graph.measures(), [&](Release release) {
        releases.push_back(std::move(release));
        return Result<>{};
    });
    if (!read) return tl::unexpected(read.error());
    if (rules.empty() || cells_of(releases) > most_cells_looked_back)
        return Seen{std::move(*blank), {}, rules.empty()};
    auto history = see_history(*blank, releases);
    if (!history) return tl::unexpected(history.error());
    return Seen{std::move(*blank), std::move(*history), true};
}

std::vector<const SeenEvent*> of_rule(const std::vector<SeenEvent>& events, const std::string& rule)
{
    std::vector<const SeenEvent*> own;
    for (const auto& event : events)
        if (event.rule == rule) own.push_back(&event);
    return own;
}

Text line_of(const SeenEvent& event)
{
    const auto day = to_string(std::chrono::floor<std::chrono::days>(event.known_since));
    const auto title = title_of(event.transition);
    return {fmt::format("{}: {} {}, {}", day, event.key, to_string(event.period), title.de),
            fmt::format("{}: {} {}, {}", day, event.key, to_string(event.period), title.en)};
}

// A heading with the number of all, the newest as lines.
void add_part(Text heading, const std::vector<const SeenEvent*>& events, OwnerLetter& letter)
{
    if (events.empty()) return;
    OwnerLetter::Part part;
    part.heading = {fmt::format("{} ({})", heading.de, events.size()),
                    fmt::format("{} ({})", heading.en, events.size())};
    const auto shown = std::min(most_lines, events.size());
    for (std::size_t i = 0; i < shown; ++i)
        part.lines.push_back(line_of(*events[events.size() - 1 - i]));
    if (events.size() > shown)
        part.lines.push_back(say("… und {} weitere", "… and {} more", events.size() - shown));
    letter.parts.push_back(std::move(part));
}

Text what_became(const Preview& preview, const std::string& rule)
{
    if (std::ranges::find(preview.rules.added, rule) != preview.rules.added.end())
        return {"neu", "new"};
    if (std::ranges::find(preview.rules.removed, rule) != preview.rules.removed.end())
        return {"nicht mehr in Kraft", "no longer in force"};
    return {"geändert", "changed"};
}

void tell_of(const std::string& rule, const RuleChange& change,
             const std::vector<RuleVersion>& versions, OwnerLetter& letter)
{
    OwnerLetter::Part part;
    const auto& preview = change.preview;
    const auto became = what_became(preview, rule);
    part.heading = {rule + ": " + became.de, rule + ": " + became.en};
    const auto version = std::ranges::find(versions, rule, &RuleVersion::rule);
    if (version != versions.end() && !version->author.empty())
        part.lines.push_back(say("von {}{}", "by {}{}", version->author,
                                 version->reason.empty() ? "" : ": " + version->reason));
    const auto gone = of_rule(preview.vanished, rule), come = of_rule(preview.appeared, rule);
    if (!change.looked_back)
        part.lines.push_back({"Für einen Rückblick sind es zu viele Zahlen; `tuermer plan` zeigt "
                              "ihn.",
                              "There are too many figures to look back; `tuermer plan` does."});
    else if (gone.empty() && come.empty())
        part.lines.push_back({"An den Meldungen der Vergangenheit hätte das nichts geändert.",
                              "It would not have changed any message of the past."});
    letter.parts.push_back(std::move(part));
    add_part({"Im Rückblick entfielen", "Looking back, these would not be"}, gone, letter);
    add_part({"Im Rückblick kämen hinzu", "Looking back, these would be new"}, come, letter);
    add_part({"Nicht mehr in Kraft", "No longer in force"}, of_rule(preview.ended, rule), letter);
    add_part({"Neu in Kraft", "Newly in force"}, of_rule(preview.begun, rule), letter);
}

} // namespace

Result<std::vector<RuleVersion>> new_versions(const Config& config,
                                              const std::filesystem::path& directory, Store& store,
                                              Instant now)
{
    const auto known = store.rule_versions();
    if (!known) return tl::unexpected(known.error());
    std::map<std::string, std::string> last; // hash
    for (const auto& version : *known) last[version.rule] = version.hash;
    std::map<std::string, Authorship> authors; // by file
    std::vector<RuleVersion> versions;
    for (const auto& rule : config.rules) {
        const auto version = last.find(rule.id);
        if (version != last.end() && version->second == rule.hash) continue;
        const auto& file = rule.place.file.text();
        auto author = authors.find(file);
        if (author == authors.end())
            author = authors.emplace(file, authorship_of(directory / file)).first;
        versions.push_back(
            {rule.id, rule.hash, rule.text, author->second.author, author->second.reason, now});
    }
    return versions;
}

Result<RuleChange> change_of_rules(const Config& before, const Config& after, Store& store)
{
    const auto ids = differing(before, after);
    auto old = see(before, with_families(ids, before), store);
    if (!old) return tl::unexpected(old.error());
    auto now = see(after, with_families(ids, after), store);
    if (!now) return tl::unexpected(now.error());
    return RuleChange{preview(old->knowledge, old->history, now->knowledge, now->history),
                      old->looked_back && now->looked_back};
}

std::vector<OwnerLetter> letters_of(const RuleChange& change, const Config& before,
                                    const Config& after, const std::vector<RuleVersion>& versions,
                                    Instant now)
{
    const auto& preview = change.preview;
    std::map<std::string, OwnerLetter> letters; // by owner
    for (const auto* list : {&preview.rules.added, &preview.rules.changed, &preview.rules.removed})
        for (const auto& id : *list) {
            const auto* rule = rule_named(after, id);
            if (rule == nullptr) rule = rule_named(before, id);
            const auto owner = std::ranges::find(after.recipients, rule->owner, &Recipient::id);
            if (owner == after.recipients.end()) continue;
            auto& letter = letters[rule->owner];
            letter.recipient = rule->owner;
            tell_of(id, change, versions, letter);
        }
    std::vector<OwnerLetter> all;
    for (auto& [owner, letter] : letters) {
        letter.id = identity({"rules changed", owner, to_string(now)});
        letter.subject = {"Regeln geändert", "rules changed"};
        letter.opening = {"eine neue Konfiguration ist in Kraft. Das ändert sich an Ihren Regeln; "
                          "gerechnet ist mit allen Veröffentlichungen, die vorliegen.",
                          "a new configuration is in force. This is what it changes about your "
                          "rules, computed from all publications that are held."};
        all.push_back(std::move(letter));
    }
    return all;
}

} // namespace tuermer
