// SPDX-License-Identifier: EUPL-1.2
#include "rules/base/result.hpp"

namespace tuermer {

std::string describe(const Error& error, Language language)
{
    if (error.where.empty()) return error.what.in(language);
    return error.where + ": " + error.what.in(language);
}

} // namespace tuermer
