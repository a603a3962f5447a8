// SPDX-License-Identifier: EUPL-1.2
// One poll of a Eurostat source: first the catalogue's feed, which is small and serves all; then
// the data, at once or when the service has worked on the query.
#pragma once

#include "connectors/sources/web.hpp"

#include <optional>
#include <string>

namespace tuermer::eurostat {

struct Query {
    std::string base; // ends with "/"
    std::string dataset;
    Selection filters;
    std::string since, until;
    std::string language = "EN";
    bool by_sdmx = false;
    bool asks_catalogue = true;
};
std::string data_address(const Query& query);

// What is remembered between polls.
struct Memory {
    WebMemory web;                  // of the data's address
    std::string feed, contents;     // signals, as of the last download
    std::optional<Instant> looked;  // when the catalogue or the data were last looked at
    std::optional<Instant> taken;   // the last download
    std::string key;                // of a query that is being worked on
    std::optional<Instant> waiting; // since when
    bool operator==(const Memory&) const = default;
};
Memory remembered(const std::string& bookmark);
std::string to_bookmark(const Memory& memory);

class Poll {
public:
    // All must outlive the poll.
    Poll(const Query& query, const SourceServices& services, Memory memory);

    boost::asio::awaitable<Result<Fetched>> run();

private:
    // Nothing new: false. What the catalogue cannot say, the download will.
    boost::asio::awaitable<Result<bool>> is_news();
    boost::asio::awaitable<Result<std::string>> page(std::string path);
    boost::asio::awaitable<Result<Fetched>> download();
    boost::asio::awaitable<Result<Fetched>> collect();
    Result<Fetched> take(HttpResponse answer, const std::string& url);
    Result<Fetched> wait(std::chrono::seconds first);
    Fetched nothing_new(std::chrono::seconds next_try) const;

    const Query& query_;
    const SourceServices& services_;
    Memory memory_;
    std::string feed_, contents_; // said now, remembered when the figures are there
    Instant now_;
};

} // namespace tuermer::eurostat
