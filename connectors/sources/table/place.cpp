// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/table/place.hpp"

#include "connectors/transfer/address.hpp"

namespace tuermer::table {
namespace {

bool begins_well(std::string_view url)
{
    return url.starts_with("https://") || url.starts_with("http://") || is_sftp(url);
}

void check_ssh_keys(const Place& place, Settings& settings)
{
    const bool sftp = is_sftp(place.url);
    if (sftp && !place.host_key.starts_with("SHA256:"))
        settings.wrong(
            place.host_key.empty() ? "url" : "host_key",
            say("zu sftp:// gehört 'host_key', der Fingerabdruck des Servers: \"SHA256:…\" "
                "(ssh-keyscan RECHNER | ssh-keygen -lf - zeigt ihn)",
                "sftp:// needs 'host_key', the server's fingerprint: \"SHA256:…\" "
                "(ssh-keyscan HOST | ssh-keygen -lf - shows it)"));
    for (const auto* key : {"host_key", "key_file"})
        if (!sftp && settings.has(key))
            settings.wrong(key, say("'{}' gilt nur für Adressen mit sftp://",
                                    "'{}' counts only for addresses with sftp://", key));
}

} // namespace

Place read_place(Settings& settings)
{
    Place place;
    place.url = settings.text("url").value_or("");
    place.vintage_in_name = settings.one_of("vintage", {"file name"}).has_value();
    place.login = read_credential_settings(settings);
    place.host_key = settings.text("host_key").value_or("");
    place.key_file = settings.text("key_file").value_or("");
    if (!place.url.empty() && !begins_well(place.url))
        settings.wrong(
            "url",
            say("'url' beginnt mit https://, http:// oder sftp://; Dateien nennt 'path'",
                "'url' begins with https://, http:// or sftp://; files are named by 'path'"));
    check_ssh_keys(place, settings);
    return place;
}

HttpRequest request_at(const std::string& url, const Place& place, const Credentials& credentials,
                       const SourceServices& services, const WebMemory& seen)
{
    auto request = large_request(url, services, seen);
    sign(request, credentials);
    request.host_key = place.host_key;
    request.key_file = place.key_file;
    return request;
}

} // namespace tuermer::table
