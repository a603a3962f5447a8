// SPDX-License-Identifier: EUPL-1.2
// One address, asked conditionally; what each kind of answer means.
#pragma once

#include "connectors/sources/connector.hpp"
#include "connectors/sources/table/bookmark.hpp"

#include <string>

namespace tuermer::table {

HttpRequest request_for(const std::string& url, const Memory& seen, const SourceServices& services);

// Data: a document, unless its bytes are known; nothing new, asked too early, or asked to wait:
// later; everything else is an error that says whether trying again helps.
Result<Fetched> understand_answer(HttpResponse answer, const std::string& url, const Memory& seen,
                                  Instant now);

} // namespace tuermer::table
