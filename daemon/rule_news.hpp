// SPDX-License-Identifier: EUPL-1.2
// What a new configuration means for its rules: the versions that come into force, with author and
// reason, and for each owner a letter that says what would have been told otherwise.
#pragma once

#include "config/config.hpp"
#include "daemon/present/owner_mail.hpp"
#include "daemon/store/store.hpp"
#include "rules/preview.hpp"

#include <filesystem>
#include <vector>

namespace tuermer {

// Of rules whose last version judges otherwise, or that have none yet.
Result<std::vector<RuleVersion>> new_versions(const Config& config,
                                              const std::filesystem::path& directory, Store& store,
                                              Instant now);

// What differs between two configurations' rules. The past is lived once more under both, with the
// rules that differ only; where that would keep the daemon from its work, nobody looks back.
struct RuleChange {
    Preview preview;
    bool looked_back = true;
};
constexpr std::size_t most_cells_looked_back = 3'000'000;
Result<RuleChange> change_of_rules(const Config& before, const Config& after, Store& store);

// One for each owner of a rule that was added, changed or removed; nobody who is no recipient any
// more.
std::vector<OwnerLetter> letters_of(const RuleChange& change, const Config& before,
                                    const Config& after, const std::vector<RuleVersion>& versions,
                                    Instant now);

} // namespace tuermer
