// SPDX-License-Identifier: EUPL-1.2
// JSON-stat in every variant that services send.
#include "connectors/formats/json_stat/json_stat.hpp"
#include "tests/connectors/formats/shown.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

Result<ReadTable> read(std::string_view text, const JsonStatSettings& settings = {})
{
    return read_json_stat(text, "antwort.json", settings);
}
std::string table(std::string_view text, const JsonStatSettings& settings = {})
{
    return shown(read(text, settings));
}

constexpr std::string_view eurostat = R"({"version":"2.0","class":"dataset","label":"Asylum",
  "id":["citizen","geo","time"],"size":[1,2,2],
  "dimension":{
   "citizen":{"category":{"index":{"TOTAL":0},"label":{"TOTAL":"Insgesamt"}}},
   "geo":{"category":{"index":{"DE":1,"AT":0},"label":{"AT":"Österreich","DE":"Deutschland"}}},
   "time":{"category":{"index":{"2023":0,"2024":1},"label":{"2023":"2023","2024":"2024"}}}},
  "value":{"0":54.30,"3":1e3},"status":{"0":"p","2":"c"}})";

TEST(JsonStat, OfSparseValuesHasARowForEachFigureAndForEachStatusWithoutOne)
{
    EXPECT_EQ(table(eurostat), "citizen|citizen label|geo|geo label|time|time label|value|status\n"
                               "TOTAL|Insgesamt|AT|Österreich|2023|2023|54.30|p\n"
                               "TOTAL|Insgesamt|DE|Deutschland|2024|2024|1e3|\n"
                               "TOTAL|Insgesamt|DE|Deutschland|2023|2023||c");
}

TEST(JsonStat, ReadsDenseValuesInTheOrderOfPositionsNotOfKeys)
{
    EXPECT_EQ(table(R"({"class":"dataset","id":["a","t"],"size":["2",2],"value":[1,null,3.0,-4],
        "dimension":{"t":{"category":{"index":["2023","2024"]}},
                     "a":{"category":{"index":{"y":1,"x":0}}}},"status":["e",null,null,":"]})"),
              "a|t|value|status\nx|2023|1|e\nx|2024||\ny|2023|3.0|\ny|2024|-4|:");
}

TEST(JsonStat, TakesOneStatusForAll)
{
    EXPECT_EQ(table(R"({"class":"dataset","id":["t"],"size":[2],"value":[1,2],"status":"p",
        "dimension":{"t":{"category":{"index":["a","b"]}}}})"),
              "t|value|status\na|1|p\nb|2|p");
}

TEST(JsonStat, OfVersionOneIsABundleWithHeadInsideOfDimension)
{
    EXPECT_EQ(table(R"({"nama":{"status":{"value":[":",null],"category":{}},"value":[null,15800],
        "dimension":{"id":["geo","time"],"size":[1,2],"role":{"time":["time"]},
          "geo":{"category":{"label":{"IT":"Italy"}}},
          "time":{"category":{"index":{"1995":0,"1996":1}}}}}})"),
              "geo|geo label|time|value|status\nIT|Italy|1995||:\nIT|Italy|1996|15800|");
}

TEST(JsonStat, NeedsNoCategoryWhereThereIsOne)
{
    EXPECT_EQ(
        table(R"({"class":"dataset","id":["x"],"size":[1],"value":[7],"dimension":{"x":{}}})"),
        "x|value\nx|7");
}

TEST(JsonStat, TellsUnitsApart)
{
    EXPECT_EQ(table(R"({"class":"dataset","id":["m"],"size":[2],"value":[7,8],
        "dimension":{"m":{"category":{"index":["n","p"],
          "unit":{"n":{"decimals":0,"label":"Anzahl"},"p":{"base":"Prozent"}}}}}})"),
              "m|m unit|value\nn|Anzahl|7\np|Prozent|8");
}

TEST(JsonStat, WithoutAnyCategoryIsAnEmptyTable)
{
    EXPECT_EQ(table(R"({"class":"dataset","id":["t"],"size":[0],"value":[],
        "dimension":{"t":{"category":{"index":[]}}}})"),
              "t|value");
    EXPECT_EQ(table(R"({"class":"dataset","id":["t"],"size":[1],"value":{},
        "dimension":{"t":{"category":{"index":["2024"]}}}})"),
              "t|value");
}

constexpr std::string_view collection = R"({"class":"collection","link":{"item":[
    {"class":"dataset","href":"https://x.example/1"},
    {"class":"dataset","label":"A","id":["t"],"size":[1],"value":[1],
      "dimension":{"t":{"category":{"index":["2023"]}}}},
    {"class":"dataset","label":"B","id":["t"],"size":[1],"value":[2],
      "dimension":{"t":{"category":{"index":["2024"]}}}}]}})";

TEST(JsonStat, OfACollectionIsATablePerDatasetTheOneMeantFirst)
{
    const auto both = read(collection);
    ASSERT_TRUE(both);
    ASSERT_EQ(both->tables.size(), 2U);
    EXPECT_EQ(both->tables.front().name, "A");
    EXPECT_EQ(table(collection, {.dataset = "B"}), "t|value\n2024|2");
    EXPECT_EQ(table(collection, {.dataset = "2"}), "t|value\n2024|2");
    EXPECT_EQ(table(collection, {.dataset = "C"}),
              "refused: Einen Datensatz „C“ gibt es in der Antwort nicht. Vorhanden sind: A, B.");
}

TEST(JsonStat, KeepsNumberStyleOutOfDoubt)
{
    const auto result = read(eurostat);
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->dialect.decimal_told);
    EXPECT_EQ(result->dialect.decimal, '.');
}

TEST(JsonStat, RepeatsTheServicesOwnWordsWhereItSendsAnErrorInstead)
{
    EXPECT_NE(
        table(R"({"warning":{"status":413,"label":"ASYNCHRONOUS_RESPONSE. Please try again"}})")
            .find("ASYNCHRONOUS_RESPONSE"),
        std::string::npos);
    EXPECT_NE(table(R"({"error":[{"status":404,"id":100,"label":"ERR_NOT_FOUND_4: nothing"}]})")
                  .find("ERR_NOT_FOUND_4"),
              std::string::npos);
    EXPECT_NE(table(R"({"type_of_json":"Not json stat"})").find("kein JSON-stat"),
              std::string::npos);
    EXPECT_NE(table(R"({"class":"collection","link":{"item":[{"href":"x"}]}})").find("Verweise"),
              std::string::npos);
}

TEST(JsonStat, IsRefusedWhereItContradictsItself)
{
    const auto with = [](std::string_view rest) {
        return R"({"class":"dataset","dimension":{"t":{"category":{"index":{"a":0,"b":1}}}},)" +
               std::string{rest} + "}";
    };
    for (const auto* const rest :
         {R"("id":["t"],"size":[2],"value":[1])", R"("id":["t"],"size":[3],"value":[1,2,3])",
          R"("id":["t"],"size":[2,2],"value":[1,2])", R"("size":[2],"value":[1,2])",
          R"("id":["t"],"size":[2],"value":{"2":1})", R"("id":["t"],"size":[2],"value":{"-1":1})",
          R"("id":["t"],"size":[-2],"value":[1,2])", R"("id":["t"],"size":[2],"value":[1,[2]])",
          R"("id":["t"],"size":[2],"value":7)", R"("id":["t"],"size":[99999999999],"value":{})",
          R"("id":["u"],"size":[2],"value":[1,2])"})
        EXPECT_FALSE(read(with(rest))) << rest;
    EXPECT_FALSE(read(R"({"id":["t"],"size":[2],"value":[1,2],
        "dimension":{"t":{"category":{"index":{"a":0,"b":0}}}}})"));
}

TEST(JsonStat, IsNotUnfoldedBeyondTheLimits)
{
    JsonStatSettings settings;
    settings.limits.rows = 2;
    EXPECT_NE(table(eurostat, settings).find("mehr als 2 Zeilen"), std::string::npos);
}

} // namespace
} // namespace tuermer
