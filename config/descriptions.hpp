// SPDX-License-Identifier: EUPL-1.2
// What each key means, in a sentence: what an editor shows beside it. A test fails for a key that
// has none.
#pragma once

#include "rules/base/text.hpp"

#include <map>
#include <string_view>

namespace tuermer {

// `path`: "rule.*.severity"; of a kind's own key "rule.*.when.change:against". What several kinds
// have in common is said once. Empty for what nobody described.
Text description_of(std::string_view path);

// One list for each part of the configuration, by path.
const std::map<std::string_view, Text>& descriptions_of_files();
const std::map<std::string_view, Text>& descriptions_of_sources();
const std::map<std::string_view, Text>& descriptions_of_services();
const std::map<std::string_view, Text>& descriptions_of_tests();
const std::map<std::string_view, Text>& descriptions_of_quality();

} // namespace tuermer
