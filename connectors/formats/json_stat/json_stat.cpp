// SPDX-License-Identifier: EUPL-1.2
// Every dataset of the answer becomes a table; the one that is meant comes first.
#include "connectors/formats/json_stat/json_stat.hpp"

#include "connectors/formats/flags.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/json_stat/dataset.hpp"
#include "connectors/formats/reader_of.hpp"

#include <algorithm>
#include <utility>

namespace tuermer {
namespace {

constexpr std::size_t most_datasets = 1'000;

std::string listed(const std::vector<json_stat::Named>& datasets)
{
    std::string text;
    for (const auto& named : datasets)
        text += (text.empty() ? "" : ", ") + (named.key.empty() ? named.label : named.key);
    return text;
}

Result<std::size_t> place_of(const std::vector<json_stat::Named>& datasets,
                             const std::string& wanted)
{
    for (std::size_t i = 0; i < datasets.size(); ++i)
        if (datasets[i].key == wanted || datasets[i].label == wanted ||
            fmt::format("{}", i + 1) == wanted)
            return i;
    return fail(Remedy::mend,
                say("Einen Datensatz „{}“ gibt es in der Antwort nicht. Vorhanden sind: {}.",
                    "There is no dataset '{}' in the answer. There are: {}.", wanted,
                    listed(datasets)));
}

} // namespace

Result<ReadTable> read_json_stat(std::string_view bytes, std::string_view name,
                                 const JsonStatSettings& settings)
{
    JsonLimits limits;
    limits.bytes = std::min(limits.bytes, settings.limits.bytes);
    const auto json = read_json(bytes, limits);
    if (!json) return tl::unexpected(json.error());
    auto datasets = json_stat::datasets_in(json->root());
    if (!datasets) return tl::unexpected(std::move(datasets.error()));
    if (settings.dataset) {
        const auto first = place_of(*datasets, *settings.dataset);
        if (!first) return tl::unexpected(first.error());
        std::swap(datasets->front(), (*datasets)[*first]);
    }
    datasets->resize(std::min(datasets->size(), most_datasets), datasets->front());
    ReadTable read;
    read.dialect = plain_dialect();
    read.signs = missing_signs();
    read.statuses = observation_flags();
    for (const auto& [key, label, dataset] : *datasets) {
        const auto& own = key.empty() ? label : key;
        const auto title = datasets->size() == 1 || own.empty() ? name : std::string_view{own};
        auto table = json_stat::dataset_table(dataset, title, settings.limits);
        if (!table) return tl::unexpected(std::move(table.error()));
        read.tables.push_back(std::move(*table));
    }
    return read;
}

// Version 1 has no class; its datasets have a `dimension` (SDMX-JSON says `dimensions`).
bool recognises_json_stat(std::string_view bytes)
{
    if (!recognises_json(bytes)) return false;
    const auto has = [&](std::string_view word) {
        return bytes.find(word) != std::string_view::npos;
    };
    return has("\"dimension\"") || (has("\"class\"") && has("\"collection\""));
}

std::unique_ptr<Reader> make_json_stat_reader(Settings& settings)
{
    JsonStatSettings json_stat;
    json_stat.dataset = settings.text("dataset");
    return std::make_unique<ReaderOf<JsonStatSettings>>(std::move(json_stat), read_json_stat);
}

} // namespace tuermer
