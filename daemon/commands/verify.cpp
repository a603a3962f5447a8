// SPDX-License-Identifier: EUPL-1.2
// `tuermer verify [EVENT]`: every figure read once more from the archived documents, every release
// considered again, and each event's evidence compared with what was stored, to the last bit.
#include "daemon/commands/commands.hpp"
#include "daemon/commands/progress.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/setup.hpp"
#include "daemon/store/archive.hpp"
#include "daemon/store/evidence_json.hpp"
#include "rules/replay.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

namespace tuermer {

namespace {

using nlohmann::ordered_json;
using terminal::Colour;
using terminal::painted;

enum class Finding : std::uint8_t {
    same,       // to the last bit
    differs,    // the same event rests on other figures
    absent,     // is not brought about any more
    other_rule, // was judged under another text of its rule, or the rule is gone
};

struct Verified {
    StoredEvent stored;
    Finding finding = Finding::absent;
};

struct Verification {
    std::size_t publications = 0, cells = 0;
    std::vector<std::string> pruned;     // documents the archive no longer has
    std::vector<std::string> unreadable; // and those that are no longer understood as then
    std::vector<Verified> events;

    std::size_t count(Finding finding) const
    {
        return static_cast<std::size_t>(std::ranges::count(events, finding, &Verified::finding));
    }
    bool holds() const
    {
        return unreadable.empty() && count(Finding::differs) == 0 && count(Finding::absent) == 0;
    }
};

// An installation with what reads its archive.
struct Office {
    Config config;
    std::unique_ptr<Store> store;
    Archive archive;
    std::map<std::string, std::unique_ptr<Connector>> connectors; // by source
};

Result<Office> open_office(const CommandOptions& options, Transfer& transfer)
{
    auto config = valid_config(options.config);
    if (!config) return tl::unexpected(config.error());
    auto upkeep = open_upkeep(options.config, options.state);
    if (!upkeep) return tl::unexpected(upkeep.error());
    Office office{std::move(*config), std::move(upkeep->store), Archive(upkeep->home.archive), {}};
    const auto services =
        source_services(transfer, options.config, office.config.process, upkeep->home.archive);
    for (const auto& source : office.config.sources)
        office.connectors.emplace(source.id, make_connector(source, services));
    return office;
}

// The publication as its document says it; nothing when the archive has let it go.
std::optional<Result<Release>> read_again(const Office& office, const Publication& publication)
{
    const auto connector = office.connectors.find(publication.source);
    if (connector == office.connectors.end()) return std::nullopt;
    auto bytes = office.archive.open(publication.vintage.retrieval);
    if (!bytes) return std::nullopt;
    const Document document{publication.document, std::move(*bytes), publication.media_type,
                            publication.vintage.retrieved, publication.vintage.known_since};
    auto understood = connector->second->understand(document);
    if (!understood) return Result<Release>(tl::unexpected(understood.error()));
    understood->release.source = publication.source;
    understood->release.vintage = publication.vintage;
    understood->release.held = publication.held;
    understood->release.only = publication.only;
    return Result<Release>(std::move(understood->release));
}

// From the archive where it can be had; else as the store took it in.
Result<std::vector<Release>> releases_again(const Office& office,
                                            const std::vector<MeasureShape>& measures,
                                            Verification& verification)
{
    auto publications = office.store->publications();
    if (!publications) return tl::unexpected(publications.error());
    std::vector<Release> releases;
    auto read = office.store->releases(measures, [&](Release taken_in) {
        const auto& publication = (*publications)[releases.size()];
        auto again = read_again(office, publication);
        if (again && *again) {
            releases.push_back(std::move(**again));
            return Result<>{};
        }
        auto& list = again ? verification.unreadable : verification.pruned;
        list.push_back(publication.document +
                       (again ? ": " + describe(again->error(), Language::de) : ""));
        releases.push_back(std::move(taken_in));
        return Result<>{};
    });
    if (!read) return tl::unexpected(read.error());
    return releases;
}

Finding finding_of(const StoredEvent& stored, const std::map<std::string, std::string>& again,
                   const std::map<std::string, std::string>& hashes)
{
    const auto known = event_from_json(stored.evidence_json);
    const auto hash = hashes.find(stored.rule);
    if (!known || hash == hashes.end() || known->evidence.rule_hash != hash->second ||
        known->transition == Transition::rule_changed)
        return Finding::other_rule;
    const auto event = again.find(stored.id);
    if (event == again.end()) return Finding::absent;
    return event->second == to_json(as_judged(*known)) ? Finding::same : Finding::differs;
}

Result<Verification> verify(const Office& office, const std::string& only, Progress& progress)
{
    Verification verification;
    auto knowledge = blank_knowledge(office.config);
    if (!knowledge) return tl::unexpected(knowledge.error());
    auto releases = releases_again(office, knowledge->graph.measures(), verification);
    if (!releases) return tl::unexpected(releases.error());
    std::map<std::string, std::string> again; // id → evidence
    auto lived = replay(*knowledge, *releases, [&](const Release&, const Outcome& outcome) {
        for (const auto& event : outcome.events)
            again.insert_or_assign(event.id, to_json(as_judged(event)));
        verification.cells += outcome.cells.size();
        progress.show(static_cast<double>(++verification.publications) /
                      static_cast<double>(releases->size()));
        return true;
    });
    if (!lived) return tl::unexpected(lived.error());
    std::map<std::string, std::string> hashes;
    for (const auto& rule : office.config.rules) hashes.emplace(rule.id, rule.hash);
    auto events = office.store->events(std::numeric_limits<int>::max());
    if (!events) return tl::unexpected(events.error());
    for (auto& stored : *events)
        if (only.empty() || stored.id.starts_with(only)) {
            const auto finding = finding_of(stored, again, hashes);
            verification.events.push_back({std::move(stored), finding});
        }
    return verification;
}

Text words_of(Finding finding)
{
    switch (finding) {
    case Finding::same:
        return {"stimmt bis aufs letzte Bit", "the same to the last bit"};
    case Finding::differs:
        return {"beruht nun auf anderen Zahlen", "rests on other figures now"};
    case Finding::absent:
        return {"ergibt sich nicht mehr", "does not come about any more"};
    case Finding::other_rule:
        return {"galt unter einer anderen Fassung der Regel",
                "held under another text of the rule"};
    }
    return {};
}

std::string_view code_of(Finding finding)
{
    constexpr std::array<std::string_view, 4> codes{"same", "differs", "absent", "other_rule"};
    return codes[static_cast<std::size_t>(finding)];
}

void print_documents(const std::vector<std::string>& documents, Text what, Language language)
{
    if (documents.empty()) return;
    terminal::line(painted(Colour::yellow, what.in(language)));
    for (const auto& document : documents) terminal::line("  " + document);
}

void print(const Verification& verification, bool single, Language language)
{
    terminal::line(say("{} Veröffentlichungen, {} Zahlen, {} Ereignisse nachgerechnet.",
                       "{} publications, {} figures, {} events computed again.",
                       verification.publications, verification.cells, verification.events.size())
                       .in(language));
    print_documents(verification.unreadable,
                    {"Heute nicht mehr so gelesen wie damals:", "Not read as then any more:"},
                    language);
    print_documents(verification.pruned,
                    {"Nicht mehr im Archiv, daher aus dem Bestand:",
                     "No longer in the archive, hence taken from the store:"},
                    language);
    for (const auto& [stored, finding] : verification.events)
        if (single || finding == Finding::differs || finding == Finding::absent)
            terminal::line(fmt::format("  {}  {}  {}  {}: {}", stored.id.substr(0, 8), stored.rule,
                                       stored.key, to_string(stored.period),
                                       words_of(finding).in(language)));
    for (const auto finding :
         {Finding::same, Finding::differs, Finding::absent, Finding::other_rule}) {
        const auto count = verification.count(finding);
        if (count == 0 && finding != Finding::same) continue;
        const bool bad = finding == Finding::differs || finding == Finding::absent;
        terminal::line(painted(bad ? Colour::red : Colour::green, std::to_string(count)) + " " +
                       words_of(finding).in(language));
    }
}

ordered_json json_of(const Verification& verification)
{
    ordered_json json{
        {"holds", verification.holds()},         {"publications", verification.publications},
        {"cells", verification.cells},           {"pruned", verification.pruned},
        {"unreadable", verification.unreadable}, {"events", ordered_json::array()}};
    for (const auto& [stored, finding] : verification.events)
        json["events"].push_back({{"id", stored.id},
                                  {"rule", stored.rule},
                                  {"key", stored.key},
                                  {"period", to_string(stored.period)},
                                  {"finding", code_of(finding)}});
    return json;
}

} // namespace

int verify_command(const CommandOptions& options, const std::string& event)
{
    boost::asio::io_context loop{1};
    Transfer transfer(loop.get_executor()); // asked for nothing: the archive has it all
    const auto office = open_office(options, transfer);
    if (!office) return terminal::complain(office.error(), options.language);
    Progress progress({"Nachrechnen", "verify"}, options.language);
    const auto verification = verify(*office, event, progress);
    progress.end();
    if (!verification) return terminal::complain(verification.error(), options.language);
    if (!event.empty() && verification->events.empty())
        return terminal::complain(
            {Remedy::mend,
             say("Ein Ereignis '{}' gibt es nicht.", "There is no event '{}'.", event),
             {}},
            options.language);
    if (options.json)
        terminal::line(json_of(*verification).dump(2));
    else
        print(*verification, !event.empty(), options.language);
    return verification->holds() ? all_well : something_wrong;
}

} // namespace tuermer
