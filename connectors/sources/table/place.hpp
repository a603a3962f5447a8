// SPDX-License-Identifier: EUPL-1.2
// Where on the net a table lies, and how one is let in there.
#pragma once

#include "connectors/sources/credentials.hpp"
#include "connectors/sources/web.hpp"

#include <string>

namespace tuermer::table {

struct Place {
    std::string url; // https, http or sftp; may name a period, or a folder's files by a pattern
    CredentialSettings login;
    std::string host_key, key_file; // of sftp
    bool vintage_in_name = false;
};
// Notes every mistake; a place without `url` is none.
Place read_place(Settings& settings);

// For each address of one poll.
HttpRequest request_at(const std::string& url, const Place& place, const Credentials& credentials,
                       const SourceServices& services, const WebMemory& seen = {});

} // namespace tuermer::table
