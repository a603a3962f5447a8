// SPDX-License-Identifier: EUPL-1.2
// What `tuermer tune` finds out, before it is printed: the forms of a rule, each tried over all
// publications held.
#pragma once

#include "config/free_settings.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/commands/progress.hpp"
#include "rules/tune.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer {

// One choice of all settings, as it would stand in the file.
struct FormOfRule {
    std::vector<const SettingForm*> chosen; // by setting
    Rule rule;
};

struct Tuned {
    std::vector<FreeSetting> settings;
    std::vector<FormOfRule> forms; // the present one first
    std::vector<Tried> tried;
    std::vector<std::size_t> best;
    std::optional<std::size_t> proposed;
    double budget = 0; // a year
    Shock shock;
    Text shock_words;
    int periods = 0;
};

// An error names the option, the rule or the file that stands in the way.
Result<Tuned> tune(const CommandOptions& options, const TuneOptions& wanted, Progress& progress);

} // namespace tuermer
