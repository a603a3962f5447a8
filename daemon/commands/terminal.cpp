// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/terminal.hpp"

#include "daemon/commands/commands.hpp"
#include "daemon/environment.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/core.h>
#include <unistd.h>

namespace tuermer::terminal {

bool is_terminal()
{
    static const bool is = ::isatty(STDOUT_FILENO) == 1;
    return is;
}

bool shows_colours()
{
    static const bool shows =
        is_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    return shows;
}

std::string painted(Colour colour, std::string_view text)
{
    if (!shows_colours() || colour == Colour::plain) return std::string(text);
    const char* code = "0";
    switch (colour) {
    case Colour::plain:
        break;
    case Colour::red:
        code = "31";
        break;
    case Colour::yellow:
        code = "33";
        break;
    case Colour::green:
        code = "32";
        break;
    case Colour::blue:
        code = "34";
        break;
    case Colour::faint:
        code = "2";
        break;
    case Colour::bold:
        code = "1";
        break;
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void line(std::string_view text)
{
    fmt::print("{}\n", text);
    std::fflush(stdout);
}

int complain(const Error& error, Language language)
{
    fmt::print(stderr, "tuermer: {}\n", describe(error, language));
    return not_possible;
}

std::size_t width_of(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t width)
{
    const auto shown = width_of(text);
    return std::string(text) + std::string(width > shown ? width - shown : 0, ' ');
}

void table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    for (const auto& row : rows) {
        auto words = "  " + padded(row.front(), widths.front());
        for (std::size_t i = 1; i < row.size(); ++i)
            words += "  " + std::string(widths[i] - width_of(row[i]), ' ') + row[i];
        line(words);
    }
}

} // namespace tuermer::terminal
