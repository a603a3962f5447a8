// SPDX-License-Identifier: EUPL-1.2
#include "connectors/channels/channel.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Outcome = Delivery::Outcome;

TEST(TheSmtpChannel, SendsOneMessageToAllRecipientsInOneTransaction)
{
    const testing::MailServer server("rcpt b@amt.example first 1 451 4.2.0 wait");
    testing::Loop loop;
    const auto channel = make_smtp_channel(loop.transfer, SmtpSettings{server.mail({})});
    Outgoing message{
        "<m@x>", {"a@amt.example", "b@amt.example"}, "Message-ID: <m@x>\r\n\r\nHallo\r\n"};
    const auto first = loop.wait(channel->deliver(message)).value();
    EXPECT_EQ(first[0].outcome, Outcome::accepted);
    EXPECT_EQ(first[1].outcome, Outcome::later);

    message.recipients = {"b@amt.example"};
    EXPECT_EQ(loop.wait(channel->deliver(message)).value().at(0).outcome, Outcome::accepted);
    EXPECT_THAT(server.received(),
                ElementsAre("a@amt.example 000001.eml", "b@amt.example 000002.eml"));
    EXPECT_EQ(server.message("000001.eml"), server.message("000002.eml"));
}

TEST(TheSmtpChannel, HasNothingToDoWithoutRecipients)
{
    const testing::MailServer server("");
    testing::Loop loop;
    const auto channel = make_smtp_channel(loop.transfer, SmtpSettings{server.mail({})});
    EXPECT_THAT(loop.wait(channel->deliver({"<m@x>", {}, "A: b\r\n\r\n"})).value(), IsEmpty());
    EXPECT_EQ(server.hello(), "");
}

} // namespace
} // namespace tuermer
