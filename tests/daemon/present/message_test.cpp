// SPDX-License-Identifier: EUPL-1.2
// The bytes of a mail: strict, stable, and nothing smuggled in.
#include "goslar.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace tuermer {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Message : testing::Test {
    Knowledge known = goslar::knowledge();
    Surroundings around = goslar::surroundings(known);

    Composed compose(std::vector<Event> events, const Recipient& recipient) const
    {
        return compose_signal_mail(goslar::notice(std::move(events)), recipient, around);
    }
    Composed real_case() const
    {
        return compose({goslar::leavers_event(), goslar::naturalisations_event()},
                       goslar::recipient());
    }
};

bool has_bare_line_end(const std::string& bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return true;
        if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) return true;
    }
    return false;
}

// Python's strict mail parser and an HTML reader look at the bytes; they say what is wrong.
std::string complaints(const std::string& bytes)
{
    const auto stem = std::filesystem::temp_directory_path() /
                      fmt::format("tuermer-mail-{}", static_cast<long>(getpid()));
    const auto mail = stem.string() + ".eml", said = stem.string() + ".txt";
    std::ofstream(mail, std::ios::binary) << bytes;
    const auto command =
        fmt::format("/usr/bin/python3 '{}/tests/daemon/present/check_mail.py' '{}' > '{}' 2>&1",
                    TUERMER_ROOT, mail, said);
    const int code = std::system(command.c_str());
    std::ifstream in(said);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    std::filesystem::remove(mail);
    std::filesystem::remove(said);
    if (code != 0 && text.empty()) return "the check itself failed";
    return text;
}

TEST_F(Message, IsReadByAStrictParserWithoutAComplaint)
{
    EXPECT_EQ(complaints(real_case().bytes), "");
    EXPECT_EQ(complaints(compose({goslar::leavers_event()}, goslar::recipient(Language::en)).bytes),
              "");
    const Error error{Remedy::mend, {"Die Spalte fehlt.", "The column is missing."}, "a.csv"};
    EXPECT_EQ(
        complaints(
            compose_trouble_mail("schule", error, "t1", false, goslar::recipient(), around).bytes),
        "");
}

TEST_F(Message, IsFoundWrongWhenItIsWrong)
{
    auto bytes = real_case().bytes;
    bytes.resize(bytes.size() / 2);
    EXPECT_NE(complaints(bytes), "");
}

TEST_F(Message, HasOnlyCrLfLineEnds)
{
    EXPECT_FALSE(has_bare_line_end(real_case().bytes));
}

TEST_F(Message, IsTheSameBytesForTheSameNotice)
{
    EXPECT_EQ(real_case().bytes, real_case().bytes);
}

TEST_F(Message, HasAnIdFromItsEventsWhateverTheirOrder)
{
    const auto forward = real_case();
    const auto backward =
        compose({goslar::naturalisations_event(), goslar::leavers_event()}, goslar::recipient());
    EXPECT_EQ(forward.message_id, backward.message_id);
    EXPECT_THAT(forward.message_id, testing::EndsWith("@goslar.example>"));
    EXPECT_THAT(forward.bytes, HasSubstr("Message-Id: " + forward.message_id));
}

TEST_F(Message, HasAnotherIdForAnotherRecipientOrOtherEvents)
{
    auto other = goslar::recipient();
    other.id = "statistics";
    const auto mine = compose({goslar::leavers_event()}, goslar::recipient());
    EXPECT_NE(mine.message_id, compose({goslar::leavers_event()}, other).message_id);
    EXPECT_NE(mine.message_id, real_case().message_id);
}

TEST_F(Message, FollowsTheEpisodesFirstMessage)
{
    EXPECT_THAT(real_case().bytes, Not(HasSubstr("In-Reply-To")));
    around.thread = "<first@goslar.example>";
    EXPECT_THAT(real_case().bytes, HasSubstr("In-Reply-To: <first@goslar.example>\r\n"));
    EXPECT_THAT(real_case().bytes, HasSubstr("References: <first@goslar.example>\r\n"));
}

TEST_F(Message, SaysThatAMachineWroteItAndWhichEventsItTells)
{
    const auto bytes = real_case().bytes;
    EXPECT_THAT(bytes, HasSubstr("Auto-Submitted: auto-generated\r\n"));
    EXPECT_THAT(bytes, HasSubstr("X-Tuermer-Event: 5a1ec0de5a1ec0de5a1ec0de5a1ec0de\r\n"));
    EXPECT_THAT(bytes, HasSubstr("Date: Fri, 17 Oct 2025 07:15:00 +0200\r\n"));
}

TEST_F(Message, LetsNoSettingBeginAHeader)
{
    known.installation.name = {"Goslar\r\nBcc: all@goslar.example", "Goslar"};
    auto recipient = goslar::recipient();
    recipient.mail = {"a@goslar.example\r\nBcc: all@goslar.example"};
    const auto bytes = compose({goslar::leavers_event()}, recipient).bytes;
    const auto head = bytes.substr(0, bytes.find("\r\n\r\n"));
    EXPECT_THAT(head, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(head, HasSubstr("\r\nTo: a@goslar.example\r\n"));
    EXPECT_FALSE(has_bare_line_end(bytes));
}

TEST(TroubleMail, SaysWhatIsWrongWhereAndWhatToDo)
{
    const auto known = goslar::knowledge();
    const Error error{Remedy::mend,
                      {"Die Spalte „Value“ fehlt.", "The column “Value” is missing."},
                      "schule.csv, Zeile 1"};
    const auto mail = compose_trouble_mail("schulabgaenge", error, "t1", false, goslar::recipient(),
                                           goslar::surroundings(known));
    const auto said = goslar::unwrapped(mail.text);
    EXPECT_THAT(said, HasSubstr("Die Spalte „Value“ fehlt."));
    EXPECT_THAT(said, HasSubstr("schule.csv, Zeile 1"));
    EXPECT_THAT(said, HasSubstr("Die zuletzt gelesenen Zahlen gelten unverändert weiter"));
    EXPECT_THAT(said, HasSubstr("tuermer fetch schulabgaenge --dry-run"));
    EXPECT_EQ(mail.subject,
              "Türmer · Landkreis Goslar: Quelle „schulabgaenge“ liefert nicht wie erwartet");
}

TEST(TroubleMail, IsAnsweredByTheAllClearInTheSameThread)
{
    const auto known = goslar::knowledge();
    const Error error{Remedy::retry, {"Keine Antwort.", "No answer."}, "https://example.org"};
    const auto compose = [&](bool over) {
        return compose_trouble_mail("schulabgaenge", error, "t1", over, goslar::recipient(),
                                    goslar::surroundings(known));
    };
    const auto trouble = compose(false), over = compose(true);
    EXPECT_NE(trouble.message_id, over.message_id);
    EXPECT_THAT(over.bytes, HasSubstr("In-Reply-To: " + trouble.message_id));
    EXPECT_THAT(over.subject, HasSubstr("liefert wieder"));
    EXPECT_THAT(trouble.bytes, Not(HasSubstr("In-Reply-To")));
}

} // namespace
} // namespace tuermer
