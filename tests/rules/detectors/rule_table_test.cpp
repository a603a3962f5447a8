// SPDX-License-Identifier: EUPL-1.2
// How often the rules of the domain's table fire over the districts of Lower Saxony, naive and
// gated (Landesamt für Statistik Niedersachsen), against rates that were worked out from the same
// tables independently. Rules whose tables are not at hand are left out: G3 (arrivals), M2 and M3+
// (grammar schools), L8 (family languages), L6+ (2-1-1 does not tell toleration from other stays
// without a permit); of M5 the half that needs the number of children.
#include "tests/rules/detectors/sheet.hpp"
#include "tests/rules/lsn_columns.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace tuermer::testing {
namespace {

using lsn::Column;

constexpr int first_year = 2005, last_year = 2024;

// Cases over their denominators, or plain figures; what is not in the table was not collected.
Sheet sheet_of(const Column& cases, const Column& whole, const Unit& unit)
{
    Sheet sheet(Period::year(first_year));
    sheet.unit = unit;
    std::set<std::string> areas;
    for (const auto& [place, count] : cases) areas.insert(place.first);
    for (const auto& area : areas) {
        std::vector<Rate> rates;
        std::vector<double> values;
        std::vector<Period> missing;
        for (int year = first_year; year <= last_year; ++year) {
            const auto count = cases.find({area, year}), of = whole.find({area, year});
            const bool there = count != cases.end() && (whole.empty() || of != whole.end());
            if (!there) missing.push_back(Period::year(year));
            values.push_back(there ? count->second : 0);
            rates.push_back({values.back(), there && !whole.empty() ? of->second : 1});
        }
        whole.empty() ? sheet.values(area, values) : sheet.rates(area, rates);
        for (const auto period : missing) sheet.mark(area, period, Missing::not_collected);
    }
    return sheet;
}

// The Land as the sum of its districts where the table has none.
Column with_land(Column counts)
{
    Column sums;
    for (const auto& [place, count] : counts)
        if (place.first != "03") sums[{"03", place.second}] += count;
    counts.merge(sums);
    return counts;
}

using Tests = std::vector<SettingsWritten>;

// The years that the table of the domain looks at.
struct Years {
    int first = 2012;
    std::set<int> without = {};
};

// Of the district-years that the first test can judge, how many all tests fire in, in percent.
double rate_of(const Sheet& sheet, const Tests& tests, const Years& years = {})
{
    std::vector<std::unique_ptr<Detector>> detectors;
    for (const auto& written : tests)
        detectors.push_back(make("change", written, context_of(sheet)).detector);
    int judged = 0, fired = 0;
    for (const auto& area : sheet.panels.value.keys().codes_of(0))
        for (int year = years.first; year <= last_year && area != "03"; ++year) {
            if (years.without.contains(year)) continue;
            const auto sight = sheet.sight(area, Period::year(year));
            const auto says = [&](const auto& detector) {
                return detector->assess(sight).truth[0];
            };
            if (says(detectors.front()) == Truth::unknown) continue;
            ++judged;
            fired += std::ranges::all_of(detectors,
                                         [&](const auto& one) { return says(one) == Truth::yes; });
        }
    return 100.0 * fired / judged;
}

SettingsWritten moved(const std::string& against, const std::string& at_least, bool relative)
{
    return {
        {"against", against}, {"at_least", at_least}, {"confidence", 0.0}, {"relative", relative}};
}

SettingsWritten beyond_the_land(SettingsWritten test, const std::string& at_least)
{
    test["at_least"] = at_least;
    test["relative_to"] = std::string("03");
    return test;
}

class RuleTable : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(lsn::table(""))) GTEST_SKIP() << "skipped: no shared data";
    }
};

TEST_F(RuleTable, NaturalisationsFireAsOftenAsMeasured)
{
    const auto sheet = sheet_of(with_land(lsn::column_of("2-3-1", {})),
                                with_land(lsn::column_of("1-2-1", {})), percent);
    const auto naive = moved("mean 3 y", "+50 %", true);
    EXPECT_NEAR(rate_of(sheet, {naive}), 11.3, 0.1);
    EXPECT_NEAR(rate_of(sheet, {naive, beyond_the_land(naive, "+25 %")}), 8.9, 0.1);
}

TEST_F(RuleTable, MinimumSecurityFiresAsOftenAsMeasured)
{
    auto published = lsn::column_of(
        "6-2-1", {{"Units", "Quote"}, {"Nationalität", "Ausländerinnen und Ausländer"}});
    for (auto& [place, rate] : published) rate /= 10; // per 1000, as percent
    const auto sheet = sheet_of(published, {}, percent);
    const auto naive = moved("1 y", "+2 pp", false);
    const Tests gated{beyond_the_land(naive, "+2 pp")};
    EXPECT_NEAR(rate_of(sheet, {naive}), 23.2, 0.1);
    EXPECT_NEAR(rate_of(sheet, gated), 9.8, 0.4);
    EXPECT_NEAR(rate_of(sheet, gated, {2012, {2022, 2023}}), 2.2, 0.4);
}

TEST_F(RuleTable, EmploymentFiresAsOftenAsMeasured)
{
    const auto sheet = sheet_of(
        lsn::column_of("5-2-1", {{"Geschlecht", "Insgesamt"}, {"Units", "Anzahl"}}), {}, persons);
    EXPECT_NEAR(rate_of(sheet, {beyond_the_land(moved("1 y", "+0 %", true), "+3 %")}), 29.4, 1);
}

// Half of M5 (the number of children is not at hand), as counts: persons in day care.
TEST_F(RuleTable, DayCareFallsAsOftenAsMeasured)
{
    const auto sheet = sheet_of(
        lsn::column_of("3-1-3", {{"Units", "Anzahl"},
                                 {"Kinderbetreuung", "Kinder im Alter von unter 3 Jahren mit "
                                                     "ausländischer Herkunft mindestens eines "
                                                     "Elternteils"}}),
        {}, persons);
    SettingsWritten falls{
        {"against", "1 y"}, {"at_most", "-10 %"}, {"confidence", 0.0}, {"relative", true}};
    EXPECT_NEAR(rate_of(sheet, {falls}), 16.7, 0.1);
    falls["confidence"] = 0.95;
    EXPECT_NEAR(rate_of(sheet, {falls}), 2.8, 0.2);
}

// L7+ is a milestone, told once: as a yearly rule it would hold nearly everywhere.
TEST_F(RuleTable, FiveYearsOfEmploymentGrowAlmostEverywhere)
{
    const auto sheet = sheet_of(
        lsn::column_of("5-2-1", {{"Geschlecht", "Insgesamt"}, {"Units", "Anzahl"}}), {}, persons);
    const auto naive = moved("5 y", "+45 %", true);
    EXPECT_NEAR(rate_of(sheet, {naive}), 81.2, 0.1);
}

TEST_F(RuleTable, ShareOfForeignersFiresAsOftenAsMeasured)
{
    const auto sheet = sheet_of(lsn::column_of("1-2-1", {}), lsn::column_of("1-1-1", {}), percent);
    const auto naive = moved("1 y", "+1 pp", false);
    EXPECT_NEAR(rate_of(sheet, {naive}), 16.9, 0.2);
    EXPECT_NEAR(rate_of(sheet, {beyond_the_land(naive, "+0.5 pp")}), 5.1, 0.2);
}

} // namespace
} // namespace tuermer::testing
