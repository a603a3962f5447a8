// SPDX-License-Identifier: EUPL-1.2
// The same German words in every encoding that offices still produce.
#include "connectors/formats/encoding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

constexpr std::string_view words = "Träger;Grüße;Öffnung;Übung;Straße\n";

std::string detected(std::string_view bytes)
{
    const auto encoding = detect_encoding(bytes);
    return encoding ? encoding->name : "refused: " + encoding.error().what.de;
}

std::string read(std::string_view bytes)
{
    const auto encoding = detect_encoding(bytes);
    if (!encoding) return encoding.error().what.de;
    return to_utf8(bytes, *encoding).value_or("not decodable");
}

std::string utf16(std::string_view ascii, bool little)
{
    std::string bytes;
    for (const char c : ascii) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
    return bytes;
}

TEST(Encoding, IsUtf8WhenValid)
{
    EXPECT_EQ(detected(words), "utf-8");
    EXPECT_EQ(detected("plain ascii"), "utf-8");
    EXPECT_EQ(read(words), words);
}

TEST(Encoding, OfAMarkedFileIsTheMark)
{
    EXPECT_EQ(detect_encoding("\xEF\xBB\xBFJahr"), (Encoding{"utf-8", 3}));
    EXPECT_EQ(read("\xEF\xBB\xBFJahr"), "Jahr");
    EXPECT_EQ(read("\xFF\xFE" + utf16("Jahr;Wert", true)), "Jahr;Wert");
    EXPECT_EQ(read("\xFE\xFF" + utf16("Jahr;Wert", false)), "Jahr;Wert");
}

TEST(Encoding, OfUtf16WithoutMarkIsSeenByItsZeros)
{
    EXPECT_EQ(detected(utf16("Jahr;Gebiet;Wert", true)), "utf-16le");
    EXPECT_EQ(detected(utf16("Jahr;Gebiet;Wert", false)), "utf-16be");
    EXPECT_EQ(read(utf16("Jahr;Wert", false)), "Jahr;Wert");
}

TEST(Encoding, OfWesternTextIsLatin1OrWindows1252)
{
    EXPECT_EQ(detected("Tr\xE4ger;Gr\xFC\xDF"
                       "e"),
              "iso-8859-1");
    EXPECT_EQ(read("Tr\xE4ger;Gr\xFC\xDF"
                   "e"),
              "Träger;Grüße");
    EXPECT_EQ(detected("Tr\xE4ger \x84k\xFCrzlich\x93 10 \x80"), "windows-1252");
    EXPECT_EQ(read("Tr\xE4ger \x84k\xFCrzlich\x93 10 \x80"), "Träger „kürzlich“ 10 €");
    EXPECT_EQ(read("administraci\xF3n de car\xE1"
                   "cter"),
              "administración de carácter");
}

TEST(Encoding, OfDosTextIsCp850)
{
    EXPECT_EQ(detected("Tr\x84ger;Gr\x81\xE1"
                       "e;\x99"
                       "ffnung;\x9A"
                       "bung"),
              "cp850");
    EXPECT_EQ(read("Tr\x84ger;Gr\x81\xE1"
                   "e;\x99"
                   "ffnung;\x9A"
                   "bung"),
              "Träger;Grüße;Öffnung;Übung");
    EXPECT_EQ(read("Bev\x94lkerung\nStra\xE1"
                   "e\n"),
              "Bevölkerung\nStraße\n");
}

TEST(Encoding, RefusesUtf8WithForeignBytesAndNamesTheLine)
{
    const auto mixed = std::string{words} + "ok\nTr\xE4ger\n" + std::string{words};
    EXPECT_EQ(detected(mixed).find("refused: Zeile 3: Die Datei ist UTF-8"), 0U) << detected(mixed);
}

TEST(Encoding, RefusesAFileCutInsideACharacter)
{
    const auto encoding = detect_encoding("Grüße\nStra\xC3");
    ASSERT_FALSE(encoding);
    EXPECT_EQ(encoding.error().remedy, Remedy::retry);
}

TEST(Encoding, ThatWasToldIsTakenAndItsMarkDropped)
{
    EXPECT_EQ(told_encoding("\xEF\xBB\xBFx", "UTF-8").bom_bytes, 3);
    EXPECT_EQ(told_encoding("Gr\xFC", "windows-1252"), (Encoding{"windows-1252", 0}));
    EXPECT_FALSE(to_utf8("Gr\xFC", {"utf-8", 0}));
    EXPECT_TRUE(known_encoding("iso-8859-15"));
    EXPECT_FALSE(known_encoding("utf-9"));
}

TEST(Encoding, KnowsTheLimitsOfUtf8)
{
    EXPECT_EQ(check_utf8("\xC0\xAF").faults, 2U);         // overlong
    EXPECT_EQ(check_utf8("\xED\xA0\x80").faults, 3U);     // surrogate
    EXPECT_EQ(check_utf8("\xF4\x90\x80\x80").faults, 4U); // beyond U+10FFFF
    EXPECT_EQ(check_utf8("ä€😀").sequences, 3U);
}

RC_GTEST_PROP(Encoding, NeverFailsOnAnyBytes, (const std::string& bytes))
{
    const auto encoding = detect_encoding(bytes);
    if (encoding) (void)to_utf8(bytes, *encoding);
}

} // namespace
} // namespace tuermer
