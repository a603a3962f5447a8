// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace tuermer {

inline constexpr const char* version = TUERMER_VERSION; // the project's, from CMakeLists.txt

} // namespace tuermer
