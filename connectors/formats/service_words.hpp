// SPDX-License-Identifier: EUPL-1.2
// A service that answers JSON and has no figures says why in one of a few shapes; its own words
// help more than ours.
#pragma once

#include "connectors/formats/json.hpp"

#include <optional>

namespace tuermer {

// Nothing where the answer holds no message ("error", "warning", "errors", "message").
std::optional<Error> message_of_service(const JsonValue& root);

} // namespace tuermer
