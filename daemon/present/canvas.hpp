// SPDX-License-Identifier: EUPL-1.2
// A sheet to draw on: lines, points and words in logical pixels. The only home of cairo and pango.
#pragma once

#include "rules/base/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tuermer::present {

struct Colour {
    double red = 0, green = 0, blue = 0;
};
constexpr Colour colour(unsigned rgb)
{
    return {static_cast<double>(rgb >> 16U & 0xFFU) / 255,
            static_cast<double>(rgb >> 8U & 0xFFU) / 255, static_cast<double>(rgb & 0xFFU) / 255};
}
struct Point {
    double x = 0, y = 0;
};
struct Pen {
    Colour colour;
    double width = 1;
    std::vector<double> dashes; // none: solid
};
struct Lettering {
    Colour colour;
    double size = 12; // pixels
    bool bold = false;
    double width = 0; // wraps there; 0: one line
    int lines = 1;    // at most so many, then an ellipsis
};
struct Size {
    double width = 0, height = 0;
};

class Canvas {
public:
    // Pixels are `density` times the logical size. Fails without the font.
    static Result<Canvas> open(Size size, double density);
    // One that is told as SVG, in logical units, words as outlines.
    static Result<Canvas> open_vector(Size size);
    ~Canvas();
    Canvas(Canvas&&) noexcept;
    Canvas& operator=(Canvas&&) noexcept;

    void fill(Colour colour);
    void line(const std::vector<Point>& points, const Pen& pen);
    void disc(Point centre, double radius, Colour colour);
    void box(Point centre, double side, Colour colour);
    Size measure(const std::string& text, const Lettering& lettering) const;
    void write(Point top_left, const std::string& text, const Lettering& lettering);
    Result<std::string> png() const; // of `open`
    Result<std::string> svg();       // of `open_vector`; nothing can be drawn afterwards

private:
    struct Impl;
    static Result<Canvas> on(std::unique_ptr<Impl> impl, double density);
    explicit Canvas(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace tuermer::present
