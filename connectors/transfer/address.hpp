// SPDX-License-Identifier: EUPL-1.2
// A web address taken apart: where a request goes, with which credentials, and how it may be shown.
#pragma once

#include "rules/base/result.hpp"

#include <string>
#include <string_view>

namespace tuermer {

struct Address {
    std::string scheme; // http, https or sftp
    std::string host;   // lower case, ASCII
    int port = 0;
    std::string url; // what is requested: spaces and umlauts escaped; no user, password, fragment
    std::string user, password;
};

Result<Address> read_address(const std::string& url);

bool is_sftp(std::string_view url); // else it is HTTP's

// Redirects stay with the host that an operator wrote down: same scheme, host and port, or the same
// host from http up to https.
bool may_follow(const Address& from, const Address& to);

// The address as logs and mails may show it: no user, no password, no secret in the query.
std::string shown(std::string_view url);

} // namespace tuermer
