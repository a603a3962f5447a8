// SPDX-License-Identifier: EUPL-1.2
// A source of any kind written in a test as its TOML would say it, and what comes of its polls.
#pragma once

#include "config/document.hpp"
#include "tests/connectors/sources/service_case.hpp"

namespace tuermer::test {

// The rest of a source whose columns are called "jahr", "ags" and "wert".
inline const std::string plain_columns = R"(
period     = { column = "jahr" }
dimensions = { area = { column = "ags" } }
measures   = { wert = { column = "wert", unit = "cases" } }
)";

// What is said of this TOML, in German.
inline std::vector<std::string> said_of(std::string_view kind, const std::string& toml)
{
    Mistakes mistakes;
    const auto document = config::read_document(toml, "source.toml", mistakes);
    std::vector<std::string> all;
    if (document) {
        Settings settings{std::get<Table>(document->root.value), {}, "source.test", mistakes};
        kind_named(kind).check("test", settings);
        settings.finish();
    }
    for (const auto& mistake : mistakes.sorted()) all.push_back(mistake.what.de);
    return all;
}

inline std::unique_ptr<Connector> connector_of(std::string_view kind, const std::string& toml,
                                               SourceServices services)
{
    for (const auto& mistake : said_of(kind, toml)) ADD_FAILURE() << mistake;
    if (services.now == nullptr) services.now = test_now;
    Mistakes none;
    const auto document = config::read_document(toml, "source.toml", none);
    Settings settings{std::get<Table>(document->root.value), {}, "source.test", none};
    return kind_named(kind).make("test", settings, services);
}

} // namespace tuermer::test
