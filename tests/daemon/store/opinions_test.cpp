// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/opinions.hpp"
#include "tests/daemon/store/fixture.hpp"

namespace tuermer {
namespace {

using namespace tuermer::testing;

class Opinions : public ::testing::Test {
protected:
    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
};

Feedback said(Opinion opinion, const std::string& who, const std::string& episode = "p1")
{
    return {"e1", episode, "rising", opinion, "", who, at("2025-01-07")};
}

TEST_F(Opinions, AreReadBackInTheOrderInWhichTheyWereGiven)
{
    auto first = said(Opinion::false_alarm, "anna");
    first.note = "Zwei Schulen wurden zusammengelegt";
    done(store->add_feedback(first));
    done(store->add_feedback(said(Opinion::useful, "ben")));
    store = open(file);
    const auto all = store->feedback();
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, (std::vector{first, said(Opinion::useful, "ben")}));
}

TEST(LastWords, AreOnePerPersonAndEpisode)
{
    const std::vector all{said(Opinion::useful, "anna"), said(Opinion::known, "ben"),
                          said(Opinion::false_alarm, "anna"), said(Opinion::known, "anna", "p2")};
    EXPECT_EQ(last_words(all), (std::vector{all[1], all[2], all[3]}));
}

TEST(LastWords, HaveCodesThatCanBeReadBack)
{
    for (const auto opinion :
         {Opinion::useful, Opinion::known, Opinion::false_alarm, Opinion::data_error})
        EXPECT_EQ(opinion_of(code_of(opinion)), opinion);
    EXPECT_EQ(opinion_of("nonsense"), std::nullopt);
}

TEST_F(Opinions, VersionsOfRulesComeWithAnythingElseThatIsCommitted)
{
    const RuleVersion first{"rising", "h1",           "[rule.rising]",
                            "anna",   "higher limit", at("2025-01-07")};
    auto second = first;
    second.hash = "h2";
    ReleaseRecord record;
    record.rules = {first, second};
    done(store->commit(record, at("2025-01-07")));
    store = open(file);
    const auto all = store->rule_versions();
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, (std::vector{first, second}));
}

} // namespace
} // namespace tuermer
