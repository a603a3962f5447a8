// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/period_words.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace tuermer::period_words {
namespace {

struct KnownWord {
    std::string_view word;
    Sense sense;
    int value;
};
constexpr std::array<KnownWord, 71> known_words = {{
    {"januar", Sense::month, 1},
    {"jänner", Sense::month, 1},
    {"january", Sense::month, 1},
    {"jan", Sense::month, 1},
    {"februar", Sense::month, 2},
    {"february", Sense::month, 2},
    {"feb", Sense::month, 2},
    {"märz", Sense::month, 3},
    {"maerz", Sense::month, 3},
    {"march", Sense::month, 3},
    {"mrz", Sense::month, 3},
    {"mär", Sense::month, 3},
    {"mar", Sense::month, 3},
    {"april", Sense::month, 4},
    {"apr", Sense::month, 4},
    {"mai", Sense::month, 5},
    {"may", Sense::month, 5},
    {"juni", Sense::month, 6},
    {"june", Sense::month, 6},
    {"jun", Sense::month, 6},
    {"juli", Sense::month, 7},
    {"july", Sense::month, 7},
    {"jul", Sense::month, 7},
    {"august", Sense::month, 8},
    {"aug", Sense::month, 8},
    {"september", Sense::month, 9},
    {"sept", Sense::month, 9},
    {"sep", Sense::month, 9},
    {"oktober", Sense::month, 10},
    {"october", Sense::month, 10},
    {"okt", Sense::month, 10},
    {"oct", Sense::month, 10},
    {"november", Sense::month, 11},
    {"nov", Sense::month, 11},
    {"dezember", Sense::month, 12},
    {"december", Sense::month, 12},
    {"dez", Sense::month, 12},
    {"dec", Sense::month, 12},
    {"quartal", Sense::quarter, 0},
    {"quarter", Sense::quarter, 0},
    {"q", Sense::quarter, 0},
    {"vierteljahr", Sense::quarter, 0},
    {"quart", Sense::quarter, 0}, // GENESIS: QUART1
    {"k", Sense::quarter, 0},     // Nordic PxWeb: 2024K1
    {"t", Sense::quarter, 0},     // trimestre: 2013T4
    {"halbjahr", Sense::half, 0},
    {"half", Sense::half, 0},
    {"hj", Sense::half, 0},
    {"h", Sense::half, 0},
    {"s", Sense::half, 0},
    {"kw", Sense::week, 0},
    {"woche", Sense::week, 0},
    {"week", Sense::week, 0},
    {"w", Sense::week, 0},
    {"ws", Sense::winter, 0},
    {"wise", Sense::winter, 0},
    {"wintersemester", Sense::winter, 0},
    {"ss", Sense::summer, 0},
    {"sose", Sense::summer, 0},
    {"sommersemester", Sense::summer, 0},
    {"schuljahr", Sense::school, 0},
    {"sj", Sense::school, 0},
    {"i", Sense::roman, 1},
    {"ii", Sense::roman, 2},
    {"iii", Sense::roman, 3},
    {"iv", Sense::roman, 4},
    {"jahr", Sense::filler, 0},
    {"stand", Sense::filler, 0},
    {"m", Sense::month_number, 0},
    {"monat", Sense::month_number, 0}, // GENESIS: MONAT01
    {"month", Sense::month_number, 0},
}};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_separator(char c)
{
    return std::string_view{" ./-;,:"}.find(c) != std::string_view::npos;
}

// En dash → '-', wide blanks → ' ', capitals → small (ASCII and Ä), a time of day behind the date →
// gone.
std::string plain_form(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        const auto blank = leading_blank(text);
        constexpr std::string_view en_dash = "\u2013", capital_ae = "\u00C4", small_ae = "\u00E4";
        if (blank > 0)
            plain += ' ';
        else if (text.starts_with(en_dash))
            plain += '-';
        else if (text.starts_with(capital_ae))
            plain += small_ae;
        else
            plain += text.front();
        text.remove_prefix(blank > 0                      ? blank
                           : text.starts_with(en_dash)    ? en_dash.size()
                           : text.starts_with(capital_ae) ? capital_ae.size()
                                                          : 1);
    }
    return lower_ascii(plain);
}

std::string_view without_time(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon < 10 || !is_digit(text[colon - 1])) return text;
    const auto begin = text.find_last_of(" t", colon);
    return begin == std::string_view::npos ? text : text.substr(0, begin);
}

std::optional<Token> number_token(std::string_view digits, char before)
{
    Token token{Sense::number, 0, digits.size(), before};
    if (digits.size() > 8) return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), token.value);
    return token;
}

std::optional<Token> word_token(std::string_view word, char before)
{
    const auto* const known = std::find_if(known_words.begin(), known_words.end(),
                                           [&](const KnownWord& k) { return k.word == word; });
    if (known == known_words.end()) return std::nullopt;
    return Token{known->sense, known->value, 0, before};
}

std::optional<std::vector<Token>> tokens_of(std::string_view text)
{
    std::vector<Token> tokens;
    char before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        if (is_separator(text[at])) {
            if (before == ' ' || text[at] != ' ') before = text[at];
            ++at;
            continue;
        }
        const bool digit = is_digit(text[at]);
        if (!digit && !is_word(text[at])) return std::nullopt;
        auto end = at;
        while (end < text.size() && (digit ? is_digit(text[end]) : is_word(text[end]))) ++end;
        const auto part = text.substr(at, end - at);
        const auto token = digit ? number_token(part, before) : word_token(part, before);
        if (!token) return std::nullopt;
        tokens.push_back(*token);
        before = ' ';
        at = end;
    }
    return tokens;
}

} // namespace

std::optional<std::vector<Token>> tokens_in(std::string_view text)
{
    const auto plain = plain_form(text);
    return tokens_of(without_time(plain));
}

} // namespace tuermer::period_words
