// SPDX-License-Identifier: EUPL-1.2
// A source's login. The configuration names where the secrets lie, never the secrets; they are read
// anew for each poll, so that a changed password needs no restart, and stand in no log or bookmark.
#pragma once

#include "connectors/sources/connector.hpp"
#include "rules/base/settings.hpp"

#include <string>

namespace tuermer {

// `user` with `password_file`, or `token_file`. A file is the name of a systemd credential, or an
// absolute path that only Türmer may read.
struct CredentialSettings {
    std::string user, password_file, token_file;
    bool any() const { return !user.empty() || !token_file.empty(); }
};
CredentialSettings read_credential_settings(Settings& settings);

struct Credentials {
    std::string user, password, token; // all empty: none
};
Result<Credentials> load_credentials(const CredentialSettings& settings,
                                     const SourceServices& services);

// As most of the web wants it: Basic, or "Authorization: Bearer …".
void sign(HttpRequest& request, const Credentials& credentials);

} // namespace tuermer
