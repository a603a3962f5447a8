// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/doubts.hpp"
#include "tests/daemon/store/fixture.hpp"

namespace tuermer {
namespace {

using namespace tuermer::testing;

RecordedDoubt held_doubt()
{
    RecordedDoubt doubt;
    doubt.release = "delivery";
    doubt.source = "schule";
    doubt.doubt.check = QualityCheck::copied;
    doubt.doubt.rule = "copied";
    doubt.doubt.column = {"leavers", Period::year(2024)};
    doubt.doubt.found = {"gleich", "the same"};
    doubt.doubt.rows = {{"area=03153 nationality=foreign", 48, 48.5}, {"area=03154", 2, {}}};
    doubt.doubt.unit = parse_unit("persons").value();
    doubt.doubt.figures = "digest";
    doubt.since = at("2025-10-17");
    return doubt;
}

class Doubts : public ::testing::Test {
protected:
    void SetUp() override
    {
        world.learn("2025-10-17", {{"leavers", {"03153", "foreign"}, "2023", of(52)}});
        auto record = world.record();
        record.doubts = {held_doubt()};
        record.held = {{"leavers", Period::year(2024)}, {"unemployed", std::nullopt}};
        done(store->commit(record, at("2025-10-17")));
    }
    Folder folder;
    std::string file = folder.file("t.db");
    std::unique_ptr<Store> store = open(file);
    World world;
};

TEST_F(Doubts, AreReadBackWithThePublicationTheyCameWith)
{
    store = open(file);
    const auto all = value(store->doubts(false));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].doubt, held_doubt().doubt);
    EXPECT_EQ(all[0].state, DoubtState::held);
    EXPECT_EQ(all[0].since, at("2025-10-17"));
    EXPECT_EQ(all[0].document, "schule.csv");
    EXPECT_EQ(all[0].vintage.retrieval, "digest of 2025-10-17");
}

TEST_F(Doubts, TellWhatAPublicationWasTakenUpWithout)
{
    const auto publications = value(store->publications());
    ASSERT_EQ(publications.size(), 1U);
    EXPECT_EQ(publications[0].held, (std::vector<FigureColumn>{{"leavers", Period::year(2024)},
                                                               {"unemployed", std::nullopt}}));
    EXPECT_TRUE(publications[0].only.empty());
}

TEST_F(Doubts, KeepWhoDecidedAndWhyWhenTheyAreTakenUp)
{
    const auto number = value(store->doubts(false)).at(0).number;
    done(store->decide(
        {{number, DoubtState::accepted, at("2025-10-20"), "anna", "bestätigt", false}}));
    EXPECT_EQ(value(store->doubts(false)).at(0).state, DoubtState::accepted);
    world.learn("2025-10-21", {{"leavers", {"03153", "foreign"}, "2024", of(48)}});
    auto record = world.record();
    record.only = {{"leavers", Period::year(2024)}};
    record.turns = {{number, DoubtState::accepted, at("2025-10-21"), {}, {}, true}};
    done(store->commit(record, at("2025-10-21")));
    EXPECT_TRUE(value(store->doubts(false)).empty());
    const auto all = value(store->doubts(true));
    EXPECT_EQ(all.at(0).who, "anna");
    EXPECT_EQ(all.at(0).why, "bestätigt");
    EXPECT_EQ(all.at(0).decided, at("2025-10-20"));
    EXPECT_TRUE(all.at(0).taken);
    EXPECT_EQ(value(store->publications()).at(1).only.size(), 1U);
}

TEST_F(Doubts, KeepTheirDocumentFromBeingCleanedAway)
{
    EXPECT_TRUE(value(store->documents_needed(at("2030-01-01"))).contains("digest of 2025-10-17"));
}

} // namespace
} // namespace tuermer
