// SPDX-License-Identifier: EUPL-1.2
// Who may ask a host next: statistics offices run small servers, so each host sees one request at a
// time. The line is as long as there are coroutines that ask, one for each source.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <map>
#include <memory>
#include <string>

namespace tuermer {

class Turns {
public:
    explicit Turns(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

private:
    friend class PlaceInLine;
    using Line = std::list<boost::asio::steady_timer>; // each waits until it is the first
    boost::asio::any_io_executor executor_;
    std::map<std::string, Line, std::less<>> lines_;
};

// A place in a host's line, given up by its destruction.
class PlaceInLine {
public:
    PlaceInLine(std::shared_ptr<Turns> turns, const std::string& host);
    ~PlaceInLine();
    PlaceInLine(const PlaceInLine&) = delete;
    PlaceInLine& operator=(const PlaceInLine&) = delete;

    // False when the waiting was cancelled.
    boost::asio::awaitable<bool> come();

private:
    bool is_first() const { return place_ == line_->second.begin(); }

    std::shared_ptr<Turns> turns_;
    std::map<std::string, Turns::Line, std::less<>>::iterator line_;
    Turns::Line::iterator place_;
};

} // namespace tuermer
