// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/ssh.hpp"

#include "connectors/transfer/trouble.hpp"

namespace tuermer {
namespace {

constexpr std::string_view named_hash = "SHA256:";

} // namespace

Result<> check_ssh(const HttpRequest& request, const Address& address)
{
    if (address.scheme != "sftp" || request.host_key.starts_with(named_hash)) return {};
    return fail(Remedy::mend,
                say("Zu einer Adresse mit sftp:// gehört 'host_key', der Fingerabdruck des Servers "
                    "(SHA256:…; der Befehl ssh-keyscan RECHNER | ssh-keygen -lf - zeigt ihn)",
                    "An address with sftp:// needs 'host_key', the server's fingerprint "
                    "(SHA256:…; the command ssh-keyscan HOST | ssh-keygen -lf - shows it)"),
                shown(address.url));
}

void set_ssh_options(CURL* handle, const HttpRequest& request)
{
    const bool by_key = !request.key_file.empty();
    curl_easy_setopt(handle, CURLOPT_SSH_AUTH_TYPES,
                     by_key ? long{CURLSSH_AUTH_PUBLICKEY} : long{CURLSSH_AUTH_PASSWORD});
    if (by_key) curl_easy_setopt(handle, CURLOPT_SSH_PRIVATE_KEYFILE, request.key_file.c_str());
    const auto hash = request.host_key.substr(named_hash.size());
    curl_easy_setopt(handle, CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, hash.c_str());
}

int status_of_sftp(CURLcode code)
{
    if (code == CURLE_OK) return 200;
    if (code == CURLE_REMOTE_FILE_NOT_FOUND) return 404;
    return code == CURLE_REMOTE_ACCESS_DENIED ? 403 : 0;
}

Error ssh_trouble(CURLcode code, std::string_view detail, std::string where)
{
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return {Remedy::mend,
                say("Der Server weist sich mit einem anderen Schlüssel aus, als in 'host_key' "
                    "steht. Wenn er ihn gewechselt hat, bitte dort eintragen ({})",
                    "The server shows another key than stands in 'host_key'. If it has changed its "
                    "key, please put it there ({})",
                    detail),
                std::move(where)};
    if (code == CURLE_LOGIN_DENIED)
        return {Remedy::mend,
                say("Der Server lehnt die Anmeldung ab: Benutzer, Kennwort oder Schlüssel gelten "
                    "dort nicht ({})",
                    "The server refuses the login: user, password or key do not count there ({})",
                    detail),
                std::move(where)};
    return trouble(code, detail, std::move(where));
}

} // namespace tuermer
