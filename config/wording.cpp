// SPDX-License-Identifier: EUPL-1.2
#include "config/wording.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace tuermer::config {

namespace {

// Whole words in small letters; a star at the end: words that begin so.
constexpr std::array<std::string_view, 13> success{"erfolg der maßnahme*",
                                                   "erfolg des programms",
                                                   "erfolg des projekts",
                                                   "maßnahmenerfolg*",
                                                   "wirksamkeit der maßnahme*",
                                                   "wirksamkeit des programms",
                                                   "beweist",
                                                   "dank unserer",
                                                   "success of the measure*",
                                                   "success of the programme",
                                                   "success of the project",
                                                   "proves",
                                                   "thanks to our"};
constexpr std::array<std::string_view, 17> blame{"schuld",
                                                 "schuldige*",
                                                 "versagt*",
                                                 "versagen",
                                                 "integrationsverweiger*",
                                                 "integrationsunwillig*",
                                                 "überfremdung",
                                                 "ausländerflut",
                                                 "flüchtlingsflut",
                                                 "flüchtlingswelle",
                                                 "asylantenflut",
                                                 "problemviertel",
                                                 "problemgruppe*",
                                                 "sozialtouris*",
                                                 "to blame",
                                                 "unwilling to integrate",
                                                 "welfare tourism"};
constexpr std::array<std::string_view, 14> ranking{"rangliste*",
                                                   "ranking*",
                                                   "schlusslicht*",
                                                   "spitzenreiter*",
                                                   "tabellenführer*",
                                                   "am schlechtesten",
                                                   "am besten abgeschnitten",
                                                   "klassenbester*",
                                                   "league table*",
                                                   "worst",
                                                   "best performer*",
                                                   "worst performer*",
                                                   "bottom of the table",
                                                   "top of the table"};
constexpr std::array<std::string_view, 22> origin{
    "ausländ*",    "foreign*",    "nationalit*", "staatsangehörig*", "migrant*",
    "migrations*", "geflüchtet*", "flüchtling*", "refugee*",         "asyl*",
    "türk*",       "turk*",       "syr*",        "ukrain*",          "afghan*",
    "irak*",       "iraq*",       "rumän*",      "romanian*",        "bulgar*",
    "polnisch*",   "roma"};

struct WordList {
    std::string_view code;
    std::span<const std::string_view> words;
    Text why;
};

const std::array<WordList, 3>& of_all_texts()
{
    static const std::array<WordList, 3> lists{
        {{"wording-success",
          success,
          {"behauptet die Wirkung einer Maßnahme; eine Zahl zeigt nicht, woran es lag",
           "claims the effect of a measure; a figure does not show what it is due to"}},
         {"wording-blame",
          blame,
          {"weist Schuld zu oder wertet Menschen ab; ein Signal ist kein Befund",
           "blames or belittles people; a signal is not a finding"}},
         {"wording-ranking",
          ranking,
          {"stellt eine Rangfolge auf; verglichen wird mit dem, was zu erwarten war",
           "ranks; comparison is with what was to be expected"}}}};
    return lists;
}

const WordList& of_subjects()
{
    static const WordList list{
        "nationality-in-subject",
        origin,
        {"nennt Herkunft oder Staatsangehörigkeit und stünde so in der Betreffzeile",
         "names origin or nationality and would stand so in the subject line"}};
    return list;
}

// Small letters; of those beyond ASCII the German ones.
std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = static_cast<char>(lower[i] - 'A' + 'a');
        const bool german = i > 0 && lower[i - 1] == '\xC3' &&
                            (lower[i] == '\x84' || lower[i] == '\x96' || lower[i] == '\x9C');
        if (german) lower[i] = static_cast<char>(lower[i] + 0x20);
    }
    return lower;
}

bool is_inside_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool says(const std::string& text, std::string_view word)
{
    const bool open = word.ends_with('*');
    const auto letters = open ? word.substr(0, word.size() - 1) : word;
    for (auto at = text.find(letters); at != std::string::npos; at = text.find(letters, at + 1)) {
        const auto end = at + letters.size();
        const bool begins = at == 0 || !is_inside_word(text[at - 1]);
        if (begins && (open || end == text.size() || !is_inside_word(text[end]))) return true;
    }
    return false;
}

void check(const PlacedText& text, const WordList& list, Mistakes& mistakes)
{
    const auto de = lowered(text.text.de), en = lowered(text.text.en);
    for (const auto word : list.words) {
        if (!says(de, word) && !says(en, word)) continue;
        const auto shown = word.substr(0, word.find('*'));
        mistakes.note(Level::warning, text.place, std::string(shown),
                      {fmt::format("\"{}…\" {}", shown, list.why.de),
                       fmt::format("\"{}…\" {}", shown, list.why.en)},
                      list.code);
        return; // one reason to read the text again is enough
    }
}

} // namespace

void check_wording(const std::vector<PlacedText>& texts, Mistakes& mistakes)
{
    for (const auto& text : texts) {
        const bool in_subject = text.role == TextRole::theme || text.role == TextRole::area_name;
        if (in_subject) check(text, of_subjects(), mistakes);
        for (const auto& list : of_all_texts()) check(text, list, mistakes);
    }
}

} // namespace tuermer::config
