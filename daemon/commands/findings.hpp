// SPDX-License-Identifier: EUPL-1.2
// What `check` found, in the notations of people, editors and programs.
#pragma once

#include "config/load.hpp"

#include <string>
#include <vector>

namespace tuermer {

struct Findings {
    std::filesystem::path directory;
    const Config* config = nullptr;
    std::vector<Mistake> found; // by file and line
    Text figures;               // what the rules were tried on, or why they were not
};

std::string_view code_of(Level level);

// file:line:column: level: text, one line each, and what there is in the last one.
std::string findings_gnu(const Findings& findings, Language language);
// The same with the lines they are about, in colours where there are any.
std::string findings_text(const Findings& findings, Language language);
std::string findings_json(const Findings& findings);
// Static Analysis Results Interchange Format 2.1.0 (OASIS): for code review and IDEs.
std::string findings_sarif(const Findings& findings, Language language);

} // namespace tuermer
