// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/sdmx/query.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace tuermer::sdmx {
namespace {

// Keys and lists keep the signs that separate their parts.
std::string path_part(std::string_view text)
{
    std::string part;
    for (const char c : text)
        part += std::string_view(".+,*:~@$!").find(c) != std::string_view::npos
                    ? std::string(1, c)
                    : escaped(std::string_view(&c, 1));
    return part;
}

std::string joined(const std::vector<std::string>& values)
{
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ",") + path_part(value);
    return list;
}

std::string flow_of_2_1(const Query& query)
{
    auto flow = path_part(query.flow);
    if (!query.agency.empty()) flow = path_part(query.agency) + "," + flow;
    return query.flow_version.empty() ? flow : flow + "," + path_part(query.flow_version);
}

std::string path_of(const Query& query)
{
    if (query.version == Version::v2_1)
        return fmt::format("data/{}/{}", flow_of_2_1(query),
                           query.key.empty() ? "all" : path_part(query.key));
    return fmt::format("data/dataflow/{}/{}/{}/{}", path_part(query.agency), path_part(query.flow),
                       query.flow_version.empty() ? "%2B" : path_part(query.flow_version),
                       query.key.empty() ? "*" : path_part(query.key));
}

std::vector<std::string> arguments_of(const Query& query)
{
    std::vector<std::string> all;
    for (const auto& [name, values] : query.parameters)
        for (const auto& value : values)
            all.push_back(fmt::format("{}={}", escaped(name), escaped(value)));
    for (const auto& [dimension, values] : query.filters)
        all.push_back(fmt::format("c%5B{}%5D={}", escaped(dimension), joined(values)));
    const auto &first = query.first_period, &last = query.last_period;
    if (query.version == Version::v2_1) {
        if (!first.empty()) all.push_back("startPeriod=" + escaped(first));
        if (!last.empty()) all.push_back("endPeriod=" + escaped(last));
    } else if (!first.empty() || !last.empty()) {
        auto span = first.empty() ? "" : "ge:" + escaped(first);
        if (!last.empty()) span += (span.empty() ? "le:" : "%2Ble:") + escaped(last);
        all.push_back("c%5BTIME_PERIOD%5D=" + span);
    }
    return all;
}

} // namespace

bool read_flow(std::string_view text, Query& query)
{
    std::vector<std::string> parts = {""};
    for (const char c : text)
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    if (parts.size() > 3 || std::ranges::any_of(parts, &std::string::empty)) return false;
    query.flow = parts.size() == 1 ? parts[0] : parts[1];
    query.agency = parts.size() == 1 ? "" : parts[0];
    query.flow_version = parts.size() == 3 ? parts[2] : "";
    return true;
}

std::string data_address(const Query& query)
{
    auto address = query.base + path_of(query);
    char separator = '?';
    for (const auto& argument : arguments_of(query)) {
        address += separator + argument;
        separator = '&';
    }
    return address;
}

std::string accept_header(const Query& query)
{
    constexpr std::array<std::array<std::string_view, 3>, 2> types = {{
        {"application/vnd.sdmx.data+csv;version=1.0.0",
         "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
         "application/vnd.sdmx.data+json;version=1.0.0"},
        {"application/vnd.sdmx.data+csv;version=2.0.0",
         "application/vnd.sdmx.data+xml;version=3.0.0",
         "application/vnd.sdmx.data+json;version=2.0.0"},
    }};
    return fmt::format(
        "Accept: {}, */*;q=0.1",
        types[static_cast<std::size_t>(query.version)][static_cast<std::size_t>(query.form)]);
}

} // namespace tuermer::sdmx
