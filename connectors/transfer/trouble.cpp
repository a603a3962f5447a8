// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/trouble.hpp"

#include <algorithm>
#include <array>

namespace tuermer {
namespace {

struct Wording {
    CURLcode code;
    Remedy remedy;
    std::string_view de, en;
};

constexpr std::array wordings = {
    Wording{CURLE_COULDNT_RESOLVE_HOST, Remedy::retry, "Der Rechnername lässt sich nicht auflösen",
            "The host name cannot be resolved"},
    Wording{CURLE_COULDNT_RESOLVE_PROXY, Remedy::retry,
            "Der Rechnername des Proxys lässt sich nicht auflösen",
            "The proxy's host name cannot be resolved"},
    Wording{CURLE_COULDNT_CONNECT, Remedy::retry, "Keine Verbindung zum Server",
            "No connection to the server"},
    Wording{CURLE_OPERATION_TIMEDOUT, Remedy::retry, "Der Server antwortet nicht rechtzeitig",
            "The server does not answer in time"},
    Wording{CURLE_PARTIAL_FILE, Remedy::retry, "Die Antwort ist unvollständig",
            "The answer is incomplete"},
    Wording{CURLE_GOT_NOTHING, Remedy::retry, "Der Server hat nichts geantwortet",
            "The server answered nothing"},
    Wording{CURLE_RECV_ERROR, Remedy::retry, "Die Verbindung ist abgebrochen",
            "The connection was lost"},
    Wording{CURLE_SEND_ERROR, Remedy::retry, "Die Verbindung ist abgebrochen",
            "The connection was lost"},
    Wording{CURLE_SSL_CONNECT_ERROR, Remedy::retry,
            "Die verschlüsselte Verbindung kommt nicht zustande",
            "The encrypted connection could not be set up"},
    Wording{CURLE_BAD_CONTENT_ENCODING, Remedy::retry, "Die Antwort lässt sich nicht entpacken",
            "The answer cannot be decompressed"},
    Wording{CURLE_PEER_FAILED_VERIFICATION, Remedy::mend,
            "Dem Zertifikat des Servers ist nicht zu trauen",
            "The server's certificate cannot be trusted"},
    Wording{CURLE_SSL_CACERT_BADFILE, Remedy::mend,
            "Die Datei mit den Zertifizierungsstellen (ca_file) ist nicht lesbar",
            "The file of certificate authorities (ca_file) cannot be read"},
    Wording{CURLE_SSL_CERTPROBLEM, Remedy::mend, "Das eigene Zertifikat ist nicht verwendbar",
            "The client certificate cannot be used"},
    Wording{CURLE_USE_SSL_FAILED, Remedy::mend,
            "Der Mailserver bietet keine Verschlüsselung (STARTTLS) an",
            "The mail server offers no encryption (STARTTLS)"},
    Wording{CURLE_LOGIN_DENIED, Remedy::mend, "Der Mailserver lehnt die Anmeldung ab",
            "The mail server refuses the login"},
    Wording{CURLE_ABORTED_BY_CALLBACK, Remedy::retry, "Die Übertragung wurde abgebrochen",
            "The transfer was cancelled"},
    Wording{CURLE_OUT_OF_MEMORY, Remedy::restart, "Der Arbeitsspeicher ist erschöpft",
            "Out of memory"},
};

constexpr Wording unforeseen = {CURLE_OK, Remedy::retry, "Die Übertragung ist gescheitert",
                                "The transfer failed"};

const Wording& wording_of(CURLcode code)
{
    const auto has_code = [code](const Wording& wording) { return wording.code == code; };
    const auto* const found = std::find_if(wordings.begin(), wordings.end(), has_code);
    return found == wordings.end() ? unforeseen : *found;
}

} // namespace

Error trouble(CURLcode code, std::string_view detail, std::string where)
{
    const Wording& wording = wording_of(code);
    const std::string_view reason = detail.empty() ? curl_easy_strerror(code) : detail;
    return {
        wording.remedy,
        {fmt::format("{} ({})", wording.de, reason), fmt::format("{} ({})", wording.en, reason)},
        std::move(where)};
}

Error cancelled(std::string where)
{
    return {Remedy::retry,
            {"Die Übertragung wurde abgebrochen", "The transfer was cancelled"},
            std::move(where)};
}

} // namespace tuermer
