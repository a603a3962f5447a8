// SPDX-License-Identifier: EUPL-1.2
// Sources of every kind at real servers on loopback that answer as the services do: services.py.
#pragma once

#include "rules/base/digest.hpp"
#include "tests/connectors/sources/source_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace tuermer::test {

inline const SourceKind& kind_named(std::string_view name)
{
    const auto& kinds = source_kinds();
    return *std::ranges::find(kinds, name, &SourceKind::name);
}

inline std::vector<std::string> mistakes_of(const char* kind, const Node& source)
{
    Mistakes mistakes;
    Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
    kind_named(kind).check("test", settings);
    settings.finish();
    std::vector<std::string> all;
    for (const auto& mistake : mistakes.sorted()) all.push_back(mistake.what.de);
    return all;
}

// Year, area and figure in these columns.
inline Node mapped(const char* year, const char* area, const char* figure, Node own)
{
    own = with(std::move(own), "period", table({{"column", value(year)}}));
    own = with(std::move(own), "dimensions", table({{"area", table({{"column", value(area)}})}}));
    return with(
        std::move(own), "measures",
        table({{"leavers", table({{"column", value(figure)}, {"unit", value("persons")}})}}));
}

// The time that sources see.
inline Instant service_time = *parse_instant("2026-01-15T12:00:00Z");

struct Asked {
    std::string method, path, body, user_agent;
};

// A server of services, a loop, and a clock that tests set.
class ServiceCase : public ::testing::Test {
protected:
    ServiceCase() { service_time = *parse_instant("2026-01-15T12:00:00Z"); }

    std::string url(const std::string& path) const
    {
        return fmt::format("http://127.0.0.1:{}/{}", server_.port, path);
    }

    // The services answer in this way from now on.
    void mode(const std::string& name) { control("mode/" + name); }
    std::vector<Asked> log()
    {
        std::vector<Asked> all;
        for (const auto& asked : nlohmann::json::parse(control("log")))
            all.push_back({asked[0], asked[1], asked[2], asked[3]});
        return all;
    }
    // "POST data/tablefile", in order.
    std::vector<std::string> requests()
    {
        std::vector<std::string> all;
        for (const auto& asked : log()) all.push_back(asked.method + " " + asked.path);
        return all;
    }

    void open(const char* kind, const Node& source)
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.now = [] { return service_time; };
        services.max_body_bytes = 4U << 20U;
        services.user_agent = "Tuermer/test (it@kreis.example)";
        services.secret = [](const std::string& name) { return Result<std::string>(name); };
        Mistakes mistakes;
        Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
        source_ = kind_named(kind).make("test", settings, services);
        settings.finish();
        for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << mistake.what.de;
    }

    Result<Fetched> fetch(Bookmark bookmark = {})
    {
        auto fetched = loop_.wait(source_->fetch(std::move(bookmark)));
        if (fetched) bookmark_ = fetched->bookmark;
        return fetched;
    }
    // From where the last one stopped.
    Result<Fetched> fetch_on() { return fetch(bookmark_); }

    // All that a poll brought, sorted; or what was wrong.
    std::vector<std::string> figures(const Result<Fetched>& fetched) const
    {
        if (!fetched) return {"error: " + fetched.error().what.de};
        std::vector<std::string> all;
        for (const auto& document : fetched->documents) {
            const auto understood = source_->understand(document);
            if (!understood) return {"refused: " + understood.error().what.de};
            const auto some = observations(*understood);
            all.insert(all.end(), some.begin(), some.end());
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    testing::Server server_{"../sources/services.py", {}};
    testing::Loop loop_;
    std::unique_ptr<Connector> source_;
    Bookmark bookmark_;

private:
    std::string control(const std::string& path)
    {
        HttpRequest request;
        request.url = url(path);
        return loop_.wait(loop_.transfer.get(std::move(request))).value().body;
    }
};

// The recorded answers, where they are; "" elsewhere.
inline std::filesystem::path shared_fixtures()
{
    const char* const told = std::getenv("TUERMER_SHARED");
    const std::filesystem::path shared = told ? told : TUERMER_ROOT "/../shared";
    const auto folder = shared / "data/fixtures";
    return std::filesystem::exists(folder) ? folder : std::filesystem::path{};
}

inline const std::vector<std::string> good_figures = {
    "leavers area=03101 2023 7", "leavers area=03101 2024 8", "leavers area=03153 2023 12",
    "leavers area=03153 2024 13"};
inline const std::vector<std::string> revised_figures = {
    "leavers area=03101 2023 7", "leavers area=03101 2024 9", "leavers area=03153 2023 12",
    "leavers area=03153 2024 13"};

inline Node genesis_source(const std::string& url, const char* table_name = "12345-0001")
{
    return mapped("time", "1_variable_attribute_code", "value",
                  table({{"service", value("regionaldatenbank")},
                         {"url", value(url)},
                         {"table", value(table_name)},
                         {"user", value("amt")},
                         {"password_file", value("geheim")}}));
}

inline Node eurostat_source(const std::string& url, const char* dataset = "demo_test")
{
    return mapped("time", "geo", "value",
                  table({{"url", value(url)}, {"dataset", value(dataset)}}));
}

inline Node sdmx_source(const std::string& url, const char* flow = "AMT,FLOW,1.0")
{
    return mapped("TIME_PERIOD", "GEO", "value",
                  table({{"url", value(url)}, {"flow", value(flow)}}));
}

inline Node pxweb_source(const std::string& url, const char* api, const char* table_name)
{
    return mapped("time", "geo", "value",
                  table({{"url", value(url)}, {"api", value(api)}, {"table", value(table_name)}}));
}

} // namespace tuermer::test
