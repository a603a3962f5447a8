// SPDX-License-Identifier: EUPL-1.2
// No test of its own: the installation that the other tests of this folder change and load.
#include "tests/config/installation_on_disk.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace tuermer::test {

namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> valid_files{
    {"tuermer.toml", R"([installation]
name = { de = "Landkreis Goslar", en = "Goslar district" }
area = "03153"
)"},
    {"sources.d/schule.toml", R"([source.schule]
kind = "table"
url = "https://example.org/schule.csv"
[source.schule.dimensions]
area = {}
nationality = {}
[source.schule.measures]
leavers = { unit = "persons" }
leavers_without = { unit = "persons" }
share_without = { unit = "percent" }
)"},
    {"indicators.d/schule.toml", R"([indicator.ohne_abschluss]
title = "Ohne Abschluss"
numerator = "leavers_without{nationality='foreign'}"
denominator = "leavers{nationality='foreign'}"
per = 100
theme = "education"
limits = "Schulort, nicht Wohnort."
)"},
    {"rules.d/schule.toml", R"([rule.ohne_abschluss_steigt]
indicator = "ohne_abschluss"
notify = ["integration"]
owner = "statistik"
[[rule.ohne_abschluss_steigt.when]]
test = "change"
against = "pooled 3 y"
at_least = "+5 pp"
)"},
    {"recipients.toml", R"([recipient.integration]
mail = "integration@kreis.example"
[recipient.statistik]
mail = "statistik@kreis.example"
role = "statistics"
)"},
    {"breaks.d/alle.toml", R"([break.zensus]
date = 2022-05-15
affects = { themes = ["education"], indicators = ["ohne_abschluss"] }
why = "Zensus"
)"},
};

Frequency frequency_named(const std::string& word)
{
    const std::map<std::string, Frequency> words{{"month", Frequency::month},
                                                 {"quarter", Frequency::quarter}};
    const auto known = words.find(word);
    return known == words.end() ? Frequency::year : known->second;
}

} // namespace

void check_small_source(SourceConfig& source, Settings& settings, Mistakes& mistakes)
{
    settings.need_text("url");
    auto frequency = Frequency::year;
    if (auto period = settings.table("period")) {
        frequency = frequency_named(period->text("frequency").value_or("year"));
        period->finish();
    }
    std::vector<std::string> dimensions;
    for (auto& [dimension, table] : settings.named_tables("dimensions"))
        dimensions.push_back(dimension);
    for (auto& [measure, table] : settings.named_tables("measures")) {
        const auto unit = parse_unit(table.need_text("unit"));
        if (!unit)
            mistakes.error(table.place_of("unit"), "unit", {"keine Einheit", "not a unit"});
        else
            source.measures.push_back({measure, *unit, dimensions, frequency, ""});
        table.finish();
    }
}

InstallationOnDisk::InstallationOnDisk()
{
    for (const auto& [file, text] : valid_files) with(file, text);
}

InstallationOnDisk& InstallationOnDisk::with(const std::string& file, const std::string& text)
{
    fs::create_directories((path() / file).parent_path());
    std::ofstream(path() / file, std::ios::binary) << text;
    return *this;
}

InstallationOnDisk& InstallationOnDisk::without(const std::string& file)
{
    fs::remove_all(path() / file);
    return *this;
}

std::string InstallationOnDisk::text_of(const std::string& file) const
{
    std::ostringstream text;
    text << std::ifstream(path() / file, std::ios::binary).rdbuf();
    return text.str();
}

std::vector<std::string> InstallationOnDisk::files()
{
    std::vector<std::string> names;
    for (const auto& [file, text] : valid_files) names.push_back(file);
    return names;
}

Loaded InstallationOnDisk::load(std::optional<Date> today) const
{
    auto loaded = load_config(path(), check_small_source, today);
    if (!loaded) ADD_FAILURE() << describe(loaded.error(), Language::de);
    return loaded ? std::move(*loaded) : Loaded{};
}

std::vector<std::string> InstallationOnDisk::said(Language language) const
{
    return lines_of(load().mistakes, language);
}

std::vector<std::string> lines_of(const Mistakes& mistakes, Language language)
{
    std::vector<std::string> lines;
    for (const auto& mistake : mistakes.sorted()) lines.push_back(describe(mistake, language));
    return lines;
}

} // namespace tuermer::test
