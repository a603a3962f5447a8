// SPDX-License-Identifier: EUPL-1.2
// One poll of a PxWeb source: was the table updated, what are its variables, and then its figures
// in as many pieces as the service allows.
#pragma once

#include "connectors/sources/parts.hpp"
#include "connectors/sources/pxweb/query.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tuermer::pxweb {

struct Source {
    std::string base; // of the API: ends with "/"
    Version version = Version::v2;
    std::string table; // v1: with its folders
    std::string language;
    std::string response = "json-stat2";
    Selection select;
};

struct Memory {
    std::string query;            // digest of what was asked; another query begins anew
    std::string updated;          // as the service said it before the last download
    std::optional<Instant> taken; // the last download
    bool operator==(const Memory&) const = default;
};
Memory remembered(const std::string& bookmark);
std::string to_bookmark(const Memory& memory);

class Visit {
public:
    // All must outlive the visit.
    Visit(const Source& source, const SourceServices& services, Memory memory);

    boost::asio::awaitable<Result<Fetched>> run();

private:
    struct Page {
        std::string body;
        std::optional<Fetched> postponed; // the service wants to be asked later
    };
    // What need not be there ("" then): old services have no `config`, some no dates.
    enum class Need : unsigned char { must_be, may_be };
    boost::asio::awaitable<Result<Page>> page(std::string url, Need need);
    boost::asio::awaitable<Result<Page>> description();
    boost::asio::awaitable<Result<Fetched>> download(Cut whole);
    boost::asio::awaitable<Result<Answered>> piece(const Cut& cut);
    Result<Fetched> refused(Classified said, const std::string& url) const;
    std::string in_language(std::string url) const;
    Fetched nothing_new() const;

    const Source& source_;
    const SourceServices& services_;
    Memory memory_;
    std::string updated_;        // as said now, remembered when the figures are there
    Limits limits_{.pause = {}}; // until the service says more
    std::string data_url_;
    Instant now_;
};

} // namespace tuermer::pxweb
