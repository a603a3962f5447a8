// SPDX-License-Identifier: EUPL-1.2
// A mail server (smtp_server.py) with a script of faults, and a mail for it.
#pragma once

#include "connectors/transfer/http.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <algorithm>

namespace tuermer::testing {

class MailServer {
public:
    explicit MailServer(const std::string& script, std::vector<std::string> options = {})
        : server_("smtp_server.py", with_folder(script, std::move(options)))
    {
    }

    MailRequest mail(std::vector<std::string> recipients = {"a@amt.example"}) const
    {
        MailRequest request;
        request.host = "127.0.0.1";
        request.port = server_.port;
        request.security = MailRequest::Security::none;
        request.sender = "tuermer@amt.example";
        request.recipients = std::move(recipients);
        request.message = "Message-ID: <signal-1@amt.example>\r\n\r\nGuten Tag\r\n";
        request.hello = "tuermer.amt.example";
        return request;
    }

    // "recipient file" of everything accepted, in order of arrival.
    std::vector<std::string> received() const
    {
        std::ifstream lines(folder_.path() / "deliveries.tsv");
        std::vector<std::string> result;
        const auto field = [&](char end) {
            std::string text;
            std::getline(lines, text, end);
            return text;
        };
        for (field('\t'); lines; field('\t')) {
            const auto recipient = field('\t');
            field('\t'); // sender
            result.push_back(recipient + " " + field('\n'));
        }
        return result;
    }
    std::string message(const std::string& file) const { return content(folder_.path() / file); }
    std::string hello() const { return content(folder_.path() / "hello"); }

private:
    std::vector<std::string> with_folder(const std::string& script,
                                         std::vector<std::string> options) const
    {
        for (const std::string& word :
             {std::string("--mail-dir"), folder_.path().string(), std::string("--script"), script,
              std::string("--hello-file"), (folder_.path() / "hello").string()})
            options.push_back(word);
        return options;
    }

    Folder folder_;
    Server server_;
};

inline std::vector<std::string> options_for_tls(const Certificates& certificates,
                                                const std::string& tls, const std::string& name)
{
    return {
        "--tls", tls, "--cert", certificates.certificate(name), "--key", certificates.key(name)};
}

} // namespace tuermer::testing
