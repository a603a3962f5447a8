// SPDX-License-Identifier: EUPL-1.2
// The tests on arrival, one by one and together.
#include "rules/quality/quality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

const std::vector<std::string> groups{"limited", "unlimited"};

// Figures of twelve districts (and two groups where there is a dimension for them).
class Office {
public:
    explicit Office(const std::string& unit, bool grouped = false)
        : grouped_(grouped), graph_(*Graph::build({shape(unit)}, {}))
    {
    }

    using Figure = std::function<std::optional<double>(int area, int group)>;
    struct Column {
        int year;
        Figure figure;
    };
    Release release(const std::vector<Column>& columns, bool full = true) const
    {
        auto keys = grouped_ ? KeyTable({"area", "kind"}) : KeyTable({"area"});
        MeasureBlock block{"m", std::move(keys), {}};
        for (const auto& [year, figure] : columns)
            for (int area = 0; area < areas; ++area)
                for (int group = 0; group < (grouped_ ? 2 : 1); ++group)
                    if (const auto value = figure(area, group))
                        block.observations.push_back({row(block.keys, area, group),
                                                      Period::year(year),
                                                      {*value, Missing::none}});
        return {"s", {Instant{}, Instant{}, "r", "u"}, full, {std::move(block)}};
    }
    void take(const std::vector<Column>& columns) { take(release(columns)); }
    void take(const Release& release)
    {
        const auto absorbed = graph_.absorb(release);
        ASSERT_TRUE(absorbed) << absorbed.error().what.en;
        graph_.update(*absorbed);
    }
    std::vector<Doubt> screen(const Release& release, std::vector<QualityRule> rules = {}) const
    {
        return tuermer::screen(graph_, release, QualityRules(std::move(rules)));
    }
    std::vector<Doubt> screen(const std::vector<Column>& columns) const
    {
        return screen(release(columns));
    }
    const Graph& graph() const { return graph_; }

    static constexpr int areas = 12;
    static std::uint32_t row(KeyTable& keys, int area, int group)
    {
        const auto code = "031" + std::to_string(10 + area);
        if (keys.dimensions().size() == 1) return keys.row({code});
        return keys.row({code, groups[static_cast<std::size_t>(group)]});
    }

private:
    MeasureShape shape(const std::string& unit) const
    {
        std::vector<std::string> dimensions{"area"};
        if (grouped_) dimensions.emplace_back("kind");
        return {"m", *parse_unit(unit), dimensions, Frequency::year, "s"};
    }
    bool grouped_;
    Graph graph_;
};

Office::Figure rising(double step)
{
    return [step](int area, int group) { return 100 + 9 * area + 31 * group + step; };
}

std::vector<std::string> said(const std::vector<Doubt>& doubts)
{
    std::vector<std::string> all;
    for (const auto& doubt : doubts)
        all.push_back(fmt::format("{} {} {}", code_of(doubt.check),
                                  doubt.column.period ? to_string(*doubt.column.period) : "all",
                                  doubt.then == OnDoubt::hold ? "hold" : "tell"));
    return all;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Screening, SaysNothingOfAFirstReleaseHoweverLongItsHistory)
{
    const Office office("persons");
    EXPECT_THAT(said(office.screen({{2021, rising(0)}, {2022, rising(0)}, {2023, rising(9000)}})),
                IsEmpty());
}

TEST(Screening, SaysNothingOfFiguresAsTheyUsuallyAre)
{
    Office office("persons");
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    EXPECT_THAT(said(office.screen({{2021, rising(0)}, {2022, rising(5)}, {2023, rising(11)}})),
                IsEmpty());
}

TEST(Screening, FindsAColumnThatIsTheOneBefore)
{
    Office office("persons");
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    const auto doubts = office.screen({{2021, rising(0)}, {2022, rising(5)}, {2023, rising(5)}});
    EXPECT_THAT(said(doubts), ElementsAre("copied 2023 hold"));
    EXPECT_EQ(doubts.front().found.de, "12 von 12 Zeilen haben genau den Wert des Zeitraums 2022.");
    EXPECT_EQ(doubts.front().rows.size(), Doubt::most_rows);
}

TEST(Screening, LetsNoughtsAndTenRowsDecideWhetherAColumnIsACopy)
{
    Office office("persons");
    const Office::Figure mostly_nought = [](int area, int) { return area < 9 ? 100.0 + area : 0; };
    office.take({{2021, rising(0)}, {2022, mostly_nought}});
    EXPECT_THAT(
        said(office.screen({{2021, rising(0)}, {2022, mostly_nought}, {2023, mostly_nought}})),
        IsEmpty());
}

TEST(Screening, KnowsThatSomeFiguresStayForYearsByNature)
{
    Office office("percent");
    office.take({{2020, rising(5)}, {2021, rising(5)}, {2022, rising(5)}});
    EXPECT_THAT(said(office.screen(
                    {{2020, rising(5)}, {2021, rising(5)}, {2022, rising(5)}, {2023, rising(5)}})),
                IsEmpty());
}

TEST(Screening, FindsAColumnInAnotherUnit)
{
    Office office("persons");
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    const Office::Figure thousandth = [](int area, int) { return (111 + 9.0 * area) / 1000; };
    EXPECT_THAT(said(office.screen({{2021, rising(0)}, {2022, rising(5)}, {2023, thousandth}})),
                ElementsAre("jump 2023 hold"));
}

TEST(Screening, FindsAHistoryThatWasRewrittenInAnotherUnit)
{
    Office office("persons");
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    const Office::Figure tenfold = [](int area, int) { return 10 * (100 + 9.0 * area); };
    EXPECT_THAT(said(office.screen({{2021, tenfold}, {2022, tenfold}})),
                ElementsAre("jump 2021 hold", "copied 2022 hold", "jump 2022 hold"));
}

TEST(Screening, FindsTwoFiguresForOneCellEvenInAFirstRelease)
{
    const Office office("persons");
    auto release = office.release({{2021, rising(0)}, {2022, rising(5)}});
    auto twice = release.blocks[0].observations.back();
    twice.cell.value += 1;
    release.blocks[0].observations.push_back(twice);
    const auto doubts = office.screen(release);
    EXPECT_THAT(said(doubts), ElementsAre("duplicates 2022 hold"));
    release.held = {doubts.front().column};
    Office taken("persons");
    taken.take(release); // what is held does not keep the rest out
    EXPECT_EQ(taken.graph().panel(0).at(0, Period::year(2021)).value, 100);
    EXPECT_FALSE(taken.graph().panel(0).at(0, Period::year(2022)).has_value());
}

TEST(Screening, FindsAGroupThatVanishedAndHoldsTheMeasure)
{
    Office office("persons", true);
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    const auto without = [](double step) -> Office::Figure {
        return [step](int area, int group) -> std::optional<double> {
            if (group == 1) return std::nullopt;
            return 100 + 9 * area + step;
        };
    };
    const auto release =
        office.release({{2021, without(0)}, {2022, without(5)}, {2023, without(11)}});
    const auto doubts = office.screen(release);
    EXPECT_THAT(said(doubts), ElementsAre("layout all hold"));
    EXPECT_NE(doubts.front().found.de.find("unlimited"), std::string::npos);
}

TEST(Screening, TellsOfOneAreaThatVanishedAndOneThatIsNew)
{
    Office office("persons");
    office.take({{2021, rising(0)}});
    auto release = office.release({{2021, rising(0)}, {2022, rising(7)}});
    auto& block = release.blocks[0];
    std::erase_if(block.observations, [](const Observation& seen) { return seen.row == 3; });
    block.observations.push_back(
        {block.keys.row({"03199"}), Period::year(2022), {50, Missing::none}});
    EXPECT_THAT(said(office.screen(release)), ElementsAre("layout all tell", "keys all tell"));
}

TEST(Screening, FindsADeliveryOfWhichMostIsGone)
{
    Office office("persons");
    office.take({{2019, rising(0)}, {2020, rising(3)}, {2021, rising(5)}, {2022, rising(7)}});
    EXPECT_THAT(said(office.screen({{2022, rising(7)}})), ElementsAre("layout all hold"));
    EXPECT_THAT(said(office.screen(office.release({{2022, rising(7)}}, false))), IsEmpty());
}

TEST(Screening, TellsOfASignThatWasNeverSeen)
{
    Office office("persons");
    office.take({{2021, rising(0)}});
    auto release = office.release({{2021, rising(0)}, {2022, rising(7)}});
    release.blocks[0].observations.back().cell = {0, Missing::unreliable};
    EXPECT_THAT(said(office.screen(release)), ElementsAre("signs all tell"));
    office.take(release);
    EXPECT_THAT(said(office.screen(release)), IsEmpty());
}

Office::Figure shares(double off)
{
    return [off](int area, int group) {
        const double part = 20 + 3.0 * area;
        return group == 0 ? part : 100 - part + off;
    };
}

TEST(Screening, NoticesThatSharesNoLongerAddUpToAHundred)
{
    Office office("percent", true);
    office.take({{2021, shares(0)}, {2022, shares(0.1)}});
    EXPECT_THAT(said(office.screen({{2021, shares(0)}, {2022, shares(0.1)}, {2023, shares(7)}})),
                ElementsAre("parts 2023 hold"));
}

QualityRule parts_rule()
{
    QualityRule rule;
    rule.id = "paare";
    rule.check = QualityCheck::parts;
    rule.reach = QualityRule::Reach::measure;
    rule.measures = {"m"};
    rule.dimension = "kind";
    rule.adds_to = 100;
    rule.within = 2;
    rule.share = 0.5;
    return rule;
}

TEST(Screening, HoldsOfAFirstReleaseOnlyTheNewestPeriodAndTellsOfTheRest)
{
    const Office office("percent", true);
    const auto doubts =
        office.screen(office.release({{2021, shares(7)}, {2022, shares(7)}}), {parts_rule()});
    EXPECT_THAT(said(doubts), ElementsAre("parts 2021 tell", "parts 2022 hold"));
}

TEST(Screening, TellsOfAFewOddGroupsAndHoldsTheColumnWhenThereAreMany)
{
    Office office("percent", true);
    office.take({{2021, shares(0)}});
    const Office::Figure one_off = [](int area, int group) {
        return *shares(area == 4 ? 9 : 0.5)(area, group) + (group == 0 ? 0.3 * area : -0.3 * area);
    };
    EXPECT_THAT(
        said(office.screen(office.release({{2021, shares(0)}, {2022, one_off}}), {parts_rule()})),
        ElementsAre("parts 2022 tell"));
}

TEST(Screening, ObeysTheTestThatNamesTheMeasureBeforeThatForAll)
{
    QualityRule off;
    off.id = "hebesaetze";
    off.check = QualityCheck::copied;
    off.then = OnDoubt::off;
    off.reach = QualityRule::Reach::measure;
    off.measures = {"m"};
    QualityRule tell = off;
    tell.id = "alle";
    tell.then = OnDoubt::tell;
    tell.reach = QualityRule::Reach::everything;
    tell.measures.clear();
    Office office("persons");
    office.take({{2021, rising(0)}, {2022, rising(5)}});
    const auto copy = office.release({{2021, rising(0)}, {2022, rising(5)}, {2023, rising(5)}});
    EXPECT_THAT(said(office.screen(copy, {off, tell})), IsEmpty());
    EXPECT_THAT(said(office.screen(copy, {tell})), ElementsAre("copied 2023 tell"));
}

Office::Figure times(double factor, double step)
{
    return [=](int area, int group) { return factor * *rising(step)(area, group); };
}

TEST(Screening, TakesTheCorrectionOfAJumpThatWasLetInForNoOtherJump)
{
    Office office("persons");
    office.take({{2022, rising(0)}, {2023, rising(5)}, {2024, times(10, 11)}});
    EXPECT_THAT(said(office.screen({{2022, rising(0)}, {2023, rising(5)}, {2024, rising(11)}})),
                IsEmpty());
    EXPECT_THAT(
        said(office.screen({{2022, rising(0)}, {2023, rising(5)}, {2024, times(0.01, 11)}})),
        ElementsAre("jump 2024 hold"));
}

TEST(Screening, TakesTheCorrectionOfSeveralColumnsAndTheNextOneAfterThem)
{
    Office office("persons");
    office.take({{2022, rising(0)}, {2023, times(10, 5)}, {2024, times(10, 11)}});
    EXPECT_THAT(
        said(office.screen(
            {{2022, rising(0)}, {2023, rising(5)}, {2024, rising(11)}, {2025, rising(18)}})),
        IsEmpty());
    EXPECT_THAT(
        said(office.screen(
            {{2022, rising(0)}, {2023, times(10, 5)}, {2024, times(10, 11)}, {2025, rising(18)}})),
        ElementsAre("jump 2025 hold"));
}

// The step back to an old level is a jump as well, where the new level has a past.
TEST(Screening, HoldsAJumpBackToALevelOfLongAgo)
{
    Office office("persons");
    office.take({{2022, rising(0)}, {2023, times(10, 5)}, {2024, times(10, 11)}});
    EXPECT_THAT(said(office.screen({{2022, rising(0)}, {2023, times(10, 5)}, {2024, rising(11)}})),
                ElementsAre("jump 2024 hold"));
}

// A share that the publisher computes as well; both parts come from an office of their own.
class Shares : public ::testing::Test {
protected:
    using Figure = std::function<double(int area)>;

    Shares()
    {
        Indicator indicator;
        indicator.id = "rate";
        indicator.title = {"Anteil", "Share"};
        indicator.numerator = "part";
        indicator.denominator = "whole";
        indicator.per = 100;
        const auto persons = *parse_unit("persons"), percent = *parse_unit("percent");
        auto built = Graph::build({{"part", persons, {"area"}, Frequency::year, "s"},
                                   {"whole", persons, {"area"}, Frequency::year, "s"},
                                   {"published", percent, {"area"}, Frequency::year, "t"}},
                                  {indicator});
        graph_ = std::move(*built);
        rule_.id = "anteil_stimmt";
        rule_.check = QualityCheck::recomputed;
        rule_.reach = QualityRule::Reach::measure;
        rule_.indicator = "rate";
        rule_.published = "published";
        rule_.measures = {"published"};
        rule_.within = 0.2;
        rule_.share = 0.1;
    }

    static MeasureBlock block(const std::string& name, int year, const Figure& figure)
    {
        MeasureBlock made{name, KeyTable({"area"}), {}};
        for (int area = 0; area < Office::areas; ++area)
            made.observations.push_back({Office::row(made.keys, area, 0),
                                         Period::year(year),
                                         {figure(area), Missing::none}});
        return made;
    }
    static Release release(std::vector<MeasureBlock> blocks)
    {
        return {"s", {Instant{}, Instant{}, "r", "u"}, false, std::move(blocks)};
    }
    void take(const Release& release)
    {
        const auto absorbed = graph_.absorb(release);
        ASSERT_TRUE(absorbed) << absorbed.error().what.en;
        graph_.update(*absorbed);
    }
    std::vector<Doubt> screen(const Release& release) const
    {
        return tuermer::screen(graph_, release, QualityRules({rule_}));
    }

    static double part(int area) { return 10 + area; }
    static double whole(int) { return 200; }
    static double rate(int area) { return part(area) / 2; }
    static double rate_off_in_three(int area) { return rate(area) + (area < 3 ? 0.3 : 0.1); }

    Graph graph_;
    QualityRule rule_;
};

TEST_F(Shares, ThatArePublishedAreHeldAgainstWhatAnIndicatorComputes)
{
    const auto doubts = screen(release({block("part", 2022, part), block("whole", 2022, whole),
                                        block("published", 2022, rate_off_in_three)}));
    ASSERT_THAT(said(doubts), ElementsAre("recomputed 2022 hold"));
    EXPECT_EQ(doubts.front().column.measure, "published");
    EXPECT_EQ(doubts.front().rows.size(), 3U);
    EXPECT_NE(doubts.front().found.de.find("3 von 12"), std::string::npos);
}

TEST_F(Shares, ThatArePublishedHoldTheFiguresThatComeLaterAndContradictThem)
{
    take(release({block("part", 2020, [](int area) { return 5.0 + 2 * area; }),
                  block("whole", 2020, [](int area) { return 190.0 + area; })}));
    take(release({block("published", 2022, rate_off_in_three)}));
    const auto parts = release({block("part", 2022, part), block("whole", 2022, whole)});
    const auto doubts = screen(parts);
    ASSERT_THAT(said(doubts), ElementsAre("recomputed 2022 hold", "recomputed 2022 hold"));
    EXPECT_EQ(doubts.front().column.measure, "part");
    EXPECT_EQ(doubts.back().column.measure, "whole");
    EXPECT_EQ(doubts.front().unit, *parse_unit("percent"));
    EXPECT_NE(doubts.front().found.de.find("3 von 12"), std::string::npos);
    EXPECT_FALSE(doubts.front().figures.empty());
    EXPECT_EQ(doubts.front().rows.front().now, rate(0) + 0.3);
    EXPECT_EQ(doubts.front().rows.front().other, rate(0));
}

TEST_F(Shares, ThatFitAreNoDoubtAboutFiguresThatComeLater)
{
    take(release({block("published", 2022, rate)}));
    EXPECT_THAT(said(screen(release({block("part", 2022, part), block("whole", 2022, whole)}))),
                IsEmpty());
}

TEST_F(Shares, ThatStayWhileOneOfTheirPartsIsCorrectedAreTold)
{
    take(release(
        {block("part", 2022, part), block("whole", 2022, whole), block("published", 2022, rate)}));
    const auto corrected =
        release({block("part", 2022, [](int area) { return part(area) + (area < 2 ? 5 : 0); })});
    const auto doubts = screen(corrected);
    ASSERT_THAT(said(doubts), ElementsAre("recomputed 2022 tell"));
    EXPECT_NE(doubts.front().found.de.find("2 von 2"), std::string::npos);
    take(corrected);
    EXPECT_THAT(said(screen(corrected)), IsEmpty()); // told once
}

// What a release without doubts brings about is, cell for cell, what it always did; and what is
// held stays as it was, whatever else comes.
RC_GTEST_PROP(Screening, HeldColumnsStayAsTheyAreAndTheOthersAreTakenUp, ())
{
    const auto figures = *rc::gen::container<std::vector<int>>(
        72, rc::gen::inRange(0, 400));              // three years, twelve areas, before and after
    const auto held_year = *rc::gen::inRange(0, 4); // 3: none
    const auto figure = [&](int year, int offset) -> Office::Figure {
        return [&figures, year, offset](int area, int) -> std::optional<double> {
            const auto value = figures[static_cast<std::size_t>(offset + 12 * year + area)];
            if (value < 40) return std::nullopt;
            return value;
        };
    };
    Office office("persons"), as_ever("persons");
    const std::vector<Office::Column> before{
        {2021, figure(0, 0)}, {2022, figure(1, 0)}, {2023, figure(2, 0)}};
    office.take(before);
    as_ever.take(before);
    auto release =
        office.release({{2021, figure(0, 36)}, {2022, figure(1, 36)}, {2023, figure(2, 36)}});
    as_ever.take(release);
    const auto old = office.graph();
    if (held_year < 3) release.held = {{"m", Period::year(2021 + held_year)}};
    office.take(release);
    for (std::uint32_t row = 0; row < old.panel(0).rows(); ++row)
        for (int year = 0; year < 3; ++year) {
            const auto period = Period::year(2021 + year);
            const auto& expected = year == held_year ? old : as_ever.graph();
            RC_ASSERT(office.graph().panel(0).at(row, period) == expected.panel(0).at(row, period));
        }
}

} // namespace
} // namespace tuermer
