// SPDX-License-Identifier: EUPL-1.2
#include "connectors/channels/channel.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using Outcome = Delivery::Outcome;

class Spool : public ::testing::Test {
protected:
    Result<std::vector<Delivery>> deliver(const Outgoing& message)
    {
        return deliver(message, spool_);
    }
    Result<std::vector<Delivery>> deliver(const Outgoing& message, const fs::path& folder)
    {
        const auto channel = make_spool_channel(folder);
        return loop_.wait(channel->deliver(message));
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> result;
        for (const auto& entry : fs::directory_iterator(spool_))
            result.push_back(entry.path().filename());
        std::sort(result.begin(), result.end());
        return result;
    }

    testing::Loop loop_;
    testing::Folder folder_;
    fs::path spool_ = folder_.path() / "ausgang" / "mails";
    const Outgoing message_{
        "<signal-1@goslar.example>", {"a@x.de", "b@x.de"}, "A: b\r\n\r\n\xc3\xa4\0.\r\n"};
};

TEST_F(Spool, HoldsTheExactBytesUnderTheMessageId)
{
    const auto deliveries = deliver(message_).value();
    EXPECT_THAT(deliveries, ElementsAre(Delivery{"a@x.de", Outcome::accepted, 0, ""},
                                        Delivery{"b@x.de", Outcome::accepted, 0, ""}));
    EXPECT_THAT(names(), ElementsAre("signal-1@goslar.example.eml"));
    EXPECT_EQ(testing::content(spool_file(spool_, message_.message_id)), message_.bytes);
}

TEST_F(Spool, HoldsAMessageOnceHoweverOftenItIsDelivered)
{
    ASSERT_TRUE(deliver(message_));
    ASSERT_TRUE(deliver(message_));
    EXPECT_EQ(names().size(), 1U);
}

TEST_F(Spool, NeverWritesOverAnotherMessageOfTheSameId)
{
    ASSERT_TRUE(deliver(message_));
    auto other = message_;
    other.bytes = "B: c\r\n\r\n";
    const auto refused = deliver(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::mend);
    EXPECT_EQ(testing::content(spool_file(spool_, message_.message_id)), message_.bytes);
}

TEST_F(Spool, ForgetsWhatATryThatDiedLeftBehind)
{
    fs::create_directories(spool_);
    std::ofstream(spool_ / ".signal-1@goslar.example.eml.part") << std::string(100000, 'x');
    ASSERT_TRUE(deliver(message_));
    EXPECT_THAT(names(), ElementsAre("signal-1@goslar.example.eml"));
    EXPECT_EQ(testing::content(spool_file(spool_, message_.message_id)), message_.bytes);
}

TEST_F(Spool, NamesTheFolderThatCannotBeMade)
{
    const auto refused = deliver(message_, "/dev/null/mails");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().remedy, Remedy::mend);
    EXPECT_EQ(refused.error().where, "/dev/null/mails");
}

// The system stops the writing in the middle, as a full disk does.
TEST_F(Spool, ShowsNoHalfWrittenMessage)
{
    rlimit usual{};
    ::getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit small{1000, usual.rlim_max};
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &small);
    auto large = message_;
    large.bytes.append(5000, 'x');
    const auto refused = deliver(large);
    ::setrlimit(RLIMIT_FSIZE, &usual);
    std::signal(SIGXFSZ, ignored);
    EXPECT_FALSE(refused);
    EXPECT_FALSE(fs::exists(spool_file(spool_, large.message_id)));
    ASSERT_TRUE(deliver(large));
    EXPECT_EQ(testing::content(spool_file(spool_, large.message_id)), large.bytes);
}

TEST(SpoolFile, StaysInTheFolderWhateverTheIdSays)
{
    for (const std::string id :
         {"<../../etc/passwd@x>", "<.>", "<..>", "<>", "<a/b@x>", "</tmp/a>"}) {
        const auto file = spool_file("/spool", id);
        EXPECT_EQ(file.lexically_normal().parent_path(), "/spool") << id;
        EXPECT_EQ(file.extension(), ".eml") << id;
    }
    EXPECT_EQ(spool_file("/spool", "<../a@x>"), "/spool/%2E.%2Fa@x.eml");
}

TEST(SpoolFile, IsADifferentOneForEachId)
{
    EXPECT_NE(spool_file("/s", "<a/b@x>"), spool_file("/s", "<a%2Fb@x>"));
    const std::string length(300, 'a');
    EXPECT_NE(spool_file("/s", "<" + length + "1@x>"), spool_file("/s", "<" + length + "2@x>"));
    EXPECT_LT(spool_file("/s", "<" + length + "1@x>").filename().string().size(), 250U);
}

} // namespace
} // namespace tuermer
