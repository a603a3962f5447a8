// SPDX-License-Identifier: EUPL-1.2
// Real figures: Landesamt für Statistik Niedersachsen, Integrationsmonitoring, indicator 4-1-4
// (school leavers without a first certificate by nationality), published 2025-10-17.
#include "rules/base/numbers.hpp"
#include "rules/indicators/graph.hpp"
#include "tests/rules/indicators/figures.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace tuermer {
namespace {

using namespace testing_figures;

const auto leavers = measure("leavers", "persons", {"area"}, Frequency::year);
const auto without = measure("leavers_without", "persons", {"area"}, Frequency::year);

Graph school_leavers()
{
    return built({leavers, without}, {rate("share", "leavers_without", "leavers", 100),
                                      rate("pooled", "lag(sum(leavers_without, 3 y), 1 y)",
                                           "lag(sum(leavers, 3 y), 1 y)", 100),
                                      value("rise", "share - pooled")});
}

// Foreign school leavers of Landkreis Goslar.
TEST(Published, GoslarsSchoolLeaversOf2024AreRecomputed)
{
    auto graph = school_leavers();
    const auto y = Period::year(2024);
    take(graph, release({block(without, {{{"03153"}, y - 3, known(9)},
                                         {{"03153"}, y - 2, known(19)},
                                         {{"03153"}, y - 1, known(24)},
                                         {{"03153"}, y, known(48)}}),
                         block(leavers, {{{"03153"}, y - 3, known(64)},
                                         {{"03153"}, y - 2, known(99)},
                                         {{"03153"}, y - 1, known(100)},
                                         {{"03153"}, y, known(124)}})}));
    EXPECT_NEAR(at(graph.panels(0).value, {"03153"}, y).value, 38.7096774193548, 1e-12);
    EXPECT_EQ(at(*graph.panels(1).numerator, {"03153"}, y).value, 52);
    EXPECT_EQ(at(*graph.panels(1).denominator, {"03153"}, y).value, 263);
    EXPECT_NEAR(at(graph.panels(1).value, {"03153"}, y).value, 19.7718631178707, 1e-12);
    EXPECT_NEAR(at(graph.panels(2).value, {"03153"}, y).value, 18.9378143014841, 1e-12);
}

std::filesystem::path shared_data()
{
    if (const auto* given = std::getenv("TUERMER_SHARED")) return given;
    return std::filesystem::path(TUERMER_ROOT) / ".." / "shared";
}

// The file's columns are Year, area (quoted), nationality, unit, code, value.
struct Line {
    int year;
    std::string area, unit;
    double value;
};
std::vector<Line> foreign_lines(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::vector<Line> lines;
    for (std::string text; std::getline(file, text);) {
        const auto nationality = text.find("Ausländerinnen und Ausländer,");
        if (nationality == std::string::npos) continue;
        const auto unit = text.find(',', nationality) + 1, code = text.find(',', unit) + 1;
        const auto value = text.find(',', code) + 1, end = text.find_last_not_of("\r\n") + 1;
        const auto number = parse_number(std::string_view(text).substr(value, end - value));
        if (number)
            lines.push_back({std::stoi(text.substr(0, 4)), text.substr(code, value - code - 1),
                             text.substr(unit, code - unit - 1), *number});
    }
    return lines;
}

// The file has counts and percentages; the number of all leavers follows from the two.
TEST(Published, PercentagesOfAllDistrictsAreRecomputed)
{
    const auto path = shared_data() / "data/lsn/4-1-4/2025-10-17.csv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no shared data";
    std::map<std::pair<std::string, int>, double> counts, percentages;
    for (const auto& [year, area, unit, value] : foreign_lines(path))
        (unit == "Anzahl" ? counts : percentages)[{area, year}] = value;
    std::vector<Figure> above, below;
    for (const auto& [place, count] : counts) {
        const auto percent = percentages.find(place);
        if (percent == percentages.end() || percent->second == 0) continue;
        const auto period = Period::year(place.second);
        above.push_back({{place.first}, period, known(count)});
        below.push_back({{place.first}, period, known(std::round(100 * count / percent->second))});
    }
    auto graph = school_leavers();
    take(graph, release({block(without, above), block(leavers, below)}));
    ASSERT_GT(above.size(), 400U);
    for (const auto& [codes, period, cell] : above)
        EXPECT_NEAR(at(graph.panels(0).value, codes, period).value,
                    percentages.at({codes[0], period.index()}), 1e-9);
}

} // namespace
} // namespace tuermer
