// SPDX-License-Identifier: EUPL-1.2
// The addresses and media types of SDMX's REST (SDMX 2.1 section 7; SDMX 3.0 section 5), and the
// one answer that is a promise.
#pragma once

#include "connectors/sources/web.hpp"

#include <string>
#include <string_view>

namespace tuermer::sdmx {

enum class Version : unsigned char { v2_1, v3_0 };
enum class Form : unsigned char { csv, xml, json };

struct Query {
    std::string base; // ends with "/"
    Version version = Version::v2_1;
    std::string agency, flow, flow_version; // 2.1: agency and version may be empty
    std::string key;                        // "M.DE+FR..": empty: all
    std::string first_period, last_period;
    Selection filters;    // 3.0: c[…]
    Selection parameters; // the provider's own: format = "SDMX-CSV"
    Form form = Form::csv;
};

// "ECB,EXR,1.0", "ESTAT,demo_pjan", "EXR": false where a part is missing or there are too many.
bool read_flow(std::string_view text, Query& query);

std::string data_address(const Query& query);
std::string accept_header(const Query& query);

} // namespace tuermer::sdmx
