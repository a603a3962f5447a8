// SPDX-License-Identifier: EUPL-1.2
// New files of a folder on a server: WebDAV (RFC 4918) where the address begins with http, else
// SFTP. Nothing is changed or deleted there.
#pragma once

#include "connectors/sources/table/bookmark.hpp"
#include "connectors/sources/table/place.hpp"

#include <boost/asio/awaitable.hpp>

namespace tuermer::table {

// "https://cloud.example/dav/zahlen/*.csv"; of SFTP any address: "sftp://host/zahlen/" too.
bool is_folder(std::string_view url);

struct RemoteFile {
    std::string name;    // as people know it
    std::string address; // with all escapes
    std::string version; // what the server says of it that changes when it changes
    bool operator==(const RemoteFile&) const = default;
};
// The files, not the folders, of an answer to PROPFIND with Depth 1.
Result<std::vector<RemoteFile>> read_multistatus(std::string_view xml, const std::string& folder);
// The same of SFTP's long names, "-rw-r--r-- 1 u g 1234 Nov 23 12:00 name".
std::vector<RemoteFile> read_long_names(std::string_view listing, const std::string& folder);

// What is new since `seen`; a replaced file of the same name is a revision. A file that changed in
// the last minute waits: someone is still writing it.
boost::asio::awaitable<Result<Fetched>> fetch_folder(const Place& place,
                                                     const SourceServices& services, Memory seen);

} // namespace tuermer::table
