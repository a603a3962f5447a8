// SPDX-License-Identifier: EUPL-1.2
// The HTML of messages, for mustache.
#pragma once

namespace tuermer::present {

extern const char* const letter_template;

} // namespace tuermer::present
