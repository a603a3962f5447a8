// SPDX-License-Identifier: EUPL-1.2
// libcurl's result codes as sentences for the person who can mend it.
#pragma once

#include "rules/base/result.hpp"

#include <curl/curl.h>
#include <string>
#include <string_view>

namespace tuermer {

// `detail` is curl's own explanation and follows in brackets; `where` must bear no credentials.
Error trouble(CURLcode code, std::string_view detail, std::string where);

// The coroutine was cancelled, or Türmer is ending.
Error cancelled(std::string where);

} // namespace tuermer
