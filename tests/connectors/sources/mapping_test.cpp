// SPDX-License-Identifier: EUPL-1.2
// From cells to observations: what a mapping says, and what it refuses.
#include "tests/connectors/sources/source_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(const Node& source, std::string bytes)
{
    const auto understood = connector(source)->understand(document(std::move(bytes)));
    return understood ? "read" : understood.error().what.de;
}

Node lsn_source()
{
    const auto without = table({{"column", value("Value")},
                                {"where", table({{"Units", value("Anzahl")}})},
                                {"unit", value("persons")}});
    const auto share = table({{"column", value("Value")},
                              {"where", table({{"Units", list({"Prozent", "%"})}})},
                              {"unit", value("percent")}});
    const auto nationality =
        table({{"column", value("Nationalität")},
               {"codes", table({{"Deutsche", value("german")},
                                {"Ausländerinnen und Ausländer", value("foreign")}})}});
    return table({{"path", value("*.csv")},
                  {"period", table({{"column", value("Year")}})},
                  {"dimensions", table({{"area", table({{"column", value("GeoCode")},
                                                        {"strip", list({"K", "RH", "MZ"})}})},
                                        {"nationality", nationality}})},
                  {"measures", table({{"without", without}, {"share", share}})}});
}

TEST(Mapping, MakesObservationsOfRows)
{
    EXPECT_THAT(read(lsn_source(), "Year,Nationalität,Units,GeoCode,Value\n"
                                   "2024,Ausländerinnen und Ausländer,Anzahl,RH03153,48\n"
                                   "2024,Deutsche,Anzahl,K03153,76\n"
                                   "2024,Deutsche,Prozent,MZ03153,8.24022346368715\n"),
                ElementsAre("share area=03153 nationality=german 2024 8.24022346368715",
                            "without area=03153 nationality=foreign 2024 48",
                            "without area=03153 nationality=german 2024 76"));
}

TEST(Mapping, PromisesItsShapesWithTheAreaFirst)
{
    auto source = lsn_source();
    auto dimensions = *std::get<Table>(source.value).at("dimensions").value;
    source = with(source, "dimensions", with(dimensions, "age", table({{"value", value("all")}})));
    const auto shapes = test::shapes_of(source);
    ASSERT_EQ(shapes.size(), 2U);
    EXPECT_EQ(shapes[1], (MeasureShape{"without",
                                       *parse_unit("persons"),
                                       {"area", "age", "nationality"},
                                       Frequency::year,
                                       "test"}));
}

TEST(Mapping, SetsFixedValuesAndPeriods)
{
    auto source =
        with(simple_source(), "period",
             table({{"value", value("3. Quartal 2024")}, {"frequency", value("quarter")}}));
    source = with(source, "dimensions", table({{"area", table({{"value", value("03153")}})}}));
    EXPECT_THAT(read(source, "Wert;Text\n48;x\n"), ElementsAre("leavers area=03153 2024-Q3 48"));
}

TEST(Mapping, JoinsColumnsToAPeriod)
{
    const auto source =
        with(simple_source(), "period",
             table({{"column", list({"JAHR", "WOCHE"})}, {"frequency", value("week")}}));
    EXPECT_THAT(
        read(source, "JAHR,WOCHE,AGS,Wert\n2021,01,05515,1\n2021,02,05515,\n2021,03,05515,6\n"),
        ElementsAre("leavers area=05515 2021-W01 1", "leavers area=05515 2021-W03 6"));
}

TEST(Mapping, FollowsSignsAndTheirOverrides)
{
    const std::string file =
        "Jahr;AGS;Wert\n2019;1;-\n2020;1;.\n2021;1;(16,6)\n2022;1;12,5 p\n2023;1;…\n2024;1;/\n";
    EXPECT_THAT(read(simple_source(), file),
                ElementsAre("leavers area=1 2019 0", "leavers area=1 2020 withheld",
                            "leavers area=1 2021 16.6 limited",
                            "leavers area=1 2022 12.5 provisional", "leavers area=1 2023 not_yet",
                            "leavers area=1 2024 unreliable"));
    const auto signs = table(
        {{"-", value("not_collected")}, {".", value("ignore")}, {"/", value("not_applicable")}});
    EXPECT_THAT(read(with(simple_source(), "signs", signs), file),
                ElementsAre("leavers area=1 2019 not_collected", "leavers area=1 2021 16.6 limited",
                            "leavers area=1 2022 12.5 provisional", "leavers area=1 2023 not_yet",
                            "leavers area=1 2024 not_applicable"));
}

TEST(Mapping, ReadsPeriodsFromColumnNames)
{
    auto source =
        with(simple_source(), "period",
             table({{"frequency", value("year")}, {"strip", list({"Plan ", "Ergebnis "})}}));
    source = with(source, "unpivot",
                  table({{"columns", list({"Plan *", "Ergebnis *"})}, {"to", value("period")}}));
    source = with(source, "measures", table({{"leavers", table({{"unit", value("euro")}})}}));
    EXPECT_THAT(
        read(source, "AGS;Ergebnis 2010;Plan 2011\n01;1.596.852.249;1.695.635.000\n02;203.726;0\n"),
        ElementsAre("leavers area=01 2010 1596852249", "leavers area=01 2011 1695635000",
                    "leavers area=02 2010 203726", "leavers area=02 2011 0"));
}

TEST(Mapping, ReadsADimensionAndThePeriodFromTwoHeaderRows)
{
    auto source = with(simple_source(), "period", table({{"frequency", value("year")}}));
    const auto codes = table({{"männlich", value("m")}, {"weiblich", value("f")}});
    source = with(source, "dimensions",
                  table({{"area", table({{"column", value("Bezirk")}})},
                         {"sex", table({{"codes", codes}})}}));
    source = with(source, "unpivot",
                  table({{"columns", value("* | *")}, {"to", list({"sex", "period"})}}));
    source = with(source, "measures", table({{"leavers", table({{"unit", value("persons")}})}}));
    EXPECT_THAT(
        read(source,
             ";männlich;;weiblich;\nBezirk;2022;2023;2022;2023\nDom;12;14;9;8\nHarz;1;2;3;4\n"),
        testing::Contains("leavers area=Harz sex=f 2023 4"));
}

TEST(Mapping, ReadsMeasuresFromColumnsOfTheirOwnPattern)
{
    auto source = with(simple_source(), "period", table({{"frequency", value("year")}}));
    source = with(source, "dimensions", table({{"area", table({{"column", value("Bezirk")}})}}));
    source = with(source, "unpivot", table({{"to", list({"period", ""})}}));
    source = with(
        source, "measures",
        table({{"count", table({{"column", value("* | Anzahl")}, {"unit", value("persons")}})},
               {"share", table({{"column", value("* | Prozent")}, {"unit", value("percent")}})}}));
    EXPECT_THAT(read(source, ";2022;;2023;\nBezirk;Anzahl;Prozent;Anzahl;Prozent\nDom;12;1,5;14;2,"
                             "5\nHarz;3;4,5;5;6,5\n"),
                ElementsAre("count area=Dom 2022 12", "count area=Dom 2023 14",
                            "count area=Harz 2022 3", "count area=Harz 2023 5",
                            "share area=Dom 2022 1.5", "share area=Dom 2023 2.5",
                            "share area=Harz 2022 4.5", "share area=Harz 2023 6.5"));
}

TEST(Mapping, NamesColumnsOfAWideTableThatSayNoPeriod)
{
    auto source = with(simple_source(), "period", table({{"frequency", value("year")}}));
    source = with(source, "unpivot",
                  table({{"columns", list({"2*", "Veränderung*"})}, {"to", value("period")}}));
    source = with(source, "measures", table({{"leavers", table({{"unit", value("persons")}})}}));
    EXPECT_THAT(error_of(source, "AGS;2023;2024;Veränderung zum Vorjahr\n1;5;6;1\n"),
                HasSubstr("„Veränderung zum Vorjahr“ – Das ist kein Zeitraum der Art „Jahr“"));
}

TEST(Mapping, StripsFootnotesWhereToldTo)
{
    auto source = with(simple_source(), "footnotes", value("strip"));
    source = with(source, "dimensions",
                  table({{"area", table({{"value", value("03")}})},
                         {"school", table({{"column", value("Abschluss")},
                                           {"codes", table({{"Oberschule", value("obs")}})}})}}));
    EXPECT_THAT(read(source, "Jahr;Abschluss;Wert¹⁾\n2024;Oberschule1);48\n"),
                ElementsAre("leavers area=03 school=obs 2024 48"));
}

TEST(Mapping, TakesTheWholeColumnForTheDecimalSign)
{
    EXPECT_THAT(read(simple_source(), "Jahr;AGS;Wert\n2023;1;203.726\n2024;1;14,5\n"),
                ElementsAre("leavers area=1 2023 203726", "leavers area=1 2024 14.5"));
    EXPECT_THAT(read(simple_source(), "Jahr;AGS;Wert\n2023;1;203.726\n2024;1;14.5\n"),
                ElementsAre("leavers area=1 2023 203.726", "leavers area=1 2024 14.5"));
}

TEST(Mapping, AsksWhereAColumnHasTwoReadings)
{
    const std::string file = "Jahr;AGS;Wert\n2023;1;203.726\n2024;1;0\n";
    EXPECT_THAT(error_of(simple_source(), file), HasSubstr("„203.726“ – Das hat zwei Lesarten"));
    const auto german =
        with(simple_source(), "format", table({{"kind", value("csv")}, {"decimal", value(",")}}));
    EXPECT_THAT(read(german, file),
                ElementsAre("leavers area=1 2023 203726", "leavers area=1 2024 0"));
    const auto english = with(simple_source(), "format", table({{"decimal", value(".")}}));
    EXPECT_THAT(read(english, file),
                ElementsAre("leavers area=1 2023 203.726", "leavers area=1 2024 0"));
}

TEST(Mapping, NeverMakesHundredFortyOneOfFourteenPointOne)
{
    const auto german = with(simple_source(), "format", table({{"decimal", value(",")}}));
    EXPECT_THAT(error_of(german, "Jahr;AGS;Wert\n2024;1;14.1\n"),
                HasSubstr("Zeile 2, Spalte „Wert“: „14.1“"));
}

TEST(Mapping, RefusesAFileWhoseColumnsMoved)
{
    const auto error = error_of(simple_source(), "Jahr;AGS;Werte\n2024;1;48\n");
    EXPECT_THAT(error, HasSubstr("Die Spalte „Wert“ gibt es nicht; meinten Sie 'Werte'?"));
    EXPECT_THAT(error, HasSubstr("Vorhanden sind: Jahr, AGS, Werte."));
    EXPECT_THAT(read(simple_source(), "Neu;Wert;AGS;Jahr\nx;48;1;2024\n"),
                ElementsAre("leavers area=1 2024 48"));
}

TEST(Mapping, RefusesLabelsItDoesNotKnowUnlessToldToIgnoreThem)
{
    const auto with_others = [](const char* others) {
        const auto codes = table({{"Harz", value("h")}});
        return with(simple_source(), "dimensions",
                    table({{"area", table({{"column", value("AGS")},
                                           {"codes", codes},
                                           {"other_codes", value(others)}})}}));
    };
    const std::string file = "Jahr;AGS;Wert\n2024;Harz;48\n2024;Mars;1\n";
    EXPECT_THAT(error_of(with_others("error"), file), HasSubstr("Zeile 3, Spalte „AGS“: „Mars“"));
    EXPECT_THAT(read(with_others("ignore"), file), ElementsAre("leavers area=h 2024 48"));
}

// Eurostat's NUTS 3: the line that a municipality writes, as config/README.md shows it.
TEST(Mapping, BringsAnotherOfficesCodesOfDistrictsToTheKeysOfOnesOwn)
{
    const auto codes = table({{"DE916", value("03153")}, {"DE911", value("03101")}});
    const auto source = with(simple_source(), "dimensions",
                             table({{"area", table({{"column", value("geo")},
                                                    {"codes", codes},
                                                    {"other_codes", value("ignore")}})}}));
    const std::string file =
        "Jahr;geo;Wert\n2024;DE916;48\n2024;DE911;7\n2024;DE91C;9\n2024;DE;99\n";
    EXPECT_THAT(read(source, file),
                ElementsAre("leavers area=03153 2024 48", "leavers area=03101 2024 7"));
}

TEST(Mapping, LeavesRowsAloneThatNoMeasureAsksFor)
{
    const auto measures = table({{"leavers", table({{"column", value("Wert")},
                                                    {"where", table({{"Art", value("Bestand")}})},
                                                    {"unit", value("persons")}})}});
    EXPECT_THAT(read(with(simple_source(), "measures", measures),
                     "Jahr;AGS;Art;Wert\n2024;1;Bestand;48\nVeränderung aktuelles Jahr (2024) zum "
                     "Vorjahr;1;Quote;+3\n"),
                ElementsAre("leavers area=1 2024 48"));
}

TEST(Mapping, LeavesRowsOutThatItIsToldToSkip)
{
    const auto skip = table({{"AGS", list({"Summe", "Umland"})}, {"Jahr", value("gesamt")}});
    EXPECT_THAT(read(with(simple_source(), "skip", skip),
                     "Jahr;AGS;Wert\n2024;1;48\n2024;Summe;x y\ngesamt;1;7\n"),
                ElementsAre("leavers area=1 2024 48"));
}

TEST(Mapping, RefusesPeriodsThatAreNone)
{
    EXPECT_THAT(
        error_of(simple_source(), "Jahr;AGS;Wert\n2024;1;48\nVeränderung;1;+3\n"),
        HasSubstr("Zeile 3, Spalte „Jahr“: „Veränderung“ – Das ist kein Zeitraum der Art „Jahr“"));
}

TEST(Mapping, TakesTheSameFigureTwiceButNotTwoFigures)
{
    EXPECT_THAT(read(simple_source(), "Jahr;AGS;Wert\n2024;1;48\n2024;1;48\n"),
                ElementsAre("leavers area=1 2024 48"));
    EXPECT_THAT(error_of(simple_source(), "Jahr;AGS;Wert\n2024;1;48\n2023;1;7\n2024;1;52\n"),
                HasSubstr("in den Zeilen 2 und 4 verschiedene Zahlen (48 und 52)"));
}

TEST(Mapping, RefusesPercentInAMeasureOfPersons)
{
    EXPECT_THAT(error_of(simple_source(), "Jahr;AGS;Wert\n2024;1;48 %\n"),
                HasSubstr("Hier stehen Prozent"));
}

TEST(Mapping, RefusesAMeasureWithoutAnyFigure)
{
    EXPECT_THAT(
        error_of(lsn_source(),
                 "Year,Nationalität,Units,GeoCode,Value\n2024,Deutsche,Absolut,K03153,48\n"),
        HasSubstr("Für share gibt es keine einzige Zeile. Gesucht: \"Prozent\", \"%\" in der "
                  "Spalte „Units“; dort "
                  "steht: \"Absolut\"."));
    EXPECT_THAT(error_of(simple_source(), "Jahr;AGS;Wert\n2024;1;\n"),
                HasSubstr("steht in der ganzen Datei keine Zahl"));
    EXPECT_THAT(error_of(simple_source(), "Jahr;AGS;Wert\n"),
                HasSubstr("steht in der ganzen Datei keine Zahl"));
}

TEST(Mapping, OfAPartialSnapshotMayLackAMeasure)
{
    const auto source = with(lsn_source(), "snapshot", value("partial"));
    const auto understood = connector(source)->understand(
        document("Year,Nationalität,Units,GeoCode,Value\n2024,Deutsche,Anzahl,K03153,48\n"));
    ASSERT_TRUE(understood) << understood.error().what.de;
    EXPECT_FALSE(understood->release.full);
    EXPECT_EQ(understood->release.blocks.size(), 1U);
}

TEST(Mapping, RefusesRowsInWhichASeparatorStandsBare)
{
    EXPECT_THAT(
        error_of(simple_source(), "Jahr;AGS;Ort;Wert\n2023;1;Goslar;48\n2024;1;Goslar; Stadt;52\n"),
        HasSubstr(
            "Zeile 3, Spalte „Wert“: „2024“ – Die Zeile hat nicht so viele Zellen wie der Kopf"));
}

TEST(Mapping, ToleratesAsManyUnreadCellsAsItIsTold)
{
    const std::string file = "Jahr;AGS;Wert\n2023;1;k. A.\n2024;1;48\n";
    EXPECT_THAT(error_of(simple_source(), file), HasSubstr("Eine Stelle ist nicht zu lesen"));
    EXPECT_THAT(read(with(simple_source(), "tolerate_unread", value(1)), file),
                ElementsAre("leavers area=1 2024 48"));
}

TEST(Mapping, InspectionGoesOnPastWhatIsUnread)
{
    const auto seen = connector(simple_source())
                          ->inspect(document("Jahr;AGS;Wert\n2023;1;k. A.\n2024;1;48\nx;1;7\n"));
    ASSERT_TRUE(seen);
    EXPECT_THAT(observations(*seen), ElementsAre("leavers area=1 2024 48"));
    ASSERT_EQ(seen->unread.size(), 2U);
    EXPECT_EQ(seen->unread_total, 2U);
    EXPECT_EQ(seen->cells_read, 1U);
    EXPECT_EQ(seen->unread[0].line, 2U);
    EXPECT_EQ(seen->unread[0].column, "Wert");
    EXPECT_EQ(seen->unread[0].content, "k. A.");
    EXPECT_EQ(seen->dialect.separator, ';');
}

TEST(Mapping, ShowsLongCellsShortened)
{
    std::string words = "a";
    for (int i = 0; i < 100; ++i) words += "ä";
    const auto seen =
        connector(simple_source())
            ->inspect(document("Jahr;AGS;Wert\n2024;1;\"x\ny\"\n2023;1;" + words + "\n"));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->unread.at(0).content, "x y");
    EXPECT_EQ(seen->unread.at(1).content, words.substr(0, 119) + "…");
}

TEST(Mapping, CountsUnreadCellsBeyondThoseItKeeps)
{
    std::string file = "Jahr;AGS;Wert\n";
    for (int i = 0; i < 1'500; ++i) file += fmt::format("2024;{};k. A.\n", i);
    const auto seen = connector(simple_source())->inspect(document(file));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->unread_total, 1'500U);
    EXPECT_EQ(seen->unread.size(), Understood::max_unread);
}

TEST(Mapping, SaysTheSameOfTheSameFiguresInAnotherOrder)
{
    const auto digest = [](const std::string& file) {
        const auto understood = connector(simple_source())->understand(document(file));
        return understood ? content_digest(understood->release) : "error";
    };
    EXPECT_EQ(digest("Jahr;AGS;Wert\n2023;1;7,0\n2024;1;48\n"),
              digest("AGS,Jahr,Wert\r\n1,2024,48\r\n1,2023,7\r\n"));
    EXPECT_NE(digest("Jahr;AGS;Wert\n2023;1;7\n"), digest("Jahr;AGS;Wert\n2023;1;8\n"));
    EXPECT_NE(digest("Jahr;AGS;Wert\n2023;1;7\n"), digest("Jahr;AGS;Wert\n2023;1;7p\n"));
}

// Labels are foretold from the order in which they came before.
TEST(Mapping, UnderstandsLabelsInWhateverOrderTheyCome)
{
    EXPECT_THAT(read(lsn_source(), "Year,Nationalität,Units,GeoCode,Value\n"
                                   "2023,Deutsche,Anzahl,RH01,1\n"
                                   "2023,Deutsche,Anzahl,RH02,2\n"
                                   "2024,Deutsche,Anzahl,RH01,3\n"
                                   "2024,Deutsche,Anzahl,RH02,4\n"
                                   "2025,Deutsche,Anzahl,RH01,5\n"
                                   "2023,Deutsche,Anzahl,RH03,6\n"
                                   "2023,Deutsche,Prozent,RH03,7\n"),
                ElementsAre("share area=03 nationality=german 2023 7",
                            "without area=01 nationality=german 2023 1",
                            "without area=01 nationality=german 2024 3",
                            "without area=01 nationality=german 2025 5",
                            "without area=02 nationality=german 2023 2",
                            "without area=02 nationality=german 2024 4",
                            "without area=03 nationality=german 2023 6"));
}

TEST(Mapping, KeepsTheVintageOfItsDocument)
{
    auto paper = document("Jahr;AGS;Wert\n2023;1;7\n");
    paper.published = parse_instant("2025-10-17");
    const auto understood = connector(simple_source())->understand(paper);
    ASSERT_TRUE(understood);
    EXPECT_EQ(to_string(understood->release.vintage.known_since), "2025-10-17T00:00:00Z");
    EXPECT_EQ(understood->release.vintage.retrieved, test_now());
    EXPECT_EQ(understood->release.vintage.retrieval.size(), 64U);
    EXPECT_TRUE(understood->release.full);
}

// A column whose first figures admit two readings, in a file that is read in several portions.
TEST(Mapping, LearnsTheNotationFromTheLastRowOfALongFile)
{
    std::string text = "Jahr;AGS;Wert\n";
    constexpr int areas = 40'000;
    for (int area = 0; area < areas; ++area) text += fmt::format("2024;{:08};1.234\n", area);
    EXPECT_THAT(error_of(simple_source(), text), HasSubstr("zwei Lesarten"));
    const auto understood =
        connector(simple_source())->understand(document(text + "2024;99999999;1.234,5\n"));
    ASSERT_TRUE(understood);
    const auto& seen = understood->release.blocks.at(0).observations;
    ASSERT_EQ(seen.size(), areas + 1U);
    EXPECT_EQ(seen.front().cell.value, 1'234);
    EXPECT_EQ(seen.back().cell.value, 1'234.5);
    EXPECT_THAT(error_of(simple_source(), text + "2024;00000007;2\n"), HasSubstr("zwei Lesarten"));
    EXPECT_THAT(error_of(simple_source(), text + "2024;00000007;2,5\n"),
                HasSubstr("in den Zeilen 9 und 40002"));
}

} // namespace
} // namespace tuermer
