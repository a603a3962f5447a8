// SPDX-License-Identifier: EUPL-1.2
// Conversations drawn as text: "C:" is what we say, "S:" what the server says, "M" the whole
// message.
#include "connectors/transfer/dialogue.hpp"
#include "connectors/transfer/envelope.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

using Outcome = Delivery::Outcome;

Dialogue talk(const std::vector<std::string_view>& lines)
{
    Dialogue dialogue;
    for (const auto line : lines) {
        if (line == "M")
            dialogue.message_sent();
        else if (line.starts_with("C: "))
            dialogue.sent(line.substr(3));
        else
            dialogue.received(line.substr(3));
    }
    return dialogue;
}

std::vector<Outcome> outcomes(const Dialogue& dialogue, std::size_t count)
{
    std::vector<Outcome> result;
    for (const auto& delivery :
         dialogue.deliveries(std::vector<std::string>(count, "a@b.de"), "lost"))
        result.push_back(delivery.outcome);
    return result;
}

Dialogue after_hello(std::initializer_list<std::string_view> lines)
{
    std::vector<std::string_view> all = {"S: 220 hi", "C: EHLO x", "S: 250-mail", "S: 250 SIZE 1"};
    all.insert(all.end(), lines);
    return talk(all);
}

TEST(ADialogue, AcceptsWhenTheReplyAfterTheFinalDotIsGood)
{
    const auto dialogue =
        after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a@b>", "S: 250 ok", "C: DATA",
                     "S: 354 go", "M", "S: 250 queued as 17", "C: QUIT", "S: 221 bye"});
    EXPECT_EQ(dialogue.deliveries({"a@b.de"}, "lost"),
              (std::vector<Delivery>{{"a@b.de", Outcome::accepted, 250, "queued as 17"}}));
    EXPECT_FALSE(dialogue.is_uncertain());
}

TEST(ADialogue, GivesEachRecipientItsOwnOutcome)
{
    const auto dialogue =
        after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>", "S: 250 ok",
                     "C: RCPT TO:<b>", "S: 550-5.1.1 no such", "S: 550 5.1.1 mailbox",
                     "C: RCPT TO:<c>", "S: 451 wait", "C: DATA", "S: 354 go", "M", "S: 250 ok"});
    EXPECT_EQ(outcomes(dialogue, 3),
              (std::vector{Outcome::accepted, Outcome::refused, Outcome::later}));
    EXPECT_EQ(dialogue.deliveries({"a", "b", "c"}, "")[1].answer, "5.1.1 no such 5.1.1 mailbox");
}

TEST(ADialogue, RefusesAllWhenTheMessageIsRefused)
{
    const auto dialogue = after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>",
                                       "S: 250 ok", "C: RCPT TO:<b>", "S: 250 ok", "C: DATA",
                                       "S: 354 go", "M", "S: 554 5.7.1 spam"});
    EXPECT_EQ(outcomes(dialogue, 2), (std::vector{Outcome::refused, Outcome::refused}));
}

TEST(ADialogue, IsUncertainOnceTheWholeMessageIsOutWithoutAReply)
{
    const auto before = after_hello(
        {"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>", "S: 250 ok", "C: DATA", "S: 354 go"});
    const auto after = after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>",
                                    "S: 250 ok", "C: DATA", "S: 354 go", "M"});
    EXPECT_FALSE(before.is_uncertain());
    EXPECT_TRUE(after.is_uncertain());
    EXPECT_EQ(after.deliveries({"a"}, "lost"),
              (std::vector<Delivery>{{"a", Outcome::later, 0, "lost"}}));
}

TEST(ADialogue, IsNotMisledByTheFarewell)
{
    const auto dialogue = after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>",
                                       "S: 550 no", "C: QUIT", "S: 221 bye"});
    EXPECT_EQ(dialogue.last_reply(), (Reply{550, "no"}));
    EXPECT_EQ(outcomes(dialogue, 1), std::vector{Outcome::refused});
}

TEST(ADialogue, WaitsWhenTheServerIsBusyFromTheBeginning)
{
    EXPECT_EQ(outcomes(talk({"S: 421 4.3.2 too busy"}), 2),
              (std::vector{Outcome::later, Outcome::later}));
}

TEST(ADialogue, KeepsNothingUnprintableOfTheServersWords)
{
    const auto dialogue = talk({"S: 421 wart\x1b[31m \xc3\xa4 \xff"});
    EXPECT_EQ(dialogue.last_reply().text, "wart?[31m ?? ?");
}

TEST(ADialogue, KeepsOnlySoMuchOfAnEndlessReply)
{
    Dialogue dialogue;
    for (int i = 0; i < 5000; ++i) dialogue.received("220-" + std::string(50, 'x'));
    dialogue.received("220 end");
    EXPECT_LE(dialogue.last_reply().text.size(), 1000U);
}

TEST(AFaultOfTheSetUp, IsARefusedSenderButNotARefusedRecipientOrAMessageTooLarge)
{
    const auto sender = after_hello({"C: MAIL FROM:<a@b>", "S: 553 5.7.1 not yours"});
    const auto size = after_hello({"C: MAIL FROM:<a@b>", "S: 552 5.3.4 too large"});
    const auto recipient =
        after_hello({"C: MAIL FROM:<a@b>", "S: 250 ok", "C: RCPT TO:<a>", "S: 550 no"});
    EXPECT_EQ(fault_of(CURLE_SEND_ERROR, sender, "", "smtp://x:25").value().remedy, Remedy::mend);
    EXPECT_FALSE(fault_of(CURLE_SEND_ERROR, size, "", ""));
    EXPECT_EQ(outcomes(size, 1), std::vector{Outcome::refused});
    EXPECT_FALSE(fault_of(CURLE_SEND_ERROR, recipient, "", ""));
}

TEST(AFaultOfTheSetUp, IsAServerThatWantsALoginOrWantsNothingFromUs)
{
    const auto login =
        after_hello({"C: MAIL FROM:<a@b>", "S: 530 5.7.0 who?", "C: QUIT", "S: 221 bye"});
    const auto blocked = talk({"S: 554 5.7.1 no service for you"});
    EXPECT_NE(fault_of(CURLE_SEND_ERROR, login, "", "").value().what.de.find("Anmeldung"),
              std::string::npos);
    EXPECT_TRUE(fault_of(CURLE_WEIRD_SERVER_REPLY, blocked, "", ""));
}

TEST(AFaultOfTheSetUp, IsNoLoginThatTheServerPutsOff)
{
    const auto busy =
        after_hello({"C: AUTH PLAIN", "S: 334 ", "C: AGEAYg==", "S: 454 4.7.0 later"});
    EXPECT_FALSE(fault_of(CURLE_LOGIN_DENIED, busy, "", ""));
    EXPECT_EQ(outcomes(busy, 1), std::vector{Outcome::later});
}

} // namespace
} // namespace tuermer
