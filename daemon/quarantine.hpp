// SPDX-License-Identifier: EUPL-1.2
// What of a release is kept apart: what was found doubtful now, beside what was found before and
// what people decided about it. Pure.
#pragma once

#include "daemon/store/doubts.hpp"

#include <span>
#include <string>
#include <vector>

namespace tuermer {

struct Admission {
    std::vector<FigureColumn> held; // of the release: not taken up
    std::vector<RecordedDoubt> fresh;
    std::vector<DoubtTurn> turns; // of earlier doubts
};

// `open`: earlier doubts about this source that are held, refused, or accepted and not taken up
// yet. The same figures again are the same doubt: they stay held, or refused, and nobody is told
// twice; where the test says so, that they were repeated lets them in. Other figures settle it.
Admission admit(const Release& release, std::vector<Doubt> found,
                std::span<const RecordedDoubt> open, const QualityRules& rules, Instant now);

// By which people name a delivery.
std::string delivery_id(const Release& release);

// What can be taken up of one delivery by now: columns that were accepted and that no other doubt
// holds, and those within them that stay apart.
struct Accepted {
    std::vector<FigureColumn> only, held;
    std::vector<std::int64_t> numbers; // of the doubts
};
Accepted accepted_of(std::span<const RecordedDoubt> open, const std::string& delivery);

} // namespace tuermer
