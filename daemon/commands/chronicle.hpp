// SPDX-License-Identifier: EUPL-1.2
// What replays are made of: a configuration without figures, and the store's publications.
#pragma once

#include "daemon/setup.hpp"

#include <vector>

namespace tuermer {

// `directory` may be the installation's own configuration, or a draft of another one.
struct Chronicle {
    Knowledge blank;
    std::vector<Release> releases; // with the measures that this configuration knows
};
Result<Chronicle> chronicle_of(const std::filesystem::path& directory, Store& store);

// The mistake of naming a rule that is none of these.
Error unknown_rule(const std::string& name, const std::vector<std::string>& known);

} // namespace tuermer
