// SPDX-License-Identifier: EUPL-1.2
// Evidence as JSON: what an event rests on, stable for `explain --json` and for years of storage.
#pragma once

#include "rules/alerts/event.hpp"

#include <string>

namespace tuermer {

std::string to_json(const Event& event);
Result<Event> event_from_json(const std::string& json); // gives back an equal event

} // namespace tuermer
