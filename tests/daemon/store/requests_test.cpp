// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/store/fixture.hpp"

namespace tuermer {
namespace {

using namespace tuermer::testing;

TEST(Requests, AreStillKnownAfterARestartForADay)
{
    const Folder folder;
    const auto file = folder.file("t.db");
    const auto noon = at("2026-01-15T12:00:00Z");
    {
        const auto store = open(file);
        done(store->note_request({"amt.example", noon}));
        done(store->note_request({"amt.example", noon + std::chrono::hours{2}}));
        done(store->note_request({"portal.example", noon + std::chrono::hours{3}}));
    }
    const auto store = open(file);
    const std::vector<MadeRequest> all{{"amt.example", noon},
                                       {"amt.example", noon + std::chrono::hours{2}},
                                       {"portal.example", noon + std::chrono::hours{3}}};
    EXPECT_EQ(value(store->requests_since(noon)), all);
    EXPECT_EQ(value(store->requests_since(noon + std::chrono::hours{3})).size(), 1U);
    EXPECT_TRUE(value(open(file, "anderswo")->requests_since(noon)).empty());
}

TEST(Requests, AreForgottenAfterADay)
{
    const Folder folder;
    const auto store = open(folder.file("t.db"));
    const auto noon = at("2026-01-15T12:00:00Z");
    done(store->note_request({"amt.example", noon}));
    done(store->note_request({"amt.example", noon + std::chrono::hours{25}}));
    EXPECT_EQ(value(store->requests_since(noon)).size(), 1U);
}

} // namespace
} // namespace tuermer
