// SPDX-License-Identifier: EUPL-1.2
// The installations of GENESIS, one software under many roofs: where each answers and what it can.
#pragma once

#include "rules/base/text.hpp"

#include <string_view>
#include <vector>

namespace tuermer::genesis {

struct Profile {
    std::string_view name; // in `service = "…"`
    Text title;
    std::string_view base; // "endpoint/method" is appended; case matters
    bool cubes = false;    // catalogue/cubes tells when data were last updated
    bool jobs = false;     // large tables as jobs
    bool token = false;    // a token stands for user and password (never for jobs)
};
const std::vector<Profile>& profiles();
const Profile* profile_named(std::string_view name);

} // namespace tuermer::genesis
