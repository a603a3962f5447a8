// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/area_codes.hpp"

#include <gtest/gtest.h>

namespace tuermer {
namespace {

TEST(AreaCode, OfTheZensusBecomesTheMunicipalKey)
{
    EXPECT_EQ(area_code("092760130130", AreaNotation::ars), "09276130");
    EXPECT_EQ(area_code("92760130130", AreaNotation::ars), "09276130"); // its zero got lost
    EXPECT_EQ(area_code("09276", AreaNotation::ars), "09276");
    EXPECT_EQ(area_code("DG", AreaNotation::ars), "DG");
}

TEST(AreaCode, GetsTheZeroBackThatASpreadsheetLost)
{
    EXPECT_EQ(area_code("1001", AreaNotation::ags), "01001");
    EXPECT_EQ(area_code("9276130", AreaNotation::ags), "09276130");
    EXPECT_EQ(area_code("3", AreaNotation::ags), "03");
    EXPECT_EQ(area_code("03153", AreaNotation::ags), "03153");
    EXPECT_EQ(area_code("151", AreaNotation::ags), "151"); // a Regierungsbezirk of Land 15
    EXPECT_EQ(area_code("", AreaNotation::ags), "");
}

TEST(AreaCode, StaysAsWrittenUnlessTold)
{
    EXPECT_EQ(area_code("1001", AreaNotation::as_written), "1001");
    EXPECT_EQ(area_code("092760130130", AreaNotation::as_written), "092760130130");
}

} // namespace
} // namespace tuermer
