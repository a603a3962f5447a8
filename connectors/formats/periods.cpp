// SPDX-License-Identifier: EUPL-1.2
// The text becomes words and numbers, these become what is said (year, month, quarter …), and that
// becomes a period of the frequency asked for. An unknown word means: this is no period.
#include "connectors/formats/periods.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/formats/period_words.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace tuermer {
namespace {

using period_words::Sense;
using period_words::Token;

constexpr std::size_t longest_period = 60; // bytes: "Schuljahr 2023/2024", with room
constexpr int first_year = 1500, last_year = 2500;

// What the text says; 0: not said.
struct Said {
    int year = 0, second_year = 0;
    int half = 0, quarter = 0, month = 0, week = 0, day = 0;
    bool winter = false, summer = false, school = false;
};

bool is_year(const Token& token)
{
    return token.sense == Sense::number && token.digits == 4 && token.value >= first_year &&
           token.value <= last_year;
}
bool is_small(const Token& token)
{
    return token.sense == Sense::number && token.digits <= 2;
}

// "2023/24", "2023/2024", "2023-24": the year after the first.
bool follows_year(const Token& token, int year)
{
    if (token.sense != Sense::number || (token.before != '/' && token.before != '-')) return false;
    if (token.digits == 4) return token.value == year + 1;
    return token.digits == 2 && token.value == (year + 1) % 100;
}

bool take_word(Said& said, const Token& token)
{
    switch (token.sense) {
    case Sense::month:
        if (said.month != 0) return false;
        said.month = token.value;
        return true;
    case Sense::winter:
        said.winter = true;
        return true;
    case Sense::summer:
        said.summer = true;
        return true;
    case Sense::school:
        said.school = true;
        return true;
    case Sense::number:
    case Sense::quarter:
    case Sense::half:
    case Sense::week:
    case Sense::roman:
    case Sense::month_number:
    case Sense::filler:
        return true;
    }
    return false;
}

// The part of the year that a small number means, by the word beside it.
bool take_part(Said& said, Sense sense, int value)
{
    int& part = sense == Sense::quarter ? said.quarter
                : sense == Sense::half  ? said.half
                : sense == Sense::week  ? said.week
                                        : said.month;
    if (part != 0 || value == 0) return false;
    part = value;
    return true;
}

struct Reading {
    std::vector<Token> tokens;
    Frequency frequency;

    Sense part_word() const
    {
        for (const auto& token : tokens) {
            const auto sense = token.sense;
            if (sense == Sense::quarter || sense == Sense::half || sense == Sense::week ||
                sense == Sense::month_number)
                return sense;
        }
        return Sense::filler;
    }
    std::vector<Token> smalls() const
    {
        std::vector<Token> found;
        std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(found), is_small);
        return found;
    }
};

// "20240731", "202407" as one number; "20243" and "202405" where quarters, halves or weeks are
// meant.
bool take_compact(Said& said, const Token& token, Frequency frequency)
{
    if (token.digits == 5) {
        said.year = token.value / 10;
        if (frequency == Frequency::quarter)
            return take_part(said, Sense::quarter, token.value % 10);
        return frequency == Frequency::half && take_part(said, Sense::half, token.value % 10);
    }
    if (token.digits == 6 && frequency == Frequency::week) {
        said.year = token.value / 100;
        return take_part(said, Sense::week, token.value % 100);
    }
    if (token.digits == 8) {
        said.year = token.value / 10'000;
        said.month = token.value / 100 % 100;
        said.day = token.value % 100;
        return true;
    }
    said.year = token.value / 100;
    said.month = token.value % 100;
    return token.digits == 6;
}

// The years: one, or two that follow each other where no month can be meant.
bool take_years(Said& said, Reading& reading)
{
    auto& tokens = reading.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].sense == Sense::number && tokens[i].digits > 4) {
            if (said.year != 0 || !take_compact(said, tokens[i], reading.frequency)) return false;
            tokens[i].sense = Sense::filler;
        }
        if (!is_year(tokens[i])) continue;
        if (said.year != 0) return false;
        said.year = tokens[i].value;
        tokens[i].sense = Sense::filler;
        if (i + 1 == tokens.size() || !follows_year(tokens[i + 1], said.year)) continue;
        const bool month_meant = reading.frequency == Frequency::month &&
                                 tokens[i + 1].digits == 2 && tokens[i + 1].value <= 12;
        if (month_meant || reading.smalls().size() > 1) continue; // 2010-11, 2010-11-30
        said.second_year = said.year + 1;
        tokens[++i].sense = Sense::filler;
    }
    return said.year != 0;
}

// Two small numbers are a date's: 31.12.2024 or 2024-12-31.
bool take_date(Said& said, const std::vector<Token>& smalls, bool year_first)
{
    if (said.month != 0 || said.day != 0) return false;
    said.day = smalls[year_first ? 1 : 0].value;
    said.month = smalls[year_first ? 0 : 1].value;
    return true;
}

// A lone small number without a word: a month, or a week where weeks are asked for.
bool take_bare(Said& said, const Token& small, Frequency frequency)
{
    if (frequency == Frequency::week) return take_part(said, Sense::week, small.value);
    if (small.value == 0) return false;
    if (said.month != 0) { // "30. Juni 2007"
        said.day = small.value;
        return true;
    }
    said.month = small.value;
    return frequency != Frequency::quarter || small.digits == 2 ||
           small.value > 4; // 3/2024: quarter or March?
}

bool take_numbers(Said& said, const Reading& reading, bool year_first)
{
    const auto smalls = reading.smalls();
    const auto word = reading.part_word();
    for (const auto& token : reading.tokens)
        if (token.sense == Sense::roman &&
            !take_part(said, word == Sense::half ? Sense::half : Sense::quarter, token.value))
            return false;
    if (word != Sense::filler) {
        const bool roman = said.quarter != 0 || said.half != 0;
        return roman ? smalls.empty()
                     : smalls.size() == 1 && take_part(said, word, smalls.front().value);
    }
    if (smalls.empty()) return true;
    if (smalls.size() == 2) return take_date(said, smalls, year_first);
    return smalls.size() == 1 && take_bare(said, smalls.front(), reading.frequency);
}

bool possible(const Said& said)
{
    const bool date =
        said.day == 0 ||
        std::chrono::year_month_day{std::chrono::year{said.year},
                                    std::chrono::month{static_cast<unsigned>(said.month)},
                                    std::chrono::day{static_cast<unsigned>(said.day)}}
            .ok();
    return date && said.year >= first_year && said.year <= last_year && said.month >= 0 &&
           said.month <= 12 && said.quarter >= 0 && said.quarter <= 4 && said.half >= 0 &&
           said.half <= 2 && said.week >= 0 && said.week <= 53;
}

std::optional<Said> understand(std::string_view text, Frequency frequency)
{
    auto tokens = period_words::tokens_in(text);
    if (!tokens || tokens->empty()) return std::nullopt;
    Said said;
    const bool year_first = is_year(tokens->front());
    for (const auto& token : *tokens)
        if (!take_word(said, token)) return std::nullopt;
    Reading reading{std::move(*tokens), frequency};
    if (!take_years(said, reading) || !take_numbers(said, reading, year_first)) return std::nullopt;
    if (!possible(said)) return std::nullopt;
    return said;
}

bool says_part(const Said& said)
{
    return said.half != 0 || said.quarter != 0 || said.month != 0 || said.week != 0 ||
           said.winter || said.summer;
}

int month_said(const Said& said)
{
    if (said.month != 0) return said.month;
    return said.quarter != 0 ? 3 * said.quarter : 0;
}

std::optional<Period> as_year(const Said& said)
{
    if (said.second_year != 0 || said.winter || said.summer || said.school || said.week != 0)
        return std::nullopt;
    if (said.half != 0 || said.quarter != 0) return std::nullopt;
    return Period::year(said.year);
}

std::optional<Period> as_school_year(const Said& said)
{
    const bool part =
        said.half != 0 || said.quarter != 0 || said.month != 0 || said.week != 0 || said.summer;
    if (said.second_year == 0 || part) return std::nullopt;
    return Period::school_year(said.year);
}

std::optional<Period> as_half(const Said& said)
{
    if (said.winter) return Period::half(said.year, 2); // from October on
    if (said.second_year != 0 || said.school) return std::nullopt;
    if (said.summer) return Period::half(said.year, 1);
    if (said.half != 0) return Period::half(said.year, said.half);
    const auto month = month_said(said);
    if (month == 0) return std::nullopt;
    return Period::half(said.year, month <= 6 ? 1 : 2);
}

std::optional<Period> as_quarter(const Said& said)
{
    if (said.quarter != 0) return Period::quarter(said.year, said.quarter);
    if (said.month == 0) return std::nullopt;
    return Period::quarter(said.year, (said.month + 2) / 3);
}

std::optional<Period> as_month(const Said& said)
{
    if (said.month == 0) return std::nullopt;
    return Period::month(said.year, said.month);
}

std::optional<Period> as_week(const Said& said)
{
    using namespace std::chrono;
    if (said.week != 0) {
        const auto week = Period::week(said.year, said.week);
        const auto thursday = year_month_day{floor<days>(week.first_day() + days{3})};
        if (thursday.year() != year{said.year})
            return std::nullopt; // a 53rd week that this year has not
        return week;
    }
    if (said.day == 0) return std::nullopt;
    const sys_days date{year{said.year} / said.month / said.day};
    const auto thursday = date - days{static_cast<int>(weekday{date}.iso_encoding()) - 4};
    const auto iso_year = year_month_day{thursday}.year();
    const auto days_in = (thursday - sys_days{iso_year / January / 1}).count();
    return Period::week(static_cast<int>(iso_year), static_cast<int>(days_in / 7) + 1);
}

// A beginning and a length: "2023-10P6M" (GENESIS: the winter term), "2024-01-01/P1Y" (SDMX).
struct Stretch {
    int year = 0, month = 0, months = 0;
};

std::optional<int> whole_number(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

std::optional<Stretch> stretch_of(std::string_view text)
{
    const auto p = text.find('P');
    if (p == std::string_view::npos || p < 7 || text.size() < p + 3) return std::nullopt;
    auto begin = text.substr(0, p);
    if (begin.ends_with('/')) begin.remove_suffix(1);
    const bool whole_month = begin.size() == 7 || (begin.size() == 10 && begin.ends_with("-01"));
    if (!whole_month || begin[4] != '-') return std::nullopt;
    const auto year = whole_number(begin.substr(0, 4));
    const auto month = whole_number(begin.substr(5, 2));
    const auto count = whole_number(text.substr(p + 1, text.size() - p - 2));
    if (!year || !month || !count || *month < 1 || *month > 12 || *count > 12) return std::nullopt;
    if (*year < first_year || *year > last_year) return std::nullopt;
    if (text.back() == 'Y') return Stretch{*year, *month, 12 * *count};
    return text.back() == 'M' ? std::optional{Stretch{*year, *month, *count}} : std::nullopt;
}

// Half years begin in January and July, terms in April and October.
std::optional<Period> as_stretch(const Stretch& stretch, Frequency frequency)
{
    const auto [year, month, months] = stretch;
    switch (frequency) {
    case Frequency::year:
        return months == 12 && month == 1 ? std::optional{Period::year(year)} : std::nullopt;
    case Frequency::school_year:
        return months == 12 && month >= 7 && month <= 9 ? std::optional{Period::school_year(year)}
                                                        : std::nullopt;
    case Frequency::half:
        if (months != 6 || month % 3 != 1) return std::nullopt;
        return Period::half(year, month <= 4 ? 1 : 2);
    case Frequency::quarter:
        if (months != 3 || month % 3 != 1) return std::nullopt;
        return Period::quarter(year, (month + 2) / 3);
    case Frequency::month:
        return months == 1 ? std::optional{Period::month(year, month)} : std::nullopt;
    case Frequency::week:
        break;
    }
    return std::nullopt;
}

} // namespace

std::optional<Period> read_period(std::string_view text, Frequency frequency)
{
    text = trimmed(text);
    if (text.empty() || text.size() > longest_period) return std::nullopt;
    if (const auto stretch = stretch_of(text)) return as_stretch(*stretch, frequency);
    if (text.ends_with("-A1")) text.remove_suffix(3); // SDMX: the year as a reporting period
    const auto said = understand(without_footnote(text), frequency);
    if (!said) return std::nullopt;
    const bool two_years = said->second_year != 0 && says_part(*said) && !said->winter;
    if (two_years) return std::nullopt;
    switch (frequency) {
    case Frequency::year:
        return as_year(*said);
    case Frequency::school_year:
        return as_school_year(*said);
    case Frequency::half:
        return as_half(*said);
    case Frequency::quarter:
        return said->second_year != 0 ? std::nullopt : as_quarter(*said);
    case Frequency::month:
        return said->second_year != 0 ? std::nullopt : as_month(*said);
    case Frequency::week:
        return said->second_year != 0 ? std::nullopt : as_week(*said);
    }
    return std::nullopt;
}

} // namespace tuermer
