// SPDX-License-Identifier: EUPL-1.2
// What portals and pages of records promise whatever happens on the way, at a real server.
#include "tests/connectors/sources/kind_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using ::testing::HasSubstr;

struct Promising {
    const char* name;
    const char* kind;
    std::string (*keys)(const std::string& server);
    std::size_t figures;
};

const std::string columns_of_files = R"(
period     = { column = "Jahr" }
dimensions = { area = { column = "AGS" } }
measures   = { wert = { column = "Wert", unit = "cases" } }
)";

std::string records_at(const std::string& server)
{
    return fmt::format("url = \"{}/ods/records\"\nservice = \"opendatasoft\"\npaging = {{ offset "
                       "= \"offset\", limit = \"limit\", size = 10 }}\n{}",
                       server, test::plain_columns);
}

std::string newest_at(const std::string& server)
{
    return fmt::format("portal = \"{}\"\ndataset = \"haushalte\"\nresource = \"Haushalte*\"\n{}",
                       server, columns_of_files);
}

std::string all_years_at(const std::string& server)
{
    return newest_at(server) + "pick = \"all\"\n";
}

class PortalContract : public ::testing::TestWithParam<Promising> {
protected:
    PortalContract() { open(fmt::format("http://127.0.0.1:{}", server_.port)); }

    void open(const std::string& server)
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.max_body_bytes = 4U << 20U;
        source_ = test::connector_of(GetParam().kind, GetParam().keys(server), services);
    }

    void mode(const std::string& name)
    {
        HttpRequest request;
        request.url = fmt::format("http://127.0.0.1:{}/mode/{}", server_.port, name);
        ASSERT_TRUE(loop_.wait(loop_.transfer.get(std::move(request))));
    }

    Result<Fetched> fetch(Bookmark bookmark = {})
    {
        return loop_.wait(source_->fetch(std::move(bookmark)));
    }

    std::vector<std::string> figures(const Result<Fetched>& fetched) const
    {
        if (!fetched) return {"error: " + fetched.error().what.de};
        if (fetched->documents.empty()) return {};
        const auto understood = source_->understand(fetched->documents.front());
        if (!understood) return {"refused: " + understood.error().what.de};
        return test::observations(*understood);
    }

    testing::Server server_{"../sources/portal_server.py", {}};
    testing::Loop loop_;
    std::unique_ptr<Connector> source_;
};

TEST_P(PortalContract, GoodAnswerComesOnceAndARevisionAgain)
{
    const auto first = fetch();
    const auto good = figures(first);
    EXPECT_EQ(good.size(), GetParam().figures) << good.front();
    ASSERT_TRUE(first);
    EXPECT_TRUE(figures(fetch(first->bookmark)).empty());
    mode("revised");
    const auto revised = figures(fetch(first->bookmark));
    ASSERT_EQ(revised.size(), good.size());
    EXPECT_NE(revised, good);
}

TEST_P(PortalContract, NothingComesOfWhatIsNotWhole)
{
    for (const auto* trouble : {"empty", "truncated", "page", "private"}) {
        SCOPED_TRACE(trouble);
        mode(trouble);
        const auto said = figures(fetch());
        ASSERT_EQ(said.size(), 1U);
        EXPECT_TRUE(said[0].starts_with("error: ") || said[0].starts_with("refused: ")) << said[0];
    }
    mode("good");
    EXPECT_EQ(figures(fetch()).size(), GetParam().figures);
}

TEST_P(PortalContract, CutAnswerIsAskedForAgain)
{
    mode("truncated");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::retry);
}

TEST_P(PortalContract, SlowAnswerIsWaitedFor)
{
    mode("slow");
    EXPECT_EQ(figures(fetch()).size(), GetParam().figures);
}

TEST_P(PortalContract, EndlessAnswerEndsAtTheLimit)
{
    mode("endless");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("4194304"));
}

TEST_P(PortalContract, BusyServiceIsLeftAloneAsLongAsItAsks)
{
    mode("busy");
    const auto fetched = fetch({R"({"digest":"x"})"});
    ASSERT_TRUE(fetched) << fetched.error().what.de;
    EXPECT_TRUE(fetched->documents.empty());
    EXPECT_EQ(fetched->next_try, std::chrono::seconds{90});
    EXPECT_EQ(fetched->bookmark.text, R"({"digest":"x"})");
}

TEST_P(PortalContract, BookmarkOfAnotherKindIsAnEmptyOne)
{
    for (const auto* text : {"", "[]", "{", R"({"url":3,"digest":[]})"})
        EXPECT_EQ(figures(fetch({text})).size(), GetParam().figures) << text;
}

TEST_P(PortalContract, CertificateOfAStrangerIsNotTrusted)
{
    const testing::Certificates certificates;
    const testing::Server secure(
        "../sources/portal_server.py",
        {"--cert", certificates.certificate("good"), "--key", certificates.key("good")});
    open(fmt::format("https://127.0.0.1:{}", secure.port));
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("Zertifikat"));
}

INSTANTIATE_TEST_SUITE_P(Portals, PortalContract,
                         ::testing::Values(Promising{"rows", "rows", records_at, 25},
                                           Promising{"ckan_newest", "ckan", newest_at, 1},
                                           Promising{"ckan_all", "ckan", all_years_at, 3}),
                         [](const auto& each) { return std::string{each.param.name}; });

} // namespace
} // namespace tuermer
