// SPDX-License-Identifier: EUPL-1.2
// What came back is judged by the service's words, the status and the bytes, in this order.
#include "connectors/formats/classify/classify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using ::testing::HasSubstr;

Classified of(std::string_view bytes, int status = 200)
{
    Received received;
    received.bytes = bytes;
    received.status = status;
    return classify(received);
}

std::string kind(std::string_view bytes, int status = 200)
{
    return std::string{to_string(of(bytes, status).kind)};
}

std::string genesis(int code, const std::string& service = "data")
{
    return "{\"Ident\":{\"Service\":\"" + service +
           "\",\"Method\":\"x\"},\"Status\":{\"Code\":" + std::to_string(code) +
           ",\"Content\":\"Worte\",\"Type\":\"Fehler\"}}";
}

TEST(Classify, KnowsTheCodesOfGenesis)
{
    EXPECT_EQ(kind(genesis(2), 404), "credentials");
    EXPECT_EQ(kind(genesis(15), 401), "credentials");
    EXPECT_EQ(kind(genesis(6)), "later");
    EXPECT_EQ(kind(genesis(50)), "not_yet");
    EXPECT_EQ(kind(genesis(90)), "gone");
    EXPECT_EQ(kind(genesis(98)), "too_big");
    EXPECT_EQ(kind(genesis(99)), "later");
    EXPECT_EQ(kind(genesis(104)), "gone");
    EXPECT_EQ(kind(genesis(104, "catalogue")), "not_yet");
    EXPECT_EQ(kind(genesis(22, "metadata")), "foreign"); // in order, but no data
    EXPECT_THAT(of(genesis(98)).what.de, HasSubstr("GENESIS sagt: „Worte“."));
}

TEST(Classify, NeverRepeatsAUserName)
{
    const auto login = of(R"({"Status":"Ein Fehler ist aufgetreten.","Username":"TOKEN"})");
    EXPECT_EQ(login.kind, ReplyKind::credentials);
    EXPECT_EQ(login.what.de.find("TOKEN"), std::string::npos);
    EXPECT_EQ(kind(R"({"Status":"Sie wurden erfolgreich an- und abgemeldet!","Username":"A"})"),
              "data"); // no word of refusal: a JSON like others
}

TEST(Classify, KnowsOtherServicesErrorsWithStatus200)
{
    EXPECT_EQ(kind(R"({"warning":{"status":413,"label":"ASYNCHRONOUS_RESPONSE."}})"), "later");
    EXPECT_EQ(kind(R"({"error":[{"status":404,"id":100,"label":"ERR_NOT_FOUND"}]})"), "gone");
    EXPECT_EQ(kind(R"({"error":[{"status":400,"id":150,"label":"bad dimension"}]})"), "foreign");
    EXPECT_EQ(kind(R"({"error":{"code":499,"message":"Token Required"}})"), "credentials");
    EXPECT_EQ(kind(R"({"error":{"code":500,"message":"busy"}})"), "later");
    EXPECT_EQ(kind(R"({"success":false,"error":{"__type":"Not Found Error","message":"x"}})"),
              "gone");
    EXPECT_EQ(kind(R"({"error":"Too many values selected"})", 403), "too_big");
    EXPECT_EQ(kind(R"({"title":"Too many cells selected","status":400})", 400), "too_big");
    EXPECT_EQ(kind("a;b\n1;2\nStreaming interrupted due to the following error: offset "
                   "(error_code: InvalidRESTParameterError)"),
              "too_big");
}

TEST(Classify, KnowsSdmxAndSoapMessages)
{
    EXPECT_EQ(kind("<m:GenericData><m:Footer><f:Message code=\"413\"><c:Text>http://x</c:Text>"
                   "</f:Message></m:Footer></m:GenericData>"),
              "later");
    EXPECT_EQ(kind("<mes:Error><mes:ErrorMessage code=\"130\"/></mes:Error>"), "too_big");
    EXPECT_EQ(kind("<mes:Error><mes:ErrorMessage code=\"100\"/></mes:Error>"), "not_yet");
    EXPECT_EQ(kind("<S:Fault><faultstring>EXTRACTION_TOO_BIG: x</faultstring></S:Fault>", 413),
              "too_big");
    EXPECT_EQ(kind("<n:asyncResponse><s:status><s:status>SUBMITTED</s:status></s:status>"
                   "</n:asyncResponse>"),
              "later");
    EXPECT_EQ(kind("<ows:ExceptionReport><ows:ExceptionText>no</ows:ExceptionText>"
                   "</ows:ExceptionReport>"),
              "foreign");
}

TEST(Classify, JudgesByStatusWhereTheBodySaysNothing)
{
    EXPECT_EQ(kind("x", 404), "gone");
    EXPECT_EQ(kind("x", 403), "credentials");
    EXPECT_EQ(kind("x", 413), "too_big");
    EXPECT_EQ(kind("", 204), "not_yet");
    EXPECT_EQ(kind("", 200), "later");
    EXPECT_EQ(kind("x", 405), "foreign");
    Received received;
    received.status = 404;
    received.dated_address = true;
    EXPECT_EQ(classify(received).kind, ReplyKind::not_yet);
    received.status = 429;
    received.retry_after = std::chrono::seconds{30};
    EXPECT_EQ(classify(received).kind, ReplyKind::later);
    EXPECT_EQ(classify(received).wait, std::chrono::seconds{30});
    EXPECT_EQ(classify(received).remedy, Remedy::retry);
}

TEST(Classify, FindsTheFormatByTheBytes)
{
    EXPECT_EQ(of("Jahr;Wert\n2024;1\n").format, "csv");
    EXPECT_EQ(of("[{\"a\":1}]").format, "rows");
    EXPECT_EQ(of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").format, "xls");
    EXPECT_EQ(of("\x1F\x8B\x08 ").format, "gzip");
    EXPECT_EQ(kind("%PDF-1.7"), "foreign");
    EXPECT_EQ(kind("<!DOCTYPE html><title>Wartung</title>"), "foreign");
    EXPECT_EQ(kind("\xFF\xFE<?xml version='1.0'?><WMS_Capabilities/>"), "foreign");
}

} // namespace
} // namespace tuermer
