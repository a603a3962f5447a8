// SPDX-License-Identifier: EUPL-1.2
// JSON records of each service's shape, and PxWeb's own JSON.
#include "connectors/formats/pxweb/pxweb.hpp"
#include "connectors/formats/rows/rows.hpp"
#include "tests/connectors/formats/shown.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

std::string table(std::string_view text, const RowsSettings& settings = {})
{
    return shown(read_rows(text, "antwort.json", settings));
}
bool says(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

TEST(Rows, AreFoundWhereverTheServicePutsThem)
{
    const std::string expected = "jahr|wert\n2023|40100.0\n2024|7";
    const std::string list = R"([{"jahr":"2023","wert":40100.0},{"jahr":"2024","wert":7}])";
    EXPECT_EQ(table(list), expected);                                              // Socrata
    EXPECT_EQ(table(R"({"total_count":2,"results":)" + list + "}"), expected);     // Opendatasoft
    EXPECT_EQ(table(R"({"meta":[{"a":1}],"d":{"rows":)" + list + "}}"), expected); // the largest
    EXPECT_EQ(table(R"({"a":[{"x":1}],"b":)" + list + "}", {.path = "b"}), expected); // as told
}

TEST(Rows, AreFlattenedToColumnsNamedByTheirPath)
{
    EXPECT_EQ(table(R"({"fields":[{"name":"ags"}],"features":[
        {"attributes":{"ags":"03153","ai0201":12.50}},
        {"attributes":{"ags":"03154","ai0201":null,"neu":true}}]})"),
              "attributes.ags|attributes.ai0201|attributes.neu\n03153|12.50|\n03154||true");
}

TEST(Rows, MayLackMembersAndNameThemInAnyOrder)
{
    EXPECT_EQ(table(R"([{"a":1,"b":2},{"b":4,"a":3},{"c":5}])"), "a|b|c\n1|2|\n3|4|\n||5");
}

TEST(Rows, KeepListsOutOfCellsAndSaySo)
{
    const auto read = read_rows(R"([{"a":1,"tags":["x","y"]},{"a":2}])", "x", {});
    ASSERT_TRUE(read);
    EXPECT_EQ(shown(read->tables.front()), "a\n1\n2");
    ASSERT_EQ(read->remarks.size(), 1U);
    EXPECT_TRUE(says(read->remarks.front().de, "Listen innerhalb von Datensätzen"));
}

TEST(Rows, MayBeListsThemselves)
{
    EXPECT_EQ(table(R"([["ags","wert"],["03153",1.0],["03154",2]])", {.header = true}),
              "ags|wert\n03153|1.0\n03154|2");
    EXPECT_EQ(table(R"([["03153",1],["03154",2,3]])"), "#1|#2|#3\n03153|1|\n03154|2|3");
}

TEST(Rows, MayLieAsTextWithinJson)
{
    EXPECT_EQ(table(R"("[{\"Schlüssel\":\"03153\",\"Wert\":\"12,5\"}]")"),
              "Schlüssel|Wert\n03153|12,5");
    EXPECT_EQ(table(R"({"d":"[{\"a\":1}]"})", {.path = "d"}), "a\n1");
}

TEST(Rows, ThatAreNotAllOfThemAreRefused)
{
    constexpr auto arcgis = R"({"exceededTransferLimit":true,"features":[{"attributes":{"a":1}}]})";
    EXPECT_TRUE(says(table(arcgis), "nur 1 Datensätze"));
    EXPECT_TRUE(says(table(R"({"total_count":500,"results":[{"a":1}]})"), "nur 1 Datensätze"));
    EXPECT_EQ(table(arcgis, {.may_be_incomplete = true}), "attributes.a\n1");
}

TEST(Rows, ThatAreAMessageRepeatIt)
{
    EXPECT_TRUE(says(table(R"({"error":{"code":499,"message":"Token Required","details":[]}})"),
                     "Token Required"));
    EXPECT_TRUE(says(table(R"({"code":"not_found","error":true,"message":"Cannot find view"})"),
                     "Cannot find view"));
    EXPECT_TRUE(says(table(R"({"a":1})"), "keine Liste"));
    EXPECT_TRUE(says(table(R"({"a":[{"b":1}]})", {.path = "c.d"}), "rows = \"c.d\""));
}

TEST(Rows, AreEmptyWhereTheServiceHasNone)
{
    EXPECT_EQ(table("[]"), "");
    EXPECT_EQ(table(R"({"total_count":0,"results":[]})", {.path = "results"}), "");
}

TEST(Pxweb, JsonIsATableOfKeysAndTexts)
{
    EXPECT_EQ(shown(read_pxweb_json(R"({"columns":[{"code":"Alue","text":"Area","type":"d"},
        {"code":"Vuosi","text":"Year","type":"t"},{"code":"vaesto","text":"Population","type":"c"}],
        "comments":[],"data":[{"key":["091","2023"],"values":["674500"]},
        {"key":["092","2023"],"values":[".."]}]})",
                                    "a", {})),
              "Alue|Vuosi|vaesto\n091|2023|674500\n092|2023|..");
}

TEST(Pxweb, JsonOfAnotherShapeIsRefused)
{
    EXPECT_TRUE(says(shown(read_pxweb_json(R"({"error":"Too many values selected"})", "a", {})),
                     "Too many values selected"));
    EXPECT_TRUE(says(shown(read_pxweb_json(R"({"columns":[{"code":"a","type":"c"}],
        "data":[{"key":["x"],"values":["1"]}]})",
                                           "a", {})),
                     "Zeile 1 der Daten"));
    EXPECT_TRUE(says(shown(read_pxweb_json(R"([1])", "a", {})), "kein PxWeb-JSON"));
}

} // namespace
} // namespace tuermer
