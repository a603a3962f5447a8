// SPDX-License-Identifier: EUPL-1.2
#include "rules/formulas/lexicon.hpp"

#include "rules/formulas/formula.hpp"
#include "rules/series/panel.hpp"

#include <utility>

namespace tuermer {

namespace {

const Text same_unit{"bleibt", "stays"};
const Text same_units{"beide Seiten gleich; eine bloße Zahl nimmt die Einheit der anderen Seite an",
                      "the same on both sides; a bare number takes the other side's unit"};
const Text any_missing{"fehlt ein Eingang, fehlt das Ergebnis, mit dem ernstesten Grund",
                       "where an input is missing, so is the result, for the most serious reason"};
const Text all_parts{"alle Teile müssen da sein", "all parts must be there"};
const Text all_periods{"alle Zeiträume müssen da sein", "all periods must be there"};
const Text pure_number{"eine reine Zahl", "a pure number"};
const Text no_whole{
    "alle Teile müssen da sein; ist das Ganze 0 oder ein Teil negativ: nicht sinnvoll",
    "all parts must be there; with a whole of 0 or a negative part: not applicable"};

Cell known(double value)
{
    return {value, Missing::none};
}

ExampleFigure pupils(const char* nationality, int year, double persons, const char* area = "03153")
{
    return {"pupils", std::string("area=") + area + " nationality=" + nationality,
            std::to_string(year), known(persons)};
}

ExampleFigure staff(const char* area, int year, double persons)
{
    return {"staff", std::string("area=") + area, std::to_string(year), known(persons)};
}

ExampleFigure result(const char* key, int year, double value)
{
    return {"", key, std::to_string(year), known(value)};
}

ExampleFigure graduates(const char* nationality, double persons)
{
    return {"graduates", std::string("area=03153 nationality=") + nationality, "2024",
            known(persons)};
}

std::vector<FormulaEntry> arithmetic()
{
    const auto foreign = pupils("foreign", 2024, 48), german = pupils("german", 2024, 72);
    const std::vector both{foreign, german};
    const auto* goslar = "area=03153";
    return {
        {"x + y",
         {"Summe", "sum"},
         same_units,
         any_missing,
         "pupils{nationality='foreign'} + pupils{nationality='german'}",
         both,
         result(goslar, 2024, 120),
         "persons"},
        {"x - y",
         {"Unterschied", "difference"},
         same_units,
         any_missing,
         "pupils{nationality='german'} - pupils{nationality='foreign'}",
         both,
         result(goslar, 2024, 24),
         "persons"},
        {"x * y",
         {"Produkt", "product"},
         {"werden multipliziert; eine reine Zahl mal 100 ist Prozent",
          "are multiplied; a pure number times 100 is percent"},
         any_missing,
         "100 * pupils{nationality='foreign'} / sum(pupils over nationality)",
         both,
         result(goslar, 2024, 40),
         "percent"},
        {"x / y",
         {"Quotient", "quotient"},
         {"werden geteilt", "are divided"},
         {"fehlt ein Eingang, fehlt das Ergebnis; durch 0: nicht sinnvoll",
          "where an input is missing, so is the result; by 0: not applicable"},
         "sum(pupils over nationality) / staff",
         {foreign, german, staff("03153", 2024, 8)},
         result(goslar, 2024, 15),
         "ratio"},
        {"-x",
         {"Vorzeichen", "sign"},
         same_unit,
         any_missing,
         "-staff",
         {staff("03153", 2024, 8)},
         result(goslar, 2024, -8),
         "persons"},
        {"round(x, 1)",
         {"auf Nachkommastellen gerundet (ohne Angabe: ganze Zahlen; -1: Zehner), halbe von der 0 "
          "weg",
          "rounded to decimals (none given: whole numbers; -1: tens), halves away from 0"},
         same_unit,
         any_missing,
         "round(100 * pupils{nationality='foreign'} / pupils{nationality='german'}, 1)",
         both,
         result(goslar, 2024, 66.7),
         "percent"},
    };
}

std::vector<FormulaEntry> selections()
{
    const auto foreign = pupils("foreign", 2024, 48), german = pupils("german", 2024, 72),
               unknown = pupils("unknown", 2024, 5), land = staff("03", 2024, 900),
               goslar = staff("03153", 2024, 8), harz = staff("03156", 2024, 6),
               town = staff("03153005", 2024, 3);
    const std::vector all{foreign, german, unknown};
    const std::vector areas{land, goslar, harz, town};
    return {
        {"m{d='a'}",
         {"die Zeilen mit diesem Code; die Dimension fällt weg",
          "the rows with this code; the dimension is dropped"},
         same_unit,
         any_missing,
         "pupils{nationality='foreign'}",
         all,
         result("area=03153", 2024, 48),
         "persons"},
        {"m{d!='a'}",
         {"die Zeilen ohne diesen Code; die Dimension bleibt",
          "the rows without this code; the dimension stays"},
         same_unit,
         any_missing,
         "sum(pupils{nationality!='unknown'} over nationality)",
         all,
         result("area=03153", 2024, 120),
         "persons"},
        {"m{d in ('a', 'b')}",
         {"die Zeilen mit einem dieser Codes; die Dimension bleibt",
          "the rows with one of these codes; the dimension stays"},
         same_unit,
         any_missing,
         "sum(pupils{nationality in ('foreign', 'unknown')} over nationality)",
         all,
         result("area=03153", 2024, 53),
         "persons"},
        {"m{area under '03153'}",
         {"das Gebiet und alle darin, soweit sie noch bestehen",
          "the area and all within it, as far as they still exist"},
         same_unit,
         any_missing,
         "sum(staff{area under '03153'} over area)",
         areas,
         result("", 2024, 11),
         "persons"},
        {"m{area kind 'kreis'}",
         {"die Gebiete einer Art, soweit sie noch bestehen",
          "the areas of a kind, as far as they still exist"},
         same_unit,
         any_missing,
         "sum(staff{area kind 'kreis'} over area)",
         areas,
         result("", 2024, 14),
         "persons"},
        {"at(x, area='03')",
         {"der Wert eines Vergleichsgebiets für alle Gebiete",
          "a comparison area's value for all areas"},
         same_unit,
         any_missing,
         "100 * staff / at(staff, area='03')",
         areas,
         result("area=03156", 2024, 100 * 6.0 / 900),
         "percent"},
    };
}

struct FoldFact {
    const char* name;
    Text what;
    double of_10_20_60;
};

std::vector<FormulaEntry> folds()
{
    const std::vector<FoldFact> facts{
        {"sum", {"Summe", "sum"}, 90},
        {"mean",
         {"Mittelwert, ungewichtet: der Mittelwert von Quoten ist nicht die Quote des Ganzen",
          "mean, unweighted: the mean of rates is not the rate of the whole"},
         30},
        {"min", {"kleinster Wert", "smallest value"}, 10},
        {"max", {"größter Wert", "largest value"}, 60},
        {"median",
         {"mittlerer Wert; bei gerader Zahl das Mittel der beiden mittleren",
          "middle value; of an even number the mean of the middle two"},
         20},
        {"sd",
         {"Standardabweichung, durch n geteilt", "standard deviation, divided by n"},
         21.602468994692867},
    };
    std::vector<FormulaEntry> entries;
    for (const auto& [name, what, value] : facts)
        entries.push_back(
            {std::string(name) + "(x over d)",
             what,
             same_unit,
             all_parts,
             std::string(name) + "(pupils over nationality)",
             {pupils("foreign", 2024, 10), pupils("german", 2024, 60), pupils("unknown", 2024, 20)},
             result("area=03153", 2024, value),
             "persons"});
    for (const auto& [name, what, value] : facts)
        entries.push_back(
            {std::string(name) + "(x, 3 y)",
             {what.de + ", über die letzten Zeiträume, den beurteilten eingeschlossen",
              what.en + ", over the last periods, the judged one included"},
             same_unit,
             all_periods,
             std::string(name) + "(staff, 3 y)",
             {staff("03153", 2022, 10), staff("03153", 2023, 60), staff("03153", 2024, 20)},
             result("area=03153", 2024, value),
             "persons"});
    entries.push_back({"sum(x by d)",
                       {"nur d bleibt, alles andere wird zusammengefasst (auch mean, min, max, "
                        "median, sd)",
                        "only d stays, all else is folded (also mean, min, max, median, sd)"},
                       same_unit,
                       all_parts,
                       "sum(pupils by nationality)",
                       {pupils("foreign", 2024, 48), pupils("foreign", 2024, 52, "03156"),
                        pupils("german", 2024, 70)},
                       result("nationality=foreign", 2024, 100),
                       "persons"});
    return entries;
}

std::vector<FormulaEntry> times_and_mixes()
{
    const std::vector years{staff("03153", 2019, 40), staff("03153", 2023, 48),
                            staff("03153", 2024, 50)};
    const std::vector quarter{pupils("foreign", 2024, 25), pupils("german", 2024, 75)};
    return {
        {"lag(x, 1 y)",
         {"der Wert eines früheren Zeitraums", "the value of an earlier period"},
         same_unit,
         any_missing,
         "staff - lag(staff, 1 y)",
         years,
         result("area=03153", 2024, 2),
         "persons"},
        {"index(x, 2019)",
         {"100 im Basiszeitraum", "100 in the base period"},
         {"Index", "index"},
         {"auch der Basiszeitraum muss da sein", "the base period must be there too"},
         "index(staff, 2019)",
         years,
         result("area=03153", 2024, 125),
         "index"},
        {"entropy(parts(x, d))",
         {"Shannons Entropie der Anteile, natürlicher Logarithmus: 0, wenn alle einer Gruppe "
          "angehören",
          "Shannon's entropy of the shares, natural logarithm: 0 where all belong to one group"},
         pure_number,
         no_whole,
         "entropy(parts(pupils, nationality))",
         quarter,
         result("area=03153", 2024, 0.5623351446188083),
         "ratio"},
        {"simpson(parts(x, d))",
         {"Simpsons Index: wie wahrscheinlich zwei zufällig Gezogene verschiedenen Gruppen "
          "angehören",
          "Simpson's index: how likely two drawn at random belong to different groups"},
         pure_number,
         no_whole,
         "simpson(parts(pupils, nationality))",
         quarter,
         result("area=03153", 2024, 0.375),
         "ratio"},
        {"dissimilarity(parts(a, d), parts(b, d))",
         {"Duncans Dissimilaritätsindex: welcher Anteil einer Gruppe umziehen müsste, damit beide "
          "gleich verteilt wären",
          "Duncan's dissimilarity: the share of a group that would have to move for both to be "
          "spread alike"},
         {"beide gleich; das Ergebnis ist eine reine Zahl", "both the same; the result is pure"},
         no_whole,
         "dissimilarity(parts(pupils{nationality='foreign'}, area), "
         "parts(pupils{nationality='german'}, area))",
         {pupils("foreign", 2024, 75), pupils("german", 2024, 100),
          pupils("foreign", 2024, 25, "03156"), pupils("german", 2024, 300, "03156")},
         result("", 2024, 0.5),
         "ratio"},
        {"standardised(a, b, s over d)",
         {"direkt standardisierte Quote: a je b in jeder Schicht d, gewichtet mit der "
          "Standardbevölkerung s; was sie von der rohen Quote unterscheidet, liegt an der "
          "Zusammensetzung",
          "directly standardised rate: a per b in each layer d, weighted by the standard "
          "population s; what sets it apart from the crude rate is composition"},
         {"a und b gleich: eine reine Zahl", "a and b the same: a pure number"},
         {"alle Schichten müssen da sein; eine ohne Personen: nicht sinnvoll",
          "all layers must be there; one without persons: not applicable"},
         "standardised(graduates, pupils, at(pupils, area='03') over nationality)",
         {graduates("foreign", 20), graduates("german", 90), pupils("foreign", 2024, 40),
          pupils("german", 2024, 100), pupils("foreign", 2024, 100, "03"),
          pupils("german", 2024, 300, "03")},
         result("area=03153", 2024, 0.8),
         "ratio"},
    };
}

} // namespace

const std::vector<MeasureShape>& example_measures()
{
    static const Unit persons = parse_unit("persons").value();
    static const std::vector<MeasureShape> measures{
        {"pupils", persons, {"area", "nationality"}, Frequency::year, ""},
        {"staff", persons, {"area"}, Frequency::year, ""},
        {"graduates", persons, {"area", "nationality"}, Frequency::year, ""}};
    return measures;
}

const std::vector<FormulaEntry>& formula_entries()
{
    static const auto entries = [] {
        std::vector<FormulaEntry> all;
        for (auto part : {arithmetic(), selections(), folds(), times_and_mixes()})
            for (auto& entry : part) all.push_back(std::move(entry));
        return all;
    }();
    return entries;
}

const std::vector<NamedLimit>& formula_limits()
{
    static const std::vector<NamedLimit> limits{
        {"formula_bytes", max_formula_length, {"Bytes einer Formel", "bytes of a formula"}},
        {"formula_nodes",
         max_formula_nodes,
         {"Zahlen, Namen, Zeichen und Aufrufe einer Formel",
          "numbers, names, signs and calls of a formula"}},
        {"formula_depth",
         static_cast<std::uint64_t>(max_formula_depth),
         {"Ebenen, die ineinander geschachtelt sind", "levels nested within each other"}},
        {"span_periods",
         static_cast<std::uint64_t>(max_span_periods),
         {"Zeiträume einer Zeitspanne", "periods of a span"}},
        {"panel_rows",
         Panel::max_rows,
         {"Zeilen einer Messgröße: Gebiete mal Gruppen", "rows of a measure: areas times groups"}},
        {"panel_columns",
         Panel::max_columns,
         {"Zeiträume einer Messgröße", "periods of a measure"}},
        {"panel_cells",
         Panel::max_cells,
         {"Zellen einer Messgröße: Zeilen mal Zeiträume",
          "cells of a measure: rows times periods"}},
    };
    return limits;
}

} // namespace tuermer
