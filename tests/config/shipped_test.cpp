// SPDX-License-Identifier: EUPL-1.2
// Every file that is shipped passes its own check. The source kinds' part of it is tested where the
// real program checks the demo.
#include "config/stories.hpp"
#include "tests/config/installation_on_disk.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace tuermer {
namespace {

namespace fs = std::filesystem;
const fs::path root = TUERMER_ROOT;

// As `check_small_source`, but lets the kinds' own keys pass.
void check_shipped_source(SourceConfig& source, Settings& settings, Mistakes& mistakes)
{
    for (const auto& key : settings.keys()) settings.node(key);
    auto frequency = Frequency::year;
    if (auto period = settings.table("period"))
        if (period->text("frequency") == "month") frequency = Frequency::month;
    std::vector<std::string> dimensions;
    for (auto& [dimension, table] : settings.named_tables("dimensions"))
        if (dimension == "area")
            dimensions.insert(dimensions.begin(), dimension);
        else
            dimensions.push_back(dimension);
    for (auto& [measure, table] : settings.named_tables("measures")) {
        const auto unit = parse_unit(table.need_text("unit"));
        if (!unit)
            mistakes.error(table.place_of("unit"), "unit", {"keine Einheit", "not a unit"});
        else
            source.measures.push_back({measure, *unit, dimensions, frequency, ""});
    }
}

std::vector<std::string> said_of(const fs::path& folder)
{
    const auto loaded = load_config(folder, check_shipped_source);
    if (!loaded) return {describe(loaded.error(), Language::de)};
    return test::lines_of(loaded->mistakes, Language::de);
}

TEST(ShippedConfiguration, PassesItsCheck)
{
    EXPECT_THAT(said_of(root / "config/etc/tuermer"), testing::IsEmpty());
}

TEST(ShippedConfiguration, PassesItsCheckWithEveryExampleSwitchedOn)
{
    const test::InstallationOnDisk disk;
    const auto folder = disk.path() / "etc";
    fs::copy(root / "config/etc/tuermer", folder, fs::copy_options::recursive);
    int switched_on = 0;
    std::vector<fs::path> examples;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".example") examples.push_back(entry.path());
    for (const auto& example : examples) {
        fs::rename(example, fs::path(example).replace_extension());
        ++switched_on;
    }
    EXPECT_GE(switched_on, 4);
    EXPECT_THAT(said_of(folder), testing::IsEmpty());
    EXPECT_EQ(load_config(folder, check_shipped_source)->config.rules.size(), 1U);
}

// "## 4. `recipients.toml`: …" → "recipients.toml"; "`rules.d`" → "rules.d/beispiel.toml".
std::string file_of_chapter(const std::string& heading)
{
    const auto first = heading.find('`') + 1;
    const auto name = heading.substr(first, heading.find('`', first) - first);
    return name.ends_with(".d") ? name + "/beispiel.toml" : name;
}

void expect_stories_hold(const fs::path& folder, std::size_t count)
{
    const auto config = load_config(folder, check_shipped_source)->config;
    Mistakes mistakes;
    const auto stories = load_stories(folder, config, mistakes);
    EXPECT_THAT(test::lines_of(mistakes, Language::en), testing::IsEmpty());
    EXPECT_EQ(stories.size(), count);
    std::vector<MeasureShape> shapes;
    for (const auto& source : config.sources)
        shapes.insert(shapes.end(), source.measures.begin(), source.measures.end());
    auto graph = Graph::build(shapes, config.indicators, config.installation.areas);
    ASSERT_TRUE(graph);
    Knowledge blank;
    blank.installation = config.installation;
    blank.rules = config.rules;
    blank.recipients = config.recipients;
    blank.breaks = config.breaks;
    blank.graph = std::move(*graph);
    for (const auto& story : stories) {
        const auto result = run_story(blank, story);
        ASSERT_TRUE(result);
        EXPECT_TRUE(result->holds()) << story.id;
    }
}

TEST(ReferencePage, HasExamplesThatAreAWholeInstallation)
{
    test::InstallationOnDisk disk;
    for (const auto& file : test::InstallationOnDisk::files()) disk.without(file);
    std::ifstream page(root / "config/README.md");
    std::string file, example;
    std::map<std::string, std::string> texts; // a chapter's examples are one file
    int examples = 0;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("## "))
            file = line.find('`') == std::string::npos ? "" : file_of_chapter(line);
        if (line != "```toml" || file.empty()) continue; // a newcomer's walk has a test of its own
        example.clear();
        while (std::getline(page, line) && line != "```") example += line + "\n";
        disk.with(file, texts[file] += example);
        ++examples;
    }
    EXPECT_EQ(examples, 9);
    EXPECT_THAT(said_of(disk.path()), testing::IsEmpty());
    expect_stories_hold(disk.path(), 1);
}

// The breaks that are established in German official statistics, with their first day.
TEST(ShippedCalendar, HasEveryEstablishedBreak)
{
    const std::map<std::string, std::string> established{
        {"zensus2011", "2011-05-09"},
        {"zensus2022", "2022-05-15"},
        {"mikrozensus_2005", "2005-01-01"},
        {"mikrozensus_2011", "2011-01-01"},
        {"mikrozensus_2016", "2016-01-01"},
        {"mikrozensus_2017", "2017-01-01"},
        {"mikrozensus_2020", "2020-01-01"},
        {"mikrozensus_erstergebnis", "2021-01-01"},
        {"einwanderungsgeschichte", "2021-01-01"},
        {"azr_rundung", "2016-12-31"},
        {"azr_bereinigung_2004", "2004-01-01"},
        {"melderegister_2008", "2008-01-01"},
        {"sgb12_asyl_rundung", "2020-12-31"},
        {"wanderungsstatistik_2016", "2016-01-01"},
        {"wanderungsstatistik_2022", "2022-01-01"},
        {"corona", "2020-03-16"},
        {"corona_ende", "2022-01-01"},
        {"zuzug_ukraine", "2022-02-24"},
        {"ukr_sgb2", "2022-06-01"},
        {"buergergeld", "2023-01-01"},
        {"chancen_aufenthalt", "2022-12-31"},
        {"starmodg", "2024-06-27"},
        {"gebiet_goettingen", "2016-11-01"},
        {"gebiet_wartburgkreis", "2021-07-01"},
    };
    std::ifstream calendar(root / "config/catalogue/breaks.d/deutschland.toml");
    std::stringstream text;
    text << calendar.rdbuf();
    test::InstallationOnDisk disk;
    disk.with("breaks.d/deutschland.toml", text.str());
    EXPECT_THAT(disk.said(), testing::IsEmpty());
    std::map<std::string, std::string> shipped;
    for (const auto& one : disk.load().config.breaks) shipped[one.id] = to_string(one.date);
    shipped.erase("zensus"); // of the test's own installation
    EXPECT_THAT(shipped, testing::ContainerEq(established));
}

TEST(DemoConfiguration, PassesItsCheckAndItsStories)
{
    EXPECT_THAT(said_of(root / "config/demo/goslar"), testing::IsEmpty());
    expect_stories_hold(root / "config/demo/goslar", 3);
}

} // namespace
} // namespace tuermer
