// SPDX-License-Identifier: EUPL-1.2
// A table source written in a test as its TOML would say it, and what it understands.
#pragma once

#include "connectors/sources/connector.hpp"
#include "rules/base/settings.hpp"

#include <gtest/gtest.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tuermer::test {

// Values of a TOML table: value("text"), value(1), list({"a", "b"}), table({{"key", value("x")}}).
inline Node value(const char* text)
{
    return {{}, std::string{text}};
}
inline Node value(const std::string& text)
{
    return {{}, text};
}
inline Node value(int number)
{
    return {{}, std::int64_t{number}};
}
inline Node list(std::initializer_list<const char*> texts)
{
    Array array;
    for (const auto* text : texts) array.push_back(value(text));
    return {{}, array};
}
inline Node table(std::initializer_list<std::pair<const char*, Node>> entries)
{
    Table all;
    for (const auto& [key, node] : entries) all[key] = {{}, std::make_shared<const Node>(node)};
    return {{}, all};
}

inline Node with(Node base, const char* key, Node node)
{
    std::get<Table>(base.value)[key] = {{}, std::make_shared<const Node>(std::move(node))};
    return base;
}

inline Instant test_now()
{
    return *parse_instant("2026-01-15T12:00:00Z");
}

// Year, area, figure: what most cases vary.
inline Node simple_source()
{
    return table(
        {{"path", value("*.csv")},
         {"period", table({{"column", value("Jahr")}})},
         {"dimensions", table({{"area", table({{"column", value("AGS")}})}})},
         {"measures",
          table({{"leavers", table({{"column", value("Wert")}, {"unit", value("persons")}})}})}});
}

inline std::vector<std::string> mistakes_of(const Node& source)
{
    Mistakes mistakes;
    Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
    source_kinds().front().check("test", settings);
    settings.finish();
    std::vector<std::string> all;
    for (const auto& mistake : mistakes.sorted()) all.push_back(mistake.what.de);
    return all;
}

inline std::vector<MeasureShape> shapes_of(const Node& source)
{
    Mistakes mistakes;
    Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
    return source_kinds().front().check("test", settings);
}

inline std::unique_ptr<Connector> connector(const Node& source, SourceServices services = {})
{
    Mistakes mistakes;
    if (services.now == nullptr) services.now = test_now;
    Settings settings{std::get<Table>(source.value), {}, "source.test", mistakes};
    auto made = source_kinds().front().make("test", settings, services);
    settings.finish();
    for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << mistake.what.de;
    return made;
}

inline Document document(std::string bytes, std::string name = "fall.csv")
{
    return {std::move(name), held_bytes(std::move(bytes)), "", test_now(), std::nullopt};
}

// "area=03153 2024 48 provisional" per observation, block by block.
inline std::vector<std::string> observations(const Understood& understood)
{
    std::vector<std::string> all;
    for (const auto& block : understood.release.blocks)
        for (const auto& seen : block.observations) {
            auto text = fmt::format("{} {} {} ", block.measure, key_text(block.keys, seen.row),
                                    to_string(seen.period));
            text += seen.cell.has_value() ? fmt::format("{}", seen.cell.value)
                                          : code_of(seen.cell.mark.missing());
            if (seen.cell.mark.status() != Status::final)
                text += fmt::format(" {}", code_of(seen.cell.mark.status()));
            all.push_back(std::move(text));
        }
    return all;
}

// Of all that one poll brought, or what went wrong.
inline std::vector<std::string> observations(const Connector& connector,
                                             const Result<Fetched>& fetched)
{
    if (!fetched) return {fetched.error().what.de};
    std::vector<std::string> all;
    for (const auto& document : fetched->documents) {
        const auto understood = connector.understand(document);
        if (!understood) return {understood.error().what.de};
        const auto some = observations(*understood);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

inline std::vector<std::string> read(const Node& source, std::string bytes)
{
    const auto understood = connector(source)->understand(document(std::move(bytes)));
    if (!understood) return {"error: " + understood.error().what.de};
    return observations(*understood);
}

} // namespace tuermer::test
