// SPDX-License-Identifier: EUPL-1.2
// Files that are there completely or not at all, also after a power failure: written beside,
// flushed, renamed, and the folder flushed too.
#pragma once

#include "rules/base/result.hpp"

#include <filesystem>
#include <string_view>

namespace tuermer::durable {

// Makes the folder, its parents if need be, and sees to it that their names are on disk.
Result<> make_folder(const std::filesystem::path& folder);
Result<> write(const std::filesystem::path& file, std::string_view bytes);
// Flushes `from`, gives it the name `to` (replacing what is there) and flushes the folder.
Result<> rename(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace tuermer::durable
