// SPDX-License-Identifier: EUPL-1.2
// The makers of all detector kinds: one per file, one line each in registry.cpp.
#pragma once

#include "rules/detectors/detector.hpp"

namespace tuermer {

std::unique_ptr<Detector> make_change(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_cusum(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_discrepancy(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_ewma(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_forecast(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_gap(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_level(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_milestone(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_outbreak(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_peers(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_quality(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_shift(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_signal(Settings& settings, const DetectorContext& context);
std::unique_ptr<Detector> make_trend(Settings& settings, const DetectorContext& context);

} // namespace tuermer
