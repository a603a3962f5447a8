// SPDX-License-Identifier: EUPL-1.2
// Eurostat's answers beside data: what the catalogue says of a dataset, and the states of a query
// that is worked on asynchronously.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tuermer::eurostat {

// What the titles in the feed of updates (RSS, the last seven days) say of a dataset: a text that
// is another one after each update. "": the feed does not mention it. Nothing: this is no feed.
std::optional<std::string> feed_signal(std::string_view feed, std::string_view dataset);

// The same out of the table of contents (toc/txt): days of the last update of data and structure.
// Nothing where it has no such row.
std::optional<std::string> contents_signal(std::string_view contents, std::string_view dataset);

// The key of an asynchronous query, a UUID in an element `key` or `id`.
std::optional<std::string> query_key(std::string_view body);

enum class QueryState : unsigned char { working, available, lost };
// Of async/status; an expired or unknown query is lost. Nothing: this is no such answer.
std::optional<QueryState> query_state(std::string_view body);

// The Statistics API's word for it, with status 200: the same address later gives data.
bool is_put_off(std::string_view body);

} // namespace tuermer::eurostat
