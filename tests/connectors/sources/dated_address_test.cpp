// SPDX-License-Identifier: EUPL-1.2
// Addresses that name a period: what they look like, and what is asked of them.
#include "connectors/sources/table/dated_address.hpp"

#include "tests/connectors/sources/source_case.hpp"
#include "tests/connectors/transfer/loop.hpp"
#include "tests/connectors/transfer/servers.hpp"

#include <gmock/gmock.h>

namespace tuermer::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(DatedAddress, IsThatOfItsPeriod)
{
    const std::string agency = "https://amt.example/Detail/{yyyymm}/kdu-03153-0-{yyyymm}-xlsx.xlsx";
    EXPECT_EQ(address_of(agency, Period::month(2024, 9)),
              "https://amt.example/Detail/202409/kdu-03153-0-202409-xlsx.xlsx");
    EXPECT_EQ(address_of(agency, Period::quarter(2024, 3)),
              "https://amt.example/Detail/202409/kdu-03153-0-202409-xlsx.xlsx");
    EXPECT_EQ(address_of("a/{yy}-q{q}", Period::quarter(2024, 2)), "a/24-q2");
    EXPECT_EQ(address_of("a/{yyyy-mm}", Period::half(2024, 1)), "a/2024-06");
    EXPECT_EQ(address_of("a/{yyyy}_{h}", Period::half(2024, 2)), "a/2024_2");
    EXPECT_EQ(address_of("a/{yyyy}", Period::school_year(2023)), "a/2023");
    EXPECT_EQ(address_of("a/{yyyy}w{ww}", Period::week(2024, 5)), "a/2024w05");
    EXPECT_EQ(period_of("https://amt.example/Detail/202409/kdu-03153-0-202409-xlsx.xlsx", agency,
                        Period::month(2020, 1)),
              Period::month(2024, 9));
}

TEST(DatedAddress, TellsItsPeriodsApart)
{
    EXPECT_EQ(address_of("a/{yyyy}", Period::month(2024, 9)), "");
    EXPECT_EQ(address_of("a/{mm}", Period::month(2024, 9)), "");
    EXPECT_EQ(address_of("a/{ww}", Period::month(2024, 9)), "");
    EXPECT_EQ(address_of("a/{jjjj}", Period::year(2024)), "");
    EXPECT_EQ(address_of("a/{yyyy", Period::year(2024)), "");
}

class DatedPlaces : public ::testing::Test {
protected:
    Node source(const char* since = "2025-09") const
    {
        auto made = test::with(test::simple_source(), "path", test::value(""));
        const auto url =
            fmt::format("http://127.0.0.1:{}/shelf/{{yyyymm}}/zahlen-{{yyyymm}}.csv", server_.port);
        made = test::with(made, "url", test::value(url));
        made = test::with(made, "since", test::value(since));
        made = test::with(made, "snapshot", test::value("partial"));
        return test::with(
            made, "period",
            test::table({{"value", test::value("address")}, {"frequency", test::value("month")}}));
    }

    // The publisher lays a file down.
    void put(const std::string& month, const std::string& figure)
    {
        HttpRequest request;
        request.url =
            fmt::format("http://127.0.0.1:{}/shelf/{}/zahlen-{}.csv", server_.port, month, month);
        request.method = "PUT";
        request.body = "AGS;Wert\n03153;" + figure + "\n";
        ASSERT_TRUE(loop_.wait(loop_.transfer.get(std::move(request))));
    }

    Result<Fetched> fetch(const Node& source, Bookmark bookmark = {})
    {
        SourceServices services;
        services.transfer = &loop_.transfer;
        services.now = test::test_now; // January 2026
        source_ = test::connector(source, services);
        return loop_.wait(source_->fetch(std::move(bookmark)));
    }

    std::vector<std::string> figures(const Result<Fetched>& fetched) const
    {
        return test::observations(*source_, fetched);
    }

    testing::Server server_{"../sources/server.py", {}};
    testing::Loop loop_;
    std::unique_ptr<Connector> source_;
};

TEST_F(DatedPlaces, BringEachPeriodOnceAndTheNewestAgainWhenItIsRevised)
{
    put("202509", "1");
    put("202511", "3"); // October was left out
    const auto first = fetch(source());
    EXPECT_THAT(figures(first),
                ElementsAre("leavers area=03153 2025-09 1", "leavers area=03153 2025-11 3"));
    const auto second = fetch(source(), first->bookmark);
    EXPECT_THAT(figures(second), IsEmpty());
    EXPECT_EQ(second->bookmark, first->bookmark);
    put("202511", "4");
    put("202512", "5");
    const auto third = fetch(source(), second->bookmark);
    EXPECT_THAT(figures(third),
                ElementsAre("leavers area=03153 2025-11 4", "leavers area=03153 2025-12 5"));
}

TEST_F(DatedPlaces, AreNotAskedForWhatIsStillToCome)
{
    put("202601", "1"); // now
    put("202602", "2");
    EXPECT_THAT(figures(fetch(source("2026-01"))), ElementsAre("leavers area=03153 2026-01 1"));
}

TEST_F(DatedPlaces, AtWhichThereIsNothingAreAMistake)
{
    const auto fetched = fetch(source());
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().remedy, Remedy::mend);
    EXPECT_THAT(fetched.error().what.de, HasSubstr("'since'"));
    EXPECT_THAT(figures(fetch(source("2026-01"))), IsEmpty()) << "it may still come";
}

TEST_F(DatedPlaces, AreSaidWhole)
{
    const auto mistakes = [&](const char* key, const char* text) {
        return test::mistakes_of(test::with(source(), key, test::value(text)));
    };
    EXPECT_THAT(mistakes("since", "September"), ElementsAre(HasSubstr("'since'")));
    EXPECT_THAT(mistakes("url", "https://amt.example/{yyyy}.csv"), ElementsAre(HasSubstr("{mm}")));
    EXPECT_THAT(mistakes("snapshot", "full"), ElementsAre(HasSubstr("partial")));
    auto undated = test::with(test::simple_source(), "since", test::value("2025-09"));
    EXPECT_THAT(test::mistakes_of(undated), ElementsAre(HasSubstr("{yyyymm}")));
}

} // namespace
} // namespace tuermer::table
