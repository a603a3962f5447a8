// SPDX-License-Identifier: EUPL-1.2
// How a document is read: at once; a large one, which may take minutes, on a thread of its own, so
// that meanwhile mails are sent, signals are heard, and the watchdog is told that all is well.
#pragma once

#include "daemon/intake.hpp"

#include <boost/asio/awaitable.hpp>

namespace tuermer {

// When it is cancelled, reading ends at the next part that is asked for, and it throws as any
// cancelled wait; nothing goes on behind it.
boost::asio::awaitable<Result<Release>> read(const Intake& intake, const Source& source,
                                             Document document);

} // namespace tuermer
