// SPDX-License-Identifier: EUPL-1.2
// The one hash of Türmer: names of archived bytes, identities of alerts, definition hashes.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tuermer {

std::string sha256(std::string_view bytes); // 64 lower-case hex digits (FIPS 180-4)

// A short identity made of parts; no two different lists of parts are joined to the same text.
// 32 hex digits, the first half of SHA-256.
std::string identity(std::initializer_list<std::string_view> parts);

} // namespace tuermer
