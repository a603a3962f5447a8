// SPDX-License-Identifier: EUPL-1.2
// How each service says no in the body of an answer, often with status 200. Codes decide, never
// words in a language, except where a service has nothing but words.
#pragma once

#include "connectors/formats/classify/classify.hpp"

#include <optional>

namespace tuermer::classifying {

// Bodies beyond this are data: no service needs more to say no.
constexpr std::size_t most_said = 512 * 1'024;

// GENESIS envelope and flat errors, Eurostat's `warning` and `error`, ArcGIS, CKAN, Socrata, PxWeb,
// Opendatasoft; catalogues, which are JSON without figures. Nothing: it may be data.
std::optional<Classified> spoken_in_json(std::string_view text);

// SDMX footer and ErrorMessage, Eurostat's SOAP faults and asynchronous states, OGC exceptions.
std::optional<Classified> spoken_in_xml(std::string_view text);

// A stream that broke off with a sentence: Opendatasoft writes it behind the rows.
std::optional<Classified> spoken_at_the_end(std::string_view bytes);

} // namespace tuermer::classifying
