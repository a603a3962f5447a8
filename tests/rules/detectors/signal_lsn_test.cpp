// SPDX-License-Identifier: EUPL-1.2
// The default signal over the districts of Lower Saxony's integration monitoring (Landesamt für
// Statistik Niedersachsen): how often it cries on real figures, where nothing is known to have
// broken.
#include "tests/rules/detectors/sheet.hpp"
#include "tests/rules/lsn_monitoring.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace tuermer::testing {
namespace {

namespace fs = std::filesystem;

using lsn::Monitored;

// District-years of one indicator, by year.
struct Tally {
    int judged = 0, fired = 0;
};
using Tallies = std::map<int, Tally>;

constexpr int first_year = 2005, last_year = 2024;

// A row per district; a year that is not in the table was not collected.
Sheet sheet_of(const Monitored& one)
{
    Sheet sheet(Period::year(first_year));
    sheet.indicator.polarity = one.polarity;
    sheet.indicator.per = one.whole.empty() ? 1 : 100;
    sheet.unit = one.whole.empty() ? persons : percent;
    std::set<std::string> areas;
    for (const auto& [place, count] : one.cases) areas.insert(place.first);
    for (const auto& area : areas) {
        std::vector<Rate> rates(last_year - first_year + 1);
        std::vector<double> counts(rates.size());
        std::vector<Period> missing;
        for (int year = first_year; year <= last_year; ++year) {
            const auto cases = one.cases.find({area, year}), whole = one.whole.find({area, year});
            const auto i = static_cast<std::size_t>(year - first_year);
            if (cases == one.cases.end() || (!one.whole.empty() && whole == one.whole.end()))
                missing.push_back(Period::year(year));
            else
                rates[i] = {counts[i] = cases->second, one.whole.empty() ? 1 : whole->second};
        }
        if (one.whole.empty())
            sheet.values(area, counts);
        else
            sheet.rates(area, rates);
        for (const auto period : missing) sheet.mark(area, period, Missing::not_collected);
    }
    return sheet;
}

Tallies tallies_of(const Monitored& one)
{
    const auto sheet = sheet_of(one);
    const auto made = make("signal", {}, context_of(sheet));
    std::vector<Answer> answers(last_year - first_year + 1);
    Tallies tallies;
    for (const auto& area : sheet.panels.value.keys().codes_of(0)) {
        made.detector->answer(sheet.sight(area, Period::year(last_year)), Period::year(first_year),
                              answers);
        for (int year = first_year; year <= last_year; ++year) {
            const auto i = static_cast<std::size_t>(year - first_year);
            const auto truth = answers[i].truth(Severity::note);
            if (truth == Truth::unknown) continue;
            ++tallies[year].judged;
            tallies[year].fired += truth == Truth::yes ? 1 : 0;
        }
    }
    return tallies;
}

// A year in which most districts fire together is one event for all of them, which the gate for
// common shocks holds back (semantics: 60 % of the comparable areas).
bool is_common(const Tally& tally)
{
    return tally.fired >= 0.6 * tally.judged;
}

TEST(SignalOnLowerSaxony, SeldomFiresOutsideKnownBreaksAndCommonShocks)
{
    if (!fs::exists(lsn::table(""))) GTEST_SKIP() << "skipped: no shared data";
    Tally all, outside, alone;
    const auto add = [](Tally& sum, const Tally& one) {
        sum.judged += one.judged;
        sum.fired += one.fired;
    };
    for (const auto& one : lsn::all_indicators()) {
        for (const auto& [year, tally] : tallies_of(one)) {
            add(all, tally);
            if (touches_break(one, year)) continue;
            add(outside, tally);
            if (!is_common(tally)) add(alone, tally);
        }
    }
    const auto said = [](const Tally& tally) {
        return std::to_string(tally.fired) + " of " + std::to_string(tally.judged);
    };
    RecordProperty("all", said(all));
    RecordProperty("outside_breaks", said(outside));
    RecordProperty("outside_breaks_and_shocks", said(alone));
    EXPECT_GT(alone.judged, 1000);
    EXPECT_LE(alone.fired, 0.03 * alone.judged)
        << said(alone) << "; " << said(outside) << "; " << said(all);
}

} // namespace
} // namespace tuermer::testing
