// SPDX-License-Identifier: EUPL-1.2
#include "daemon/correspondence.hpp"

#include "daemon/present/message.hpp"
#include "daemon/present/present.hpp"
#include "daemon/version.hpp"

#include <algorithm>

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

} // namespace

std::vector<OutboxMessage> Correspondence::of_outcome(const Outcome& outcome,
                                                      const SourceConfig* source, Instant now) const
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

std::vector<OutboxMessage> Correspondence::to_owners(const std::vector<OwnerLetter>& letters,
                                                     Outcome& outcome, Instant now) const
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

std::vector<OutboxMessage> Correspondence::all_clear(const Source& source, Instant now) const
{
    if (source.state.trouble.empty()) return {};
    return of_trouble(source, {Remedy::mend, source.state.trouble_text, {}}, true, now);
}

std::vector<OutboxMessage> Correspondence::of_trouble(const Source& source, const Error& error,
                                                      bool over, Instant now) const
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

std::vector<OutboxMessage> Correspondence::of_doubts(const Source& source, const Release& release,
                                                     const std::vector<RecordedDoubt>& fresh,
                                                     const QualityRules& rules, Instant now) const
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
        doubts.push_back({&doubt.doubt, rules.find(doubt.doubt.rule)->title});
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

} // namespace tuermer
