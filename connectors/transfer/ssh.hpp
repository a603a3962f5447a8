// SPDX-License-Identifier: EUPL-1.2
// Files over SFTP (draft-ietf-secsh-filexfer-02, as OpenSSH serves them): asked for as HTTP is, and
// answered with HTTP's status. A server is trusted by the fingerprint of its key alone.
#pragma once

#include "connectors/transfer/address.hpp"
#include "connectors/transfer/http.hpp"

#include <curl/curl.h>

namespace tuermer {

// Without a fingerprint nothing is asked of an SFTP server.
Result<> check_ssh(const HttpRequest& request, const Address& address);
void set_ssh_options(CURL* handle, const HttpRequest& request);

// 200 where it went well, 404 and 403 for a file that is not there or must not be read; 0 where
// there is no answer.
int status_of_sftp(CURLcode code);
// What is said of another key and of a refused login; else as of any transfer.
Error ssh_trouble(CURLcode code, std::string_view detail, std::string where);

} // namespace tuermer
