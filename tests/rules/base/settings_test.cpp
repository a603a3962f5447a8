// SPDX-License-Identifier: EUPL-1.2
// Settings are tested on tables built by hand, each value on its own line, so that places are
// known.
#include "rules/base/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Value = decltype(Node::value);

// Line n holds the n-th pair: the key in column 1, the value in column 11.
Table table_of(std::vector<std::pair<std::string, Value>> pairs)
{
    Table table;
    std::uint32_t line = 0;
    for (auto& [key, value] : pairs) {
        ++line;
        auto node = std::make_shared<Node>(Node{{"arbeit.toml", line, 11}, std::move(value)});
        table[key] = {{"arbeit.toml", line, 1}, std::move(node)};
    }
    return table;
}

Value text(std::string words)
{
    return Value(std::move(words));
}
Value whole(std::int64_t number)
{
    return Value(number);
}

// A table under "test 'cusum'", and what was found wrong with it.
class Reading {
public:
    explicit Reading(std::vector<std::pair<std::string, Value>> pairs)
        : table_(table_of(std::move(pairs))),
          settings(table_, {"arbeit.toml", 9, 1}, "test 'cusum'", mistakes_)
    {
    }
    std::vector<std::string> said(Language language = Language::de) const
    {
        std::vector<std::string> lines;
        for (const auto& mistake : mistakes_.sorted()) lines.push_back(describe(mistake, language));
        return lines;
    }

private:
    Table table_;
    Mistakes mistakes_;

public:
    Settings settings;
};

TEST(Settings, AnswersWhatStandsThere)
{
    Reading reading({{"slack", Value(0.5)},
                     {"limit", whole(4)},
                     {"name", text("Schule")},
                     {"on", Value(true)},
                     {"since", Value(*parse_date("2024-06-27"))},
                     {"every", text("12 h")}});
    EXPECT_EQ(reading.settings.number("slack"), 0.5);
    EXPECT_EQ(reading.settings.number("limit"), 4.0);
    EXPECT_EQ(reading.settings.integer("limit"), 4);
    EXPECT_EQ(reading.settings.text("name"), "Schule");
    EXPECT_EQ(reading.settings.flag("on"), true);
    EXPECT_EQ(reading.settings.date("since"), parse_date("2024-06-27"));
    EXPECT_EQ(reading.settings.duration("every"), std::chrono::hours(12));
    reading.settings.finish();
    EXPECT_THAT(reading.said(), IsEmpty());
}

TEST(Settings, AnswersNothingForAnAbsentKeyAndIsSilentAboutIt)
{
    Reading reading({});
    EXPECT_EQ(reading.settings.number("slack"), std::nullopt);
    EXPECT_THAT(reading.settings.texts("areas"), IsEmpty());
    EXPECT_FALSE(reading.settings.table("period").has_value());
    EXPECT_FALSE(reading.settings.has("slack"));
    EXPECT_THAT(reading.said(), IsEmpty());
}

TEST(Settings, NamesTheAllowedRange)
{
    Reading reading({{"slack", whole(-1)}, {"limit", Value(0.5)}, {"n", whole(9)}});
    EXPECT_EQ(reading.settings.number("slack", {.min = 0, .max = 10}), std::nullopt);
    EXPECT_EQ(reading.settings.number("limit", {.min = 1}), std::nullopt);
    EXPECT_EQ(reading.settings.integer("n", {.max = 8}), std::nullopt);
    EXPECT_THAT(
        reading.said(),
        ElementsAre("arbeit.toml:1:11: 'slack' ist -1; erlaubt sind Werte zwischen 0 und 10",
                    "arbeit.toml:2:11: 'limit' ist 0.5; erlaubt sind Werte ab 1",
                    "arbeit.toml:3:11: 'n' ist 9; erlaubt sind Werte bis 8"));
    EXPECT_EQ(reading.said(Language::en)[0],
              "arbeit.toml:1:11: 'slack' is -1; allowed are values between 0 and 10");
}

TEST(Settings, SuggestsTheNearestKnownKeyForAnUnknownOne)
{
    Reading reading({{"limt", whole(4)}, {"zweck", whole(4)}});
    reading.settings.number("limit");
    reading.settings.number("slack");
    reading.settings.finish();
    EXPECT_THAT(
        reading.said(),
        ElementsAre(
            "arbeit.toml:1:1: 'limt' ist keine Einstellung von test 'cusum'; meinten Sie 'limit'?",
            "arbeit.toml:2:1: 'zweck' ist keine Einstellung von test 'cusum'"));
    EXPECT_EQ(reading.said(Language::en)[0],
              "arbeit.toml:1:1: 'limt' is not a setting of test 'cusum'; did you mean 'limit'?");
}

TEST(Settings, ReportsAnUnknownKeyOnceEvenWhenFinishedTwice)
{
    Reading reading({{"limt", whole(4)}});
    reading.settings.finish();
    reading.settings.finish();
    EXPECT_EQ(reading.said().size(), 1U);
}

TEST(Settings, SaysWhatStandsThereAndWhatBelongsThere)
{
    Reading reading({{"name", whole(12)},
                     {"limit", text("viel")},
                     {"n", Value(1.0)},
                     {"on", text("ja")},
                     {"since", text("2024-06-27")},
                     {"every", text("12 Stunden")},
                     {"period", whole(3)},
                     {"when", Value(Table{})}});
    reading.settings.text("name");
    reading.settings.number("limit");
    reading.settings.integer("n");
    reading.settings.flag("on");
    reading.settings.date("since");
    reading.settings.duration("every");
    reading.settings.table("period");
    reading.settings.tables("when");
    EXPECT_THAT(
        reading.said(),
        ElementsAre("arbeit.toml:1:11: 'name' ist 12; hier gehört ein Text hin",
                    "arbeit.toml:2:11: 'limit' ist \"viel\"; hier gehört eine Zahl hin",
                    "arbeit.toml:3:11: 'n' ist 1.0; hier gehört eine ganze Zahl hin",
                    "arbeit.toml:4:11: 'on' ist \"ja\"; hier gehört true oder false hin",
                    "arbeit.toml:5:11: 'since' ist \"2024-06-27\"; hier gehört ein Datum wie "
                    "2024-06-27 (ohne Anführungszeichen) hin",
                    "arbeit.toml:6:11: 'every' ist \"12 Stunden\"; hier gehört eine Dauer wie "
                    "\"12 h\" (s, min, h, d, w) hin",
                    "arbeit.toml:7:11: 'period' ist 3; hier gehört eine Tabelle hin",
                    "arbeit.toml:8:11: 'when' ist eine Tabelle; hier gehört eine oder mehrere "
                    "Tabellen [[…when]] hin"));
}

TEST(Settings, NamesTheWordsThatAreAllowed)
{
    Reading reading({{"frame", text("needs")}, {"polarity", text("gut")}});
    EXPECT_EQ(reading.settings.one_of("frame", {"need", "resource", "neutral"}), std::nullopt);
    EXPECT_EQ(reading.settings.one_of("polarity", {"none", "up"}), std::nullopt);
    EXPECT_THAT(
        reading.said(),
        ElementsAre("arbeit.toml:1:11: 'frame' ist \"needs\"; erlaubt ist eines von need, "
                    "resource, neutral; meinten Sie 'need'?",
                    "arbeit.toml:2:11: 'polarity' ist \"gut\"; erlaubt ist eines von none, up"));
}

TEST(Settings, TakesOneTextOrSeveral)
{
    Array list;
    list.push_back({{"arbeit.toml", 2, 12}, text("a")});
    list.push_back({{"arbeit.toml", 2, 17}, whole(7)});
    list.push_back({{"arbeit.toml", 2, 20}, text("b")});
    Reading reading({{"one", text("x")}, {"several", Value(list)}});
    EXPECT_THAT(reading.settings.texts("one"), ElementsAre("x"));
    EXPECT_THAT(reading.settings.texts("several"), ElementsAre("a", "b"));
    EXPECT_THAT(reading.said(),
                ElementsAre("arbeit.toml:2:17: 'several' ist 7; hier gehört ein Text hin"));
}

TEST(Settings, UsesOneLanguageForBothWhereOnlyOneIsWritten)
{
    Reading reading({{"both", text("Goslar")},
                     {"german", Value(table_of({{"de", text("Schule")}}))},
                     {"each", Value(table_of({{"de", text("Schule")}, {"en", text("school")}}))},
                     {"none", Value(table_of({{"fr", text("école")}}))}});
    EXPECT_EQ(reading.settings.bilingual("both"), (Text{"Goslar", "Goslar"}));
    EXPECT_EQ(reading.settings.bilingual("german"), (Text{"Schule", "Schule"}));
    EXPECT_EQ(reading.settings.bilingual("each"), (Text{"Schule", "school"}));
    EXPECT_EQ(reading.settings.bilingual("none"), std::nullopt);
    EXPECT_THAT(reading.said(),
                ElementsAre("arbeit.toml:1:1: 'fr' ist keine Einstellung von test 'cusum'.none",
                            "arbeit.toml:4:11: 'de' fehlt in test 'cusum'.none"));
}

TEST(Settings, ReportsARequiredKeyAtItsTable)
{
    Reading reading({{"title", text("")}});
    EXPECT_EQ(reading.settings.need_text("url"), "");
    EXPECT_EQ(reading.settings.need_bilingual("limits"), Text{});
    EXPECT_EQ(reading.settings.need_bilingual("title"), Text{});
    EXPECT_THAT(reading.said(), ElementsAre("arbeit.toml:1:11: 'title' ist leer",
                                            "arbeit.toml:9:1: 'url' fehlt in test 'cusum'",
                                            "arbeit.toml:9:1: 'limits' fehlt in test 'cusum'"));
}

TEST(Settings, HandsOutNamedTablesInOrder)
{
    const Value inside(table_of({{"url", text("u")}}));
    Reading reading({{"source", Value(table_of({{"b", inside}, {"a", inside}, {"c", whole(1)}}))}});
    std::vector<std::string> names;
    for (auto& [name, settings] : reading.settings.named_tables("source")) {
        names.push_back(name + " " + settings.need_text("url") + " " + settings.what());
        settings.finish();
    }
    EXPECT_THAT(names, ElementsAre("a u test 'cusum'.source.a", "b u test 'cusum'.source.b"));
    EXPECT_THAT(reading.said(), ElementsAre("arbeit.toml:3:11: 'c' ist 1; hier gehört je Name eine "
                                            "Tabelle [source.NAME] hin"));
}

TEST(Settings, ShowsForeignTextInOneLineAndNotCutInsideACharacter)
{
    std::string umlauts;
    for (int i = 0; i < 40; ++i) umlauts += "ä";
    EXPECT_EQ(shown({{}, text("a\x1B[2Jb\nc")}).de, "\"a [2Jb c\"");
    EXPECT_EQ(shown({{}, text("x" + umlauts)}).de, "\"x" + umlauts.substr(0, 58) + "…\"");
}

TEST(Mistakes, AreSortedByFileLineAndColumn)
{
    Mistakes mistakes;
    mistakes.error({"b.toml", 1, 1}, "k", {"vier", "four"});
    mistakes.error({"a.toml", 10, 2}, "k", {"drei", "three"});
    mistakes.note(Level::warning, {"a.toml", 2, 9}, "k", {"zwei", "two"});
    mistakes.error({"a.toml", 2, 3}, "k", {"eins", "one"});
    std::vector<std::string> lines;
    for (const auto& mistake : mistakes.sorted()) lines.push_back(describe(mistake, Language::de));
    EXPECT_THAT(lines, ElementsAre("a.toml:2:3: eins", "a.toml:2:9: Warnung: zwei",
                                   "a.toml:10:2: drei", "b.toml:1:1: vier"));
}

TEST(Mistakes, AreHarmlessWhenTheyOnlyWarn)
{
    Mistakes mistakes;
    mistakes.note(Level::warning, {"a.toml", 2, 9}, "k", {"zwei", "two"});
    EXPECT_FALSE(mistakes.any_error());
    mistakes.error({"a.toml", 0, 0}, "k", {"drei", "three"});
    EXPECT_TRUE(mistakes.any_error());
}

TEST(Place, LeavesOutWhatIsNotKnown)
{
    EXPECT_EQ(to_string(Place{"rules.d/wohnen.toml", 14, 3}), "rules.d/wohnen.toml:14:3");
    EXPECT_EQ(to_string(Place{"rules.d/wohnen.toml", 14, 0}), "rules.d/wohnen.toml:14");
    EXPECT_EQ(to_string(Place{"rules.d/wohnen.toml", 0, 0}), "rules.d/wohnen.toml");
}

} // namespace
} // namespace tuermer
