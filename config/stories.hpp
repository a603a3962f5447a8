// SPDX-License-Identifier: EUPL-1.2
// rules.d/*.story.toml: a rule author's own tests (rules/story.hpp), read against a configuration.
#pragma once

#include "config/config.hpp"
#include "rules/story.hpp"

#include <filesystem>
#include <vector>

namespace tuermer {

// Every mistake of every story is noted; those without any are answered, in the order of their
// files and then of their names. `config` has no errors itself.
std::vector<Story> load_stories(const std::filesystem::path& directory, const Config& config,
                                Mistakes& mistakes);

} // namespace tuermer
