// SPDX-License-Identifier: EUPL-1.2
// Who is written to about what came in: composed mails as rows of the outbox, committed together
// with what they tell.
#pragma once

#include "daemon/present/owner_mail.hpp"
#include "daemon/quarantine.hpp"
#include "daemon/setup.hpp"

#include <vector>

namespace tuermer {

class Correspondence {
public:
    // All of them must outlive it.
    Correspondence(const Config& config, const Knowledge& knowledge, Store& store)
        : config_(&config), knowledge_(&knowledge), store_(&store)
    {
    }

    // The notices of a release, of a new configuration or of a digest (no source); and what is over
    // a budget, kept beside the messages that are sent.
    std::vector<OutboxMessage> of_outcome(const Outcome& outcome, const SourceConfig* source,
                                          Instant now) const;
    // Takes what an owner's letter says out of the notices.
    std::vector<OutboxMessage> to_owners(const std::vector<OwnerLetter>& letters, Outcome& outcome,
                                         Instant now) const;
    // To IT. `over`: what was wrong is no more.
    std::vector<OutboxMessage> of_trouble(const Source& source, const Error& error, bool over,
                                          Instant now) const;
    // To IT, if the source was in trouble until now.
    std::vector<OutboxMessage> all_clear(const Source& source, Instant now) const;
    // One message per delivery, to those who answer for the figures; to IT where nobody does. What
    // was only told of an old delivery is recorded.
    std::vector<OutboxMessage> of_doubts(const Source& source, const Release& release,
                                         const std::vector<RecordedDoubt>& fresh,
                                         const QualityRules& rules, Instant now) const;

private:
    const Config* config_;
    const Knowledge* knowledge_;
    Store* store_;
};

} // namespace tuermer
