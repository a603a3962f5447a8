// SPDX-License-Identifier: EUPL-1.2
// The chart's pixels, and what they may show.
#include "daemon/present/case.hpp"
#include "goslar.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>
#include <cairo.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace tuermer {
namespace {

using namespace present;

using testing::HasSubstr;
using testing::Not;

Chart simple_chart()
{
    return {.title = "Zähl die Türme",
            .unit_label = "Prozent",
            .periods = {"2020", "2021", "2022", "2023", "2024"},
            .series = {{"Goslar", {10.0, 20.0, std::nullopt, 20.0, 40.0}},
                       {"Niedersachsen", {30.0, 30.0, 30.0, 30.0, 30.0}}},
            .breaks = {},
            .highlight = 4,
            .decimals = 1};
}

struct Picture {
    int width = 0, height = 0;
    std::vector<unsigned> pixels; // 0xRRGGBB
};

cairo_status_t next_bytes(void* closure, unsigned char* data, unsigned length)
{
    auto* rest = static_cast<std::string_view*>(closure);
    if (rest->size() < length) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(rest->begin(), length, data);
    rest->remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

Picture decoded(std::string_view png)
{
    auto* surface = cairo_image_surface_create_from_png_stream(next_bytes, &png);
    Picture picture{
        cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
    const auto stride = cairo_image_surface_get_stride(surface);
    const auto* data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const auto* pixel = data + y * stride + x * 4; // little endian: blue, green, red
            picture.pixels.push_back(static_cast<unsigned>(pixel[2]) << 16U |
                                     static_cast<unsigned>(pixel[1]) << 8U | pixel[0]);
        }
    cairo_surface_destroy(surface);
    return picture;
}

// Pixels of the subject's blue in a share of the width, without the words at the right.
int blue_between(const Picture& picture, double from, double to)
{
    int count = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = static_cast<int>(from * picture.width); x < to * picture.width; ++x)
            if (picture.pixels[static_cast<std::size_t>(y * picture.width + x)] == 0x0072B2U)
                ++count;
    return count;
}

Picture drawn(const Chart& chart)
{
    const auto png = draw_png(chart, Language::de);
    EXPECT_TRUE(png.has_value());
    return png ? decoded(*png) : Picture{};
}

TEST(Drawing, IsTwiceAsFineAsTheMailIsWide)
{
    const auto picture = drawn(simple_chart());
    EXPECT_EQ(picture.width, 1280);
    EXPECT_EQ(picture.height, 640);
}

TEST(Drawing, IsTheSameBytesForTheSameChart)
{
    EXPECT_EQ(draw_png(simple_chart(), Language::de), draw_png(simple_chart(), Language::de));
}

TEST(Drawing, LeavesAGapWhereThereIsNoValue)
{
    auto chart = simple_chart();
    const double middle = 0.4275; // 2022 stands in the middle of the plot, 56 … 628 of 800
    EXPECT_EQ(blue_between(drawn(chart), middle - 0.05, middle + 0.05), 0);
    chart.series[0].values[2] = 20.0;
    EXPECT_GT(blue_between(drawn(chart), middle - 0.05, middle + 0.05), 100);
}

TEST(Drawing, MakesTheNewestPointTheLargest)
{
    auto chart = simple_chart();
    const int with = blue_between(drawn(chart), 0.786, 0.80);
    chart.highlight.reset();
    EXPECT_GT(with, 2 * blue_between(drawn(chart), 0.786, 0.80));
}

TEST(Drawing, BearsOddCharts)
{
    for (const auto& values : std::vector<std::vector<std::optional<double>>>{
             {0.0, 0.0}, {-5.0, -5.0}, {1e9, 1.1e9}, {std::nullopt, std::nullopt}, {3.0}, {}}) {
        Chart chart;
        chart.title = std::string(300, 'W');
        chart.series = {{"A", values}};
        chart.periods.assign(values.size(), "2024");
        chart.breaks.assign(values.size() > 1 ? 1U : 0U, {1, std::string(500, 'b')});
        if (!values.empty()) chart.highlight = values.size() - 1;
        EXPECT_TRUE(draw_png(chart, Language::en).has_value());
    }
}

// A machine without fonts: fontconfig is pointed at an empty folder before it is first used.
void draw_without_fonts()
{
    const auto folder = std::filesystem::temp_directory_path() /
                        fmt::format("tuermer-no-fonts-{}", static_cast<long>(getpid()));
    std::filesystem::create_directories(folder);
    const auto file = folder / "fonts.conf";
    std::ofstream(file) << "<?xml version=\"1.0\"?><fontconfig><dir>" << folder.string()
                        << "</dir><cachedir>" << folder.string() << "</cachedir></fontconfig>";
    setenv("FONTCONFIG_FILE", file.c_str(), 1);
    const auto png = draw_png(simple_chart(), Language::de);
    std::filesystem::remove_all(folder);
    const bool named = !png && png.error().what.de.find("fonts-dejavu-core") != std::string::npos;
    std::_Exit(named ? 0 : 1);
}

TEST(Drawing, FailsLoudlyWithoutAFont)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(draw_without_fonts(), testing::ExitedWithCode(0), "");
}

struct EventChart : testing::Test {
    Knowledge known = goslar::knowledge();
    Event event = goslar::leavers_event();

    std::optional<Chart> chart(Role role)
    {
        const auto redacted = redact(event, role);
        event = redacted.event;
        return chart_of(view(role, redacted.hidden));
    }
    Case view(Role role, bool hidden = false)
    {
        return case_of(event, hidden, disclosure_threshold(role), known, Language::de);
    }
};

std::optional<double> at(const Chart& chart, std::size_t series, const std::string& period)
{
    const auto found = std::ranges::find(chart.periods, period);
    if (found == chart.periods.end()) return -1;
    return chart.series[series].values[static_cast<std::size_t>(found - chart.periods.begin())];
}

TEST_F(EventChart, ShowsTheSubjectAndTheComparisonAreaUpToTheEvent)
{
    const auto made = chart(Role::integration);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->series.size(), 2U);
    EXPECT_EQ(made->series[0].label, "Landkreis Goslar");
    EXPECT_EQ(made->series[1].label, "Niedersachsen");
    EXPECT_EQ(made->periods.front(), "2005");
    EXPECT_EQ(made->periods.back(), "2024");
    EXPECT_NEAR(at(*made, 0, "2024").value_or(0), 38.7097, 1e-3);
    EXPECT_EQ(made->highlight, made->periods.size() - 1);
}

TEST_F(EventChart, ShowsNothingAfterTheEventsPeriod)
{
    event.period = Period::year(2020);
    const auto made = chart(Role::integration);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->periods.back(), "2020");
}

TEST_F(EventChart, LeavesOutSmallNumbersThatItsReaderMayNotSee)
{
    const auto made = chart(Role::integration); // 2013: 2 of 45, 2016: 6 of 35
    ASSERT_TRUE(made);
    EXPECT_FALSE(at(*made, 0, "2013"));
    EXPECT_TRUE(at(*made, 0, "2016"));
    const auto wider = chart(Role::publicity);
    ASSERT_TRUE(wider);
    EXPECT_FALSE(at(*wider, 0, "2016"));
    EXPECT_TRUE(at(*wider, 1, "2013"));
}

// 2021 to 2023 pooled are 52 of 263; who may not see the 9 of 2021 shall not find them by taking
// away the other two.
TEST_F(EventChart, DrawsNoneOfAPooledStretchInWhichOneYearIsProtected)
{
    const auto made = chart(Role::publicity);
    ASSERT_TRUE(made);
    EXPECT_FALSE(at(*made, 0, "2021"));
    EXPECT_FALSE(at(*made, 0, "2022"));
    EXPECT_FALSE(at(*made, 0, "2023"));
    EXPECT_TRUE(at(*made, 0, "2020"));
    EXPECT_TRUE(at(*made, 0, "2024"));
}

TEST_F(EventChart, HasGapsWhereNothingWasPublished)
{
    const auto made = chart(Role::statistics);
    ASSERT_TRUE(made);
    EXPECT_FALSE(at(*made, 0, "2008"));
    EXPECT_FALSE(at(*made, 1, "2008"));
}

TEST_F(EventChart, MarksTheBreaksThatConcernIt)
{
    EXPECT_TRUE(chart(Role::integration)->breaks.empty());
    event = goslar::naturalisations_event();
    const auto made = chart(Role::integration);
    ASSERT_TRUE(made);
    ASSERT_EQ(made->breaks.size(), 1U);
    EXPECT_EQ(made->periods[made->breaks[0].first], "2024");
}

TEST_F(EventChart, IsNotMadeForAProtectedEvent)
{
    event.evidence.assessments[0].figures[0] = goslar::figure("03153", 2024, 2024, 4, 40);
    EXPECT_FALSE(chart(Role::integration));
}

TEST_F(EventChart, IsToldInWords)
{
    const auto made = chart(Role::integration);
    ASSERT_TRUE(made);
    const auto alt = goslar::unwrapped(alt_text(*made, view(Role::integration)));
    EXPECT_THAT(alt, HasSubstr("Liniendiagramm von 2005 bis 2024"));
    EXPECT_THAT(alt, HasSubstr("Niedersachsen: von"));
    EXPECT_THAT(alt, HasSubstr("2024"));
    EXPECT_THAT(alt, Not(HasSubstr("4,4"))); // 2013
}

} // namespace
} // namespace tuermer
