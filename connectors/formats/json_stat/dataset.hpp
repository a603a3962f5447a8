// SPDX-License-Identifier: EUPL-1.2
// One dataset of JSON-stat: dimensions with their categories, then values by running number.
#pragma once

#include "connectors/formats/json.hpp"
#include "connectors/formats/table.hpp"

#include <string>
#include <vector>

namespace tuermer::json_stat {

// A dataset and what it is called: its key in a bundle, its label.
struct Named {
    std::string key, label;
    JsonValue dataset;
};

// The datasets that are themselves in the answer; an error where there is none, with the service's
// own words where it sent an error instead.
Result<std::vector<Named>> datasets_in(const JsonValue& root);

// A dataset that describes its dimensions and has no figures.
Error only_described();

Result<CellTable> dataset_table(const JsonValue& dataset, std::string_view name,
                                const ReadLimits& limits);

} // namespace tuermer::json_stat
