// SPDX-License-Identifier: EUPL-1.2
// [quality.NAME]: the tests on arrival as people write them.
#include "tests/config/installation_on_disk.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tuermer {
namespace {

using test::InstallationOnDisk;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string file = "rules.d/qualitaet.toml";

TEST(QualityTables, SayWhichTestHoldsForWhichMeasures)
{
    InstallationOnDisk disk;
    const auto loaded = disk.with(file, R"(
[quality.ruhig]
check = "copied"
sources = ["schule"]
doubt = "tell"
share = 0.8
[quality.anteil]
check = "recomputed"
title = { de = "Anteil stimmt", en = "Share is right" }
indicator = "ohne_abschluss"
published = "share_without"
accept = ["when repeated", "after 14 d"]
[quality.zusammen]
check = "parts"
measures = ["share_without"]
over = "nationality"
adds_to = 100
)")
                            .load();
    ASSERT_FALSE(loaded.mistakes.any_error()) << disk.said().front();
    const auto& rules = loaded.config.quality;
    ASSERT_EQ(rules.size(), 3U);
    const auto find = [&](const std::string& id) {
        return *std::ranges::find(rules, id, &QualityRule::id);
    };
    EXPECT_EQ(find("ruhig").then, OnDoubt::tell);
    EXPECT_EQ(find("ruhig").measures.size(), 3U);
    EXPECT_EQ(find("ruhig").share, 0.8);
    EXPECT_EQ(find("anteil").within, 0.2);
    EXPECT_TRUE(find("anteil").accept_repeated);
    EXPECT_EQ(find("anteil").accept_after, std::chrono::days(14));
    EXPECT_THAT(find("anteil").measures, ElementsAre("share_without"));
    EXPECT_EQ(find("zusammen").within, 2);
}

TEST(QualityTables, SayMistakesWithTheirPlace)
{
    InstallationOnDisk disk;
    const auto said = disk.with(file, R"([quality.a]
check = "coppied"
[quality.b]
check = "duplicates"
doubt = "tell"
[quality.c]
check = "parts"
measures = ["share_without"]
over = "nationalty"
[quality.d]
check = "jump"
factr = 3
accept = "soon"
[quality.e]
check = "jump"
[quality.copied]
check = "copied"
)")
                          .said();
    EXPECT_THAT(said, Contains(HasSubstr(file + ":2:")));
    EXPECT_THAT(said, Contains(HasSubstr(file + ":5:9: von zwei verschiedenen")));
    EXPECT_THAT(said, Contains(HasSubstr("hat kein Merkmal 'nationalty'")));
    EXPECT_THAT(said, Contains(HasSubstr("genau eines gehört dazu: 'whole'")));
    EXPECT_THAT(said, Contains(HasSubstr("meinten Sie 'factor'?")));
    EXPECT_THAT(said, Contains(HasSubstr("\"when repeated\"")));
    EXPECT_THAT(said, Contains(HasSubstr("steht schon in 'd'")));
    EXPECT_THAT(said, Contains(HasSubstr("'copied' heißt schon eine Prüfung")));
}

} // namespace
} // namespace tuermer
