// SPDX-License-Identifier: EUPL-1.2
// Every notation of a figure that official tables print, and those that must not be read.
#include "connectors/formats/figures.hpp"

#include "connectors/formats/figure_reader.hpp"

#include <gtest/gtest.h>
#include <initializer_list>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace tuermer {
namespace {

const NumberStyle german{',', '.'};
const NumberStyle english{'.', ','};

// The value as text, with its mark where it is not plain.
std::string seen(std::string_view text, std::optional<NumberStyle> style,
                 const Signs& signs = default_signs())
{
    const auto figure = read_figure(text, style, signs);
    if (figure.kind == PrintedFigure::Kind::empty) return "empty";
    if (figure.kind == PrintedFigure::Kind::ignored) return "ignored";
    if (figure.kind == PrintedFigure::Kind::unread)
        return figure.two_readings ? "two readings" : "unread";
    if (!figure.cell.has_value()) return std::string{code_of(figure.cell.mark.missing())};
    auto value = fmt::format("{}", figure.cell.value);
    if (figure.cell.mark.status() != Status::final)
        value += " " + std::string{code_of(figure.cell.mark.status())};
    return figure.percent ? value + " %" : value;
}

std::string column(std::initializer_list<std::string_view> cells)
{
    NumberEvidence evidence;
    for (const auto cell : cells) evidence.add(cell);
    const auto style = evidence.style();
    return style ? std::string{style->decimal} : "?";
}

TEST(Figure, WithDecimalCommaIsRead)
{
    EXPECT_EQ(seen("1.234,5", german), "1234.5");
    EXPECT_EQ(seen("-1.596.852.249", german), "-1596852249");
    EXPECT_EQ(seen("203.726", german), "203726");
    EXPECT_EQ(seen("0,07", german), "0.07");
    EXPECT_EQ(seen(",5", german), "0.5");
}

TEST(Figure, WithDecimalPointIsRead)
{
    EXPECT_EQ(seen("48.0", english), "48");
    EXPECT_EQ(seen("229,932.50", english), "229932.5");
    EXPECT_EQ(seen(".001586", english), "0.001586");
    EXPECT_EQ(seen("+12.6", english), "12.6");
    EXPECT_EQ(seen("8.26629918498979", english), "8.26629918498979");
    EXPECT_EQ(seen("1.5E+06", english), "1500000");
}

TEST(Figure, WithAPointNeverBecomesTenTimesAsLargeUnderADecimalComma)
{
    EXPECT_EQ(seen("14.1", german), "unread");
    EXPECT_EQ(seen("14.12", german), "unread");
    EXPECT_EQ(seen("1234.567", german), "unread");
    EXPECT_EQ(seen("1.23.456", german), "unread");
    EXPECT_EQ(seen("0.123", german), "unread");
    EXPECT_EQ(seen("12,5", english), "unread");
    EXPECT_EQ(seen("203.726", NumberStyle{',', '\0'}), "unread");
}

TEST(Figure, MayGroupItsDigitsByBlanks)
{
    EXPECT_EQ(seen("1 234", german), "1234");
    EXPECT_EQ(seen("1\u00A0234\u00A0567,8", german), "1234567.8");
    EXPECT_EQ(seen("12\u202F345", english), "12345");
    EXPECT_EQ(seen("1'234.5", english), "1234.5");
    EXPECT_EQ(seen("1 23", german), "unread");
    EXPECT_EQ(seen("1 234.567", german), "unread"); // two kinds of groups
}

TEST(Figure, KeepsPercentSignsBracketsAndFlags)
{
    EXPECT_EQ(seen("12,3 %", german), "12.3 %");
    EXPECT_EQ(seen("5,57\u00A0%", german), "5.57 %");
    EXPECT_EQ(seen("(16,6)", german), "16.6 limited");
    EXPECT_EQ(seen("123 p", german), "123 provisional");
    EXPECT_EQ(seen("12,3e", german), "12.3 estimated");
    EXPECT_EQ(seen("48r", german), "48");
    EXPECT_EQ(seen("7b", english), "7 break_in_series");
    EXPECT_EQ(seen("s", german), "unread");
}

TEST(Figure, LosesItsFootnote)
{
    EXPECT_EQ(seen("123¹⁾", german), "123");
    EXPECT_EQ(seen("1.234 2)", german), "1234");
    EXPECT_EQ(seen("1231)", german), "unread"); // 123 with note 1, or 1231?
}

TEST(Figure, TellsMinusFromNothing)
{
    EXPECT_EQ(seen("-0,3", german), "-0.3");
    EXPECT_EQ(seen("\u22125", german), "-5");
    EXPECT_EQ(seen("\u201312", german), "-12");
    EXPECT_EQ(seen("-", german), "0");
    EXPECT_EQ(seen("–", german), "0");
    EXPECT_EQ(seen("-0", german), "0");
}

TEST(Figure, MissingIsNamedByItsSign)
{
    EXPECT_EQ(seen(".", german), "withheld");
    EXPECT_EQ(seen("*", german), "withheld");
    EXPECT_EQ(seen("...", german), "not_yet");
    EXPECT_EQ(seen("…", german), "not_yet");
    EXPECT_EQ(seen("x", german), "not_applicable");
    EXPECT_EQ(seen("/", german), "unreliable");
    EXPECT_EQ(seen("( )", german), "unreliable");
    EXPECT_EQ(seen("  ", german), "empty");
    EXPECT_EQ(seen("k. A.", german), "unread");
}

TEST(Figure, FollowsTheSignsOfItsSource)
{
    auto signs = default_signs();
    signs["-"] = *parse_sign_meaning("not_collected");
    signs["0"] = *parse_sign_meaning("rounded");
    signs["k. A."] = *parse_sign_meaning("withheld");
    signs["#"] = *parse_sign_meaning("ignore");
    signs["*"] = *parse_sign_meaning("provisional");
    EXPECT_EQ(seen("-", german, signs), "not_collected");
    EXPECT_EQ(seen("0", german, signs), "0 rounded");
    EXPECT_EQ(seen("k. A.", german, signs), "withheld");
    EXPECT_EQ(seen("#", german, signs), "ignored");
    EXPECT_EQ(seen("12*", german, signs), "12 provisional");
    EXPECT_FALSE(parse_sign_meaning("secret"));
}

TEST(Figure, ThatIsNoneIsUnread)
{
    for (const auto* text :
         {"Goslar", "12 Personen", "1-2", "31.12.2024", "1,2,3", "--5", "12.", "1.2.3", "%", "()5",
          "nan", "inf", "0x1F", "999999999999999999999999999999999999999999999999999999"})
        EXPECT_EQ(seen(text, german), "unread") << text;
}

TEST(Figure, WithTwoReadingsIsNotGuessed)
{
    EXPECT_EQ(seen("203.726", std::nullopt), "two readings");
    EXPECT_EQ(seen("131,999", std::nullopt), "two readings");
    EXPECT_EQ(seen("48", std::nullopt), "48");
}

TEST(Column, IsJudgedAsAWhole)
{
    EXPECT_EQ(column({"203.726", "14,5"}), ",");
    EXPECT_EQ(column({"203.726", "1.234.567"}), ",");
    EXPECT_EQ(column({"203.726", "14.5"}), ".");
    EXPECT_EQ(column({"203.726", "0.123"}), ".");
    EXPECT_EQ(column({"1 234,567"}), ",");
    EXPECT_EQ(column({"48", "12"}), ".");
    EXPECT_EQ(column({"131,999", "120,522"}), "?");
    EXPECT_EQ(column({"203.726", "0"}), "?");
    EXPECT_EQ(column({"14.5", "14,5"}), "?");
}

TEST(Column, WithoutGroupedThousandsReadsThePointAsDecimal)
{
    EXPECT_EQ(column({"203.726", "12345"}), ".");
    EXPECT_EQ(column({"203.726", "1234"}), "?"); // four digits are often left ungrouped
}

TEST(Column, TakesNoEvidenceFromDates)
{
    EXPECT_EQ(column({"31.12.2024", "203.726"}), "?");
}

std::string print(double value, NumberStyle style, bool grouped)
{
    auto text = fmt::format("{:.2f}", value);
    text[text.size() - 3] = style.decimal;
    const std::size_t begin = text.front() == '-' ? 1 : 0;
    for (auto at = text.size() - 3; grouped && at > begin + 3; at -= 3)
        text.insert(at - 3, 1, style.thousands);
    return text;
}

RC_GTEST_PROP(Figure, PrintedInEitherStyleIsReadBack, (bool german_style, bool grouped))
{
    const auto cents = *rc::gen::inRange<long long>(-99'999'999'999, 99'999'999'999);
    const auto style = german_style ? german : english;
    const double value = static_cast<double>(cents) / 100;
    const auto figure = read_figure(print(value, style, grouped), style, default_signs());
    RC_ASSERT(figure.kind == PrintedFigure::Kind::cell);
    RC_ASSERT(std::abs(figure.cell.value - value) < 1e-4);
}

// The fast reader beside the careful one, on what is nearly a plain number.
RC_GTEST_PROP(FigureReader, SaysWhatReadFigureSays, (bool numbers_are_signs))
{
    auto signs = default_signs();
    if (numbers_are_signs) signs["9"] = *parse_sign_meaning("withheld");
    const auto text = *rc::gen::oneOf(
        rc::gen::container<std::string>(rc::gen::element('0', '1', '2', '9', '.', ',')),
        rc::gen::container<std::string>(rc::gen::element('0', '7', '8', '9', '.')),
        rc::gen::container<std::string>(rc::gen::element('3', '9', ',', '-', ' ', 'p', '%')));
    for (const auto style :
         {std::optional<NumberStyle>{}, std::optional(german), std::optional(english)}) {
        const auto figure = FigureReader(signs).read(text, style);
        const auto careful = read_figure(text, style, signs);
        RC_ASSERT(figure.kind == careful.kind);
        RC_ASSERT(figure.cell == careful.cell);
        RC_ASSERT(figure.percent == careful.percent);
        RC_ASSERT(figure.two_readings == careful.two_readings);
    }
}

TEST(FigureReader, IsExactAtEveryLength)
{
    const FigureReader reader(default_signs());
    for (const std::string text : {"0.1", "3.466", "123456789012.345", "999999999999999",
                                   "0.00000000000001", "9007199254740993", "8.26629918498979"})
        EXPECT_EQ(reader.read(text, english).cell.value, std::stod(text)) << text;
}

RC_GTEST_PROP(Figure, OfAnyBytesDoesNoHarm, (const std::string& text))
{
    NumberEvidence evidence;
    evidence.add(text);
    (void)read_figure(text, evidence.style(), default_signs());
}

} // namespace
} // namespace tuermer
