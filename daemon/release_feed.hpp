// SPDX-License-Identifier: EUPL-1.2
// The due days that a source's publisher announces in a feed of its own. The last feed that could
// be read is kept as a file under the state folder, so that a start without network knows its days.
#pragma once

#include "connectors/sources/connector.hpp"
#include "rules/series/release_calendar.hpp"

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <optional>
#include <string>

namespace tuermer {

class ReleaseFeed {
public:
    // `kept_in`: folder of the files kept, made when it is needed.
    ReleaseFeed(SourceServices services, std::filesystem::path kept_in);

    // Puts the feed's days into `calendar`. Asks at most once a day; what goes wrong is logged, and
    // the days known so far stay. Whether something was learned.
    boost::asio::awaitable<bool> refresh(ReleaseCalendar& calendar);

private:
    boost::asio::awaitable<Result<std::optional<std::string>>>
    downloaded(std::string url); // nothing: unchanged
    Result<> take(const std::string& bytes, ReleaseCalendar& calendar) const;
    Result<> keep(const std::string& feed, const std::string& bytes) const;
    std::filesystem::path kept_as(const std::string& feed) const;

    SourceServices services_;
    std::filesystem::path kept_in_;
    std::optional<Instant> asked_;
    std::string etag_, last_modified_; // of the last answer
};

} // namespace tuermer
