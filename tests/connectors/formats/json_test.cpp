// SPDX-License-Identifier: EUPL-1.2
// JSON: what it says, that numbers stay as written, and what is refused.
#include "connectors/formats/json.hpp"

#include <gtest/gtest.h>
#include <string>

namespace tuermer {
namespace {

// All of a text written again, without blanks: what was read.
std::string again(const JsonValue& value)
{
    std::string text;
    if (value.is_string()) return "'" + std::string{value.text()} + "'";
    if (value.is_array()) {
        for (const auto item : value.items()) text += (text.empty() ? "" : ",") + again(item);
        return "[" + text + "]";
    }
    if (value.is_object()) {
        for (const auto& [name, inner] : value.members())
            text += (text.empty() ? "" : ",") + std::string{name} + ":" + again(inner);
        return "{" + text + "}";
    }
    return std::string{value.text()};
}

std::string read_again(std::string_view bytes, const JsonLimits& limits = {})
{
    const auto json = read_json(bytes, limits);
    return json ? again(json->root()) : "refused: " + json.error().what.de;
}

bool is_refused(std::string_view bytes, const JsonLimits& limits = {})
{
    return !read_json(bytes, limits);
}

TEST(Json, KeepsNumbersAsTheyWerePublished)
{
    EXPECT_EQ(read_again(R"({"value":[54.30, -0, 1e-3,12345678901234567890, 0.1]})"),
              "{value:[54.30,-0,1e-3,12345678901234567890,0.1]}");
}

TEST(Json, UnescapesStringsAndNames)
{
    EXPECT_EQ(read_again(R"( {"Gr\u00f6\u00dfe" : "a\"b\\c\n\u20ac", "t\/x": "ü"} )"),
              "{Größe:'a\"b\\c\n€',t/x:'ü'}");
}

TEST(Json, IsReadWhateverItsRootIs)
{
    EXPECT_EQ(read_again("true"), "true");
    EXPECT_EQ(read_again(" null\n"), "null");
    EXPECT_EQ(read_again("-12.50"), "-12.50");
    EXPECT_EQ(read_again("\"Bad request - Action name not known\""),
              "'Bad request - Action name not known'");
    EXPECT_EQ(read_again("[]"), "[]");
    EXPECT_EQ(read_again("[[],{},[{}]]"), "[[],{},[{}]]");
}

TEST(Json, IsReadInTheEncodingsOfOldServices)
{
    EXPECT_EQ(read_again("\xEF\xBB\xBF{\"a\":1}"), "{a:1}");
    EXPECT_EQ(read_again("{\"Ort\":\"M\xFCnchen\"}"), "{Ort:'München'}");
    EXPECT_EQ(read_again(std::string_view{"{\0\"\0a\0\"\0:\0001\0}\0", 14}), "{a:1}");
}

TEST(Json, FindsMembersByPath)
{
    const auto json = read_json(R"({"data":{"dataSets":[{"action":"Replace"}]},"x":[1,2,3]})");
    ASSERT_TRUE(json);
    const auto root = json->root();
    ASSERT_TRUE(root.at({"data", "dataSets"}));
    EXPECT_EQ(root.at({"data", "dataSets"})->size(), 1U);
    EXPECT_FALSE(root.at({"data", "structure"}));
    EXPECT_FALSE(root.member("x")->member("y"));
    EXPECT_EQ(root.member("x")->size(), 3U);
}

TEST(Json, IsRefusedWhereItIsBroken)
{
    for (const auto* const text :
         {"{",          "[1,2",    "{\"a\":}",     "{\"a\" 1}",   "[1 2]", "[1,]",
          "{\"a\":1,}", "[01]",    "[1.]",         "[.5]",        "[+1]",  "[NaN]",
          "[tru]",      "[truex]", "[nul]",        "{a:1}",       "['a']", "[1]x",
          "[1] [2]",    "[\"a]",   "[\"\\x\"]",    "[\"a\x01\"]", "",      "   ",
          "[1e]",       "[--1]",   "[\"a\"\"b\"]", "[\"a\"b]",    "]",     "{\"a\":1}}",
          "nullx",      "12x",     "\"a",          "{\"\\q\":1}", "[1}"})
        EXPECT_TRUE(is_refused(text)) << text;
}

TEST(Json, ThatBreaksOffMayBeTriedAgain)
{
    const auto cut = read_json(R"({"value":[1,2,3)");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().remedy, Remedy::retry);
    EXPECT_NE(cut.error().what.de.find("bricht ab"), std::string::npos);
}

TEST(Json, TellsTheLineThatIsWrong)
{
    EXPECT_NE(read_again("{\n\"a\": 1,\n\"b\": 1.2.3\n}").find("Zeile 3"), std::string::npos);
}

TEST(Json, IsRefusedBeyondItsLimits)
{
    std::string deep(100, '[');
    deep += std::string(100, ']');
    EXPECT_NE(read_again(deep).find("64 Ebenen"), std::string::npos);
    EXPECT_FALSE(is_refused(deep, {.depth = 100}));
    EXPECT_TRUE(is_refused(std::string(1'000'000, '['))); // never that deep on the stack
    EXPECT_TRUE(is_refused("[1,2,3,4]", {.values = 4}));
    EXPECT_FALSE(is_refused("[1,2,3]", {.values = 4}));
    EXPECT_TRUE(is_refused("[1,2,3,4]", {.bytes = 8}));
}

} // namespace
} // namespace tuermer
