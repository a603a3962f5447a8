// SPDX-License-Identifier: EUPL-1.2
// A letter becomes RFC 5322 bytes. The only home of GMime.
#pragma once

#include "daemon/present/letter.hpp"

#include <utility>

namespace tuermer::present {

struct Envelope {
    std::string message_id; // with angle brackets
    std::string thread;     // Message-Id of the message this follows, or empty
    std::string from;
    std::vector<std::string> to;
    Instant date;
    int offset_seconds = 0;                                   // of the date's zone
    std::vector<std::pair<std::string, std::string>> headers; // further ones
};

// "<identity@domain>".
std::string message_id(std::string_view kind, const std::vector<std::string>& parts,
                       std::string_view recipient, std::string_view domain);

// Lays the letter out and packs it: text, HTML and its pictures. The same letter and envelope give
// the same bytes: boundaries come from the Message-Id.
Composed pack(const Letter& letter, const Envelope& envelope);

} // namespace tuermer::present
