// SPDX-License-Identifier: EUPL-1.2
// Against a real web server with every bad habit: http_server.py.
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

class Http : public ::testing::Test {
protected:
    static void SetUpTestSuite() { server_ = new testing::Server("http_server.py", {}); }
    static void TearDownTestSuite() { delete server_; }

    static HttpRequest ask(const std::string& path)
    {
        HttpRequest request;
        request.url = "http://127.0.0.1:" + std::to_string(server_->port) + path;
        return request;
    }
    Result<HttpResponse> get(HttpRequest request)
    {
        return loop_.wait(loop_.transfer.get(std::move(request)));
    }
    Result<HttpResponse> get(const std::string& path) { return get(ask(path)); }
    Error error_of(HttpRequest request)
    {
        const auto answer = get(std::move(request));
        if (answer)
            throw std::runtime_error("no error but status " + std::to_string(answer->status));
        EXPECT_FALSE(answer.error().what.de.empty() || answer.error().what.en.empty());
        return answer.error();
    }

    static inline testing::Server* server_ = nullptr;
    testing::Loop loop_;
};

TEST_F(Http, AnswerHasStatusBodyTypeAndAddress)
{
    const auto answer = get("/ok#teil").value();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "jahr;wert\r\n2024;48\r\n");
    EXPECT_EQ(answer.media_type, "text/csv");
    EXPECT_EQ(answer.headers.at("content-type"), "Text/CSV; charset=utf-8");
    EXPECT_EQ(answer.final_url, ask("/ok").url);
}

TEST_F(Http, StatusOfAnyKindIsAnAnswer)
{
    EXPECT_EQ(get("/there-is-none").value().status, 404);
}

TEST_F(Http, RequestSaysWhoItIsAndTakesCompressedAnswers)
{
    auto request = ask("/echo?a=1");
    request.headers = {"Accept: text/csv"};
    request.user_agent = "Tuermer/test";
    const auto body = get(request).value().body;
    EXPECT_THAT(body, HasSubstr(R"("user-agent": "Tuermer/test")"));
    EXPECT_THAT(body, HasSubstr(R"("accept": "text/csv")"));
    EXPECT_THAT(body, HasSubstr("gzip"));
}

TEST_F(Http, FormIsPosted)
{
    auto request = ask("/echo");
    request.method = "POST";
    request.body = "name=21111-0001";
    const auto body = get(request).value().body;
    EXPECT_THAT(body, HasSubstr(R"("method": "POST")"));
    EXPECT_THAT(body, HasSubstr(R"("body": "name=21111-0001")"));
}

TEST_F(Http, UnchangedPageIsNotSentAgain)
{
    auto request = ask("/etag");
    const auto first = get(request).value();
    EXPECT_EQ(first.body, "seven");
    request.etag = first.etag;
    const auto second = get(request).value();
    EXPECT_TRUE(second.not_modified());
    EXPECT_EQ(second.body, "");

    auto by_date = ask("/modified");
    by_date.last_modified = get(by_date).value().last_modified;
    EXPECT_TRUE(get(by_date).value().not_modified());
}

TEST_F(Http, CompressedAnswerIsUnpacked)
{
    EXPECT_EQ(get("/gzip").value().body.size(), 8000U);
    EXPECT_EQ(error_of(ask("/broken-gzip")).remedy, Remedy::retry);
}

TEST_F(Http, LargeAnswerLiesInAFileWithoutAName)
{
    const test::Folder folder;
    auto request = ask("/bomb");
    request.large_into = folder.path();
    const auto answer = get(request).value();
    EXPECT_EQ(answer.body, "");
    ASSERT_TRUE(answer.large);
    EXPECT_EQ(answer.large->size(), 200'000'000U);
    EXPECT_FALSE(answer.large->whole());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    request.url = ask("/ok").url;
    EXPECT_FALSE(get(request).value().large); // a small one is held
}

TEST_F(Http, BombIsDefusedAtTheLimit)
{
    auto request = ask("/bomb");
    request.max_bytes = 1U << 20U;
    const auto error = error_of(request);
    EXPECT_EQ(error.remedy, Remedy::mend);
    EXPECT_THAT(error.what.de, HasSubstr("1048576"));
}

TEST_F(Http, EndlessAnswerEndsAtTheLimitAndOneOfExactlyTheLimitIsFine)
{
    auto request = ask("/endless");
    request.max_bytes = 3000000;
    EXPECT_EQ(error_of(request).remedy, Remedy::mend);
    auto exact = ask("/gzip");
    exact.max_bytes = 8000;
    EXPECT_TRUE(get(exact));
    exact.max_bytes = 7999;
    EXPECT_FALSE(get(exact));
}

TEST_F(Http, TimeOutsSayWhichOneItWas)
{
    auto stalled = ask("/stalled");
    stalled.stalled_after = seconds(1);
    EXPECT_THAT(error_of(stalled).what.de, HasSubstr("1 Sekunden lang nichts gesendet"));
    auto slow = ask("/drip");
    slow.total_timeout = seconds(1);
    EXPECT_THAT(error_of(slow).what.de, HasSubstr("nach 1 Sekunden nicht vollständig"));
    EXPECT_EQ(error_of(slow).remedy, Remedy::retry);
}

TEST_F(Http, CutAnswersAreErrorsAndNeverShortBodies)
{
    for (const auto* path : {"/truncated", "/chunk-truncated", "/nothing"})
        EXPECT_EQ(error_of(ask(path)).remedy, Remedy::retry) << path;
}

TEST_F(Http, RedirectWithinTheHostIsFollowed)
{
    const auto answer = get("/redirect/3").value();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.final_url, ask("/redirect/0").url);
}

TEST_F(Http, RedirectAfterAFormAsksWithoutTheForm)
{
    auto request = ask("/see-other");
    request.method = "POST";
    request.body = "a=1";
    const auto body = get(request).value().body;
    EXPECT_THAT(body, HasSubstr(R"("method": "GET")"));
    EXPECT_THAT(body, HasSubstr(R"("body": "")"));
}

TEST_F(Http, RedirectElsewhereIsForAPersonToDecide)
{
    for (const std::string target :
         {"http://localhost/a", "https://example.org/a", "file:///etc/passwd"}) {
        const auto error = error_of(ask("/elsewhere?" + target));
        EXPECT_EQ(error.remedy, Remedy::mend) << target;
    }
    EXPECT_THAT(error_of(ask("/elsewhere?http://localhost/a")).what.en,
                HasSubstr("http://localhost/a"));
}

TEST_F(Http, RedirectsInACircleEnd)
{
    const auto error = error_of(ask("/loop"));
    EXPECT_EQ(error.remedy, Remedy::mend);
    EXPECT_THAT(error.what.de, HasSubstr("mehr als 5 Mal"));
}

TEST_F(Http, BusyServerSaysWhenToComeAgain)
{
    const auto seconds_given = get("/unavailable").value();
    EXPECT_EQ(seconds_given.status, 503);
    EXPECT_EQ(seconds_given.retry_after, seconds(120));
    const auto date_given = get("/unavailable-until").value().retry_after.value();
    EXPECT_NEAR(static_cast<double>(date_given.count()), 3600, 2);
}

TEST_F(Http, PasswordOfTheAddressIsUsedAndNeverShown)
{
    auto request = ask("/private");
    request.url.insert(7, "amt:geheim@");
    const auto answer = get(request).value();
    EXPECT_EQ(answer.body, "welcome");
    EXPECT_THAT(answer.final_url, Not(HasSubstr("geheim")));
    request.url.replace(request.url.find("/private"), 8, "/truncated");
    EXPECT_THAT(describe(error_of(request), Language::de), Not(HasSubstr("geheim")));
}

TEST_F(Http, RequestGoesThroughAProxy)
{
    HttpRequest request;
    request.url = "http://daten.example/a.csv";
    request.proxy = "http://127.0.0.1:" + std::to_string(server_->port);
    EXPECT_EQ(get(request).value().body, "through the proxy: http://daten.example/a.csv");
}

TEST_F(Http, HostThatIsNotThereMayComeBack)
{
    HttpRequest refused;
    refused.url = "http://127.0.0.1:1/";
    EXPECT_EQ(error_of(refused).remedy, Remedy::retry);
    HttpRequest unknown;
    unknown.url = "http://gibt-es-nicht.invalid/";
    EXPECT_EQ(error_of(unknown).remedy, Remedy::retry);
    EXPECT_EQ(error_of(unknown).where, "http://gibt-es-nicht.invalid/");
}

TEST_F(Http, HeaderCannotSmuggleAnother)
{
    auto request = ask("/echo");
    request.headers = {"Accept: a\r\nX-Evil: 1"};
    EXPECT_EQ(error_of(request).remedy, Remedy::mend);
}

TEST_F(Http, HostSeesOneRequestAtATime)
{
    std::vector<std::optional<Result<HttpResponse>>> answers(6);
    for (auto& answer : answers) loop_.start(loop_.transfer.get(ask("/crowd")), answer);
    loop_.run();
    for (const auto& answer : answers) EXPECT_EQ(answer.value().value().body, "1");
}

TEST_F(Http, HostIsLeftAloneBetweenRequests)
{
    loop_.transfer.keep({{milliseconds{120}, 0}, {}});
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::optional<Result<HttpResponse>>> answers(3);
    for (auto& answer : answers) loop_.start(loop_.transfer.get(ask("/ok")), answer);
    loop_.run();
    EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds{240});
    for (const auto& answer : answers) EXPECT_EQ(answer.value().value().status, 200);
}

TEST_F(Http, BudgetThatIsSpentIsAnsweredForWithoutAsking)
{
    loop_.transfer.keep({{{}, 1}, {}});
    EXPECT_EQ(get("/ok").value().status, 200);
    const auto second = get("/ok").value();
    EXPECT_TRUE(second.held_back);
    EXPECT_EQ(second.status, 429);
    EXPECT_GT(second.retry_after.value(), std::chrono::hours{23});
    EXPECT_EQ(second.body, "");
}

TEST_F(Http, WishOfAMomentIsWaitedFor)
{
    const auto first = get("/moment").value();
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "again");
}

TEST_F(Http, LoginOfTheRequestIsBasicAndYieldsToThatOfTheAddress)
{
    auto request = ask("/private");
    request.user = "amt";
    request.password = "geheim";
    EXPECT_EQ(get(request).value().body, "welcome");
    request.user = "fremd";
    request.url.insert(7, "amt:geheim@");
    EXPECT_EQ(get(request).value().body, "welcome");
}

TEST_F(Http, CancelledRequestEndsAtOnceAndLetsTheNextOneIn)
{
    EXPECT_LT(loop_.cancel(loop_.transfer.get(ask("/stalled")), milliseconds(50)), seconds(1));
    EXPECT_EQ(get("/ok").value().status, 200);
}

TEST_F(Http, CancelledWhileItWaitsForItsTurnLeavesTheLine)
{
    std::optional<Result<HttpResponse>> first, last;
    loop_.start(loop_.transfer.get(ask("/crowd")), first);
    EXPECT_LT(loop_.cancel(loop_.transfer.get(ask("/crowd")), milliseconds(10)), seconds(1));
    loop_.start(loop_.transfer.get(ask("/crowd")), last);
    loop_.run();
    EXPECT_EQ(first.value().value().status, 200);
    EXPECT_EQ(last.value().value().status, 200);
}

TEST_F(Http, RequestsOnTheirWaySurviveTheEndOfTheTransfer)
{
    boost::asio::io_context context;
    std::optional<Result<HttpResponse>> running, waiting;
    {
        Transfer transfer(context.get_executor());
        for (auto* result : {&running, &waiting})
            boost::asio::co_spawn(context, transfer.get(ask("/stalled")),
                                  [result](std::exception_ptr, auto answer) { *result = answer; });
        context.run_for(milliseconds(100));
    }
    context.restart();
    context.run();
    EXPECT_EQ(running.value().error().remedy, Remedy::retry);
    EXPECT_EQ(waiting.value().error().remedy, Remedy::retry);
}

TEST_F(Http, RequestsOnTheirWaySurviveTheEndOfTheLoop)
{
    auto context = std::make_unique<boost::asio::io_context>();
    auto transfer = std::make_unique<Transfer>(context->get_executor());
    for (int i = 0; i < 3; ++i)
        boost::asio::co_spawn(*context, transfer->get(ask("/stalled")),
                              [](std::exception_ptr, const auto&) { ADD_FAILURE(); });
    context->run_for(milliseconds(100));
    transfer.reset();
    context.reset();
}

} // namespace
} // namespace tuermer
