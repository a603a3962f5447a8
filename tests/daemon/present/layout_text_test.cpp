// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/figures.hpp"
#include "daemon/present/letter.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace tuermer {
namespace {

using namespace present;

std::size_t width_of(const std::string& line)
{
    std::size_t width = 0;
    for (const char byte : line)
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++width;
    return width;
}

std::size_t widest_line(const std::string& text)
{
    std::istringstream lines(text);
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, width_of(line));
    return widest;
}

std::string laid_out(const std::string& paragraph)
{
    Letter letter;
    letter.title = "T";
    letter.opening = {paragraph};
    return lay_out_text(letter);
}

RC_GTEST_PROP(TextPart, KeepsTo76ColumnsAndLosesNoWord, (const std::vector<std::uint8_t>& lengths))
{
    std::string paragraph;
    for (const auto length : lengths) {
        std::string word;
        for (int i = 0; i < 1 + length % 40; ++i) word += "ü";
        paragraph += (paragraph.empty() ? "" : " ") + word;
    }
    const auto text = laid_out(paragraph);
    RC_ASSERT(widest_line(text) <= 76U);
    const auto letters = [](const std::string& all) {
        return std::ranges::count(all, static_cast<char>(0xC3));
    };
    RC_ASSERT(letters(text) == letters(paragraph));
}

TEST(TextPart, KeepsOnOneLineWhatBelongsTogether)
{
    const std::string figure = "48 von 124 (38,7 %)";
    for (std::size_t before = 40; before < 80; ++before) {
        const auto text = laid_out(std::string(before, 'x') + " " + unbroken(figure) + " Ende");
        EXPECT_NE(text.find(figure), std::string::npos) << text;
    }
}

TEST(TextPart, NeverBreaksAnAddress)
{
    const std::string address = "https://example.org/" + std::string(120, 'a');
    EXPECT_NE(laid_out("Quelle: " + address).find("\n" + address + "\n"), std::string::npos);
}

TEST(TextPart, SetsTheFooterApartAsASignature)
{
    Letter letter;
    letter.footer = {"Fuß"};
    EXPECT_NE(lay_out_text(letter).find("\n-- \nFuß\n"), std::string::npos);
}

TEST(TextPart, MakesAListOfSeveralLinesAndAParagraphOfOne)
{
    Letter letter;
    letter.blocks = {{"Eins", {"allein"}}, {"Zwei", {"a", "b"}}};
    const auto text = lay_out_text(letter);
    EXPECT_NE(text.find("Eins:\nallein\n"), std::string::npos);
    EXPECT_NE(text.find("Zwei:\n- a\n- b\n"), std::string::npos);
}

} // namespace
} // namespace tuermer
