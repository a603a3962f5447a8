// SPDX-License-Identifier: EUPL-1.2
// TOML text → values with places, and what a person is told when it is not TOML.
#include "config/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> said(const std::string& text, Language language = Language::de)
{
    Mistakes mistakes;
    read_document(text, "a.toml", mistakes);
    std::vector<std::string> lines;
    for (const auto& mistake : mistakes.sorted()) lines.push_back(describe(mistake, language));
    return lines;
}

Document understood(const std::string& text)
{
    Mistakes mistakes;
    auto document = read_document(text, "a.toml", mistakes);
    for (const auto& mistake : mistakes.sorted()) ADD_FAILURE() << describe(mistake, Language::de);
    EXPECT_TRUE(document.has_value());
    return document.value_or(Document{});
}

const Entry& entry(const Node& table, const std::string& key)
{
    return std::get<Table>(table.value).at(key);
}

TEST(Document, KnowsTheKindOfEveryValue)
{
    const auto document = understood("text = 'a'\nwhole = 3\nnumber = 3.0\nflag = true\n"
                                     "date = 2024-06-27\nlist = [1]\ntable = {}\n");
    std::vector<std::string> kinds;
    for (const auto& [key, value] : std::get<Table>(document.root.value))
        kinds.push_back(key + ": " + kind_of(*value.value).de);
    EXPECT_THAT(kinds, ElementsAre("date: ein Datum", "flag: ein Wahrheitswert", "list: eine Liste",
                                   "number: eine Zahl", "table: eine Tabelle", "text: ein Text",
                                   "whole: eine ganze Zahl"));
    EXPECT_EQ(std::get<Date>(entry(document.root, "date").value->value), parse_date("2024-06-27"));
}

TEST(Document, KnowsThePlacesOfKeysAndValues)
{
    const auto document = understood("# Überschrift\n[source.schule]\n  url = 'u'\n"
                                     "[[rule.x.when]]\n\"größe\" = [1, 22]\n");
    const auto& source = entry(document.root, "source").value;
    const auto& school = entry(*source, "schule");
    EXPECT_EQ(to_string(school.value->place), "a.toml:2:1");
    EXPECT_EQ(to_string(entry(*school.value, "url").key_place), "a.toml:3:3");
    EXPECT_EQ(to_string(entry(*school.value, "url").value->place), "a.toml:3:9");
    const auto& when = *entry(*entry(*entry(document.root, "rule").value, "x").value, "when").value;
    const auto& first = std::get<Array>(when.value).front();
    EXPECT_EQ(to_string(first.place), "a.toml:4:1");
    const auto& list = std::get<Array>(entry(first, "größe").value->value);
    EXPECT_EQ(to_string(list[1].place), "a.toml:5:15") << "columns count characters, not bytes";
}

TEST(Document, FindsTheFirstCharacterOfATextBehindItsQuotes)
{
    const auto document = understood("a = \"x\"\nb = 'x'\nc = \"\"\"x\"\"\"\nd = \"\"\"\nx\"\"\"\n"
                                     "e = '''\r\nx'''\n");
    const auto first = [&](const char* key) {
        return to_string(first_character(document, entry(document.root, key).value->place));
    };
    EXPECT_EQ(first("a"), "a.toml:1:6");
    EXPECT_EQ(first("b"), "a.toml:2:6");
    EXPECT_EQ(first("c"), "a.toml:3:8");
    EXPECT_EQ(first("d"), "a.toml:5:1");
    EXPECT_EQ(first("e"), "a.toml:7:1");
}

TEST(Document, PlacesAndOffsetsAgree)
{
    const auto document = understood("a = 'ä€𝄞b'\r\nb = 1\n");
    for (std::size_t offset = 0; offset < document.text.size(); ++offset) {
        if ((static_cast<unsigned char>(document.text[offset]) & 0xC0U) == 0x80U) continue;
        EXPECT_EQ(offset_of(document, place_at(document, offset)), offset);
    }
}

TEST(Document, TakesAByteOrderMarkAndWindowsLineEnds)
{
    const auto document = understood("\xEF\xBB\xBF"
                                     "a = 1\r\nb = 'ü'\r\n");
    EXPECT_EQ(to_string(entry(document.root, "b").value->place), "a.toml:2:5");
}

TEST(Document, TakesGermanTextsOverSeveralLines) // broken in toml++ under UBSan, upstream 190
{
    const auto document = understood("a = \"\"\"Über \\\n    § 104c, „Größe“\"\"\"\n");
    EXPECT_EQ(std::get<std::string>(entry(document.root, "a").value->value),
              "Über § 104c, „Größe“");
}

struct Wrong {
    const char* text;
    const char* de;
};

class SyntaxTest : public testing::TestWithParam<Wrong> {};

TEST_P(SyntaxTest, IsExplainedAtItsPlace)
{
    EXPECT_THAT(said(GetParam().text), ElementsAre(GetParam().de));
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, SyntaxTest,
    testing::Values(
        Wrong{"a = ja\n", "a.toml:1:5: das ist kein Wert; Texte stehen in Anführungszeichen, "
                          "Wahrheitswerte heißen true und false"},
        Wrong{"a = „x“\n", "a.toml:1:5: Texte stehen in geraden Anführungszeichen: \"…\""},
        Wrong{"a = True\n", "a.toml:1:5: Wahrheitswerte heißen true und false, klein geschrieben"},
        Wrong{"a = \n", "a.toml:1:5: hinter dem Gleichheitszeichen fehlt der Wert"},
        Wrong{"a = 3,5\n", "a.toml:1:6: Dezimalzahlen werden mit Punkt geschrieben: 3.5"},
        Wrong{"a = 5 %\n", "a.toml:1:7: hinter dem Wert steht noch etwas; Werte mit Einheit stehen "
                           "in Anführungszeichen: \"5 %\""},
        Wrong{"a = 03153\n", "a.toml:1:10: Zahlen beginnen nicht mit 0; Schlüsselnummern stehen in "
                             "Anführungszeichen: \"03153\""},
        Wrong{"a = 2024-02-30\n", "a.toml:1:15: das ist kein Tag im Kalender; ein Datum wird "
                                  "2024-06-27 geschrieben"},
        Wrong{"a = \"x\n", "a.toml:1:7: der Text ist nicht geschlossen: das Anführungszeichen am "
                           "Ende fehlt"},
        Wrong{"a = \"\"\"x\n", "a.toml:1:5: der Text ist nicht geschlossen: das Anführungszeichen "
                               "am Ende fehlt"},
        Wrong{"a = \"C:\\daten\"\n", "a.toml:1:9: der Rückstrich hat in \"…\" eine besondere "
                                     "Bedeutung; schreiben Sie \\\\ oder '…'"},
        Wrong{"a = [1 2]\n",
              "a.toml:1:8: in der Liste fehlt ein Komma oder die schließende Klammer ]"},
        Wrong{"a = [1,\n", "a.toml:1:5: eine Liste ist nicht geschlossen: ] fehlt"},
        Wrong{"a = [1,\nb = 2\n", "a.toml:2:1: hier beginnt die nächste Einstellung, aber die "
                                  "Liste davor ist nicht geschlossen: ] fehlt"},
        Wrong{"a = { b = 1,\n c = 2 }\n", "a.toml:1:13: eine Tabelle in geschweiften Klammern "
                                          "steht in einer Zeile: { a = 1, b = 2 }"},
        Wrong{"a = { b = 1, }\n", "a.toml:1:14: vor der schließenden Klammer } steht kein Komma"},
        Wrong{"größe = 1\n", "a.toml:1:3: Schlüssel mit Umlauten oder anderen Zeichen stehen in "
                             "Anführungszeichen: \"größe\" = 1"},
        Wrong{"a: 1\n", "a.toml:1:2: zwischen Schlüssel und Wert gehört ein Gleichheitszeichen"},
        Wrong{"[a\nb = 1\n", "a.toml:1:3: die schließende eckige Klammer ] fehlt"},
        Wrong{"[[[a]]]\n", "a.toml:1:3: hier gehört ein Schlüssel oder eine [Tabelle] hin"},
        Wrong{"[=\n", "a.toml:1:2: hier gehört ein Schlüssel oder eine [Tabelle] hin"},
        Wrong{"[a] b\n", "a.toml:1:5: hinter der Überschrift in eckigen Klammern steht noch etwas"},
        Wrong{"a = 99999999999999999999\n", "a.toml:1:25: diese Zahl ist zu groß"},
        Wrong{"[a]\nx = 1\n[b]\n[a] # noch einmal\n",
              "a.toml:4:1: [a] steht hier zum zweiten Mal; zuerst in Zeile 1"},
        Wrong{"[b]\nx = 0\n[a]\nx = 1\ny = 2\nx = 3\n",
              "a.toml:6:5: x steht hier zum zweiten Mal; zuerst in Zeile 4"},
        Wrong{"a.b = 1\na = 2\n", "a.toml:2:5: a gibt es in dieser Datei schon"}));

TEST(Syntax, IsExplainedInEnglishToo)
{
    EXPECT_THAT(said("a = 3,5\n", Language::en),
                ElementsAre("a.toml:1:6: decimal numbers are written with a point: 3.5"));
}

TEST(Document, RefusesOtherEncodingsWithTheFirstPlace)
{
    EXPECT_THAT(said("# ok\na = 'Gr\xF6\xDF"
                     "e'\n"),
                ElementsAre("a.toml:2:8: hier steht kein UTF-8 (Byte F6, wohl Windows-1252); "
                            "speichern Sie die Datei als UTF-8"));
    EXPECT_THAT(said("\xFF\xFE"
                     "a"),
                ElementsAre("a.toml:1:1: die Datei ist UTF-16; speichern Sie sie als UTF-8"));
    for (const auto* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3",
                            "\x80", "\xF0\x80\x80\x80"})
        EXPECT_EQ(said(std::string("a = '") + bad + "'").size(), 1U);
}

TEST(Document, RefusesWhatIsNotFiniteOrATimeOfDay)
{
    EXPECT_THAT(
        said("a = inf\nb = [1, nan]\nc = 10:00:00\nd = 2024-01-01T10:00:00Z\n"),
        ElementsAre("a.toml:1:5: 'a' ist keine endliche Zahl; inf und nan gibt es hier nicht",
                    "a.toml:2:9: 'b' ist keine endliche Zahl; inf und nan gibt es hier nicht",
                    "a.toml:3:5: 'c' ist eine Uhrzeit; hier gehört ein Datum wie 2024-06-27 hin",
                    "a.toml:4:5: 'd' ist eine Uhrzeit; hier gehört ein Datum wie 2024-06-27 hin"));
}

TEST(Document, RefusesKeysThatCouldDriveATerminal)
{
    EXPECT_THAT(said("\"a\\u001B[2J\" = 1\n"),
                ElementsAre("a.toml:1:1: der Schlüssel enthält Steuerzeichen"));
}

TEST(Document, RefusesDepthThatCouldExhaustTheStack)
{
    std::string key = "a";
    for (int i = 0; i < 300'000; ++i) key += ".a";
    EXPECT_THAT(said(key + " = 1\n"),
                ElementsAre("a.toml:1:32: ein Schlüssel hat höchstens 16 Teile"));
    EXPECT_THAT(said("x = 1\n[" + key + "]\n"),
                ElementsAre("a.toml:2:33: ein Schlüssel hat höchstens 16 Teile"));
    EXPECT_THAT(said("x = 'a.b' # " + key + "\ny = \"" + key + "\\\" \"\nz = '''" + key + "'''\n"),
                IsEmpty());
    EXPECT_THAT(said("x = " + std::string(100'000, '[')),
                ElementsAre(testing::EndsWith("das ist zu tief verschachtelt")));
}

TEST(Document, RefusesASizeThatNobodyWrites)
{
    EXPECT_THAT(said(std::string(Document::max_bytes + 1, '\n')),
                ElementsAre("a.toml:1:1: die Datei ist größer als 16 MB"));
}

} // namespace
} // namespace tuermer::config
