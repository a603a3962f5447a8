// SPDX-License-Identifier: EUPL-1.2
// The one place that reads environment variables and credentials.
#pragma once

#include "rules/base/result.hpp"

#include <string>

namespace tuermer {

std::string environment(const char* name); // empty when unset

// German, unless LC_ALL, LC_MESSAGES or LANG (the first that is set) asks for English.
Language language_of_environment();

// A systemd credential (LoadCredential=) of that name, or the content of a file if `name` is a
// path; a final newline is cut off. The file may be readable by its owner only.
Result<std::string> read_credential(const std::string& name);

} // namespace tuermer
