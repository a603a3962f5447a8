// SPDX-License-Identifier: EUPL-1.2
// Who changed a file, and why: as git says where the folder is under its control, else the file's
// owner. The only home of git.
#pragma once

#include <filesystem>
#include <string>

namespace tuermer {

struct Authorship {
    std::string author, reason; // empty: nobody can say
};
Authorship authorship_of(const std::filesystem::path& file);

// The login name of whoever runs this process; their number where they have none.
std::string user_name();

} // namespace tuermer
