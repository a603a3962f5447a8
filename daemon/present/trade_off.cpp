// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/trade_off.hpp"

#include "daemon/present/canvas.hpp"
#include "daemon/present/present.hpp"
#include "daemon/present/words.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

using namespace present;

constexpr Size sheet{720, 460};
constexpr double left = 70, right = 30, top = 70, bottom = 66;
constexpr Colour white = colour(0xFFFFFF), ink = colour(0x1A1A1A), soft_ink = colour(0x4D4D4D);
constexpr Colour grid = colour(0xE3E3E3), other = colour(0x9A9A9A), best = colour(0x0072B2);
constexpr Colour chosen = colour(0x9A4A00);

// A step of 1, 2 or 5 times a power of ten, so that about five of them fill the axis.
double step_for(double most)
{
    const double rough = most / 5, power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (power * factor >= rough) return power * factor;
    return 10 * power;
}

class TradeOffPicture {
public:
    TradeOffPicture(Canvas& canvas, const TradeOff& what, Language language)
        : canvas_(canvas), what_(what), language_(language), most_(most_messages(what))
    {
    }

    void draw()
    {
        canvas_.fill(white);
        const double width = sheet.width - left - right;
        canvas_.write({left, 12}, what_.rule, {ink, 15, true, width, 1});
        canvas_.write({left, 34}, what_.subtitle.in(language_), {soft_ink, 12, false, width, 1});
        axes();
        budget();
        forms();
        if (!what_.forms.empty()) name(0, in("jetzt", "now"), ink);
        if (what_.proposed && *what_.proposed != 0)
            name(*what_.proposed, in("Vorschlag", "proposed"), chosen);
    }

private:
    static double most_messages(const TradeOff& what)
    {
        double most = what.budget * 1.25;
        for (const auto& form : what.forms) most = std::max(most, form.per_year());
        return most > 0 ? most : 1;
    }

    std::string in(const char* de, const char* en) const
    {
        return language_ == Language::de ? de : en;
    }
    double x(double messages) const
    {
        return left + (sheet.width - left - right) * messages / most_;
    }
    static double y(double share)
    {
        return sheet.height - bottom - (sheet.height - top - bottom) * share;
    }
    Point at(const Tried& form) const { return {x(form.per_year()), y(form.detection())}; }

    void axes()
    {
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            canvas_.line({{left, y(share)}, {sheet.width - right, y(share)}}, {grid, 1, {}});
            const auto words = number_text(100 * share, 0, language_) + " %";
            const auto size = canvas_.measure(words, {soft_ink, 11});
            canvas_.write({left - 8 - size.width, y(share) - 8}, words, {soft_ink, 11});
        }
        const double step = step_for(most_);
        for (double messages = 0; messages <= most_; messages += step) {
            const auto words =
                number_text(messages, step < 1 ? (step < 0.1 ? 2 : 1) : 0, language_);
            const auto size = canvas_.measure(words, {soft_ink, 11});
            canvas_.write({x(messages) - size.width / 2, y(0) + 6}, words, {soft_ink, 11});
        }
        canvas_.write({left, sheet.height - 40}, in("→ Meldungen im Jahr", "→ messages a year"),
                      {soft_ink, 12});
        canvas_.write({left, top - 18}, in("↑ gefundene Veränderungen", "↑ changes found"),
                      {soft_ink, 12});
    }

    void budget()
    {
        canvas_.line({{x(what_.budget), y(0)}, {x(what_.budget), y(1)}}, {chosen, 1, {4, 3}});
        canvas_.write({x(what_.budget) + 4, y(0) - 18}, in("Höchstzahl", "budget"), {chosen, 11});
    }

    void forms()
    {
        std::vector<Point> line;
        for (const auto i : what_.best) line.push_back(at(what_.forms[i]));
        if (line.size() > 1) canvas_.line(line, {best, 1.5, {}});
        for (const auto& form : what_.forms) canvas_.disc(at(form), 3, other);
        for (const auto& point : line) canvas_.disc(point, 4, best);
    }

    void name(std::size_t form, const std::string& words, Colour shade)
    {
        const auto point = at(what_.forms[form]);
        canvas_.disc(point, 6, shade);
        const auto width = canvas_.measure(words, {shade, 12, true}).width;
        const double beside = point.x + 10 + width > sheet.width ? -10 - width : 10;
        canvas_.write({point.x + beside, point.y + (point.y < top + 12 ? 4 : -20)}, words,
                      {shade, 12, true});
    }

    Canvas& canvas_;
    const TradeOff& what_;
    Language language_;
    double most_;
};

} // namespace

Result<std::string> draw_trade_off(const TradeOff& what, PictureForm form, Language language)
{
    constexpr double density = 1.6;
    auto canvas =
        form == PictureForm::svg ? Canvas::open_vector(sheet) : Canvas::open(sheet, density);
    if (!canvas) return tl::unexpected(canvas.error());
    TradeOffPicture(*canvas, what, language).draw();
    return form == PictureForm::svg ? canvas->svg() : canvas->png();
}

} // namespace tuermer
