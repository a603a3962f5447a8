// SPDX-License-Identifier: EUPL-1.2
// A configuration folder → Config, with every mistake of every file at once.
#pragma once

#include "config/config.hpp"
#include "config/named.hpp"
#include "rules/base/settings.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tuermer {

// Lets a source kind check its own settings without config knowing connectors: called once per
// source with its whole table; notes mistakes. The daemon passes connectors' registry in.
using SourceChecker = std::function<void(SourceConfig&, Settings&, Mistakes&)>;

struct Loaded {
    Config config; // usable only when `mistakes.any_error()` is false
    Mistakes mistakes;
    NameIndex names;
    std::vector<PlacedText> texts;
};

// Files as they stand in an editor, by their names relative to the folder: read instead of those on
// disk.
using Unsaved = std::map<std::string, std::string, std::less<>>;

// Reads DIR/{tuermer.toml, areas.d, sources.d, indicators.d, rules.d, recipients.toml, breaks.d}.
// An error is returned only when nothing can be read at all: no such folder, no right to read it.
// With `today`, rules whose review is due are warned of, and areas that are no more. Places name
// files relative to the folder.
Result<Loaded> load_config(const std::filesystem::path& directory,
                           const SourceChecker& check_source,
                           std::optional<Date> today = std::nullopt, const Unsaved& unsaved = {});

} // namespace tuermer
