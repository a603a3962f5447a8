// SPDX-License-Identifier: EUPL-1.2
// What a test found stands in the mail in its own words, beside the figure, and nowhere else.
#include "goslar.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using testing::HasSubstr;
using testing::Not;

Event trend_event()
{
    auto event = goslar::leavers_event();
    Assessment made;
    made.test = "trend";
    made.truth = {Truth::yes, Truth::yes, Truth::no};
    made.measured = 3.1;
    made.limit = 1;
    made.scale = Scale::points;
    made.p_value = 0.003;
    made.figures = {goslar::figure("03153", 2024, 2024, 48, 124)};
    made.since = Period::year(2015);
    made.finding = {"Seit 2015 verändert sich die Zahl um etwa +3,1 Prozentpunkte im Jahr.",
                    "Since 2015 the figure has moved by about +3.1 percentage points a year."};
    event.evidence.assessments = {made};
    return event;
}

std::string mail(const Event& event, Language language)
{
    const auto known = goslar::knowledge();
    return goslar::unwrapped(compose_signal_mail(goslar::notice({event}),
                                                 goslar::recipient(language),
                                                 goslar::surroundings(known))
                                 .text);
}

TEST(Finding, StandsInTheMailInTheReadersLanguage)
{
    EXPECT_THAT(mail(trend_event(), Language::de),
                HasSubstr("Seit 2015 verändert sich die Zahl um etwa +3,1 Prozentpunkte im Jahr."));
    EXPECT_THAT(mail(trend_event(), Language::en),
                HasSubstr("about +3.1 percentage points a year"));
    // The slope of a year is not the change of the figure.
    EXPECT_THAT(mail(trend_event(), Language::de), Not(HasSubstr("Das ist eine Veränderung um")));
}

TEST(Finding, IsNotShownWithProtectedFigures)
{
    auto event = trend_event();
    event.evidence.assessments[0].figures[0].numerator = 2;
    EXPECT_THAT(mail(event, Language::de), Not(HasSubstr("+3,1")));
}

} // namespace
} // namespace tuermer
