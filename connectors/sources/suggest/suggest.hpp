// SPDX-License-Identifier: EUPL-1.2
// A source's description for a table that nobody has described yet: which column says the period,
// which the area and the groups, which hold figures, in what unit. Asks nothing; what it could only
// guess it says in a note.
#pragma once

#include "connectors/sources/mapping.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct SuggestedSource {
    std::string id;    // of the source
    std::string table; // the sheet's or file's name
    Mapping mapping;
    std::string format; // value of `format = …`; empty: to be found out for each document
    std::map<std::string, Text> notes; // by measure, by dimension, "period"
    Dialect dialect;                   // as the mapping reads it
    std::uint64_t rows = 0;
    std::uint32_t columns = 0;
    std::size_t periods = 0, areas = 0;  // distinct ones among the cells
    std::uint64_t cells = 0, unread = 0; // as the mapping reads them
    std::vector<Unread> first_unread;
};

struct SuggestOptions {
    std::string name; // of the file, or the address
    int year = 0;     // of today: for tables that say no period at all
};

// Why nothing is suggested: "no_figures", or "unclear" where rows or columns cannot be told apart;
// of a table that passes by also "unread": the error shows on the way.
struct NotSuggested {
    std::string_view reason;
    Error error;
};

// One source for each table with figures.
tl::expected<std::vector<SuggestedSource>, NotSuggested>
suggest_sources(const ReadTable& read, const SuggestOptions& options);

// Of a long table the first rows are looked at, the cells of all are counted, and none is held.
tl::expected<std::vector<SuggestedSource>, NotSuggested>
suggest_sources(TablePortions& portions, const SuggestOptions& options);

// As a file of sources.d: `origin` are the lines that say the kind and whence: `kind = "table"` and
// `path = "…"`, or those of a service (services.hpp).
std::string to_toml(const std::vector<SuggestedSource>& sources, std::string_view origin,
                    Language language);

} // namespace tuermer
