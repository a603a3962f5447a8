// SPDX-License-Identifier: EUPL-1.2
// Against a real mail server with scripted faults: smtp_server.py.
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MailServer;
using ::testing::Not;
using Outcome = Delivery::Outcome;

class Smtp : public ::testing::Test {
protected:
    Result<std::vector<Delivery>> send(MailRequest request)
    {
        return loop_.wait(loop_.transfer.send(std::move(request)));
    }
    Delivery send_one(const MailServer& server)
    {
        const auto deliveries = send(server.mail());
        if (!deliveries) throw std::runtime_error(describe(deliveries.error(), Language::en));
        return deliveries->at(0);
    }
    testing::Loop loop_;
};

const std::vector<std::string> three = {"a@amt.example", "b@amt.example", "c@amt.example"};

TEST_F(Smtp, MessageArrivesWithTheSameBytes)
{
    const MailServer server("");
    auto request = server.mail(three);
    request.message = ".\r\n..\r\n.Punkt\r\n\r\nüber 8 Bit\r\n.\r\nQUIT\r\n.\r\n";
    const auto deliveries = send(request).value();
    EXPECT_THAT(deliveries,
                ElementsAre(Delivery{"a@amt.example", Outcome::accepted, 250, "2.0.0 kept"},
                            Delivery{"b@amt.example", Outcome::accepted, 250, "2.0.0 kept"},
                            Delivery{"c@amt.example", Outcome::accepted, 250, "2.0.0 kept"}));
    EXPECT_THAT(server.received(),
                ElementsAre("a@amt.example 000001.eml", "b@amt.example 000001.eml",
                            "c@amt.example 000001.eml"));
    EXPECT_EQ(server.message("000001.eml"), request.message);
    EXPECT_EQ(server.hello(), "tuermer.amt.example");
}

TEST_F(Smtp, LargeMessageArrivesWhole)
{
    const MailServer server("");
    auto request = server.mail();
    for (int i = 0; i < 40000; ++i) request.message += ".Zeile " + std::to_string(i) + "\r\n";
    EXPECT_EQ(send(request).value().at(0).outcome, Outcome::accepted);
    EXPECT_EQ(server.message("000001.eml"), request.message);
}

TEST_F(Smtp, BadAddressAmongGoodOnesIsRefusedAlone)
{
    const MailServer server("rcpt b@amt.example 550 5.1.1 no such mailbox");
    const auto deliveries = send(server.mail(three)).value();
    EXPECT_EQ(deliveries[0].outcome, Outcome::accepted);
    EXPECT_EQ(deliveries[1],
              (Delivery{"b@amt.example", Outcome::refused, 550, "5.1.1 no such mailbox"}));
    EXPECT_EQ(deliveries[2].outcome, Outcome::accepted);
    EXPECT_THAT(server.received(),
                ElementsAre("a@amt.example 000001.eml", "c@amt.example 000001.eml"));
}

TEST_F(Smtp, TextThatIsNoAddressIsRefusedAloneAndSaysNothingToTheServer)
{
    const MailServer server("");
    const auto deliveries =
        send(server.mail({"a@amt.example>\r\nRCPT TO:<x@evil.example", "b@amt.example", "nobody"}))
            .value();
    EXPECT_EQ(deliveries[0].outcome, Outcome::refused);
    EXPECT_EQ(deliveries[1].outcome, Outcome::accepted);
    EXPECT_EQ(deliveries[2].outcome, Outcome::refused);
    EXPECT_THAT(server.received(), ElementsAre("b@amt.example 000001.eml"));
}

TEST_F(Smtp, GreylistedRecipientIsTriedAgainAndThenReached)
{
    const MailServer server("rcpt a@amt.example first 1 451 4.7.1 greylisted");
    EXPECT_EQ(send_one(server),
              (Delivery{"a@amt.example", Outcome::later, 451, "4.7.1 greylisted"}));
    EXPECT_THAT(server.received(), IsEmpty());
    EXPECT_EQ(send_one(server).outcome, Outcome::accepted);
    EXPECT_THAT(server.received(), ElementsAre("a@amt.example 000001.eml"));
}

TEST_F(Smtp, ReplyAfterDataDecidesForAll)
{
    const MailServer server("message first 1 451 4.3.0 busy; message first 1 554 5.7.1 spam");
    const auto busy = send(server.mail(three)).value();
    EXPECT_EQ(busy[2], (Delivery{"c@amt.example", Outcome::later, 451, "4.3.0 busy"}));
    const auto spam = send(server.mail(three)).value();
    for (const auto& delivery : spam) EXPECT_EQ(delivery.outcome, Outcome::refused);
    EXPECT_EQ(spam[0].code, 554);
    EXPECT_THAT(server.received(), IsEmpty());
}

TEST_F(Smtp, RefusalOfTheDataCommandDecidesForAll)
{
    const MailServer server("data first 1 452 4.3.1 disk full; data 554 5.5.1 no");
    EXPECT_EQ(send_one(server),
              (Delivery{"a@amt.example", Outcome::later, 452, "4.3.1 disk full"}));
    EXPECT_EQ(send_one(server), (Delivery{"a@amt.example", Outcome::refused, 554, "5.5.1 no"}));
}

TEST_F(Smtp, LostConnectionBeforeDataMeansNotDelivered)
{
    for (const auto* script : {"connect drop", "mail drop", "rcpt drop", "data drop"}) {
        const MailServer server(script);
        const auto delivery = send_one(server);
        EXPECT_EQ(delivery.outcome, Outcome::later) << script;
        EXPECT_EQ(delivery.code, 0) << script;
        EXPECT_THAT(delivery.answer, Not(HasSubstr("ungewiss"))) << script;
    }
}

TEST_F(Smtp, LostConnectionAfterDataSaysThatDeliveryIsUnknown)
{
    const MailServer server("message first 1 drop; message first 1 keep-and-drop");
    for (int i = 0; i < 2; ++i) {
        const auto delivery = send_one(server);
        EXPECT_EQ(delivery.outcome, Outcome::later);
        EXPECT_EQ(delivery.code, 0);
        EXPECT_THAT(delivery.answer, HasSubstr("Zustellung ungewiss"));
        EXPECT_THAT(delivery.answer, HasSubstr("delivery unknown"));
    }
    EXPECT_EQ(server.received().size(), 1U) << "the second was kept, and nobody could know";
}

TEST_F(Smtp, SilentServerIsLeftAtTheTimeOut)
{
    const MailServer server("message delay 5");
    auto request = server.mail();
    request.total_timeout = seconds(1);
    const auto delivery = send(request).value().at(0);
    EXPECT_EQ(delivery.outcome, Outcome::later);
    EXPECT_THAT(delivery.answer, HasSubstr("Zustellung ungewiss"));
}

TEST_F(Smtp, ServerThatIsNotThereMayComeBack)
{
    const MailServer server("");
    auto request = server.mail();
    request.port = 1;
    EXPECT_EQ(send(request).value().at(0).outcome, Outcome::later);
    request.host = "gibt-es-nicht.invalid";
    EXPECT_EQ(send(request).value().at(0).outcome, Outcome::later);
}

TEST_F(Smtp, BusyGreetingMeansLaterAndARefusingOneIsForAPerson)
{
    const MailServer server("connect first 1 421 4.3.2 too busy; connect 554 5.7.1 not from you");
    EXPECT_EQ(send_one(server), (Delivery{"a@amt.example", Outcome::later, 421, "4.3.2 too busy"}));
    const auto refused = send(server.mail());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::mend);
}

TEST_F(Smtp, RefusedSenderIsForAPersonAndNoRecipientsFault)
{
    const MailServer server("mail 553 5.7.1 not your address");
    const auto refused = send(server.mail());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::mend);
    EXPECT_THAT(refused.error().what.de, HasSubstr("553 5.7.1 not your address"));
}

TEST_F(Smtp, MessageThatWouldSmuggleIsNotSent)
{
    const MailServer server("");
    for (const std::string body :
         {"a\n.\nMAIL FROM:<x@y>\r\n", "a\r\n.\rb\r\n", "a\r\r\n", "a\n", "a", ""}) {
        auto request = server.mail();
        request.message = body;
        const auto refused = send(request);
        ASSERT_FALSE(refused) << body;
        EXPECT_EQ(refused.error().remedy, Remedy::mend);
    }
    EXPECT_THAT(server.received(), IsEmpty());
}

TEST_F(Smtp, SlowMailServerDoesNotHoldUpTheLoop)
{
    const MailServer server("message delay 1");
    std::optional<Result<std::vector<Delivery>>> sent;
    loop_.start(loop_.transfer.send(server.mail()), sent);
    milliseconds longest_gap{0};
    boost::asio::steady_timer timer(loop_.context);
    for (auto before = std::chrono::steady_clock::now(); !sent;) {
        timer.expires_after(milliseconds(10));
        timer.async_wait([](auto) {});
        loop_.context.run_one();
        const auto now = std::chrono::steady_clock::now();
        longest_gap = std::max(longest_gap, std::chrono::duration_cast<milliseconds>(now - before));
        before = now;
    }
    EXPECT_EQ(sent->value().at(0).outcome, Outcome::accepted);
    EXPECT_LT(longest_gap, milliseconds(500));
}

TEST_F(Smtp, CancelledMailEndsAndTheNextOneIsSent)
{
    const MailServer server("rcpt a@amt.example first 1 delay 20");
    EXPECT_LT(loop_.cancel(loop_.transfer.send(server.mail()), milliseconds(200)), seconds(3));
    EXPECT_EQ(send_one(server).outcome, Outcome::accepted);
}

TEST_F(Smtp, MailOnItsWaySurvivesTheEndOfTheTransferAndOfTheLoop)
{
    const MailServer server("message delay 20");
    const auto start = std::chrono::steady_clock::now();
    auto context = std::make_unique<boost::asio::io_context>();
    auto transfer = std::make_unique<Transfer>(context->get_executor());
    for (int i = 0; i < 4; ++i)
        boost::asio::co_spawn(*context, transfer->send(server.mail()), [](auto, const auto&) {});
    context->run_for(milliseconds(300));
    transfer.reset();
    context.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(4));
}

} // namespace
} // namespace tuermer
