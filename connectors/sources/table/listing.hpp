// SPDX-License-Identifier: EUPL-1.2
// What a server says of a folder's files.
#pragma once

#include "rules/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tuermer::table {

struct RemoteFile {
    std::string name;    // as people know it
    std::string address; // with all escapes
    std::string version; // what the server says of it that changes when it changes; "": nothing
    bool operator==(const RemoteFile&) const = default;
};
// The files, not the folders, of an answer to PROPFIND with Depth 1.
Result<std::vector<RemoteFile>> read_multistatus(std::string_view xml, const std::string& folder);
// The same of SFTP's long names, "-rw-r--r-- 1 u g 1234 Nov 23 12:00 name".
std::vector<RemoteFile> read_long_names(std::string_view listing, const std::string& folder);

} // namespace tuermer::table
