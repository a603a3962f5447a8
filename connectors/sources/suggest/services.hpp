// SPDX-License-Identifier: EUPL-1.2
// An address of a statistics service, as people copy it out of a browser or a manual, taken apart:
// which kind of source asks that service, and with which settings. Pure; asks nothing.
#pragma once

#include "connectors/sources/web.hpp"
#include "rules/base/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer {

struct ServiceAddress {
    std::string kind;                                         // of source_kinds(): "eurostat"
    std::string name;                                         // of the table, for the source's id
    std::vector<std::pair<std::string, std::string>> texts{}; // setting → text, in order
    std::vector<std::pair<std::string, Selection>> selections{}; // setting → table of lists
    bool needs_login = false; // then `user` and `password_file` are to be filled in
};

// Eurostat (statistics API), SDMX 2.1 and 3.0, PxWeb (API v1 and v2, page of a table), CKAN (page
// or API of a dataset or resource), Opendatasoft, Socrata, ArcGIS, OGC API Features, and the
// databases of the GENESIS family. Nothing: an address like any other.
std::optional<ServiceAddress> service_of(std::string_view url);

// The lines of [source.X] before its mapping.
std::string to_toml(const ServiceAddress& service);

// The same as settings, with a mapping that understands nothing: good enough to fetch with.
Table settings_for_fetching(const ServiceAddress& service);

} // namespace tuermer
