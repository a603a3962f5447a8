// SPDX-License-Identifier: EUPL-1.2
// An alert's steps as one line that a person can read, period by period:
//   no=2.1>inactive yes:signal=18.9>pending1:signal yes:signal~=19.4>firing:signal
//   unknown>firing:signal
// that is truth, severity unless note, ~ when provisional, = measured; then the phase after it, its
// count unless 0, its severity unless note.
#pragma once

#include "rules/alerts/alert.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer::stored {

std::string text_of(std::span<const Step> steps);
std::optional<std::vector<Step>> steps_of(std::string_view text); // nothing for any other text

} // namespace tuermer::stored
