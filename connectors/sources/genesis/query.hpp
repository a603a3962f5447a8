// SPDX-License-Identifier: EUPL-1.2
// What is asked of `data/tablefile`, and how it falls into parts when it is too big.
#pragma once

#include "connectors/sources/web.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tuermer::genesis {

struct Query {
    std::string table;
    std::optional<int> first_year, last_year;
    std::string region_variable;       // "KREISE"; empty: the table's own
    std::vector<std::string> regions;  // keys, with * at the end; empty: all
    std::vector<std::string> contents; // value variables; empty: all
    Selection classifying;             // variables, and the keys wanted of each
    std::string language = "de";
    bool quality = false; // the column value_q
};
constexpr std::size_t most_classifying = 5;

// As a form, in the order in which the server echoes it.
WebParameters form_of(const Query& query, bool as_job);

// Two halves: of the years, else of the regions, else of the contents. Nothing: it is one of each.
// Years without an end reach to `this_year`.
std::optional<std::pair<Query, Query>> halves(const Query& query, int this_year);

// What tells a part from the others: "2015-2019 03153".
std::string name_of(const Query& part);

} // namespace tuermer::genesis
