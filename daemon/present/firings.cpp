// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/firings.hpp"

#include "daemon/present/canvas.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tuermer {

namespace {

using namespace present;

constexpr double margin = 16, names = 190, row_height = 18, head = 78, foot = 46;
constexpr double mark = 11, narrowest = 16, widest = 34, plot_width = 640;
constexpr std::size_t most_rows = 60; // beyond these a page is no picture any more

constexpr Colour white = colour(0xFFFFFF), ink = colour(0x1A1A1A), soft_ink = colour(0x4D4D4D);
constexpr Colour grid = colour(0xE3E3E3), told = colour(0x0072B2), withdrawn = colour(0x9A4A00);

struct Picture {
    const RuleBacktest* rule;
    const Knowledge* knowledge;
    Language language;
    std::vector<std::string> areas; // with a firing
    int columns = 0;
    double width = 0; // of a column

    Size size() const
    {
        return {margin * 2 + names + width * columns,
                head + row_height * static_cast<double>(areas.size()) + foot};
    }
    Point centre(std::size_t row, int column) const
    {
        return {margin + names + width * (column + 0.5),
                head + row_height * (static_cast<double>(row) + 0.5)};
    }
    std::string in(const char* de, const char* en) const
    {
        return language == Language::de ? de : en;
    }
};

Picture picture_of(const RuleBacktest& rule, const Knowledge& knowledge, Language language)
{
    Picture picture{&rule, &knowledge, language, {}, 0, 0};
    std::set<std::string> fired;
    for (const auto& episode : rule.episodes) fired.insert(episode.area);
    picture.areas.assign(fired.begin(), fired.end());
    if (picture.areas.size() > most_rows) picture.areas.resize(most_rows);
    if (rule.periods) picture.columns = rule.periods->last - rule.periods->first + 1;
    picture.width = std::clamp(plot_width / std::max(1, picture.columns), narrowest, widest);
    return picture;
}

void draw_head(Canvas& canvas, const Picture& picture)
{
    const auto& indicators = picture.knowledge->graph.indicators();
    const auto indicator = std::ranges::find(indicators, picture.rule->indicator, &Indicator::id);
    const auto title = indicator == indicators.end() ? picture.rule->indicator
                                                     : indicator->title.in(picture.language);
    const double width = picture.size().width - 2 * margin;
    canvas.write({margin, 12}, picture.rule->rule, {ink, 15, true, width, 1});
    canvas.write({margin, 34}, title, {soft_ink, 12, false, width, 1});
}

void draw_axis(Canvas& canvas, const Picture& picture)
{
    const auto every = static_cast<int>(std::ceil(44 / picture.width));
    for (int column = 0; column < picture.columns; column += every) {
        const auto words = axis_text(picture.rule->periods->first + column);
        const auto at = picture.centre(0, column);
        const auto size = canvas.measure(words, {soft_ink, 11});
        canvas.write({at.x - size.width / 2, head - 18}, words, {soft_ink, 11});
    }
}

void draw_rows(Canvas& canvas, const Picture& picture)
{
    for (std::size_t row = 0; row < picture.areas.size(); ++row) {
        const auto y = picture.centre(row, 0).y;
        const auto name = area_name(picture.areas[row], *picture.knowledge, picture.language);
        canvas.write({margin, y - 8}, name, {ink, 12, false, names - 10, 1});
        canvas.line({{margin + names, y}, {picture.size().width - margin, y}}, {grid, 1, {}});
    }
}

void draw_episode(Canvas& canvas, const Picture& picture, const LivedEpisode& episode)
{
    const auto row = std::ranges::find(picture.areas, episode.area) - picture.areas.begin();
    if (row == static_cast<std::ptrdiff_t>(picture.areas.size())) return;
    const auto& periods = *picture.rule->periods;
    const auto first = std::max(episode.start, periods.first);
    const auto last = std::min(episode.end.value_or(periods.last), periods.last);
    const auto shade = episode.withdrawn ? withdrawn : told;
    for (auto period = first; period <= last; period = period + 1) {
        const auto at = picture.centre(static_cast<std::size_t>(row), period - periods.first);
        canvas.box(at, mark, shade);
        if (!episode.told) canvas.box(at, mark - 3, white);
        if (episode.withdrawn)
            canvas.line({{at.x - mark, at.y}, {at.x + mark, at.y}}, {withdrawn, 1.5, {}});
    }
}

void draw_foot(Canvas& canvas, const Picture& picture)
{
    const double y = picture.size().height - foot + 12;
    double x = margin;
    const auto entry = [&](Colour shade, bool filled, const std::string& words) {
        canvas.box({x + mark / 2, y + 8}, mark, shade);
        if (!filled) canvas.box({x + mark / 2, y + 8}, mark - 3, white);
        canvas.write({x + mark + 6, y}, words, {soft_ink, 11});
        x += mark + 22 + canvas.measure(words, {soft_ink, 11}).width;
    };
    entry(told, true, picture.in("gemeldet", "told"));
    entry(told, false, picture.in("nur aufgezeichnet", "only recorded"));
    entry(withdrawn, true, picture.in("zurückgenommen", "withdrawn"));
    const auto calm =
        picture.rule->areas.size() - std::min(picture.rule->areas.size(), picture.areas.size());
    if (calm > 0)
        canvas.write({x, y},
                     say("{} Gebiete ohne Meldung sind weggelassen",
                         "{} areas without any are left out", calm)
                         .in(picture.language),
                     {soft_ink, 11});
}

} // namespace

Result<std::string> draw_firings(const RuleBacktest& rule, const Knowledge& knowledge,
                                 PictureForm form, Language language)
{
    constexpr double density = 1.6;
    const auto picture = picture_of(rule, knowledge, language);
    auto canvas = form == PictureForm::svg ? Canvas::open_vector(picture.size())
                                           : Canvas::open(picture.size(), density);
    if (!canvas) return tl::unexpected(canvas.error());
    canvas->fill(white);
    draw_head(*canvas, picture);
    if (rule.periods) {
        draw_axis(*canvas, picture);
        draw_rows(*canvas, picture);
        for (const auto& episode : rule.episodes) draw_episode(*canvas, picture, episode);
    }
    draw_foot(*canvas, picture);
    return form == PictureForm::svg ? canvas->svg() : canvas->png();
}

} // namespace tuermer
