// SPDX-License-Identifier: EUPL-1.2
// One poll of a GENESIS source: look whether anything changed, download, in parts or as a job, and
// tidy up behind oneself.
#pragma once

#include "connectors/sources/credentials.hpp"
#include "connectors/sources/genesis/memory.hpp"
#include "connectors/sources/genesis/profiles.hpp"
#include "connectors/sources/genesis/query.hpp"
#include "connectors/sources/parts.hpp"
#include "connectors/sources/web.hpp"

#include <string>
#include <vector>

namespace tuermer::genesis {

struct Service {
    Profile profile;
    std::string base;         // the profile's, or the configuration's own; ends with "/"
    bool orders_jobs = false; // what is too big as a job; else in parts
};

class Visit {
public:
    // All must outlive the visit.
    Visit(const Service& service, const Query& query, const Credentials& login,
          const SourceServices& services, Memory memory);

    boost::asio::awaitable<Result<Fetched>> run();

private:
    boost::asio::awaitable<Result<Answered>> post(std::string method, WebParameters parameters);
    boost::asio::awaitable<Result<std::string>> signal();
    boost::asio::awaitable<Result<Fetched>> download();
    boost::asio::awaitable<Result<Fetched>> order();
    boost::asio::awaitable<Result<Fetched>> collect();
    boost::asio::awaitable<Result<Fetched>> take_result();
    boost::asio::awaitable<Result<Fetched>> tidy_up();
    Result<Fetched> job_pending() const;
    Fetched nothing_new(std::chrono::seconds next_try) const;
    Fetched document(std::string bytes, std::string media_type, std::chrono::seconds next_try);
    Result<Fetched> refused(Answered reply, std::string_view method) const;
    bool is_news(const std::string& signal) const;
    int this_year() const;

    const Service& service_;
    const Query& query_;
    const Credentials& login_;
    const SourceServices& services_;
    Memory memory_;
    std::string said_; // the catalogue's signal, remembered when the figures are there
    Instant now_;
};

} // namespace tuermer::genesis
