// SPDX-License-Identifier: EUPL-1.2
#include "daemon/intake.hpp"

#include "rules/base/digest.hpp"

#include <algorithm>
#include <iterator>

namespace tuermer {

namespace {

// The publisher's date; unless figures of the source were let in meanwhile: what is taken up after
// them must not lie before them.
Instant known_since(const Document& document, const Source& source)
{
    const auto told = document.published.value_or(document.retrieved);
    if (!source.last_accepted || told >= *source.last_accepted) return told;
    return std::max(document.retrieved, *source.last_accepted);
}

// The source's state after a poll that went well.
SourceState well(SourceState state, const std::string& bookmark, Instant now)
{
    state.bookmark = bookmark;
    state.last_attempt = state.last_success = now;
    state.failures = 0;
    state.trouble.clear();
    state.trouble_text = {};
    return state;
}

struct Lateness {
    std::string id;
    Text what;
};

// One for the whole source, however many areas wait for its figures.
std::optional<Lateness> lateness(const Source& source, Instant now)
{
    if (!source.config.release) return std::nullopt;
    const auto late = overdue(*source.config.release, source.state.last_release, now);
    if (!late) return std::nullopt;
    const auto due = to_string(late->due);
    const auto since = to_string(std::chrono::floor<std::chrono::days>(late->since));
    return Lateness{identity({source.config.id, "overdue", due}),
                    say("überfällig: erwartet zum {}, auch nach der Schonfrist (bis {}) ist nichts "
                        "Neues veröffentlicht",
                        "overdue: expected for {}, nothing new is published after the days of "
                        "grace (until {}) either",
                        due, since)};
}

void note(Taken& taken, const Outcome& outcome, std::vector<OutboxMessage> messages)
{
    taken.news = true;
    taken.cells = outcome.cells.size();
    taken.events = outcome.events.size();
    taken.messages = std::move(messages);
    std::erase_if(taken.messages,
                  [](const OutboxMessage& message) { return message.kind == "over_budget"; });
    for (auto& message : taken.messages) message.bytes.clear();
}

} // namespace

Intake::Intake(const Config& config, Knowledge& knowledge, Store& store, const Home& home)
    : config_(&config),
      knowledge_(&knowledge),
      store_(&store),
      archive_(home.archive),
      quality_(config.quality),
      letters_(config, knowledge, store)
{
}

// An older publication never overrides a newer one (decisions/0003).
bool Intake::is_outdated(const Source& source, const Document& document)
{
    const auto& last = source.state.last_release;
    return document.published && last && *document.published < *last;
}

Result<Taken> Intake::take_in(Source& source, const Document& document, Release release,
                              const std::string& bookmark, Instant now)
{
    Taken taken{source.config.id, document.name, known_since(document, source), false, 0, 0, 0, {}};
    const auto pass_over = [&]() -> Result<Taken> {
        if (auto noted = note_poll(source, bookmark, now); !noted)
            return tl::unexpected(noted.error());
        return taken;
    };
    if (is_outdated(source, document)) return pass_over();
    release.vintage.known_since = taken.known_since;
    const auto content = content_digest(release);
    if (content == source.state.content_digest) return pass_over();
    const auto open = open_doubts(source.config.id);
    if (!open) return tl::unexpected(open.error());
    auto admission =
        admit(release, screen(knowledge_->graph, release, quality_), *open, quality_, now);
    release.held = admission.held;
    auto outcome = consider(*knowledge_, release, now);
    if (!outcome) return tl::unexpected(outcome.error());

    auto record = record_of(*outcome, source, document, now);
    record.source = well(source.state, bookmark, now);
    record.source.last_release = document.published.value_or(document.retrieved);
    record.source.content_digest = content;
    std::ranges::move(letters_.all_clear(source, now), std::back_inserter(record.messages));
    std::ranges::move(letters_.of_doubts(source, release, admission.fresh, quality_, now),
                      std::back_inserter(record.messages));
    record.doubts = std::move(admission.fresh);
    record.turns = std::move(admission.turns);
    record.held = release.held;
    taken.held = release.held.size();
    if (auto committed = commit(record, now); !committed) return tl::unexpected(committed.error());
    source.state = record.source;
    note(taken, *outcome, std::move(record.messages));
    return taken;
}

// What a document brought, as it is kept; the source's state as it was.
ReleaseRecord Intake::record_of(const Outcome& outcome, const Source& source,
                                const Document& document, Instant now) const
{
    ReleaseRecord record;
    record.outcome = &outcome;
    record.graph = &knowledge_->graph;
    record.source = source.state;
    record.messages = letters_.of_outcome(outcome, &source.config, now);
    record.document_name = document.name;
    record.media_type = document.media_type;
    record.licence = source.config.licence;
    record.attribution = source.config.attribution;
    return record;
}

Result<Release> Intake::read(const Source& source, const Document& document) const
{
    auto digest = archive_.keep(*document.bytes);
    if (!digest) return tl::unexpected(digest.error());
    auto understood = source.connector->understand(document);
    if (!understood) return tl::unexpected(understood.error());
    auto& release = understood->release;
    release.source = source.config.id;
    release.vintage = {document.retrieved, document.retrieved, *digest, document.name};
    return std::move(release);
}

Result<std::vector<RecordedDoubt>> Intake::open_doubts(const std::string& source)
{
    auto open = store_->doubts(false);
    if (!open) return open;
    std::erase_if(*open, [&](const RecordedDoubt& doubt) { return doubt.source != source; });
    return open;
}

Result<> Intake::accept_what_waited_long(Instant now)
{
    const auto open = store_->doubts(false);
    if (!open) return tl::unexpected(open.error());
    std::vector<DoubtTurn> turns;
    for (const auto& doubt : *open) {
        const auto* rule = quality_.find(doubt.doubt.rule);
        if (doubt.state != DoubtState::held || rule == nullptr || !rule->accept_after) continue;
        if (doubt.since + *rule->accept_after > now) continue;
        turns.push_back({doubt.number, DoubtState::accepted, now, rule->id,
                         fmt::format("after {} d", rule->accept_after->count()), false});
    }
    return turns.empty() ? Result<>{} : store_->decide(turns);
}

Result<std::vector<Taken>> Intake::take_up_accepted(std::vector<Source>& sources, Instant now)
{
    std::vector<Taken> all;
    if (auto waited = accept_what_waited_long(now); !waited) return tl::unexpected(waited.error());
    const auto open = store_->doubts(false);
    if (!open) return tl::unexpected(open.error());
    std::set<std::string> seen;
    for (const auto& doubt : *open) {
        if (doubt.state != DoubtState::accepted || unreadable_.contains(doubt.release)) continue;
        if (!seen.insert(doubt.release).second) continue;
        const auto source = std::ranges::find(sources, doubt.source,
                                              [](const Source& each) { return each.config.id; });
        auto accepted = accepted_of(*open, doubt.release);
        if (source == sources.end() || accepted.only.empty()) continue;
        auto taken = take_up(*source, doubt, std::move(accepted), now);
        if (!taken && taken.error().remedy == Remedy::restart) return tl::unexpected(taken.error());
        if (taken) {
            all.push_back(std::move(*taken));
            continue;
        }
        unreadable_.insert(doubt.release);
        if (auto noted = note_trouble(*source, taken.error(), now); !noted)
            return tl::unexpected(noted.error());
    }
    return all;
}

// The document is read once more, as the sources are configured now; of its figures those that
// were accepted are considered, and nothing else is touched.
Result<Taken> Intake::take_up(Source& source, const RecordedDoubt& of, Accepted accepted,
                              Instant now)
{
    auto bytes = archive_.open(of.vintage.retrieval);
    if (!bytes) return tl::unexpected(bytes.error());
    const Document document{of.document, std::move(*bytes), of.media_type, of.vintage.retrieved,
                            of.vintage.known_since};
    auto release = read(source, document);
    if (!release) return tl::unexpected(release.error());
    release->vintage.known_since = now;
    release->only = accepted.only;
    release->held = accepted.held;
    auto outcome = consider(*knowledge_, *release, now);
    if (!outcome) return tl::unexpected(outcome.error());

    Taken taken{source.config.id, document.name, now, false, 0, 0, accepted.held.size(), {}};
    auto record = record_of(*outcome, source, document, now);
    record.only = std::move(accepted.only);
    record.held = std::move(accepted.held);
    for (const auto number : accepted.numbers)
        record.turns.push_back({number, DoubtState::accepted, now, {}, {}, true});
    if (auto committed = commit(record, now); !committed) return tl::unexpected(committed.error());
    source.last_accepted = now;
    note(taken, *outcome, std::move(record.messages));
    return taken;
}

Result<> Intake::note_poll(Source& source, const std::string& bookmark, Instant now)
{
    ReleaseRecord record;
    record.source = well(source.state, bookmark, now);
    const auto late = lateness(source, now);
    if (late) {
        // What should have come is told once, and again only when the next one is late as well.
        record.source.trouble = source.state.trouble;
        record.source.trouble_text = late->what;
        if (!source.state.trouble.starts_with(late->id)) {
            record.source.trouble = late->id + "@" + to_string(now);
            source.state.trouble = record.source.trouble;
            record.messages =
                letters_.of_trouble(source, {Remedy::mend, late->what, {}}, false, now);
        }
    } else {
        record.messages = letters_.all_clear(source, now);
    }
    if (auto committed = commit(record, now); !committed) return committed;
    source.state = record.source;
    return {};
}

Result<> Intake::note_trouble(Source& source, const Error& error, Instant now)
{
    SourceState state = source.state;
    state.last_attempt = now;
    ++state.failures;
    ReleaseRecord record;
    // A server that is briefly away is nobody's work; what stays away, or must be mended, is.
    constexpr int failures_before_mail = 5;
    const bool tell = error.remedy != Remedy::retry || state.failures >= failures_before_mail;
    // The same trouble is told once; when it comes back after it was over, it is another one.
    const auto trouble = identity({source.config.id, error.what.en, error.where});
    if (tell && !state.trouble.starts_with(trouble)) {
        state.trouble = trouble + "@" + to_string(now);
        state.trouble_text = {describe(error, Language::de), describe(error, Language::en)};
        source.state.trouble = state.trouble;
        record.messages = letters_.of_trouble(source, error, false, now);
    }
    record.source = state;
    if (auto committed = commit(record, now); !committed) return committed;
    source.state = std::move(state);
    return {};
}

Result<Taken> Intake::reconsider(const ConfigurationNews& news, Instant now)
{
    auto outcome = reconsider_rules(*knowledge_, now);
    Taken taken;
    taken.known_since = now;
    if (outcome.alerts.empty() && outcome.events.empty() && news.versions.empty() &&
        news.letters.empty())
        return taken;
    ReleaseRecord record;
    record.outcome = &outcome;
    record.graph = &knowledge_->graph;
    record.rules = news.versions;
    record.messages = letters_.to_owners(news.letters, outcome, now);
    std::ranges::move(letters_.of_outcome(outcome, nullptr, now),
                      std::back_inserter(record.messages));
    if (auto committed = commit(record, now); !committed) return tl::unexpected(committed.error());
    note(taken, outcome, std::move(record.messages));
    return taken;
}

Result<Taken> Intake::send_digests(Instant now)
{
    const auto outcome = tell_waiting(*knowledge_, now);
    Taken taken;
    taken.known_since = now;
    if (outcome.notices.empty()) return taken;
    ReleaseRecord record;
    record.messages = letters_.of_outcome(outcome, nullptr, now);
    if (auto committed = store_->commit(record, now); !committed) {
        auto again = read_back();
        return tl::unexpected(again ? committed.error() : again.error());
    }
    note(taken, outcome, std::move(record.messages));
    taken.news = false; // no release brought it
    return taken;
}

// A failed commit leaves memory ahead of the store: memory is read back, there is no second way.
Result<> Intake::commit(const ReleaseRecord& record, Instant now)
{
    auto committed = store_->commit(record, now);
    if (committed || record.outcome == nullptr) return committed;
    auto again = read_back();
    return again ? committed : again;
}

Result<> Intake::read_back()
{
    auto again = know(*config_, *store_);
    if (!again) return tl::unexpected(again.error());
    *knowledge_ = std::move(*again);
    return {};
}

} // namespace tuermer
