// SPDX-License-Identifier: EUPL-1.2
// GENESIS's own answers beside tables: jobs, their results, and what says that data changed. Codes
// decide, never `Type` or words, except for a job's name, which stands nowhere else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tuermer::genesis {

// The job that `job=true` has created (code 99): "12531-0043_175879554".
std::optional<std::string> created_job(std::string_view body);

// Whether catalogue/results lists the job's result; nothing: this is no such answer.
std::optional<bool> result_is_listed(std::string_view body, std::string_view job);

// What catalogue/cubes says of a statistic's cubes: a text that changes when their data do. Nothing
// where there are none.
std::optional<std::string> cubes_signal(std::string_view body);

// The newest entry of catalogue/modifieddata; nothing where nothing is listed.
std::optional<std::string> changes_signal(std::string_view body);

// "12411" of "12411-01-01-4"; nothing of tables that belong to no single statistic (AI-N-01-2-5,
// 1000A-2022).
std::optional<std::string> statistic_of(std::string_view table);

} // namespace tuermer::genesis
