// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/common_panel.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace tuermer::bench {

namespace {

constexpr std::array season{0.4, 0.4, 0.2, 0., -.1, -.2, 0., .1, -.1, -.2, -.1, .1};

// The linear congruential generator of the C standard's example.
double noise(std::uint32_t& seed)
{
    seed = (seed * 1103515245U + 12345U) & 0x7FFF'FFFFU;
    return static_cast<double>((seed >> 8U) % 1000) / 5000.;
}

double with_three_decimals(double value)
{
    std::array<char, 32> text{};
    const auto* end = fmt::format_to(text.data(), "{:.3f}", value);
    double read = 0;
    std::from_chars(text.data(), end, read);
    return read;
}

Area area_of(std::uint32_t number)
{
    const auto land = number % 16 + 1, district = land * 1000 + number / 16 % 400;
    return {fmt::format("{:02}{:06}", land, number), fmt::format("{:05}", district),
            fmt::format("{:02}", land)};
}

} // namespace

CommonPanel PanelMaker::next(std::uint32_t areas)
{
    CommonPanel panel;
    const auto first = Period::month(2026, 11) - static_cast<int>(months_ - 1);
    for (std::uint32_t m = 0; m < months_; ++m) panel.months.push_back(first + static_cast<int>(m));
    panel.values.reserve(std::size_t{areas} * months_);
    for (const auto end = made_ + areas; made_ < end; ++made_) {
        panel.areas.push_back(area_of(made_));
        const double base = 3 + made_ % 50 / 10., trend = made_ % 5 == 0 ? 0.012 : 0.0;
        for (std::uint32_t m = 0; m < months_; ++m)
            panel.values.push_back(
                with_three_decimals(base + trend * m + season[m % 12] + noise(seed_) - 0.1));
    }
    return panel;
}

CommonPanel common_panel(std::uint32_t areas, std::uint32_t months)
{
    return PanelMaker(months).next(areas);
}

bool write_csv(const CommonPanel& panel, const std::string& path)
{
    std::ofstream file(path, std::ios::binary);
    file << "area,kreis,land,period,value\n";
    std::string lines;
    for (std::size_t a = 0; a < panel.areas.size(); ++a) {
        const auto& area = panel.areas[a];
        lines.clear();
        for (std::size_t m = 0; m < panel.months.size(); ++m)
            fmt::format_to(std::back_inserter(lines), "{},{},{},{},{:.3f}\n", area.code,
                           area.district, area.land, to_string(panel.months[m]), panel.value(a, m));
        file << lines;
    }
    return static_cast<bool>(file.flush());
}

} // namespace tuermer::bench
