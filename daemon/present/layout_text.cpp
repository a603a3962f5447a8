// SPDX-License-Identifier: EUPL-1.2
// The text part: plain sentences a screen reader can follow, no drawn lines.
#include "daemon/present/figures.hpp"
#include "daemon/present/letter.hpp"

namespace tuermer::present {

namespace {

constexpr std::size_t columns = 76; // RFC 3676 recommends at most 78

std::size_t width_of(std::string_view text)
{
    std::size_t width = 0;
    for (const char byte : text)
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++width;
    return width;
}

// Breaks at ordinary spaces only: what no-break spaces hold together stays on one line.
std::string wrapped(std::string_view text, std::string_view first, std::string_view others)
{
    std::string all;
    std::string line(first);
    bool begun = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        at = end + 1;
        if (begun && width_of(line) + 1 + width_of(word) > columns) {
            all += line + "\n";
            line = others;
            begun = false;
        }
        if (begun) line += ' ';
        line += word;
        begun = true;
    }
    return plain(all + line + "\n");
}

std::string paragraph(std::string_view text)
{
    return wrapped(text, "", "");
}

std::string item(std::string_view text)
{
    return wrapped(text, "- ", "  ");
}

std::string lay_out(const Block& block)
{
    if (block.lines.empty()) return {};
    auto text = "\n" + paragraph(block.heading + ":");
    for (const auto& line : block.lines)
        text += block.lines.size() == 1 ? paragraph(line) : item(line);
    return text;
}

std::string row_text(const FigureRow& row, Language language)
{
    const auto place = fmt::format("{}, {}: ", row.area, row.period);
    if (row.numerator.empty()) return place + row.value;
    return place + unbroken(say("{} von {} ({})", "{} of {} ({})", row.numerator, row.denominator,
                                row.value)
                                .in(language));
}

std::string lay_out_figures(const Account& account, Language language)
{
    if (account.figures.empty()) return {};
    auto text = "\n" + paragraph(say("Die Zahlen", "The figures").in(language) + ":");
    for (const auto& row : account.figures) text += item(row_text(row, language));
    return text;
}

std::string lay_out_picture(const Account& account, Language language)
{
    if (!account.picture) return {};
    const auto heading = say("Verlauf", "Course over time").in(language);
    return "\n" + paragraph(heading + ":") + paragraph(account.picture->alt);
}

std::string lay_out(const Account& account, std::size_t number, std::size_t all, Language language)
{
    const auto title = all > 1 ? fmt::format("{}. {}", number, account.title) : account.title;
    auto text = "\n\n" + paragraph(title);
    text += paragraph(fmt::format("{} · {} · {}", account.severity, account.frame, account.where));
    if (!account.turn.empty()) text += "\n" + paragraph(account.turn);
    for (const auto& block : account.blocks) text += lay_out(block);
    text += lay_out_figures(account, language) + lay_out_picture(account, language);
    if (account.command.empty()) return text;
    const auto label = say("Nachvollziehen mit", "To retrace it").in(language);
    return text + "\n" + paragraph(label + ":") + account.command + "\n";
}

std::string paragraphs(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) text += "\n" + paragraph(line);
    return text;
}

} // namespace

std::string lay_out_text(const Letter& letter)
{
    auto text = paragraph(letter.title) + paragraphs(letter.opening);
    std::size_t number = 0;
    for (const auto& account : letter.accounts)
        text += lay_out(account, ++number, letter.accounts.size(), letter.language);
    for (const auto& block : letter.blocks) text += lay_out(block);
    if (!letter.closing.empty()) text += "\n" + paragraphs(letter.closing);
    // "-- " opens the signature (RFC 3676, 4.3): mail programs set it apart.
    return text + "\n-- \n" + [&] {
        std::string footer;
        for (const auto& line : letter.footer) footer += paragraph(line);
        return footer;
    }();
}

} // namespace tuermer::present
