// SPDX-License-Identifier: EUPL-1.2
// What can be wrong with a hierarchy of areas, each found with its place; and the dates that follow
// from reforms. Internal to this part.
#pragma once

#include "rules/areas/areas.hpp"

namespace tuermer::areas {

Date first_day(const Area& area); // far in the past where it is open
Date last_day(const Area& area);

void check_dates(std::span<const Area> areas, Mistakes& mistakes);
// An area that became others ends on the day before, a new one begins on the day of the reform.
void date_by_reforms(std::vector<Area>& areas, std::span<const Reform> reforms, Mistakes& mistakes);
// `areas` by code and date.
void check_versions(std::span<const Area> areas, Mistakes& mistakes);
void check_reforms(const Areas& areas, Mistakes& mistakes);
void check_parents(const Areas& areas, Mistakes& mistakes);

} // namespace tuermer::areas
