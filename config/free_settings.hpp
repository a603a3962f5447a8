// SPDX-License-Identifier: EUPL-1.2
// The numbers of a rule that one may turn: where they stand in its file, and the file with others
// in their place. What is meant is found in the document's tree, what is changed is the text, so
// comments and order stay.
#pragma once

#include "config/config.hpp"

#include <string>
#include <vector>

namespace tuermer {

struct Edit {
    std::size_t offset = 0, length = 0; // in the file's text
    std::string text;
};

// One value a setting may take.
struct SettingForm {
    std::string line;        // `at_least = "+6 pp"`; empty: it is not written, the default holds
    std::vector<Edit> edits; // none: as the file has it
};

struct FreeSetting {
    std::string table;              // "[rule.X]", "[[rule.X.when]]"
    std::size_t test = 0;           // 1: the first of `when`; 0: of the rule itself
    std::string key;                // "at_least"
    std::vector<SettingForm> forms; // the present one first
};

// Those that may be asked for by name: `at_least`, `confidence`, `for` …
std::vector<std::string> tunable_keys();

// Of the rule `id` in the text of its file. `keys`: which; empty: limit, certainty and `for` of the
// first test that has a number, which decide most. Limits keep their notation and are multiplied
// (with `clear`, where it is written); others take usual values. Whether a form is allowed shows
// when it is loaded. Nothing where the file does not hold the rule.
std::vector<FreeSetting> free_settings(const std::string& text, const std::string& id,
                                       const std::vector<std::string>& keys);

// The text with the edits made; they do not overlap.
std::string edited(std::string text, std::vector<Edit> edits);

} // namespace tuermer
