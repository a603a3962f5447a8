// SPDX-License-Identifier: EUPL-1.2
// A conversation with a mail server, line by line, and what it means for each recipient. libcurl
// keeps only the last code; which recipient was refused, and whether the final 250 came, is known
// here.
#pragma once

#include "connectors/transfer/http.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct Reply {
    int code = 0;
    std::string text; // in one line, without the code

    bool is_good() const { return code >= 200 && code < 400; }
    bool is_temporary() const { return code >= 400 && code < 500; }
    bool is_final() const { return code >= 500; }
    bool operator==(const Reply&) const = default;
};

class Dialogue {
public:
    enum class Step : std::uint8_t {
        greeting,
        hello,
        starttls,
        login,
        sender,
        recipient,
        data,
        message,
        quit
    };

    void sent(std::string_view line);             // a command of ours
    void received(std::string_view line);         // a line of the server's
    void message_sent() { message_sent_ = true; } // to its last byte

    // The reply to the step; the last one where there were several.
    std::optional<Reply> reply(Step step) const;
    Reply last_reply() const; // of the furthest step
    bool says_farewell() const { return step_ == Step::quit; }
    // The server has the whole message and has not said what it does with it.
    bool is_uncertain() const { return message_sent_ && !reply(Step::message); }

    // What became of the recipients, given in the order of their RCPT. `lost` is the answer to
    // write where the server gave none.
    std::vector<Delivery> deliveries(const std::vector<std::string>& recipients,
                                     const std::string& lost) const;

private:
    Delivery delivery(const std::string& recipient, const Reply* reply,
                      const std::string& lost) const;
    std::optional<Reply> reply_for_all() const;

    Step step_ = Step::greeting;
    std::optional<Reply> unfinished_; // the first lines of a reply of several
    std::map<Step, Reply> replies_;
    std::vector<Reply> to_recipients_;
    bool message_sent_ = false;
};

} // namespace tuermer
