// SPDX-License-Identifier: EUPL-1.2
#include "rules/indicators/graph.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

std::vector<MeasureShape> shapes()
{
    return {{"a", parse_unit("persons").value(), {"area"}, Frequency::month, "s"},
            {"b", parse_unit("persons").value(), {"area"}, Frequency::month, "s"}};
}

Graph graph()
{
    Indicator share;
    share.id = "share";
    share.numerator = "a";
    share.denominator = "b";
    share.per = 100;
    Indicator mean;
    mean.id = "mean";
    mean.value = "mean(a, 3 m)";
    return std::move(Graph::build(shapes(), {share, mean}).value());
}

Release release_of(int months)
{
    Release release{"s", {}, false, {}};
    for (const auto& shape : shapes()) {
        MeasureBlock block{shape.name, KeyTable(shape.dimensions), {}};
        for (int month = 0; month < months; ++month)
            for (const auto* area : {"03", "03153", "14"}) {
                const Cell cell = month == 2 ? Cell{0, Missing::withheld}
                                             : Cell{month * 1.5 + shape.name[0], Missing::none};
                block.observations.push_back(
                    {block.keys.row({area}), Period::month(2024, 1) + month, cell});
            }
        release.blocks.push_back(std::move(block));
    }
    return release;
}

void expect_same(const Panel& a, const Panel& b)
{
    ASSERT_EQ(a.rows(), b.rows());
    for (std::uint32_t row = 0; row < a.rows(); ++row) {
        EXPECT_EQ(key_text(a.keys(), row), key_text(b.keys(), row));
        for (auto period = Period::month(2024, 1); period <= Period::month(2025, 3);
             period = period + 1)
            EXPECT_EQ(a.at(row, period), b.at(row, period)) << to_string(period);
    }
}

TEST(Adopt, IsTheSameAsAbsorbingEveryFigureAlsoForWhatComesAfterwards)
{
    auto absorbed = graph(), adopted = graph();
    ASSERT_TRUE(absorbed.absorb(release_of(8)));
    for (const auto* name : {"a", "b"})
        ASSERT_TRUE(adopted.adopt(Panel(absorbed.panel(*absorbed.measure(name)))));
    absorbed.update_all();
    adopted.update_all();
    for (auto* each : {&absorbed, &adopted}) each->update(each->absorb(release_of(12)).value());
    for (IndicatorId id = 0; id < 2; ++id)
        expect_same(absorbed.panels(id).value, adopted.panels(id).value);
    EXPECT_EQ(adopted.panels(1).value.at(0, Period::month(2024, 12)).value, 10 * 1.5 + 'a');
}

TEST(Adopt, RefusesWhatItDoesNotKnowOrHoldsAlready)
{
    auto held = graph();
    const auto unit = parse_unit("persons").value();
    EXPECT_FALSE(held.adopt(Panel("c", unit, Frequency::month, {"area"})));
    EXPECT_FALSE(held.adopt(Panel("a", unit, Frequency::year, {"area"})));
    EXPECT_FALSE(held.adopt(Panel("a", unit, Frequency::month, {"area", "age"})));
    ASSERT_TRUE(held.absorb(release_of(1)));
    const auto again = held.adopt(Panel("a", unit, Frequency::month, {"area"}));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().what.en, "the measure 'a' has figures already");
}

} // namespace
} // namespace tuermer
