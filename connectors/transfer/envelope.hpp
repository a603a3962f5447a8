// SPDX-License-Identifier: EUPL-1.2
// What can be said about a mail before and after its transaction: addresses that none can write to,
// messages that would smuggle others in, and faults of the set-up that concern every recipient.
#pragma once

#include "connectors/transfer/dialogue.hpp"
#include "connectors/transfer/http.hpp"

#include <curl/curl.h>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

std::string relay_of(const MailRequest& request); // "smtp://mail.example.org:587", for errors
std::string url_of(const MailRequest& request);   // the same with the name for EHLO, for libcurl

// What must not go out at all: bare CR or LF (mail servers disagree where such a message ends, so
// that the rest could be read as commands), a password in clear, line ends within the envelope.
std::optional<Error> fault_of(const MailRequest& request);

// A fault that a person must mend and that no recipient is to blame for; nothing when the outcome
// of the recipients says it all.
std::optional<Error> fault_of(CURLcode code, const Dialogue& dialogue, std::string_view detail,
                              const std::string& where);

// The addresses that can stand in an RCPT command; the others are refused here.
std::vector<std::string> reachable(const std::vector<std::string>& recipients);
std::vector<Delivery> with_unreachable(const std::vector<std::string>& recipients,
                                       std::vector<Delivery> reached);

} // namespace tuermer
