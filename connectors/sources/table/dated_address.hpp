// SPDX-License-Identifier: EUPL-1.2
// Addresses that name a period, as those of the Federal Employment Agency's files do
// ("…/{yyyymm}/iiia7/kdu-kdu/kdu-03153-0-{yyyymm}-xlsx.xlsx"): a file for each period, and none
// until it is published.
#pragma once

#include "connectors/sources/table/bookmark.hpp"
#include "connectors/sources/table/place.hpp"
#include "rules/series/period.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace tuermer::table {

bool names_period(std::string_view url);
// {yyyy}, {yy}, {mm}, {q}, {h}, {ww}, together ({yyyymm}, {yyyy-mm}) or alone. Of periods longer
// than a month {mm} is their last one; of school years {yyyy} is the first year. "" where a
// placeholder is unknown, or two of the periods around would have the same address.
std::string address_of(std::string_view url, Period period);
// Which period from `since` on has this address, as `shown` shows it.
std::optional<Period> period_of(std::string_view address, std::string_view url, Period since);

struct DatedPlace {
    Place place;
    Period since; // the first period that is asked for
};
// The newest period that came, once more, for it may be revised; and the periods after it, as long
// as they come. An office may leave out some.
boost::asio::awaitable<Result<Fetched>> fetch_periods(const DatedPlace& dated,
                                                      const SourceServices& services, Memory seen);

} // namespace tuermer::table
