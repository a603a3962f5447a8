// SPDX-License-Identifier: EUPL-1.2
// The makers of all detector kinds: one per file, one line each in registry.cpp.
#pragma once

#include "rules/detectors/detector.hpp"

namespace tuermer {

std::unique_ptr<Detector> make_change(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_level(Settings& settings, const DetectorContext& context);

} // namespace tuermer
