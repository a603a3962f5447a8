// SPDX-License-Identifier: EUPL-1.2
#include "daemon/intake.hpp"

#include "daemon/present/message.hpp"
#include "daemon/present/present.hpp"
#include "daemon/version.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <iterator>

namespace tuermer {

namespace {

std::string domain_of(const std::string& from)
{
    const auto at = from.rfind('@');
    if (at == std::string::npos) return "tuermer.invalid";
    const auto end = from.find_first_of("> ", at);
    return from.substr(at + 1, end == std::string::npos ? end : end - at - 1);
}

Surroundings surroundings_of(const Config& config, const Knowledge& knowledge, Instant now)
{
    Surroundings around;
    around.knowledge = &knowledge;
    around.from = config.process.mail.from;
    around.contact = config.process.contact;
    around.domain = domain_of(config.process.mail.from);
    around.now = now;
    around.version = version;
    return around;
}

std::string channel_for(const Recipient& recipient, const Process& process)
{
    const bool wants_spool = recipient.channels == std::vector<std::string>{"spool"};
    return process.mail.host.empty() || wants_spool ? "spool" : "smtp";
}

OutboxMessage outbox_row(const Composed& mail, const Recipient& recipient, const Process& process,
                         std::string kind, std::string source, Instant now)
{
    OutboxMessage row;
    row.message_id = mail.message_id;
    row.recipient = recipient.id;
    row.channel = channel_for(recipient, process);
    row.subject = mail.subject;
    row.source = std::move(source);
    row.kind = std::move(kind);
    row.created = now;
    row.bytes = mail.bytes;
    for (const auto& address : recipient.mail)
        row.addresses.push_back({address, "waiting", 0, now, 0, {}, {}});
    return row;
}

// What waits for a later message is kept beside those that were sent.
std::vector<OutboxMessage> over_budget_rows(const Outcome& outcome, const Config& config,
                                            Instant now)
{
    std::vector<OutboxMessage> rows;
    for (const auto& over : outcome.over_budget) {
        OutboxMessage row;
        for (const auto& event : over.events) row.events.push_back(event.id);
        row.message_id = present::message_id("over budget", row.events, over.recipient,
                                             domain_of(config.process.mail.from));
        row.recipient = over.recipient;
        row.channel = "spool";
        row.source = over.source;
        row.kind = "over_budget";
        row.created = now;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string kind_of(const Notice& notice)
{
    if (notice.digest) return "digest";
    return notice.counts ? "signal" : "follow_up";
}

void add_once(std::string& list, const std::string& name)
{
    if (name.empty() || list.find(name) != std::string::npos) return;
    list += (list.empty() ? "" : "; ") + name;
}

// A digest rests on releases of several sources.
void name_sources(const Notice& digest, const Config& config, Surroundings& around)
{
    around.attribution.clear();
    around.licence.clear();
    for (const auto& source : config.sources) {
        if (std::ranges::find(digest.events, source.id, &Event::source) == digest.events.end())
            continue;
        add_once(around.attribution, source.attribution);
        add_once(around.licence, source.licence);
    }
}

// The publisher's date; unless figures of the source were let in meanwhile: what is taken up after
// them must not lie before them.
Instant known_since(const Document& document, const Source& source)
{
    const auto told = document.published.value_or(document.retrieved);
    if (!source.last_accepted || told >= *source.last_accepted) return told;
    return std::max(document.retrieved, *source.last_accepted);
}

// An older publication never overrides a newer one (decisions/0003).
bool is_outdated(const Document& document, const SourceState& state)
{
    return document.published && state.last_release && *document.published < *state.last_release;
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
      quality_(config.quality)
{
}

Result<Taken> Intake::take_in(Source& source, const Document& document, const std::string& bookmark,
                              Instant now)
{
    Taken taken{source.config.id, document.name, known_since(document, source), false, 0, 0, 0, {}};
    const auto pass_over = [&]() -> Result<Taken> {
        if (auto noted = note_poll(source, bookmark, now); !noted)
            return tl::unexpected(noted.error());
        return taken;
    };
    if (is_outdated(document, source.state)) return pass_over();
    auto release = release_of(source, document, taken.known_since);
    if (!release) return tl::unexpected(release.error());
    const auto content = content_digest(*release);
    if (content == source.state.content_digest) return pass_over();
    const auto open = open_doubts(source.config.id);
    if (!open) return tl::unexpected(open.error());
    auto admission =
        admit(*release, screen(knowledge_->graph, *release, quality_), *open, quality_, now);
    release->held = admission.held;
    auto outcome = consider(*knowledge_, *release, now);
    if (!outcome) return tl::unexpected(outcome.error());

    ReleaseRecord record;
    record.outcome = &*outcome;
    record.graph = &knowledge_->graph;
    record.source = well(source.state, bookmark, now);
    record.source.last_release = document.published.value_or(document.retrieved);
    record.source.content_digest = content;
    record.messages = messages_of(*outcome, &source.config, now);
    std::ranges::move(all_clear(source, now), std::back_inserter(record.messages));
    std::ranges::move(doubt_messages(source, *release, admission.fresh, now),
                      std::back_inserter(record.messages));
    record.doubts = std::move(admission.fresh);
    record.turns = std::move(admission.turns);
    record.held = release->held;
    taken.held = release->held.size();
    record.document_name = document.name;
    record.media_type = document.media_type;
    record.licence = source.config.licence;
    record.attribution = source.config.attribution;
    if (auto committed = commit(record, now); !committed) return tl::unexpected(committed.error());
    source.state = record.source;
    note(taken, *outcome, std::move(record.messages));
    return taken;
}

// Archived before it is read: what cannot be understood today can be looked at tomorrow.
Result<Release> Intake::release_of(const Source& source, const Document& document,
                                   Instant known_since) const
{
    auto digest = archive_.keep(document.bytes);
    if (!digest) return tl::unexpected(digest.error());
    auto understood = source.connector->understand(document);
    if (!understood) return tl::unexpected(understood.error());
    auto& release = understood->release;
    release.source = source.config.id;
    release.vintage = {known_since, document.retrieved, *digest, document.name};
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
    auto bytes = archive_.get(of.vintage.retrieval);
    if (!bytes) return tl::unexpected(bytes.error());
    const Document document{of.document, std::move(*bytes), of.media_type, of.vintage.retrieved,
                            of.vintage.known_since};
    auto release = release_of(source, document, now);
    if (!release) return tl::unexpected(release.error());
    release->only = accepted.only;
    release->held = accepted.held;
    auto outcome = consider(*knowledge_, *release, now);
    if (!outcome) return tl::unexpected(outcome.error());

    Taken taken{source.config.id, document.name, now, false, 0, 0, accepted.held.size(), {}};
    ReleaseRecord record;
    record.outcome = &*outcome;
    record.graph = &knowledge_->graph;
    record.source = source.state;
    record.messages = messages_of(*outcome, &source.config, now);
    record.document_name = document.name;
    record.media_type = document.media_type;
    record.licence = source.config.licence;
    record.attribution = source.config.attribution;
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
            record.messages = trouble_messages(source, {Remedy::mend, late->what, {}}, false, now);
        }
    } else {
        record.messages = all_clear(source, now);
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
        record.messages = trouble_messages(source, error, false, now);
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
    record.messages = owner_messages(news.letters, outcome, now);
    std::ranges::move(messages_of(outcome, nullptr, now), std::back_inserter(record.messages));
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
    record.messages = messages_of(outcome, nullptr, now);
    if (auto committed = store_->commit(record, now); !committed) {
        auto again = read_back();
        return tl::unexpected(again ? committed.error() : again.error());
    }
    note(taken, outcome, std::move(record.messages));
    taken.news = false; // no release brought it
    return taken;
}

std::vector<OutboxMessage> Intake::messages_of(const Outcome& outcome, const SourceConfig* source,
                                               Instant now)
{
    auto messages = over_budget_rows(outcome, *config_, now);
    auto around = surroundings_of(*config_, *knowledge_, now);
    if (source != nullptr) {
        around.attribution = source->attribution;
        around.licence = source->licence;
        around.url = outcome.vintage.url;
    }
    for (const auto& notice : outcome.notices) {
        const auto recipient =
            std::ranges::find(config_->recipients, notice.recipient, &Recipient::id);
        if (recipient == config_->recipients.end()) continue;
        if (notice.digest)
            name_sources(notice, *config_, around);
        else
            around.thread =
                store_->thread_of(notice.events.front().episode, recipient->id).value_or("");
        const auto mail = compose_signal_mail(notice, *recipient, around);
        auto row =
            outbox_row(mail, *recipient, config_->process, kind_of(notice), outcome.source, now);
        for (const auto* events : {&notice.events, &notice.waited})
            for (const auto& event : *events) row.events.push_back(event.id);
        messages.push_back(std::move(row));
    }
    return messages;
}

// Takes what an owner's letter says out of the notices.
std::vector<OutboxMessage> Intake::owner_messages(const std::vector<OwnerLetter>& letters,
                                                  Outcome& outcome, Instant now)
{
    std::vector<OutboxMessage> messages;
    const auto around = surroundings_of(*config_, *knowledge_, now);
    for (const auto& letter : letters) {
        const auto recipient =
            std::ranges::find(config_->recipients, letter.recipient, &Recipient::id);
        if (recipient == config_->recipients.end()) continue;
        const auto mail = compose_owner_mail(letter, *recipient, around);
        auto row = outbox_row(mail, *recipient, config_->process, "follow_up", {}, now);
        for (auto& notice : outcome.notices) {
            if (notice.recipient != letter.recipient) continue;
            std::erase_if(notice.events, [&](const Event& event) {
                if (event.transition != Transition::rule_changed) return false;
                row.events.push_back(event.id);
                return true;
            });
        }
        std::erase_if(outcome.notices, [](const Notice& notice) { return notice.events.empty(); });
        messages.push_back(std::move(row));
    }
    return messages;
}

// To IT, if the source was in trouble until now.
std::vector<OutboxMessage> Intake::all_clear(const Source& source, Instant now)
{
    if (source.state.trouble.empty()) return {};
    return trouble_messages(source, {Remedy::mend, source.state.trouble_text, {}}, true, now);
}

std::vector<OutboxMessage> Intake::trouble_messages(const Source& source, const Error& error,
                                                    bool over, Instant now)
{
    std::vector<OutboxMessage> messages;
    const auto around = surroundings_of(*config_, *knowledge_, now);
    for (const auto& recipient : config_->recipients) {
        if (recipient.role != Role::it) continue;
        const auto mail = compose_trouble_mail(source.config.id, error, source.state.trouble, over,
                                               recipient, around);
        messages.push_back(
            outbox_row(mail, recipient, config_->process, "trouble", source.config.id, now));
    }
    return messages;
}

// One message per delivery, to those who answer for the figures; to IT where nobody does. What was
// only told of an old delivery is recorded.
std::vector<OutboxMessage> Intake::doubt_messages(const Source& source, const Release& release,
                                                  const std::vector<RecordedDoubt>& fresh,
                                                  Instant now)
{
    const bool any_held =
        std::ranges::find(fresh, DoubtState::held, &RecordedDoubt::state) != fresh.end();
    const bool is_history =
        now - release.vintage.known_since > history_after && !knowledge_->tells_history;
    if (fresh.empty() || (is_history && !any_held)) return {};
    const bool anybody = std::ranges::find(config_->recipients, Role::statistics,
                                           &Recipient::role) != config_->recipients.end();
    auto around = surroundings_of(*config_, *knowledge_, now);
    around.attribution = source.config.attribution;
    around.licence = source.config.licence;
    around.url = release.vintage.url;
    std::vector<DoubtToTell> doubts;
    for (const auto& doubt : fresh)
        doubts.push_back({&doubt.doubt, quality_.find(doubt.doubt.rule)->title});
    std::vector<OutboxMessage> messages;
    for (const auto& recipient : config_->recipients) {
        if (recipient.role != (anybody ? Role::statistics : Role::it)) continue;
        const auto mail =
            compose_doubt_mail(source.config.id, delivery_id(release), doubts, recipient, around);
        messages.push_back(
            outbox_row(mail, recipient, config_->process, "doubt", source.config.id, now));
    }
    return messages;
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
