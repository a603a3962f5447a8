// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/trajectory.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tuermer::stored {
namespace {

Step any_step()
{
    return {{*rc::gen::element(Truth::no, Truth::band, Truth::yes, Truth::unknown),
             *rc::gen::element(Severity::note, Severity::signal, Severity::urgent),
             *rc::gen::arbitrary<bool>(),
             *rc::gen::element(Severity::note, Severity::signal, Severity::urgent)},
            *rc::gen::element(Phase::inactive, Phase::pending, Phase::firing, Phase::recovering),
            *rc::gen::arbitrary<std::uint8_t>(),
            *rc::gen::element(Severity::note, Severity::signal, Severity::urgent)};
}

RC_GTEST_PROP(Trajectory, IsReadBackAsItWas, ())
{
    std::vector<Step> steps(*rc::gen::inRange<std::size_t>(0, 40));
    for (auto& step : steps) step = any_step();
    RC_ASSERT(steps_of(text_of(steps)) == steps);
}

TEST(Trajectory, CanBeReadByAPerson)
{
    const std::vector<Step> steps{
        {{Truth::no, Severity::note, false}, Phase::inactive, 0, Severity::note},
        {{Truth::yes, Severity::signal, true, Severity::urgent},
         Phase::pending,
         1,
         Severity::signal},
        {{Truth::unknown, Severity::note, false}, Phase::firing, 0, Severity::signal}};
    EXPECT_EQ(text_of(steps),
              "no>inactive yes:signal^urgent~>pending1:signal unknown>firing:signal");
    EXPECT_EQ(text_of({}), "");
}

TEST(Trajectory, IsRefusedWhenItIsNotOne)
{
    for (const auto* text : {"perhaps>firing", "yes", "yes>", "yes>burning", "yes>firing:loud",
                             "yes>firing256", "yes=>firing", "yes=x>firing", "yes>firing ",
                             " yes>firing", "yes>firing  no>inactive", "yes>firing1x"})
        EXPECT_EQ(steps_of(text), std::nullopt) << text;
}

} // namespace
} // namespace tuermer::stored
