// SPDX-License-Identifier: EUPL-1.2
// What the gate of many judgements leaves of a usual rule over 45 districts: foreign school leavers
// without a first certificate, at least 5 points more than the year before and beyond chance.
#include "tests/rules/county.hpp"
#include "tests/rules/lsn.hpp"

#include <cmath>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

namespace tuermer::county {
namespace {

struct Year {
    std::string area;
    int year = 0;
    double without = 0, leavers = 0;
};

// Year, name, nationality, unit, code, value: the leavers without a certificate and their share.
std::vector<Year> read_leavers(std::istream& in)
{
    std::map<std::pair<std::string, int>, double> without, share;
    for (std::string line; std::getline(in, line);) {
        const auto cells = lsn::cells_of(line);
        if (cells.size() != 6 || !cells[2].starts_with("Ausl")) continue;
        std::istringstream number(cells[5]);
        double value = 0;
        const auto area = lsn::area_of(cells[4]);
        if (!(number >> value) || area.size() != 5) continue;
        (cells[3] == "Anzahl" ? without : share)[{area, std::stoi(cells[0])}] = value;
    }
    std::vector<Year> years;
    for (const auto& [key, count] : without)
        if (share[key] > 0)
            years.push_back({key.first, key.second, count, std::round(100 * count / share[key])});
    return years;
}

const Indicator& leavers()
{
    static const auto made = [] {
        Indicator indicator;
        indicator.id = "figure";
        indicator.numerator = "without";
        indicator.denominator = "leavers";
        indicator.per = 100;
        return indicator;
    }();
    return made;
}

Knowledge land_of_leavers()
{
    const auto persons = *parse_unit("persons");
    auto graph = Graph::build({{"without", persons, {"area"}, Frequency::year, "office"},
                               {"leavers", persons, {"area"}, Frequency::year, "office"}},
                              {leavers()});
    EXPECT_TRUE(graph);
    auto made = rule("r");
    made.common_shock.watched = false;
    made.when = {detector({{"test", "change"}, {"against", "1 y"}, {"at_least", "+5 pp"}},
                          {&leavers(), Frequency::year, *parse_unit("percent"), true, {}, {}})};
    auto knowledge = land({made});
    knowledge.graph = std::move(*graph);
    return knowledge;
}

Release release_of(int year, const std::vector<Year>& figures)
{
    const auto when = day(fmt::format("{}-10-01", year + 1).c_str());
    auto made = release(when, {});
    made.blocks = {{"without", KeyTable({"area"}), {}}, {"leavers", KeyTable({"area"}), {}}};
    for (const auto& one : figures) {
        if (one.year != year) continue;
        for (auto& block : made.blocks)
            block.observations.push_back(
                {block.keys.row({one.area}),
                 Period::year(year),
                 {block.measure == "without" ? one.without : one.leavers, Missing::none}});
    }
    return made;
}

struct Tally {
    int told = 0, held = 0;
};

Tally tally_of(const std::vector<Year>& figures, int first, int last)
{
    auto knowledge = land_of_leavers();
    Tally tally;
    for (int year = first; year <= last; ++year) {
        const auto release = release_of(year, figures);
        const auto outcome = consider(knowledge, release, release.vintage.retrieved);
        EXPECT_TRUE(outcome);
        for (const auto& event : outcome->events) {
            if (event.transition != Transition::fired) continue;
            ++(is_held(event, "multiplicity") ? tally.held : tally.told);
        }
    }
    return tally;
}

TEST(ManyJudgements, TellOneLargeChangeAmongTwelveDistrictsAndHoldASmallOne)
{
    std::vector<Year> figures;
    for (int i = 0; i < 12; ++i) {
        figures.push_back({district(i), 2023, 20, 100});
        figures.push_back({district(i), 2024, i == 0 ? 48.0 : i == 1 ? 33.0 : 20.0, 100});
    }
    const auto tally = tally_of(figures, 2023, 2024);
    EXPECT_EQ(tally.told, 1) << "+28 points, p = 0.00002";
    EXPECT_EQ(tally.held, 1) << "+13 points, p = 0.019: beside the other one 0.112";
}

TEST(ManyJudgements, LeaveTwoThirdsOfWhatFiresInLowerSaxony)
{
    std::ifstream in(lsn::table("4-1-4/2025-10-17.csv"));
    if (!in) GTEST_SKIP() << "skipped: no shared data";
    const auto tally = tally_of(read_leavers(in), 2011, 2024);
    EXPECT_EQ(tally.told, 38);
    EXPECT_EQ(tally.held, 19) << "of the 57 district-years (9.8 %) that the interval leaves";
}

} // namespace
} // namespace tuermer::county
