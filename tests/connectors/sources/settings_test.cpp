// SPDX-License-Identifier: EUPL-1.2
// What `tuermer check` says of a table source's mistakes.
#include "tests/connectors/sources/source_case.hpp"

#include <gmock/gmock.h>

namespace tuermer {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(TableSource, WithoutMistakesIsAccepted)
{
    EXPECT_THAT(mistakes_of(simple_source()), IsEmpty());
    const auto format = table({{"kind", value("csv")},
                               {"separator", value("tab")},
                               {"decimal", value(",")},
                               {"thousands", value("")},
                               {"encoding", value("cp850")},
                               {"quote", value("")},
                               {"header", value(2)},
                               {"skip", value(3)}});
    EXPECT_THAT(mistakes_of(with(simple_source(), "format", format)), IsEmpty());
}

TEST(TableSource, NeedsAPathOrAnAddress)
{
    EXPECT_THAT(mistakes_of(with(simple_source(), "path", value(""))),
                ElementsAre(HasSubstr("entweder 'path'")));
    EXPECT_THAT(mistakes_of(with(simple_source(), "url", value("https://x"))),
                ElementsAre(HasSubstr("entweder 'path'")));
    EXPECT_THAT(
        mistakes_of(with(with(simple_source(), "path", value("")), "url", value("ftp://x"))),
        ElementsAre(HasSubstr("'url' beginnt mit https://")));
}

TEST(TableSource, SuggestsTheUnitThatWasMeant)
{
    const auto measures =
        table({{"m", table({{"column", value("Wert")}, {"unit", value("person s")}})}});
    EXPECT_THAT(mistakes_of(with(simple_source(), "measures", measures)),
                ElementsAre("'person s' ist keine bekannte Einheit; meinten Sie 'persons'?"));
}

TEST(TableSource, NeedsToKnowWhereItsDimensionsComeFrom)
{
    const auto nowhere = table({{"area", table({})}});
    EXPECT_THAT(mistakes_of(with(simple_source(), "dimensions", nowhere)),
                ElementsAre(HasSubstr("fehlt 'column'")));
    const auto twice = table({{"area", table({{"column", value("AGS")}, {"value", value("03")}})}});
    EXPECT_THAT(mistakes_of(with(simple_source(), "dimensions", twice)),
                ElementsAre(HasSubstr("darf nur eines stehen")));
}

TEST(TableSource, KnowsOnlyMeaningsOfSignsThatExist)
{
    EXPECT_THAT(mistakes_of(with(simple_source(), "signs", table({{"-", value("witheld")}}))),
                ElementsAre(HasSubstr("meinten Sie 'withheld'?")));
}

TEST(TableSource, RefusesUnknownKeysAtEveryDepth)
{
    EXPECT_THAT(mistakes_of(with(simple_source(), "snapshott", value("full"))),
                ElementsAre(HasSubstr("'snapshot'")));
    EXPECT_THAT(mistakes_of(with(simple_source(), "format", table({{"seperator", value(";")}}))),
                ElementsAre(HasSubstr("meinten Sie 'separator'?")));
    EXPECT_THAT(mistakes_of(with(simple_source(), "period",
                                 table({{"column", value("Jahr")}, {"frequenzy", value("year")}}))),
                ElementsAre(HasSubstr("meinten Sie 'frequency'?")));
}

TEST(TableSource, RefusesWrongFormatSettings)
{
    const auto format =
        table({{"separator", value(";;")}, {"encoding", value("utf-9")}, {"decimal", value(";")}});
    EXPECT_EQ(mistakes_of(with(simple_source(), "format", format)).size(), 3U);
    EXPECT_THAT(mistakes_of(with(simple_source(), "format", table({{"kind", value("xslx")}}))),
                ElementsAre(HasSubstr("csv")));
    EXPECT_THAT(mistakes_of(with(simple_source(), "format",
                                 table({{"decimal", value(",")}, {"thousands", value(",")}}))),
                ElementsAre(HasSubstr("dasselbe Zeichen")));
}

TEST(TableSource, SaysWhereTheLayoutOfAFileBelongs)
{
    EXPECT_THAT(
        mistakes_of(with(simple_source(), "header", value(2))),
        ElementsAre(
            "'header' beschreibt die Datei und steht in format = { kind = \"csv\", header = … }"));
    EXPECT_THAT(mistakes_of(with(simple_source(), "skip", value(3))),
                ElementsAre(HasSubstr("'skip' beschreibt die Datei")));
}

TEST(TableSource, RefusesTargetsOfUnpivotThatAreNoDimension)
{
    auto source =
        with(simple_source(), "unpivot", table({{"columns", value("2*")}, {"to", value("sexe")}}));
    source = with(source, "dimensions",
                  table({{"area", table({{"value", value("03")}})},
                         {"sex", table({{"value", value("f")}})}}));
    EXPECT_THAT(mistakes_of(source),
                ElementsAre(HasSubstr("das ist weder \"period\" noch eine Dimension dieser Quelle; "
                                      "meinten Sie 'sex'?")));
}

TEST(TableSource, NeedsPeriodAndMeasures)
{
    EXPECT_THAT(mistakes_of(table({{"path", value("x.csv")}})),
                ElementsAre(HasSubstr("fehlt [….period]"), HasSubstr("fehlt [….measures]")));
    EXPECT_THAT(
        mistakes_of(with(simple_source(), "period",
                         table({{"value", value("Mai 2024")}, {"frequency", value("half")}}))),
        IsEmpty());
    EXPECT_THAT(mistakes_of(with(simple_source(), "period", table({{"value", value("immer")}}))),
                ElementsAre(HasSubstr("'immer' ist kein Zeitraum")));
}

} // namespace
} // namespace tuermer
