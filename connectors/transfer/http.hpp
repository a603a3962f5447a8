// SPDX-License-Identifier: EUPL-1.2
// The only door to the network: libcurl's multi interface on the Asio loop; HTTP, and SFTP as if it
// were (connectors/transfer/ssh.hpp). One request per host at
// a time, with a pause and within its daily budget; redirects only within the host; limits on size
// and time; certificates are always verified.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "connectors/transfer/etiquette.hpp"
#include "rules/base/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tuermer {

struct HttpRequest {
    std::string url; // http or https; or sftp, whose folders ("…/") are answered with long listings
    std::string method = "GET";
    std::vector<std::string> headers; // "Name: value"
    std::string body;                 // POST
    std::string etag, last_modified;  // of the last answer: makes the request conditional
    std::string user, password;       // Basic authentication; the address's own go before them
    std::string host_key;             // of sftp: "SHA256:…", the fingerprint of the server's key
    std::string key_file;             // of sftp: the private key that is used instead of a password
    std::chrono::milliseconds pause{0}; // since the host's last answer, where it asks for more
    std::string proxy;                  // empty: as the environment says
    std::string ca_file;                // empty: the system's
    std::chrono::seconds connect_timeout{20};
    std::chrono::seconds total_timeout{600};
    std::chrono::seconds stalled_after{60};  // less than 1 byte a second for so long
    std::uint64_t max_bytes = 256ULL << 20U; // of the decompressed body
    std::filesystem::path large_into; // a folder for bodies too large to be held; empty: held
    int max_redirects = 5;
    std::string user_agent = "Tuermer";
};

struct HttpResponse {
    int status = 0;
    std::string body;    // decompressed; empty for 304
    SharedBytes large{}; // instead of `body`, where it was large and `large_into` named a folder
    std::string media_type, etag, last_modified;
    std::map<std::string, std::string, std::less<>> headers; // names in lower case
    std::optional<std::chrono::seconds> retry_after;
    std::string final_url;
    std::optional<std::chrono::sys_seconds> modified; // as the server says
    bool held_back = false; // the host was not asked: its budget is spent, or it wants silence
    bool not_modified() const { return status == 304; }
};

struct MailRequest {
    std::string host;
    int port = 587;
    enum class Security { starttls, tls, none } security = Security::starttls;
    std::string user, password;
    std::string ca_file;
    std::string sender;                  // envelope, bare address
    std::vector<std::string> recipients; // envelope, bare addresses
    std::string message; // RFC 5322 with CR LF; bare CR or LF are refused (smuggling)
    std::string hello;   // name said in EHLO; empty: the machine's
    std::chrono::seconds connect_timeout{20}, total_timeout{120};
};

// What became of one envelope recipient.
struct Delivery {
    enum class Outcome {
        accepted, // 250 after the final dot
        later,    // 4xx, time-out, lost connection: try again under the same Message-Id
        refused,  // 5xx: a dead letter
    };
    std::string recipient;
    Outcome outcome = Outcome::later;
    int code = 0;       // SMTP reply code; 0: none came
    std::string answer; // the server's words
    bool operator==(const Delivery&) const = default;
};

class Transfer {
public:
    explicit Transfer(boost::asio::any_io_executor executor);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    // From now on; until then no pauses and no budgets.
    void keep(Etiquette etiquette);
    // After `keep`: what hosts were asked before this process began, oldest first, so that a
    // restart is no new day; and whom to tell of each request that counts, before it is made.
    void remember(const std::vector<AskedBefore>& before,
                  std::function<void(const std::string& host)> tell);
    // Any HTTP status is an answer; an error is: no answer, too large, certificate, redirect
    // elsewhere. A host that must not be asked now is answered for: 429, `held_back`, with
    // `retry_after`. A 429 or 503 that asks for a few seconds is waited for. Cancellation of the
    // coroutine ends the transfer.
    boost::asio::awaitable<Result<HttpResponse>> get(HttpRequest request);
    // One outcome per recipient, in their order. An error (remedy mend) is a fault of the set-up
    // that concerns all: certificate, authentication, malformed message.
    boost::asio::awaitable<Result<std::vector<Delivery>>> send(MailRequest request);

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

} // namespace tuermer
