// SPDX-License-Identifier: EUPL-1.2
// Encryption and login at a mail server: what goes wrong here concerns every recipient.
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MailServer;
using testing::options_for_tls;
using Outcome = Delivery::Outcome;
using Security = MailRequest::Security;

class SmtpSecurity : public ::testing::Test {
protected:
    static void SetUpTestSuite() { certificates_ = new testing::Certificates; }
    static void TearDownTestSuite() { delete certificates_; }

    static MailRequest secured(const MailServer& server, Security security)
    {
        auto request = server.mail();
        request.security = security;
        request.ca_file = certificates_->authority();
        return request;
    }
    static std::vector<std::string> with_login(std::vector<std::string> options)
    {
        options.insert(options.end(), {"--user", "tuermer", "--password", "läuten!"});
        return options;
    }
    Result<std::vector<Delivery>> send(MailRequest request)
    {
        return loop_.wait(loop_.transfer.send(std::move(request)));
    }
    void expect_fault(MailRequest request, const std::string& words)
    {
        const auto sent = send(std::move(request));
        ASSERT_FALSE(sent) << words;
        EXPECT_EQ(sent.error().remedy, Remedy::mend);
        EXPECT_THAT(sent.error().what.de, HasSubstr(words));
        EXPECT_THAT(sent.error().where, HasSubstr("://127.0.0.1:"));
        EXPECT_EQ(describe(sent.error(), Language::de).find("läuten!"), std::string::npos);
    }

    static inline testing::Certificates* certificates_ = nullptr;
    testing::Loop loop_;
};

TEST_F(SmtpSecurity, MailGoesOverStartTlsWithALogin)
{
    const MailServer server("", with_login(options_for_tls(*certificates_, "starttls", "good")));
    auto request = secured(server, Security::starttls);
    request.user = "tuermer";
    request.password = "läuten!";
    EXPECT_EQ(send(request).value().at(0).outcome, Outcome::accepted);
    request.password = "falsch";
    expect_fault(request, "lehnt die Anmeldung ab");
    request.user.clear();
    expect_fault(request, "verlangt eine Anmeldung");
    EXPECT_EQ(server.received().size(), 1U);
}

TEST_F(SmtpSecurity, MailGoesOverTlsFromTheFirstByte)
{
    const MailServer server("", options_for_tls(*certificates_, "tls", "good"));
    EXPECT_EQ(send(secured(server, Security::tls)).value().at(0).outcome, Outcome::accepted);
}

TEST_F(SmtpSecurity, CertificateOfAnotherHostOrAuthorityIsNotTrusted)
{
    const MailServer impostor("", options_for_tls(*certificates_, "starttls", "other"));
    expect_fault(secured(impostor, Security::starttls), "Zertifikat");
    const MailServer server("", options_for_tls(*certificates_, "tls", "good"));
    auto without_authority = secured(server, Security::tls);
    without_authority.ca_file.clear();
    expect_fault(without_authority, "Zertifikat");
    EXPECT_THAT(impostor.received(), IsEmpty());
}

TEST_F(SmtpSecurity, ServerWithoutStartTlsGetsNoMailInClear)
{
    const MailServer server("");
    expect_fault(secured(server, Security::starttls), "STARTTLS");
    EXPECT_THAT(server.received(), IsEmpty());
}

TEST_F(SmtpSecurity, PasswordNeverGoesInClear)
{
    const MailServer server("", with_login({}));
    auto request = server.mail();
    request.user = "tuermer";
    request.password = "läuten!";
    expect_fault(request, "nie unverschlüsselt");
    EXPECT_EQ(server.hello(), "") << "the server was not even asked";
}

} // namespace
} // namespace tuermer
