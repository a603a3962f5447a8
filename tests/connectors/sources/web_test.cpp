// SPDX-License-Identifier: EUPL-1.2
// A table source at a real web server on loopback: what is new, what is not, what is refused.
#include "tests/connectors/sources/source_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

namespace tuermer {
namespace {

class TableAtAnAddress : public ::testing::Test {
protected:
    Result<Fetched> fetch(const std::string& page, Bookmark bookmark = {})
    {
        source_ = make(page);
        return loop_.wait(source_->fetch(std::move(bookmark)));
    }

    std::unique_ptr<Connector> make(const std::string& page)
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.now = test::test_now;
        services.large_into = large_into_;
        auto source = test::with(test::simple_source(), "path", test::value(""));
        if (page.starts_with("dated/"))
            source = test::with(source, "vintage", test::value("file name"));
        const auto url = fmt::format("http://127.0.0.1:{}/{}", server_.port, page);
        return test::connector(test::with(source, "url", test::value(url)), services);
    }

    std::filesystem::path large_into_;
    testing::Server server_{"../sources/server.py", {}};
    testing::Loop loop_;
    std::unique_ptr<Connector> source_;
};

TEST_F(TableAtAnAddress, IsFetchedOnceAndThenNotModified)
{
    const auto first = fetch("table.csv");
    ASSERT_TRUE(first) << first.error().what.de;
    ASSERT_EQ(first->documents.size(), 1U);
    EXPECT_EQ(first->documents[0].media_type, "text/csv");
    EXPECT_EQ(first->documents[0].retrieved, test::test_now());
    const auto understood = source_->understand(first->documents[0]);
    ASSERT_TRUE(understood) << understood.error().what.de;
    EXPECT_EQ(
        test::observations(*understood),
        (std::vector<std::string>{"leavers area=03153 2023 1234.5", "leavers area=03153 2024 48"}));

    const auto second = fetch("table.csv", first->bookmark);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->documents.empty());
    EXPECT_EQ(second->bookmark, first->bookmark);
}

TEST_F(TableAtAnAddress, WithoutValidatorsIsKnownByItsBytes)
{
    const auto first = fetch("same.csv");
    ASSERT_TRUE(first);
    const auto second = fetch("same.csv", first->bookmark);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->documents.empty());
}

TEST_F(TableAtAnAddress, ThatIsLargeIsReadFromTheDiskAsItWouldBeFromMemory)
{
    const auto held = fetch("long.csv");
    ASSERT_TRUE(held) << held.error().what.de;
    ASSERT_EQ(held->documents.size(), 1U);
    EXPECT_TRUE(held->documents[0].bytes->whole());
    large_into_ = std::filesystem::temp_directory_path();
    const auto large = fetch("long.csv");
    ASSERT_TRUE(large) << large.error().what.de;
    ASSERT_EQ(large->documents.size(), 1U);
    EXPECT_FALSE(large->documents[0].bytes->whole());
    EXPECT_EQ(large->bookmark, held->bookmark); // the same digest
    const auto from_memory = source_->inspect(held->documents[0]);
    const auto from_disk = source_->inspect(large->documents[0]);
    ASSERT_TRUE(from_memory && from_disk);
    EXPECT_EQ(from_disk->cells_read, from_memory->cells_read);
    EXPECT_EQ(content_digest(from_disk->release), content_digest(from_memory->release));
    EXPECT_EQ(from_disk->release.vintage, from_memory->release.vintage);
    EXPECT_EQ(from_disk->format, "csv");
}

TEST_F(TableAtAnAddress, IsFetchedAnewWhenTheAddressChanged)
{
    const auto first = fetch("same.csv");
    ASSERT_TRUE(first);
    const auto other = fetch("table.csv", first->bookmark);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->documents.size(), 1U);
}

TEST_F(TableAtAnAddress, IsDecompressed)
{
    const auto fetched = fetch("gzip.csv");
    ASSERT_TRUE(fetched);
    EXPECT_TRUE(source_->understand(fetched->documents.at(0)));
}

TEST_F(TableAtAnAddress, TakesItsDateFromTheName)
{
    const auto fetched = fetch("dated/table_2025-10-17.csv");
    ASSERT_TRUE(fetched);
    EXPECT_EQ(fetched->documents.at(0).published, parse_instant("2025-10-17"));
}

TEST_F(TableAtAnAddress, ThatAnswersAPageWithStatus200IsRefusedWhenRead)
{
    const auto fetched = fetch("page.csv");
    ASSERT_TRUE(fetched);
    const auto understood = source_->understand(fetched->documents.at(0));
    ASSERT_FALSE(understood);
    EXPECT_NE(understood.error().what.de.find("Titel „Wartungsarbeiten“"), std::string::npos);
}

TEST_F(TableAtAnAddress, WaitsAsLongAsABusyServerAsks)
{
    const auto fetched = fetch("busy.csv");
    ASSERT_TRUE(fetched);
    EXPECT_TRUE(fetched->documents.empty());
    EXPECT_EQ(fetched->next_try, std::chrono::seconds{90});
}

TEST_F(TableAtAnAddress, SaysWhetherTryingAgainHelps)
{
    const auto remedy = [&](const std::string& page) {
        const auto fetched = fetch(page);
        EXPECT_FALSE(fetched) << page;
        return fetched ? Remedy::restart : fetched.error().remedy;
    };
    EXPECT_EQ(remedy("broken.csv"), Remedy::retry);
    EXPECT_EQ(remedy("truncated.csv"), Remedy::retry);
    EXPECT_EQ(remedy("empty.csv"), Remedy::retry);
    EXPECT_EQ(remedy("gone.csv"), Remedy::mend);
    EXPECT_EQ(remedy("private.csv"), Remedy::mend);
}

} // namespace
} // namespace tuermer
