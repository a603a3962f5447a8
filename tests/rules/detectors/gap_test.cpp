// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/knows_chance.hpp"

#include "sheet.hpp"

#include <gmock/gmock.h>

namespace {

using namespace tuermer;
using namespace tuermer::testing;
using ::testing::HasSubstr;

// School leavers of two groups in one district and its Land.
struct Groups {
    Groups()
    {
        indicator.id = "leavers";
        indicator.per = 100;
    }
    Groups& put(const std::string& area, const std::string& group, const std::vector<Rate>& rates)
    {
        auto period = Period::year(2023);
        for (const auto& [numerator, denominator] : rates) {
            const std::vector<std::string_view> key{area, group};
            const auto set = [&](Panel& panel, double value) {
                panel.put(panel.row(key), period, {value, Missing::none});
            };
            set(panels.value, 100 * numerator / denominator);
            set(*panels.numerator, numerator);
            set(*panels.denominator, denominator);
            period = period + 1;
        }
        return *this;
    }
    Sight sight(const std::string& area, const std::string& group, int year) const
    {
        return {panels, indicator, *panels.value.keys().find({area, group}), Period::year(year)};
    }
    DetectorContext context() const
    {
        return {&indicator, Frequency::year, percent, true, {}, {"area", "nationality"}};
    }

    Indicator indicator;
    IndicatorPanels panels{Panel("leavers", percent, Frequency::year, {"area", "nationality"}),
                           Panel("leavers", persons, Frequency::year, {"area", "nationality"}),
                           Panel("leavers", persons, Frequency::year, {"area", "nationality"})};
};

Groups goslar()
{
    Groups groups;
    groups.put("03153", "foreign", {{24, 100}, {48, 124}})
        .put("03153", "german", {{60, 800}, {62, 790}})
        .put("03", "foreign", {{1500, 6500}, {2749, 9895}});
    return groups;
}

Assessment gap(const Groups& groups, const SettingsWritten& written)
{
    const auto made = make("gap", written, groups.context());
    EXPECT_TRUE(made.mistakes.empty()) << made.mistakes.front().what.de;
    return made.detector->assess(groups.sight("03153", "foreign", 2024));
}

TEST(Gap, MeasuresTheDistanceToAnotherGroupWithItsInterval)
{
    const auto found = gap(goslar(), {{"to", "nationality=german"}, {"at_least", "+10 pp"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_NEAR(*found.measured, 100 * (48.0 / 124 - 62.0 / 790), 1e-9);
    EXPECT_EQ(found.interval_method, "Newcombe");
    EXPECT_GT(found.interval->lower, 20);
    EXPECT_EQ(found.figures.size(), 2U);
    EXPECT_THAT(found.finding.de, HasSubstr("nationality=german: 7,8 %; hier 38,7 %"));
}

TEST(Gap, MeasuresTheDistanceToAnArea)
{
    const auto made = make("gap", {{"to", "03"}, {"at_least", "+5 pp"}}, goslar().context());
    EXPECT_EQ(made.detector->comparison_area(), "03");
    EXPECT_FALSE(made.detector->compares_rows());
    const auto found = gap(goslar(), {{"to", "03"}, {"at_least", "+5 pp"}});
    EXPECT_NEAR(*found.measured, 38.7097 - 27.7817, 1e-3);
    EXPECT_EQ(found.truth[0], Truth::yes);
}

TEST(Gap, MeasuresARatio)
{
    const auto found =
        gap(goslar(), {{"to", "nationality=german"}, {"as", "ratio"}, {"at_least", "3"}});
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(found.scale, Scale::factor);
    EXPECT_NEAR(*found.measured, 48.0 / 124 * 790 / 62, 1e-9);
    EXPECT_GT(found.interval->lower, 1);
    EXPECT_DOUBLE_EQ(*found.clear, 2.6);
    EXPECT_EQ(
        gap(goslar(), {{"to", "nationality=german"}, {"as", "ratio"}, {"at_most", "0.8"}}).truth[0],
        Truth::no);
}

TEST(Gap, AsksWhetherTheDistanceHasGrown)
{
    const auto found =
        gap(goslar(), {{"to", "nationality=german"}, {"against", "1 y"}, {"at_least", "+10 pp"}});
    const double before = 100 * (24.0 / 100 - 60.0 / 800), now = 100 * (48.0 / 124 - 62.0 / 790);
    EXPECT_NEAR(*found.measured, now - before, 1e-9);
    EXPECT_EQ(found.truth[0], Truth::yes);
    EXPECT_EQ(found.interval_method, "Newcombe, MOVER");
    EXPECT_EQ(found.figures.size(), 4U);
    const auto land = gap(goslar(), {{"to", "03"}, {"against", "1 y"}, {"at_least", "+5 pp"}});
    EXPECT_EQ(land.truth[0], Truth::band); // 9.9 points more, but by chance as well
}

TEST(Gap, SeesALagAsItSeesALead)
{
    Groups groups;
    groups.put("03153", "foreign", {{5, 100}, {5, 100}})
        .put("03153", "german", {{300, 800}, {300, 800}});
    EXPECT_EQ(gap(groups, {{"to", "nationality=german"}, {"at_least", "-20 pp"}}).truth[0],
              Truth::yes);
}

TEST(Gap, HasNoVerdictWithoutTheOtherFigure)
{
    const auto found = gap(goslar(), {{"to", "nationality=stateless"}, {"at_least", "+10 pp"}});
    EXPECT_EQ(found.truth[0], Truth::unknown);
    EXPECT_THAT(found.reason.en, HasSubstr("not in the indicator"));
    auto groups = goslar();
    groups.panels.value.put(*groups.panels.value.keys().find({"03153", "german"}),
                            Period::year(2024), {0, Missing::withheld});
    const auto withheld = gap(groups, {{"to", "nationality=german"}, {"at_least", "+10 pp"}});
    EXPECT_EQ(withheld.truth[0], Truth::unknown);
    EXPECT_THAT(withheld.reason.de, HasSubstr("nationality=german, 2024: kein Wert"));
}

TEST(Gap, RefusesSettingsThatMeanNothing)
{
    const auto groups = goslar();
    const auto wrong = [&](const SettingsWritten& written) {
        const auto mistakes = make("gap", written, groups.context()).mistakes;
        return mistakes.empty() ? std::string() : mistakes.front().what.de;
    };
    EXPECT_THAT(wrong({{"to", "nationalty=german"}, {"at_least", "+10 pp"}}),
                HasSubstr("meinten Sie 'nationality'"));
    EXPECT_THAT(wrong({{"at_least", "+10 pp"}}), HasSubstr("'to'"));
    EXPECT_THAT(wrong({{"to", "03"}, {"as", "ratio"}, {"at_least", "0.9"}}),
                HasSubstr("heißt kein Unterschied"));
    EXPECT_THAT(wrong({{"to", "03"}, {"against", "7 %"}, {"at_least", "+1 pp"}}),
                HasSubstr("gegenüber früheren"));
}

// The 95 % interval leaves out 0 exactly where the one-sided p is at most 0.025.
TEST(Gap, HasAPValueThatBelongsToItsInterval)
{
    const auto p_of = [](double cases, const SettingsWritten& written) {
        Groups groups;
        groups.put("03153", "foreign", {{24, 100}, {cases, 124}})
            .put("03153", "german", {{60, 800}, {62, 790}});
        const auto made = make("gap", written, groups.context());
        const auto sight = groups.sight("03153", "foreign", 2024);
        const auto p = dynamic_cast<const KnowsChance&>(*made.detector).p_value(sight);
        const bool fires = made.detector->assess(sight).truth[0] == Truth::yes;
        return std::pair(p, fires);
    };
    const auto beside = std::string("nationality=german");
    const SettingsWritten difference{{"to", beside}, {"at_least", "+0.1 pp"}},
        times{{"to", beside}, {"as", "ratio"}, {"at_least", "1.01"}};
    EXPECT_LT(*p_of(48, difference).first, 1e-6);
    EXPECT_LT(*p_of(48, times).first, 1e-6);
    for (int cases = 10; cases < 30; ++cases)
        for (const auto& written : {difference, times}) {
            const auto [p, fires] = p_of(cases, written);
            EXPECT_EQ(fires, *p <= 0.025) << cases << " " << *p;
        }
    auto without = difference;
    without["confidence"] = 0.0;
    EXPECT_FALSE(p_of(48, without).first);
}

} // namespace
