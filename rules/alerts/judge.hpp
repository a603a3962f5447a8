// SPDX-License-Identifier: EUPL-1.2
// All tests of a rule over one row and period, put together.
#pragma once

#include "rules/alerts/event.hpp"

#include <vector>

namespace tuermer {

struct Judged {
    Judgement judgement;
    std::vector<Assessment> assessments; // `when` first, then `any`
};
Judged judge(const Rule& rule, const Sight& sight);

} // namespace tuermer
