// SPDX-License-Identifier: EUPL-1.2
#include "daemon/present/words.hpp"

#include "daemon/present/figures.hpp"

#include <algorithm>
#include <array>

namespace tuermer::present {

namespace {

constexpr std::array<Theme, 18> themes{{
    {"education", "Bildung", "education", "Schulverwaltung, Bildungsbüro und Schulsozialarbeit",
     "the school authority, the education office and school social work"},
    {"childcare", "Kindertagesbetreuung", "day care", "Jugendamt, Kita-Träger und Fachberatung",
     "the youth welfare office and the providers of day care"},
    {"income", "Soziale Sicherung", "social security", "Sozialamt, Jobcenter und Sozialplanung",
     "the social welfare office, the job centre and social planning"},
    {"labour", "Arbeit", "work", "Jobcenter, Agentur für Arbeit und Wirtschaftsförderung",
     "the job centre, the employment agency and business development"},
    {"employment", "Arbeit", "work", "Jobcenter, Agentur für Arbeit und Wirtschaftsförderung",
     "the job centre, the employment agency and business development"},
    {"work", "Arbeit", "work", "Jobcenter, Agentur für Arbeit und Wirtschaftsförderung",
     "the job centre, the employment agency and business development"},
    {"naturalisation", "Einbürgerung", "naturalisation",
     "Einbürgerungsbehörde, Beratungsstellen und Beirat",
     "the naturalisation office, advice centres and the advisory council"},
    {"residence", "Aufenthalt", "residence",
     "Ausländerbehörde, Migrationsberatung und Beratungsstellen",
     "the immigration office and advice centres"},
    {"legal_status", "Rechtlicher Status", "legal status",
     "Einbürgerungsbehörde, Ausländerbehörde und Migrationsberatung",
     "the naturalisation office, the immigration office and advice centres"},
    {"population", "Bevölkerung", "population",
     "Statistik, Stadt- und Regionalplanung, Sozialplanung",
     "statistics, urban and regional planning, social planning"},
    {"housing", "Wohnen", "housing", "Wohnungsamt, Sozialplanung und Wohnungswirtschaft",
     "the housing office, social planning and housing companies"},
    {"language", "Sprache", "language", "Sprachkursträger, Volkshochschule und Bildungsbüro",
     "language course providers, adult education and the education office"},
    {"health", "Gesundheit", "health", "Gesundheitsamt und Gesundheitskonferenz",
     "the public health office and the health conference"},
    {"participation", "Teilhabe", "participation",
     "Beirat, Freiwilligenagentur, Vereine und Gremienbüro",
     "the advisory council, volunteer agencies and associations"},
    {"society", "Gesellschaft", "society", "Fachstelle Integration, Vereine und Beirat",
     "the integration office, associations and the advisory council"},
    {"family", "Familie", "family", "Jugendamt, Familienbildung und Beratungsstellen",
     "the youth welfare office, family education and advice centres"},
    {"security", "Sicherheit", "safety", "Ordnungsamt, Prävention und Polizei",
     "the public order office, prevention and the police"},
    {"diversity", "Vielfalt", "diversity", "Personalamt, Gleichstellung und Beirat",
     "human resources, equal opportunities and the advisory council"},
}};

constexpr std::array<std::string_view, 16> laender_de{"Schleswig-Holstein",
                                                      "Hamburg",
                                                      "Niedersachsen",
                                                      "Bremen",
                                                      "Nordrhein-Westfalen",
                                                      "Hessen",
                                                      "Rheinland-Pfalz",
                                                      "Baden-Württemberg",
                                                      "Bayern",
                                                      "Saarland",
                                                      "Berlin",
                                                      "Brandenburg",
                                                      "Mecklenburg-Vorpommern",
                                                      "Sachsen",
                                                      "Sachsen-Anhalt",
                                                      "Thüringen"};
constexpr std::array<std::string_view, 16> laender_en{"Schleswig-Holstein",
                                                      "Hamburg",
                                                      "Lower Saxony",
                                                      "Bremen",
                                                      "North Rhine-Westphalia",
                                                      "Hesse",
                                                      "Rhineland-Palatinate",
                                                      "Baden-Württemberg",
                                                      "Bavaria",
                                                      "Saarland",
                                                      "Berlin",
                                                      "Brandenburg",
                                                      "Mecklenburg-Western Pomerania",
                                                      "Saxony",
                                                      "Saxony-Anhalt",
                                                      "Thuringia"};

bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

} // namespace

Theme theme_of(std::string_view code)
{
    const auto found = std::ranges::find(themes, code, &Theme::code);
    if (found != themes.end()) return *found;
    return {code, code, code, "Fachstelle Integration und Statistik",
            "the integration and statistics offices"};
}

Text title_of(Frame frame)
{
    switch (frame) {
    case Frame::need:
        return {"Bedarf", "Need"};
    case Frame::resource:
        return {"Ressource", "Resource"};
    case Frame::neutral:
        break;
    }
    return {"Neutral", "Neutral"};
}

Text protected_words()
{
    return {"Wert geschützt (kleine Zahlen)", "value protected (small numbers)"};
}

Text closing_words()
{
    return {"Ein Signal, kein Befund. Es zeigt, wo ein zweiter Blick lohnt. Es nennt keine "
            "Ursachen, bewertet keine Maßnahmen und stellt keine Rangfolge auf.",
            "A signal, not a finding. It shows where a second look is worthwhile. It names no "
            "causes, judges no measures and makes no ranking."};
}

bool is_land(std::string_view code)
{
    if (code.size() != 2 || !std::ranges::all_of(code, is_digit)) return false;
    const int number = (code[0] - '0') * 10 + (code[1] - '0');
    return number >= 1 && number <= static_cast<int>(laender_de.size());
}

std::string area_name(std::string_view code, const Knowledge& knowledge, Language language)
{
    const auto& installation = knowledge.installation;
    if ((code == installation.area || code.empty()) && !installation.name.empty())
        return installation.name.in(language);
    if (installation.areas)
        if (const auto name = installation.areas->name_of(code)) return name->in(language);
    if (!is_land(code)) return std::string(code);
    const auto number = static_cast<std::size_t>((code[0] - '0') * 10 + (code[1] - '0'));
    return std::string((language == Language::de ? laender_de : laender_en)[number - 1]);
}

std::string comparison_name(std::string_view code, const Knowledge& knowledge, Language language)
{
    return is_land(code) ? "Land" : area_name(code, knowledge, language);
}

std::string severities_text(std::size_t count, Severity severity, Language language)
{
    static constexpr std::array<std::array<std::string_view, 4>, severities> words{{
        {"Hinweis", "Hinweise", "note", "notes"},
        {"Signal", "Signale", "signal", "signals"},
        {"dringendes Signal", "dringende Signale", "urgent signal", "urgent signals"},
    }};
    const auto& forms = words[static_cast<std::size_t>(severity)];
    const auto word = forms[(language == Language::de ? 0U : 2U) + (count == 1 ? 0U : 1U)];
    return fmt::format("{} {}", count, word);
}

} // namespace tuermer::present
