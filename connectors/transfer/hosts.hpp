// SPDX-License-Identifier: EUPL-1.2
// What each host has seen of us: when it may be asked again, and how often it was today. Without a
// clock of its own: the time comes in.
#pragma once

#include "connectors/transfer/etiquette.hpp"
#include "connectors/transfer/http.hpp"

#include <deque>
#include <functional>
#include <optional>

namespace tuermer {

class Hosts {
public:
    using Time = std::chrono::steady_clock::time_point;

    void keep(Etiquette etiquette) { etiquette_ = std::move(etiquette); }

    // How long the host must not be asked at all: it said so, or today's budget is spent.
    std::optional<std::chrono::seconds> closed_for(const std::string& host, Time now) const;
    // When the pause after its last answer is over; `at_least`: of this request's own.
    Time ready(const std::string& host, std::chrono::milliseconds at_least) const;

    void asked(const std::string& host, Time now);
    // Whom to tell of each request of a host with a budget.
    void tell(std::function<void(const std::string& host)> told) { told_ = std::move(told); }
    // 429 is meant for all our requests: as long as Retry-After says, else 30 s, doubling up to an
    // hour. (503 is of one address; whoever asked it waits.)
    void answered(const std::string& host, Time now, const HttpResponse& answer);

private:
    struct Seen {
        std::deque<Time> asked; // in the last 24 hours
        Time answered{};
        std::optional<Time> closed_until;
        int complaints = 0; // 429 without Retry-After, one after the other
    };
    const Manners& manners_of(const std::string& host) const;

    Etiquette etiquette_;
    std::function<void(const std::string& host)> told_;
    std::map<std::string, Seen, std::less<>> hosts_;
};

// What the host would say: 429 with the time to wait.
HttpResponse held_back(std::chrono::seconds wait, std::string url);

} // namespace tuermer
