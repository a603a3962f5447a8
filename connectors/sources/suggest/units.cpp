// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/units.hpp"

#include "connectors/sources/suggest/words.hpp"

namespace tuermer::suggesting {
namespace {

// "je Einwohner" is a figure of its own kind; only euros have a word for it.
std::string_view per_head(std::string_view words)
{
    return says(words, {"euro", "eur", "bruttoinlandsprodukt", "bip", "gdp", "einkommen"})
               ? "euro/person"
               : "points";
}

bool says_per_head(std::string_view words)
{
    const auto plain = slug(words);
    return plain.find("je_einwohner") != std::string::npos ||
           plain.find("pro_kopf") != std::string::npos ||
           plain.find("per_capita") != std::string::npos ||
           plain.find("je_ew") != std::string::npos;
}

// The first that is said counts: "Haushalte mit Kindern je 1000 Personen" is per mille.
std::string_view unit_said(std::string_view words)
{
    const auto plain = slug(words);
    if (plain.find("_100_") != std::string::npos && says(words, {"index", "100"})) return "index";
    if (plain.ends_with("_100") && words.find('=') != std::string_view::npos) return "index";
    if (says(words, {"promille", "je_1000", "permille"}) ||
        plain.find("je_1000") != std::string::npos || plain.find("je_1_000") != std::string::npos)
        return "per_mille";
    if (says(words, {"prozent", "percent", "percentage", "anteil", "quote", "arbeitslosenquote",
                     "wahlbeteiligung", "proz", "pct", "share", "pc"}))
        return "percent";
    if (says(words, {"index", "preisindex", "indices"})) return "index";
    if (says_per_head(words)) return per_head(words);
    if (says(words, {"qm", "quadratmeter", "qkm", "wohnflaeche", "gebietsflaeche", "bodenflaeche",
                     "katasterflaeche"}))
        return "square_metres";
    if (says(words, {"haushalte", "households", "privathaushalte"})) return "households";
    if (says(words, {"familien", "families"})) return "families";
    if (says(words, {"wohnungen", "dwellings"})) return "dwellings";
    if (says(words, {"plaetze", "places", "betten"})) return "places";
    if (says(words,
             {"eur", "euro", "teur", "bruttoinlandsprodukt", "bip", "gdp", "einkommen", "steuer",
              "kosten", "auszahlungen", "einzahlungen", "ertraege", "aufwendungen"}))
        return "euro";
    if (says(words, {"durchschnittsalter", "alter_in_jahren", "lebenserwartung"})) return "years";
    if (says(words, {"faelle", "cases", "falldaten", "neuinfizierungen", "fallzahlen"}))
        return "cases";
    if (says(words, {"person",         "personen",
                     "persons",        "bevoelkerung",
                     "population",     "einwohner",
                     "inhabitants",    "maennlich",
                     "weiblich",       "insgesamt_personen",
                     "arbeitslose",    "schueler",
                     "auslaender",     "deutsche",
                     "beschaeftigte",  "gestorbene",
                     "lebendgeborene", "schutzsuchende",
                     "studierende",    "wahlberechtigte",
                     "patients",       "eheschliessungen_personen",
                     "versicherte"}))
        return "persons";
    if (says(words, {"anzahl", "number", "count"})) return "cases";
    return "";
}

} // namespace

GuessedUnit guess_unit(std::string_view words, const ColumnProfile& figures)
{
    if (figures.percent) return {*parse_unit("percent"), true};
    if (const auto said = unit_said(words); !said.empty()) return {*parse_unit(said), true};
    return {*parse_unit(figures.whole ? "cases" : "points"), false};
}

} // namespace tuermer::suggesting
