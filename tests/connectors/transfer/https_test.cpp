// SPDX-License-Identifier: EUPL-1.2
// Certificates are verified, always. The authority and the certificates are made by the test.
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using ::testing::HasSubstr;

class Https : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        certificates_ = new testing::Certificates;
        server_ = serve("good");
    }
    static void TearDownTestSuite()
    {
        delete server_;
        delete certificates_;
    }
    static testing::Server* serve(const std::string& name)
    {
        return new testing::Server("http_server.py", {"--cert", certificates_->certificate(name),
                                                      "--key", certificates_->key(name)});
    }
    static HttpRequest ask(const testing::Server& server, const std::string& path)
    {
        HttpRequest request;
        request.url = "https://127.0.0.1:" + std::to_string(server.port) + path;
        request.ca_file = certificates_->authority();
        return request;
    }
    Result<HttpResponse> get(HttpRequest request)
    {
        return loop_.wait(loop_.transfer.get(std::move(request)));
    }

    static inline testing::Certificates* certificates_ = nullptr;
    static inline testing::Server* server_ = nullptr;
    testing::Loop loop_;
};

TEST_F(Https, ServerOfAKnownAuthorityIsTrusted)
{
    EXPECT_EQ(get(ask(*server_, "/ok")).value().status, 200);
}

TEST_F(Https, ServerOfAnUnknownAuthorityIsNotTrusted)
{
    auto request = ask(*server_, "/ok");
    request.ca_file.clear();
    const auto answer = get(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().remedy, Remedy::mend);
    EXPECT_THAT(answer.error().what.de, HasSubstr("Zertifikat"));
    EXPECT_EQ(answer.error().where, request.url);
}

TEST_F(Https, CertificateOfAnotherHostIsNotTrusted)
{
    const std::unique_ptr<testing::Server> impostor(serve("other"));
    const auto answer = get(ask(*impostor, "/ok"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().remedy, Remedy::mend);
}

TEST_F(Https, OwnAuthorityStandsInsteadOfTheOthers)
{
    const testing::Certificates stranger;
    auto request = ask(*server_, "/ok");
    request.ca_file = stranger.authority();
    EXPECT_FALSE(get(request));
    request.ca_file = "/there/is/none.pem";
    const auto answer = get(request);
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().what.de, HasSubstr("ca_file"));
    EXPECT_EQ(answer.error().remedy, Remedy::mend);
}

TEST_F(Https, RedirectMayLeadFromHttpUpToHttpsOfTheHostAndNeverDown)
{
    const testing::Server plain("http_server.py", {});
    const auto secure_ok = ask(*server_, "/ok").url;
    const auto plain_ok = "http://127.0.0.1:" + std::to_string(plain.port) + "/ok";
    auto up = ask(*server_, "");
    up.url = "http://127.0.0.1:" + std::to_string(plain.port) + "/elsewhere?" + secure_ok;
    EXPECT_EQ(get(up).value().final_url, secure_ok);
    const auto down = get(ask(*server_, "/elsewhere?" + plain_ok));
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().remedy, Remedy::mend);
}

} // namespace
} // namespace tuermer
