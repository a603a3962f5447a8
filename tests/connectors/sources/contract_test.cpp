// SPDX-License-Identifier: EUPL-1.2
// What every kind of source that asks over the web promises, whatever its service is.
#include "tests/connectors/sources/service_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Contracted {
    const char* name;
    const char* kind;
    Node (*source)(const std::string& server); // `server` ends with "/"
};

Node table_at(const std::string& server)
{
    return mapped("Jahr", "AGS", "Wert", table({{"url", value(server + "table/a.csv")}}));
}
Node folder_at(const std::string& server)
{
    return mapped("Jahr", "AGS", "Wert", table({{"url", value(server + "dav/z*hlung.csv")}}));
}
Node genesis_at(const std::string& server)
{
    return genesis_source(server + "genesis/");
}
Node genesis_without_signal_at(const std::string& server)
{
    return genesis_source(server + "genesis/", "ABC-0001");
}
Node eurostat_at(const std::string& server)
{
    return eurostat_source(server + "eurostat");
}
Node sdmx_at(const std::string& server)
{
    return sdmx_source(server + "sdmx/");
}
Node sdmx_3_at(const std::string& server)
{
    return with(sdmx_source(server + "sdmx/"), "version", value("3.0"));
}
Node pxweb_1_at(const std::string& server)
{
    return pxweb_source(server + "pxweb1/", "v1", "db/folder/tab.px");
}
Node pxweb_2_at(const std::string& server)
{
    return pxweb_source(server + "pxweb2/", "v2", "TAB1");
}
Node ckan_at(const std::string& server)
{
    return mapped("Jahr", "AGS", "Wert",
                  table({{"portal", value(server + "ckan")}, {"dataset", value("zahlen")}}));
}
Node ckan_newest_at(const std::string& server)
{
    return with(ckan_at(server), "resource", value("alle*"));
}
Node ckan_all_years_at(const std::string& server)
{
    return with(with(ckan_at(server), "resource", value("20*")), "pick", value("all"));
}
Node rows_at(const std::string& server)
{
    return with(
        mapped(
            "Jahr", "AGS", "Wert",
            table({{"url", value(server + "rows/records")}, {"service", value("opendatasoft")}})),
        "paging",
        table({{"offset", value("offset")}, {"limit", value("limit")}, {"size", value(3)}}));
}

class Contract : public ServiceCase, public ::testing::WithParamInterface<Contracted> {
protected:
    Contract() { open(GetParam().kind, GetParam().source(url(""))); }

    // The services are themselves again, and nothing was lost.
    void expect_recovery(const Bookmark& before)
    {
        mode("good");
        EXPECT_EQ(figures(fetch(before)), good_figures);
    }
};

TEST_P(Contract, GoodAnswerIsUnderstood)
{
    const auto fetched = fetch();
    EXPECT_EQ(figures(fetched), good_figures);
    ASSERT_EQ(fetched->documents.size(), 1U);
    EXPECT_EQ(fetched->documents[0].retrieved, service_time);
    for (const auto& asked : log()) EXPECT_EQ(asked.user_agent, "Tuermer/test (it@kreis.example)");
}

TEST_P(Contract, SameFiguresAgainAreNothingNew)
{
    const auto first = fetch();
    ASSERT_TRUE(first);
    const auto known = content_digest(source_->understand(first->documents.at(0)).value().release);
    for (const auto* way : {"good", "again"}) {
        mode(way);
        const auto second = fetch_on();
        ASSERT_TRUE(second) << second.error().what.de;
        for (const auto& document : second->documents)
            EXPECT_EQ(content_digest(source_->understand(document).value().release), known);
    }
}

TEST_P(Contract, RevisedFigureArrives)
{
    ASSERT_TRUE(fetch());
    mode("revised");
    EXPECT_EQ(figures(fetch_on()), revised_figures);
}

TEST_P(Contract, NoFiguresComeOfAnEmptyAnswer)
{
    mode("empty");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched) << figures(fetched).size();
    expect_recovery({});
}

TEST_P(Contract, CutAnswerIsAskedForAgain)
{
    mode("truncated");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::retry);
    expect_recovery({});
}

TEST_P(Contract, PageInsteadOfDataIsRefusedWithASentence)
{
    mode("page");
    const auto said = figures(fetch());
    ASSERT_EQ(said.size(), 1U);
    EXPECT_THAT(said[0], ::testing::AnyOf(StartsWith("refused: "), StartsWith("error: ")));
    expect_recovery({});
}

TEST_P(Contract, SlowAnswerIsWaitedFor)
{
    mode("slow");
    EXPECT_EQ(figures(fetch()), good_figures);
}

TEST_P(Contract, EndlessAnswerEndsAtTheLimit)
{
    mode("endless");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("4194304"));
}

TEST_P(Contract, BusyServiceIsLeftAloneAsLongAsItAsks)
{
    mode("busy");
    const auto fetched = fetch();
    ASSERT_TRUE(fetched) << fetched.error().what.de;
    EXPECT_TRUE(fetched->documents.empty());
    EXPECT_EQ(fetched->next_try, std::chrono::seconds{90});
    expect_recovery(fetched->bookmark);
}

TEST_P(Contract, ClosedServiceIsForAPersonToMend)
{
    mode("private");
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    expect_recovery({});
}

TEST_P(Contract, TroubleAfterGoodDaysCostsNothing)
{
    ASSERT_TRUE(fetch());
    const auto before = bookmark_;
    for (const auto* trouble : {"empty", "truncated", "page", "private"}) {
        mode(trouble);
        static_cast<void>(fetch(before)); // an error's bookmark is not kept
    }
    mode("revised");
    EXPECT_EQ(figures(fetch(before)), revised_figures);
}

TEST_P(Contract, BookmarkOfAnotherKindIsAnEmptyOne)
{
    for (const auto* text : {"", "[]", "{", R"({"url":3,"taken":"x","job":[]})"})
        EXPECT_EQ(figures(fetch({text})), good_figures) << text;
}

TEST_P(Contract, CertificateOfAStrangerIsNotTrusted)
{
    const testing::Certificates certificates;
    const testing::Server secure(
        "../sources/services.py",
        {"--cert", certificates.certificate("good"), "--key", certificates.key("good")});
    open(GetParam().kind, GetParam().source(fmt::format("https://127.0.0.1:{}/", secure.port)));
    const auto fetched = fetch();
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("Zertifikat"));
}

INSTANTIATE_TEST_SUITE_P(
    EveryKind, Contract,
    ::testing::Values(
        Contracted{"table", "table", table_at}, Contracted{"table_in_folder", "table", folder_at},
        Contracted{"genesis", "genesis", genesis_at},
        Contracted{"genesis_without_signal", "genesis", genesis_without_signal_at},
        Contracted{"eurostat", "eurostat", eurostat_at}, Contracted{"sdmx_2_1", "sdmx", sdmx_at},
        Contracted{"sdmx_3_0", "sdmx", sdmx_3_at}, Contracted{"pxweb_v1", "pxweb", pxweb_1_at},
        Contracted{"pxweb_v2", "pxweb", pxweb_2_at},
        Contracted{"ckan_newest", "ckan", ckan_newest_at},
        Contracted{"ckan_all", "ckan", ckan_all_years_at}, Contracted{"rows", "rows", rows_at}),
    [](const auto& each) { return std::string{each.param.name}; });

} // namespace
} // namespace tuermer
