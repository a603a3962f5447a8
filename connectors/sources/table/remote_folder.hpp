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

// What is new since `seen`; a replaced file of the same name is a revision. A file that changed in
// the last minute waits: someone is still writing it.
boost::asio::awaitable<Result<Fetched>> fetch_folder(const Place& place,
                                                     const SourceServices& services, Memory seen);

} // namespace tuermer::table
