// SPDX-License-Identifier: EUPL-1.2
// Signs that would mean something else in an address, as %20 (RFC 3986, 2.1).
#pragma once

#include <string>
#include <string_view>

namespace tuermer {

std::string escaped(std::string_view text);   // all but letters, digits and "-._~"
std::string unescaped(std::string_view text); // what is no escape stays as it is

} // namespace tuermer
