// SPDX-License-Identifier: EUPL-1.2
// The one stage before all parsers: what came back when a source was asked? HTTP 200 is not
// success, 404 is not always "gone", and media types lie; so status, length, magic bytes and each
// service's own way of saying no are weighed together, in this order: the service's words, the
// status, the bytes.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "rules/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

// As received; a file is an answer with status 200. Views into what the caller holds.
struct Received {
    std::string_view bytes{}; // decompressed
    int status = 200;
    std::string_view
        media_type{}; // as said, may be empty; believed only where the bytes say nothing
    std::optional<std::chrono::seconds> retry_after{};
    bool dated_address = false; // the address names a period: 404 means "not published yet"
};

enum class ReplyKind : std::uint8_t {
    data,        // a format is known that reads it
    not_yet,     // asked too early: a period to come, a job under way, nothing newer
    later,       // the service is busy or has put the request off: the same request again
    credentials, // login missing, wrong or without the right
    too_big,     // the same in parts: by years, areas, contents
    gone,        // no such table, address or job (any more)
    foreign, // something else than data: a page, a document, a catalogue, a mistake in the request
};
std::string_view to_string(ReplyKind kind); // "not_yet": for tables and JSON

struct Classified {
    ReplyKind kind = ReplyKind::data;
    std::string_view format{};                  // of format_kinds(), where it is data
    std::optional<std::chrono::seconds> wait{}; // the server's wish, where it said one
    Text what{};                                // the sentence for IT; empty where it is data
    Remedy remedy = Remedy::mend;               // whether it gets better by itself
};
Classified not_data(ReplyKind kind, Text what); // `not_yet` and `later` get better by themselves

Classified classify(const Received& answer);
// The same of a body that is not in memory, by its beginning and its end: it is too long for any
// service's no. `answer.bytes` is not looked at.
Classified classify(const ByteSource& body, Received answer);

// The format of `format_kinds()` that claims these bytes; nothing where none does.
std::optional<std::string_view> format_of(std::string_view bytes);

} // namespace tuermer
