// SPDX-License-Identifier: EUPL-1.2
// New files of a path, a pattern, or an inbox folder.
#pragma once

#include "connectors/sources/connector.hpp"
#include "connectors/sources/table/bookmark.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::table {

// The files of "figures.csv", "inbox/*.csv", "reports/20??/x_*.csv", or of a folder, by name.
// Patterns and folders pass over what programs write beside a file: hidden ones, "~$lock",
// "x.part", "x.tmp".
std::vector<std::filesystem::path> matching_files(const std::filesystem::path& base,
                                                  const std::string& pattern);
bool is_pattern(std::string_view path);
bool is_unfinished(std::string_view name); // what programs write beside a file

// The first YYYY-MM-DD in the name of the file (not of its folder) that is a day.
std::optional<Date> date_in_name(std::string_view path);

struct FileRequest {
    std::filesystem::path base;
    std::string pattern;
    bool vintage_in_name = false; // then the files come in the order of their dates
    std::uint64_t max_bytes = 0;  // of one file, and of all that one fetch brings
    Instant now;
};
// What is new since `seen`. A file that is empty or changed less than two seconds ago waits:
// someone is still writing it. An unreadable file is an error only when no other is new.
Result<Fetched> fetch_files(const FileRequest& request, const Memory& seen);

} // namespace tuermer::table
