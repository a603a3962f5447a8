// SPDX-License-Identifier: EUPL-1.2
// A store in a folder of its own, and a small world to put into it: two measures of Landkreis
// Goslar.
#pragma once

#include "daemon/store/sqlite.hpp"
#include "daemon/store/store.hpp"
#include "tests/folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace tuermer::testing {

using test::Folder;

// The value, or a failed test that says why there is none.
template <class Value>
Value value(Result<Value> result)
{
    if (!result) throw std::runtime_error(describe(result.error(), Language::en));
    return std::move(*result);
}
inline void done(const Result<>& result)
{
    if (!result) throw std::runtime_error(describe(result.error(), Language::en));
}

inline Instant at(const std::string& text)
{
    return parse_instant(text).value();
}

inline std::unique_ptr<Store> open(const std::string& file, const std::string& tenant = "goslar")
{
    return value(open_sqlite_store(file, tenant));
}

inline Cell of(double number)
{
    return {number, Missing::none};
}

// A figure as a source tells it: codes in the order of the measure's dimensions.
struct Told {
    std::string measure;
    std::vector<std::string> codes;
    std::string period;
    Cell cell;
};

inline std::vector<MeasureShape> shapes()
{
    return {{"leavers",
             parse_unit("persons").value(),
             {"area", "nationality"},
             Frequency::year,
             "schule"},
            {"unemployed", parse_unit("persons").value(), {"area"}, Frequency::month, "arbeit"}};
}

// What a daemon does with a release, less the judging: absorbed by a graph, then a record of it.
class World {
public:
    explicit World(std::vector<MeasureShape> measures = shapes())
        : graph(std::move(Graph::build(std::move(measures), {}).value()))
    {
    }

    // Takes the figures in under a vintage of this release day.
    Outcome& learn(const std::string& known_since, const std::vector<Told>& told)
    {
        Release release{"schule",
                        {at(known_since), at(known_since), "digest of " + known_since,
                         "https://example.org/" + known_since},
                        false,
                        {}};
        for (const auto& figure : told) add(release, figure);
        outcome =
            Outcome{release.source, release.vintage, value(graph.absorb(release)), {}, {}, {}};
        return outcome;
    }

    ReleaseRecord record() const
    {
        ReleaseRecord record;
        record.outcome = &outcome;
        record.graph = &graph;
        record.source.source = "schule";
        record.document_name = "schule.csv";
        record.media_type = "text/csv";
        record.attribution = "Landesamt für Statistik Niedersachsen";
        record.licence = "dl-de/by-2-0";
        return record;
    }

    Graph graph;
    Outcome outcome;

private:
    void add(Release& release, const Told& figure)
    {
        auto block = std::ranges::find(release.blocks, figure.measure, &MeasureBlock::measure);
        if (block == release.blocks.end()) {
            const auto& shape = graph.measures()[graph.measure(figure.measure).value()];
            release.blocks.push_back({shape.name, KeyTable(shape.dimensions), {}});
            block = release.blocks.end() - 1;
        }
        const std::vector<std::string_view> codes(figure.codes.begin(), figure.codes.end());
        block->observations.push_back(
            {block->keys.row(codes), parse_period(figure.period).value(), figure.cell});
    }
};

// A panel's cell that is known.
struct Held {
    std::string key;
    Period period;
    Cell cell;
};
inline std::vector<Held> held(const Panel& panel)
{
    std::vector<Held> all;
    for (std::uint32_t row = 0; row < panel.rows(); ++row)
        for (std::uint32_t column = 0; column < panel.columns(); ++column) {
            const auto period = panel.first() + static_cast<int>(column);
            const auto cell = panel.at(row, period);
            if (cell.mark.missing() == Missing::not_yet) continue;
            all.push_back({key_text(panel.keys(), row), period, cell});
        }
    return all;
}

// Every figure of a load, as text: "leavers area=03153 nationality=foreign 2024 48".
inline std::vector<std::string> figures(Store& store, std::optional<Instant> as_of = {},
                                        const std::vector<MeasureShape>& measures = shapes())
{
    std::vector<std::string> lines;
    done(store.load(measures, as_of, [&](const Panel& panel) -> Result<> {
        for (const auto& [key, period, cell] : held(panel))
            lines.push_back(fmt::format("{} {} {} {}", panel.name(), key, to_string(period),
                                        cell.has_value()
                                            ? std::to_string(cell.value)
                                            : std::string(code_of(cell.mark.missing()))));
        return {};
    }));
    return lines;
}

// Every row of a query, columns joined by a bar: what a person sees in the sqlite3 shell.
inline std::vector<std::string> rows(const std::string& file, const std::string& sql, int columns)
{
    auto database = value(sqlite::Database::open(file));
    std::vector<std::string> lines;
    auto query = database.query(sql);
    while (query.next()) {
        std::string line;
        for (int column = 0; column < columns; ++column)
            line += (column > 0 ? "|" : "") + std::string(query.text(column));
        lines.push_back(line);
    }
    done(query.finish());
    return lines;
}

} // namespace tuermer::testing
