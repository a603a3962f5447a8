// SPDX-License-Identifier: EUPL-1.2
// The shape of the path decides, not the host: services are installed under many roofs. Only
// GENESIS, whose addresses say little, is known by its host.
#include "connectors/sources/suggest/services.hpp"

#include "connectors/sources/genesis/profiles.hpp"
#include "connectors/sources/suggest/web_address.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace tuermer {
namespace {

// Adds a value to the list of this name.
void add(Selection& selection, const std::string& name, const std::string& value)
{
    const auto known = std::ranges::find(selection, name, &Selection::value_type::first);
    if (known == selection.end())
        selection.push_back({name, {value}});
    else
        known->second.push_back(value);
}

std::string upper(std::string text)
{
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

// …/statistics/1.0/data/demo_pjan?geo=DE&sinceTimePeriod=2015
std::optional<ServiceAddress> eurostat_at(const WebAddress& address)
{
    const auto at = address.find("statistics");
    if (!at || !address.has(*at, {"statistics", "1.0", "data"}) || *at + 4 != address.path.size())
        return std::nullopt;
    const auto& dataset = address.path.back();
    ServiceAddress service{"eurostat", dataset, {{"dataset", dataset}}};
    const auto base = address.up_to(*at);
    if (base != "https://ec.europa.eu/eurostat/api/dissemination/")
        service.texts.emplace_back("url", base);
    Selection filters;
    for (const auto& [name, value] : address.parameters) {
        if (name == "sinceTimePeriod")
            service.texts.emplace_back("since", value);
        else if (name == "untilTimePeriod")
            service.texts.emplace_back("until", value);
        else if (name == "lang")
            service.texts.emplace_back("language", upper(value));
        else if (name != "format")
            add(filters, name, value);
    }
    if (!filters.empty()) service.selections.emplace_back("filters", std::move(filters));
    return service;
}

bool speaks_sdmx(const WebAddress& address, std::size_t data)
{
    constexpr std::array<std::string_view, 3> words = {"sdmx", "rest", "service"};
    const auto named = [&](const std::string& part) {
        return std::ranges::any_of(
            words, [&](std::string_view word) { return part.find(word) != std::string::npos; });
    };
    return std::any_of(address.path.begin(),
                       address.path.begin() + static_cast<std::ptrdiff_t>(data), named) ||
           address.origin.find("sdmx") != std::string::npos;
}

// …/data/ECB,EXR,1.0/M.USD.EUR.SP00.A?startPeriod=2015 and …/data/dataflow/ECB/EXR/1.0/M.USD…
std::optional<ServiceAddress> sdmx_at(const WebAddress& address)
{
    const auto data = address.find("data");
    if (!data || !speaks_sdmx(address, *data)) return std::nullopt;
    const bool newer = address.has(*data, {"data", "dataflow"});
    const auto flow = *data + (newer ? 2 : 1), key = flow + (newer ? 3 : 1);
    if (address.path.size() < (newer ? key : flow + 1)) return std::nullopt;
    ServiceAddress service{"sdmx", newer ? address.path[flow + 1] : address.path[flow], {}};
    service.texts.emplace_back("url", address.up_to(*data));
    if (newer) service.texts.emplace_back("version", "3.0");
    auto named = newer ? address.path[flow] + "," + address.path[flow + 1] : address.path[flow];
    if (newer && address.path[flow + 2] != "+" && address.path[flow + 2] != " " &&
        address.path[flow + 2] != "*")
        named += "," + address.path[flow + 2];
    service.texts.emplace_back("flow", named);
    if (address.path.size() > key && address.path[key] != "all" && address.path[key] != "*")
        service.texts.emplace_back("key", address.path[key]);
    Selection parameters, filters;
    for (const auto& [name, value] : address.parameters) {
        if (name == "startPeriod")
            service.texts.emplace_back("first_period", value);
        else if (name == "endPeriod")
            service.texts.emplace_back("last_period", value);
        else if (newer && name.starts_with("c[") && name.ends_with("]"))
            for (const auto& one : split(value, ','))
                add(filters, name.substr(2, name.size() - 3), one);
        else
            add(parameters, name, value);
    }
    if (!filters.empty()) service.selections.emplace_back("filters", std::move(filters));
    if (!parameters.empty()) service.selections.emplace_back("parameters", std::move(parameters));
    return service;
}

ServiceAddress pxweb_1(const std::string& base, const std::string& table)
{
    const auto name = table.substr(table.rfind('/') + 1);
    return {"pxweb",
            name.substr(0, name.find(".px")),
            {{"api", "v1"}, {"url", base}, {"table", table}}};
}

// …/api/v1/de/DB/folder/table.px, …/api/v2/tables/ID/data?lang=de, and the page
// …/pxweb/de/DB/DB__folder/table.px/
std::optional<ServiceAddress> pxweb_at(const WebAddress& address)
{
    const auto api = address.find("api");
    const auto size = address.path.size();
    if (api && address.has(*api, {"api", "v1"}) && *api + 4 < size)
        return pxweb_1(address.up_to(*api + 3), address.path_from(*api + 3));
    if (api && address.has(*api, {"api", "v2", "tables"}) && *api + 3 < size) {
        const auto& table = address.path[*api + 3];
        ServiceAddress service{
            "pxweb", table, {{"api", "v2"}, {"url", address.up_to(*api + 2)}, {"table", table}}};
        if (const auto language = address.parameter("lang"); !language.empty())
            service.texts.emplace_back("language", language);
        return service;
    }
    const auto page = address.find("pxweb");
    if (!page || *page + 5 > size) return std::nullopt;
    const auto table = std::ranges::find_if(
        address.path, [](const std::string& part) { return part.ends_with(".px"); });
    if (table == address.path.end() || table == address.path.begin()) return std::nullopt;
    std::string path;
    std::string_view folders = *(table - 1); // "DB__folder__inner"
    for (auto at = folders.find("__"); at != std::string_view::npos; at = folders.find("__")) {
        path.append(folders.substr(0, at)).append("/");
        folders.remove_prefix(at + 2);
    }
    path.append(folders).append("/").append(*table);
    return pxweb_1(address.up_to(*page) + "api/v1/" + address.path[*page + 1] + "/", path);
}

ServiceAddress ckan_dataset(std::string portal, const std::string& dataset,
                            const std::string& resource)
{
    while (portal.ends_with('/')) portal.pop_back();
    ServiceAddress service{"ckan", dataset, {{"portal", std::move(portal)}, {"dataset", dataset}}};
    if (!resource.empty()) service.texts.emplace_back("resource", resource);
    return service;
}

// …/dataset/NAME, …/dataset/NAME/resource/ID/download/x.csv, …/api/3/action/package_show?id=NAME
std::optional<ServiceAddress> ckan_at(const WebAddress& address)
{
    const auto api = address.find("api");
    if (api && address.has(*api, {"api", "3", "action", "package_show"}) &&
        !address.parameter("id").empty())
        return ckan_dataset(address.up_to(*api), address.parameter("id"), {});
    const auto page = address.find("dataset");
    if (!page || *page + 1 >= address.path.size()) return std::nullopt;
    const auto resource = address.find("resource", *page);
    if (!resource && *page + 2 != address.path.size()) return std::nullopt;
    // A language before it is the page's, not the interface's.
    const bool in_language = *page > 0 && address.path[*page - 1].size() == 2;
    return ckan_dataset(
        address.up_to(*page - (in_language ? 1 : 0)), address.path[*page + 1],
        resource && *resource + 1 < address.path.size() ? address.path[*resource + 1] : "");
}

ServiceAddress rows_of(std::string_view service, std::string name, std::string url)
{
    return {"rows", std::move(name), {{"url", std::move(url)}, {"service", std::string{service}}}};
}

// …/api/explore/v2.1/catalog/datasets/ID/records, …/resource/abcd-1234.json,
// …/FeatureServer/0/query, …/collections/ID/items
std::optional<ServiceAddress> rows_at(const WebAddress& address)
{
    const auto& path = address.path;
    const auto size = path.size();
    const auto explore = address.find("explore");
    if (explore && address.find("datasets", *explore) && path.back() == "records")
        return rows_of("opendatasoft", path[size - 2], address.whole);
    constexpr std::size_t four_by_four = std::string_view{"abcd-1234.json"}.size();
    if (size >= 2 && path[size - 2] == "resource" && path.back().ends_with(".json") &&
        path.back().size() == four_by_four && path.back()[4] == '-')
        return rows_of("socrata", path.back().substr(0, 9), address.whole);
    for (const auto* server : {"FeatureServer", "MapServer"})
        if (const auto at = address.find(server); at && *at > 0 && *at + 1 < size) {
            const bool asks = !address.parameter("where").empty();
            return rows_of("arcgis", path[*at - 1],
                           asks ? address.whole
                                : address.up_to(*at + 2) + "query?where=1%3D1&outFields=*");
        }
    if (size >= 3 && path.back() == "items" && path[size - 3] == "collections")
        return rows_of("ogc", path[size - 2], address.whole);
    return std::nullopt;
}

std::string_view host_of(std::string_view url)
{
    const auto begin = std::min(url.find("//") + 2, url.size());
    auto host = url.substr(begin, url.find_first_of("/?#:", begin) - begin);
    for (const std::string_view usual : {"www.", "www-"})
        if (host.starts_with(usual)) host.remove_prefix(usual.size());
    return host;
}

bool is_table_code(std::string_view text)
{
    const auto digits = text.find_first_not_of("0123456789");
    return digits == 5 && text[5] == '-' && std::ranges::all_of(text.substr(5), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
           });
}

// The code of a table, wherever it stands: in the path, or as code, name or levelid.
std::string table_code(const WebAddress& address)
{
    for (auto part = address.path.rbegin(); part != address.path.rend(); ++part)
        if (is_table_code(*part)) return *part;
    for (const auto& [name, value] : address.parameters)
        if (is_table_code(value)) return value;
    return {};
}

std::optional<ServiceAddress> genesis_at(const WebAddress& address)
{
    const auto table = table_code(address);
    if (table.empty()) return std::nullopt;
    const auto host = host_of(address.origin);
    const auto profile = std::ranges::find_if(genesis::profiles(), [&](const auto& each) {
        const auto own = host_of(each.base);
        return own == host || host.ends_with(fmt::format(".{}", own));
    });
    if (profile == genesis::profiles().end()) return std::nullopt;
    return ServiceAddress{"genesis",
                          table,
                          {{"service", std::string{profile->name}},
                           {"table", table},
                           {"user", "BENUTZER"},
                           {"password_file", fmt::format("{}-password", profile->name)}},
                          {},
                          true};
}

Entry entry(Node node)
{
    return {{}, std::make_shared<const Node>(std::move(node))};
}

Node text_node(std::string text)
{
    return {{}, std::move(text)};
}

Node table_of(const Selection& selection)
{
    Table table;
    for (const auto& [name, values] : selection) {
        Array array;
        for (const auto& value : values) array.push_back(text_node(value));
        table[name] = entry({{}, std::move(array)});
    }
    return {{}, std::move(table)};
}

} // namespace

std::optional<ServiceAddress> service_of(std::string_view url)
{
    const auto address = taken_apart(url);
    if (!address || address->path.empty()) return std::nullopt;
    for (const auto known : {genesis_at, eurostat_at, pxweb_at, ckan_at, rows_at, sdmx_at})
        if (auto service = known(*address)) return service;
    return std::nullopt;
}

Table settings_for_fetching(const ServiceAddress& service)
{
    Table settings;
    for (const auto& [name, text] : service.texts) settings[name] = entry(text_node(text));
    for (const auto& [name, selection] : service.selections)
        settings[name] = entry(table_of(selection));
    const auto described = [](std::initializer_list<std::pair<const char*, const char*>> texts) {
        Table table;
        for (const auto& [name, text] : texts) table[name] = entry(text_node(text));
        return Node{{}, std::move(table)};
    };
    Table dimensions, measures;
    dimensions["area"] = entry(described({{"column", "area"}}));
    measures["figures"] = entry(described({{"column", "figures"}, {"unit", "persons"}}));
    settings["period"] = entry(described({{"column", "period"}}));
    settings["dimensions"] = entry({{}, std::move(dimensions)});
    settings["measures"] = entry({{}, std::move(measures)});
    return settings;
}

} // namespace tuermer
