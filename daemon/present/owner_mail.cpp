// SPDX-License-Identifier: EUPL-1.2
// About rules, not about figures: no signal.
#include "daemon/present/owner_mail.hpp"

#include "daemon/present/figures.hpp"
#include "daemon/present/message.hpp"

namespace tuermer {

using namespace present;

Composed compose_owner_mail(const OwnerLetter& what, const Recipient& recipient,
                            const Surroundings& surroundings)
{
    const auto language = recipient.language;
    const auto& installation = surroundings.knowledge->installation;
    const auto in = [language](const Text& text) { return text.in(language); };
    Letter letter;
    letter.language = language;
    letter.subject =
        in(say("Türmer · {}: {}", "Türmer · {}: {}", in(installation.name), in(what.subject)));
    letter.title = in(what.subject);
    letter.opening = {in({"Guten Tag,", "Hello,"}), in(what.opening)};
    for (const auto& part : what.parts) {
        Block block{in(part.heading), {}};
        for (const auto& line : part.lines) block.lines.push_back(in(line));
        letter.blocks.push_back(std::move(block));
    }
    letter.footer = {in(say("Automatisch erstellt von Türmer {}.",
                            "Written automatically by Türmer {}.", surroundings.version))};
    return pack(letter,
                {.message_id = message_id("owner", {what.id}, recipient.id, surroundings.domain),
                 .thread = {},
                 .from = surroundings.from,
                 .to = recipient.mail,
                 .date = surroundings.now,
                 .offset_seconds = offset_seconds(surroundings.now, installation.time_zone),
                 .headers = {}});
}

} // namespace tuermer
