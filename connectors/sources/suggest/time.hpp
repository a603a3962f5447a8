// SPDX-License-Identifier: EUPL-1.2
// Where a table says its periods: in a column, in two, in the names of columns, in its own name.
#pragma once

#include "connectors/sources/suggest/columns.hpp"
#include "rules/series/period.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::suggesting {

// The frequency that keeps the texts apart, the coarsest of them: dates of one day each year are
// years. Nothing where they are no periods. `fine_enough` false: several fall into one period all
// the same (days in a week).
struct FittingFrequency {
    Frequency frequency = Frequency::year;
    bool fine_enough = true;
};
std::optional<FittingFrequency> frequency_of(const std::vector<std::string>& texts);

struct PeriodColumns {
    std::vector<std::uint32_t> columns; // one, or year and month, quarter, week
    FittingFrequency fit;
    std::vector<std::string> not_periods; // texts of the first column whose rows are to be skipped
};
std::optional<PeriodColumns> period_columns(const std::vector<ColumnProfile>& columns);

// Names of columns of figures that say periods: "Plan 2011", "Insgesamt | 31.12.2020".
struct PeriodNames {
    std::size_t part = 0, parts = 1; // which header row says it, of how many
    FittingFrequency fit;
    struct Name {
        std::uint32_t column = 0;
        std::string period, before, behind; // "2011", "Plan ", ""
        std::vector<std::string> others;    // what the other header rows say
    };
    std::vector<Name> names;
};
std::optional<PeriodNames> period_names(const std::vector<ColumnProfile>& columns);

// The only year that a name speaks of: "haushalte_2022.csv".
std::optional<std::string> year_in(std::string_view name);

} // namespace tuermer::suggesting
