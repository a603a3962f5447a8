// SPDX-License-Identifier: EUPL-1.2
// A signal mail's subject line.
#pragma once

#include "daemon/present/present.hpp"

namespace tuermer::present {

// "Türmer · Landkreis Goslar: 1 Signal, Thema Bildung (Veröffentlichung vom 17.10.2025)": how many,
// which themes, when. No group of people and no figure: subjects are read over shoulders.
std::string subject_of(const Notice& notice, const Surroundings& surroundings, Language language);

} // namespace tuermer::present
