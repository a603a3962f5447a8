// SPDX-License-Identifier: EUPL-1.2
// Font options are set here, not taken from the machine, so that a chart looks the same everywhere.
#include "daemon/present/canvas.hpp"

#include <cairo-svg.h>
#include <cairo.h>
#include <pango/pangocairo.h>

namespace tuermer::present {

namespace {

constexpr const char* family = "DejaVu Sans";

template <class T, void (*release)(T*)>
struct Release {
    void operator()(T* object) const { release(object); }
};
using Surface = std::unique_ptr<cairo_surface_t, Release<cairo_surface_t, cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Release<cairo_t, cairo_destroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t,
                                    Release<cairo_font_options_t, cairo_font_options_destroy>>;
using FontDescription = std::unique_ptr<PangoFontDescription,
                                        Release<PangoFontDescription, pango_font_description_free>>;

template <class T>
struct Unref {
    void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref<T>>;

FontDescription description_of(double size, bool bold)
{
    FontDescription description(pango_font_description_new());
    pango_font_description_set_family(description.get(), family);
    pango_font_description_set_absolute_size(description.get(), size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(description.get(), PANGO_WEIGHT_BOLD);
    return description;
}

// Fontconfig always answers some font; without any at all, pango answers none or a nameless one.
bool has_font(PangoContext* context)
{
    const auto wanted = description_of(12, false);
    const Owned<PangoFont> font(
        pango_font_map_load_font(pango_context_get_font_map(context), context, wanted.get()));
    if (!font) return false;
    const FontDescription found(pango_font_describe(font.get()));
    const char* name = pango_font_description_get_family(found.get());
    return name != nullptr && std::string_view(name) == family;
}

FontOptions plain_font_options()
{
    FontOptions options(cairo_font_options_create());
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    return options;
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length)
{
    const auto* first = static_cast<const void*>(bytes);
    static_cast<std::string*>(closure)->append(static_cast<const char*>(first), length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

struct Canvas::Impl {
    std::string bytes; // of a vector surface, which outlives it
    Surface surface;
    Context context;
    Owned<PangoContext> words;

    Owned<PangoLayout> layout(const std::string& text, const Lettering& lettering) const
    {
        Owned<PangoLayout> made(pango_layout_new(words.get()));
        const auto description = description_of(lettering.size, lettering.bold);
        pango_layout_set_font_description(made.get(), description.get());
        pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
        if (lettering.width <= 0) return made;
        pango_layout_set_width(made.get(), static_cast<int>(lettering.width * PANGO_SCALE));
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
        pango_layout_set_height(made.get(), -lettering.lines);
        return made;
    }

    void use(Colour colour) const
    {
        cairo_set_source_rgb(context.get(), colour.red, colour.green, colour.blue);
    }
};

Canvas::Canvas(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

Result<Canvas> Canvas::open(Size size, double density)
{
    auto impl = std::make_unique<Impl>();
    impl->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                   static_cast<int>(size.width * density),
                                                   static_cast<int>(size.height * density)));
    return on(std::move(impl), density);
}

Result<Canvas> Canvas::open_vector(Size size)
{
    auto impl = std::make_unique<Impl>();
    impl->surface.reset(
        cairo_svg_surface_create_for_stream(append, &impl->bytes, size.width, size.height));
    return on(std::move(impl), 1);
}

Result<Canvas> Canvas::on(std::unique_ptr<Impl> impl, double density)
{
    impl->context.reset(cairo_create(impl->surface.get()));
    cairo_scale(impl->context.get(), density, density);
    impl->words.reset(pango_cairo_create_context(impl->context.get()));
    const auto options = plain_font_options();
    pango_cairo_context_set_font_options(impl->words.get(), options.get());
    if (!has_font(impl->words.get()))
        return fail(
            Remedy::mend,
            {"Die Schrift „DejaVu Sans“ fehlt auf diesem Rechner (Paket fonts-dejavu-core).",
             "The font “DejaVu Sans” is missing on this machine (package "
             "fonts-dejavu-core)."});
    return Canvas(std::move(impl));
}

void Canvas::fill(Colour colour)
{
    impl_->use(colour);
    cairo_paint(impl_->context.get());
}

void Canvas::line(const std::vector<Point>& points, const Pen& pen)
{
    if (points.size() < 2) return;
    auto* context = impl_->context.get();
    impl_->use(pen.colour);
    cairo_set_line_width(context, pen.width);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(context, pen.dashes.empty() ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(context, pen.dashes.data(), static_cast<int>(pen.dashes.size()), 0);
    cairo_move_to(context, points.front().x, points.front().y);
    for (const auto& point : points) cairo_line_to(context, point.x, point.y);
    cairo_stroke(context);
}

void Canvas::disc(Point centre, double radius, Colour colour)
{
    constexpr double full_turn = 6.283185307179586;
    impl_->use(colour);
    cairo_new_path(impl_->context.get());
    cairo_arc(impl_->context.get(), centre.x, centre.y, radius, 0, full_turn);
    cairo_fill(impl_->context.get());
}

void Canvas::box(Point centre, double side, Colour colour)
{
    impl_->use(colour);
    cairo_rectangle(impl_->context.get(), centre.x - side / 2, centre.y - side / 2, side, side);
    cairo_fill(impl_->context.get());
}

Size Canvas::measure(const std::string& text, const Lettering& lettering) const
{
    const auto layout = impl_->layout(text, lettering);
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout.get(), &width, &height);
    return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

void Canvas::write(Point top_left, const std::string& text, const Lettering& lettering)
{
    const auto layout = impl_->layout(text, lettering);
    impl_->use(lettering.colour);
    cairo_move_to(impl_->context.get(), top_left.x, top_left.y);
    pango_cairo_show_layout(impl_->context.get(), layout.get());
}

namespace {

Result<std::string> drawn(std::string bytes, cairo_status_t status)
{
    if (status == CAIRO_STATUS_SUCCESS) return bytes;
    return fail(Remedy::restart,
                say("Das Diagramm ließ sich nicht zeichnen: {}.",
                    "The chart could not be drawn: {}.", cairo_status_to_string(status)));
}

} // namespace

Result<std::string> Canvas::png() const
{
    cairo_surface_flush(impl_->surface.get());
    std::string bytes;
    const auto status = cairo_surface_write_to_png_stream(impl_->surface.get(), append, &bytes);
    return drawn(std::move(bytes), status);
}

Result<std::string> Canvas::svg()
{
    cairo_surface_finish(impl_->surface.get());
    return drawn(std::move(impl_->bytes), cairo_surface_status(impl_->surface.get()));
}

} // namespace tuermer::present
