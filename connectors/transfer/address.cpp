// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <memory>

namespace tuermer {
namespace {

using Parts = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

// The empty text when the address has no such part.
std::string part(const Parts& parts, CURLUPart which, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(parts.get(), which, &text, flags) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
}

int port_of(const Parts& parts)
{
    const std::string digits = part(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    int port = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
}

bool is_secret(std::string_view parameter)
{
    static constexpr std::array names = {"password",     "passwort", "passwd",  "pass",    "pwd",
                                         "kennwort",     "token",    "api_key", "api-key", "apikey",
                                         "access_token", "key",      "secret",  "sig"};
    return std::find(names.begin(), names.end(), lower(std::string(parameter))) != names.end();
}

std::string without_user(std::string_view url)
{
    const auto mark = url.find("://");
    const auto start = mark == std::string_view::npos ? 0 : mark + 3;
    const auto end = std::min(url.find_first_of("/?#", start), url.size());
    const auto at = url.substr(start, end - start).rfind('@');
    if (at == std::string_view::npos) return std::string(url);
    return std::string(url.substr(0, start)).append(url.substr(start + at + 1));
}

std::string without_secret(std::string_view parameter)
{
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || !is_secret(parameter.substr(0, equals)))
        return std::string(parameter);
    return std::string(parameter.substr(0, equals)) + "=***";
}

} // namespace

Result<Address> read_address(const std::string& url)
{
    const Parts parts(curl_url(), &curl_url_cleanup);
    constexpr unsigned lenient = CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME;
    if (const auto code = curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), lenient)) {
        return fail(Remedy::mend,
                    say("Die Adresse ist nicht lesbar ({}); gemeint ist etwa „https://…“",
                        "The address cannot be read ({}); it should look like \"https://…\"",
                        curl_url_strerror(code)),
                    shown(url));
    }
    Address address{.scheme = lower(part(parts, CURLUPART_SCHEME)),
                    .host = lower(part(parts, CURLUPART_HOST)),
                    .port = port_of(parts),
                    .url = {},
                    .user = part(parts, CURLUPART_USER, CURLU_URLDECODE),
                    .password = part(parts, CURLUPART_PASSWORD, CURLU_URLDECODE)};
    if (address.scheme != "http" && address.scheme != "https" && address.scheme != "sftp") {
        return fail(Remedy::mend,
                    say("„{}“ wird nicht unterstützt; möglich sind http, https und sftp",
                        "'{}' is not supported; possible are http, https and sftp", address.scheme),
                    shown(url));
    }
    if (!is_ascii(address.host)) { // libcurl can translate it only with a locale, and we have none
        return fail(
            Remedy::mend,
            say("Der Rechnername „{}“ enthält Umlaute; bitte in der Schreibweise „xn--…“ angeben",
                "The host name '{}' is not ASCII; please write it as \"xn--…\"", address.host),
            shown(url));
    }
    for (const auto secret : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT})
        curl_url_set(parts.get(), secret, nullptr, 0);
    address.url = part(parts, CURLUPART_URL);
    return address;
}

bool is_sftp(std::string_view url)
{
    return url.starts_with("sftp://");
}

bool may_follow(const Address& from, const Address& to)
{
    if (from.host != to.host) return false;
    if (from.scheme == to.scheme) return from.port == to.port;
    return from.scheme == "http" && to.scheme == "https";
}

std::string shown(std::string_view url)
{
    const std::string open = without_user(url);
    const auto question = open.find('?');
    if (question == std::string::npos) return open;
    const auto end = std::min(open.find('#', question), open.size());
    std::string result = open.substr(0, question);
    for (auto from = question; from < end;) {
        const auto next = std::min(open.find('&', from + 1), end);
        result +=
            open[from] + without_secret(std::string_view(open).substr(from + 1, next - from - 1));
        from = next;
    }
    return result + open.substr(end);
}

} // namespace tuermer
