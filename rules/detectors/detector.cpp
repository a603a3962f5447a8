// SPDX-License-Identifier: EUPL-1.2
// Severities, three-valued logic, and the sight that keeps a detector from looking ahead.
#include "rules/detectors/detector.hpp"

#include <algorithm>

namespace tuermer {

namespace {

constexpr std::array<std::string_view, severities> severity_codes{"note", "signal", "urgent"};

// no < band < yes, with unknown where Kleene puts it: beside yes for `all`, beside no for `any`.
int rank_for_all(Truth truth)
{
    constexpr std::array<int, 4> rank{0, 2, 3, 1}; // no, band, yes, unknown
    return rank[static_cast<std::size_t>(truth)];
}

int rank_for_any(Truth truth)
{
    constexpr std::array<int, 4> rank{0, 1, 3, 2};
    return rank[static_cast<std::size_t>(truth)];
}

Cell cell_until(const Panel& panel, std::uint32_t row, Period period, Period t)
{
    const bool held = period.frequency() == t.frequency() && period <= t;
    return held ? panel.at(row, period) : Cell{};
}

} // namespace

bool counts_things(const Unit& unit)
{
    return unit.scale == 1 && adds_up(unit);
}

std::string_view code_of(Severity severity)
{
    return severity_codes[static_cast<std::size_t>(severity)];
}

Text title_of(Severity severity)
{
    static const std::array<Text, severities> titles{
        {{"Hinweis", "Note"}, {"Signal", "Signal"}, {"Dringend", "Urgent"}}};
    return titles[static_cast<std::size_t>(severity)];
}

std::optional<Severity> parse_severity(std::string_view code)
{
    const auto found = std::ranges::find(severity_codes, code);
    if (found == severity_codes.end()) return std::nullopt;
    return static_cast<Severity>(found - severity_codes.begin());
}

std::string_view code_of(Truth truth)
{
    constexpr std::array<std::string_view, 4> codes{"no", "band", "yes", "unknown"};
    return codes[static_cast<std::size_t>(truth)];
}

Truth all_of(Truth a, Truth b)
{
    return rank_for_all(a) <= rank_for_all(b) ? a : b;
}

Truth any_of(Truth a, Truth b)
{
    return rank_for_any(a) >= rank_for_any(b) ? a : b;
}

Answer short_form(const Assessment& assessment)
{
    Answer answer;
    for (std::size_t i = 0; i < severities; ++i)
        answer.set(static_cast<Severity>(i), assessment.truth[i]);
    answer.set_provisional(std::ranges::any_of(
        assessment.figures, [](const Figure& figure) { return figure.mark.is_preliminary(); }));
    return answer;
}

void Detector::answer(const Sight& sight, Period first, std::span<Answer> answers) const
{
    for (auto& answer : answers) {
        answer = short_form(assess(sight.until(first)));
        first = first + 1;
    }
}

void Detector::answer_wide(const WideSight& wide, std::span<Answer> answers) const
{
    const auto height = wide.height();
    std::vector<Answer> of_row(wide.columns().count);
    for (std::uint32_t r = 0; r < height; ++r) {
        const auto row = wide.rows.first + r;
        answer({wide.panels, wide.indicator, row, wide.periods.last}, wide.periods.first, of_row);
        for (std::size_t c = 0; c < of_row.size(); ++c) answers[c * height + r] = of_row[c];
    }
}

Sight::Sight(const IndicatorView& panels, const Indicator& indicator, std::uint32_t row, Period t)
    : panels_(panels), indicator_(&indicator), row_(row), t_(t)
{
}

bool Sight::is_count() const
{
    if (!is_rate()) return counts_things(panels_.value.unit());
    return counts_things(panels_.numerator->unit()) && counts_things(panels_.denominator->unit());
}

std::string Sight::area() const
{
    const auto& keys = panels_.value.keys();
    const auto dimension = keys.dimension("area");
    return dimension ? keys.code(row_, *dimension) : std::string();
}

Cell Sight::value(Period period) const
{
    return cell_until(panels_.value, row_, period, t_);
}

Cell Sight::numerator(Period period) const
{
    return is_rate() ? cell_until(*panels_.numerator, row_, period, t_) : Cell{};
}

Cell Sight::denominator(Period period) const
{
    return is_rate() ? cell_until(*panels_.denominator, row_, period, t_) : Cell{};
}

std::optional<Sight> Sight::in_area(std::string_view code) const
{
    return beside({{"area", std::string(code)}});
}

std::optional<Sight> Sight::beside(const Codes& codes) const
{
    const auto& keys = panels_.value.keys();
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < keys.dimensions().size(); ++i) all.push_back(keys.code(row_, i));
    for (const auto& [dimension, code] : codes) {
        const auto place = keys.dimension(dimension);
        if (!place) return std::nullopt;
        all[*place] = code;
    }
    const auto row = keys.find(all);
    if (!row) return std::nullopt;
    return at_row(*row);
}

std::optional<Sight> Sight::in_indicator(std::string_view id) const
{
    if (panels_.graph == nullptr) return std::nullopt;
    const auto& graph = *panels_.graph;
    const auto other = graph.indicator(id);
    if (!other) return std::nullopt;
    const auto panels = graph.panels(*other);
    const auto &own = panels_.value.keys(), &keys = panels.value.keys();
    std::vector<std::string_view> codes;
    for (const auto& dimension : keys.dimensions()) {
        const auto place = own.dimension(dimension);
        if (!place) return std::nullopt;
        codes.push_back(own.code(row_, *place));
    }
    const auto row = keys.find(codes);
    if (!row) return std::nullopt;
    return Sight(panels, graph.indicators()[*other], *row, t_);
}

} // namespace tuermer
