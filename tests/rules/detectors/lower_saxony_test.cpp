// SPDX-License-Identifier: EUPL-1.2
// How often rules fire on real figures: foreign school leavers without a first certificate in the
// 45 districts of Lower Saxony, 2011 to 2024 (Landesamt für Statistik Niedersachsen, indicator
// 4-1-4), against rates that were worked out from the same table independently.
#include "tests/rules/detectors/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace tuermer::testing {
namespace {

std::filesystem::path shared_table()
{
    const auto* folder = std::getenv("TUERMER_SHARED");
    const std::filesystem::path shared = folder != nullptr
                                             ? std::filesystem::path(folder)
                                             : std::filesystem::path(TUERMER_ROOT) / "../shared";
    return shared / "data/lsn/4-1-4/2025-10-17.csv";
}

std::vector<std::string> cells_of(const std::string& line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char letter : line) {
        if (letter == '"')
            quoted = !quoted;
        else if (letter == ',' && !quoted)
            cells.emplace_back();
        else if (letter != '\r')
            cells.back() += letter;
    }
    return cells;
}

using AreaYear = std::pair<std::string, int>;

// Year, name, nationality, unit, code, value. The table has the leavers without a certificate and
// their share; all leavers follow from the two.
std::map<AreaYear, Rate> read_leavers(std::istream& in)
{
    std::map<AreaYear, double> without, share;
    for (std::string line; std::getline(in, line);) {
        const auto cells = cells_of(line);
        if (cells.size() != 6 || !cells[2].starts_with("Ausl")) continue;
        std::istringstream number(cells[5]);
        double value = 0;
        if (!(number >> value)) continue;
        const auto code = cells[4] == "K030" ? "03" : cells[4].substr(1);
        (cells[3] == "Anzahl" ? without : share)[{code, std::stoi(cells[0])}] = value;
    }
    std::map<AreaYear, Rate> leavers;
    for (const auto& [key, count] : without)
        if (share[key] > 0) leavers[key] = {count, std::round(100 * count / share[key])};
    return leavers;
}

constexpr int first_year = 2011; // 2005 stands alone before it

Sheet sheet_of(const std::map<AreaYear, Rate>& leavers)
{
    const auto& [first, at_first] = *leavers.begin();
    Sheet sheet(Period::year(std::max(first.second, first_year)));
    sheet.rates(first.first, {at_first});
    for (const auto& [key, rate] : leavers) {
        if (key.second < first_year) continue;
        const auto period = Period::year(key.second);
        const double share = 100 * rate.numerator / rate.denominator;
        put(sheet.panels.value, key.first, period, {share, Missing::none});
        put(*sheet.panels.numerator, key.first, period, {rate.numerator, Missing::none});
        put(*sheet.panels.denominator, key.first, period, {rate.denominator, Missing::none});
    }
    return sheet;
}

using Tests = std::vector<SettingsWritten>;

// The district-years in which all tests hold.
int firings(const Sheet& sheet, const Tests& tests)
{
    std::vector<std::unique_ptr<Detector>> detectors;
    for (const auto& written : tests)
        detectors.push_back(make("change", written, context_of(sheet)).detector);
    int fired = 0;
    const auto& areas = sheet.panels.value.keys().codes_of(0);
    for (const auto& area : areas)
        for (int year = 2012; year <= 2024 && area.size() == 5; ++year) {
            const auto sight = sheet.sight(area, Period::year(year));
            fired += std::ranges::all_of(detectors, [&](const auto& detector) {
                return detector->assess(sight).truth[0] == Truth::yes;
            });
        }
    return fired;
}

SettingsWritten against(const std::string& reference, double confidence)
{
    return {{"against", reference}, {"at_least", "+5 pp"}, {"confidence", confidence}};
}

SettingsWritten beyond_the_land(const std::string& reference, const std::string& at_least)
{
    return {
        {"against", reference}, {"at_least", at_least}, {"relative_to", "03"}, {"confidence", 0.0}};
}

TEST(LowerSaxony, GoslarFiresUnderEachRuleOf2024)
{
    const auto sheet = sheet_of({{{"03153", 2021}, {9, 64}},
                                 {{"03153", 2022}, {19, 99}},
                                 {{"03153", 2023}, {24, 100}},
                                 {{"03153", 2024}, {48, 124}},
                                 {{"03", 2021}, {1214, 6517}},
                                 {{"03", 2022}, {1447, 7668}},
                                 {{"03", 2023}, {1916, 8482}},
                                 {{"03", 2024}, {2749, 9895}}});
    EXPECT_EQ(firings(sheet, {against("pooled 3 y", 0.95), beyond_the_land("pooled 3 y", "+3 pp")}),
              1);
}

TEST(LowerSaxony, RulesFireAsOftenAsTheTableOfReliabilitySays)
{
    std::ifstream in(shared_table());
    if (!in) GTEST_SKIP() << "skipped: no shared data";
    auto sheet = sheet_of(read_leavers(in));
    constexpr double district_years = 581;
    const auto percent_of = [&](const Tests& tests) {
        return 100 * firings(sheet, tests) / district_years;
    };
    EXPECT_NEAR(percent_of({against("1 y", 0.0)}), 29.1, 0.3);
    const Tests pooled{against("pooled 3 y", 0.95)};
    EXPECT_NEAR(percent_of({against("pooled 3 y", 0.0)}), 27.5, 0.3);
    EXPECT_NEAR(percent_of(pooled), 16.4, 0.3);
    EXPECT_NEAR(percent_of({pooled.front(), beyond_the_land("pooled 3 y", "+3 pp")}), 13.8, 0.3);
    // `change` asks for 30 in both years: 55 district-years where the table has 57.
    sheet.indicator.minimum_denominator = 30;
    EXPECT_NEAR(percent_of({against("1 y", 0.0)}), 26.2, 0.3);
    EXPECT_NEAR(percent_of({against("1 y", 0.95)}), 9.8, 0.4);
    EXPECT_NEAR(percent_of({against("1 y", 0.95), beyond_the_land("1 y", "+5 pp")}), 9.1, 0.4);
}

} // namespace
} // namespace tuermer::testing
