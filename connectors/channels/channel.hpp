// SPDX-License-Identifier: EUPL-1.2
// One way out for finished messages.
#pragma once

#include "connectors/transfer/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace tuermer {

// A message as the outbox keeps it: composed once, the same bytes at every try.
struct Outgoing {
    std::string message_id;              // with angle brackets
    std::vector<std::string> recipients; // bare addresses still to be reached
    std::string bytes;                   // RFC 5322, CR LF
};

class Channel {
public:
    virtual ~Channel() = default;
    // One outcome per address, in their order; an error concerns all of them.
    virtual boost::asio::awaitable<Result<std::vector<Delivery>>> deliver(Outgoing message) = 0;
};

struct SmtpSettings {
    MailRequest relay; // host, port, security, user, password, ca_file, sender, hello
};
std::unique_ptr<Channel> make_smtp_channel(Transfer& transfer, SmtpSettings settings);

// Writes each message once as FOLDER/<message id>.eml (atomically: temporary name, fsync, rename).
std::unique_ptr<Channel> make_spool_channel(std::filesystem::path folder);
std::filesystem::path spool_file(const std::filesystem::path& folder,
                                 const std::string& message_id);

} // namespace tuermer
