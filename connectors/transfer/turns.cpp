// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/turns.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tuermer {

PlaceInLine::PlaceInLine(std::shared_ptr<Turns> turns, const std::string& host)
    : turns_(std::move(turns)),
      line_(turns_->lines_.try_emplace(host).first),
      place_(line_->second.emplace(line_->second.end(), turns_->executor_,
                                   boost::asio::steady_timer::time_point::max()))
{
}

PlaceInLine::~PlaceInLine()
{
    auto& line = line_->second;
    const bool was_first = is_first();
    line.erase(place_);
    if (line.empty())
        turns_->lines_.erase(line_);
    else if (was_first)
        line.front().cancel();
}

boost::asio::awaitable<bool> PlaceInLine::come()
{
    constexpr auto quietly = boost::asio::as_tuple(boost::asio::use_awaitable);
    if (!is_first()) co_await place_->async_wait(quietly);
    co_return is_first();
}

} // namespace tuermer
