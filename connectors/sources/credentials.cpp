// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/credentials.hpp"

#include <utility>

namespace tuermer {
namespace {

void refuse_secret(Settings& settings, std::string_view key, std::string_view instead)
{
    if (settings.refused(key) == nullptr) return;
    settings.wrong(
        key, say("Geheimnisse stehen nicht in dieser Datei; '{0}' nennt ein systemd-Credential "
                 "oder den vollen Pfad einer Datei, die nur Türmer lesen darf",
                 "secrets do not stand in this file; '{0}' names a systemd credential or the full "
                 "path of a file that only Türmer may read",
                 instead));
}

Result<std::string> secret(const std::string& file, const SourceServices& services)
{
    if (file.empty()) return std::string{};
    if (services.secret != nullptr) return services.secret(file);
    return fail(Remedy::mend,
                say("Hier kann kein Kennwort gelesen werden.", "No password can be read here."),
                file);
}

} // namespace

CredentialSettings read_credential_settings(Settings& settings)
{
    CredentialSettings read;
    read.user = settings.text("user").value_or("");
    read.password_file = settings.text("password_file").value_or("");
    read.token_file = settings.text("token_file").value_or("");
    refuse_secret(settings, "password", "password_file");
    refuse_secret(settings, "token", "token_file");
    if (read.user.empty() != read.password_file.empty())
        settings.wrong(read.user.empty() ? "password_file" : "user",
                       say("'user' und 'password_file' gehören zusammen; eines davon fehlt",
                           "'user' and 'password_file' belong together; one of them is missing"));
    if (!read.user.empty() && !read.token_file.empty())
        settings.wrong("token_file",
                       say("entweder 'user' mit 'password_file' oder 'token_file', nicht beides",
                           "either 'user' with 'password_file' or 'token_file', not both"));
    return read;
}

Result<Credentials> load_credentials(const CredentialSettings& settings,
                                     const SourceServices& services)
{
    auto password = secret(settings.password_file, services);
    if (!password) return tl::unexpected(std::move(password.error()));
    auto token = secret(settings.token_file, services);
    if (!token) return tl::unexpected(std::move(token.error()));
    return Credentials{settings.user, std::move(*password), std::move(*token)};
}

void sign(HttpRequest& request, const Credentials& credentials)
{
    if (!credentials.token.empty())
        request.headers.push_back("Authorization: Bearer " + credentials.token);
    request.user = credentials.user;
    request.password = credentials.password;
}

} // namespace tuermer
