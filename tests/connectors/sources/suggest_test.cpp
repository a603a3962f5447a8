// SPDX-License-Identifier: EUPL-1.2
// What is suggested for a table is written as TOML, read back as a person's would be, and reads the
// table. For every fixture with data, tests/connectors/suggestions.tsv says what is to come of it:
//
//   FILE <tab> suggested TABLES ROWS COLUMNS PERIODS AREAS MEASURES CELLS UNREAD
//   FILE <tab> refused no_figures | unclear
//
// TABLES counts sources; the others are sums over them.
#include "config/document.hpp"
#include "connectors/formats/classify/classify.hpp"
#include "connectors/sources/suggest/suggest.hpp"
#include "tests/connectors/sources/source_case.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace tuermer {
namespace {

namespace fs = std::filesystem;
using Sources = tl::expected<std::vector<SuggestedSource>, NotSuggested>;

Sources suggested(const std::string& bytes, const std::string& name)
{
    const auto read = make_detecting_reader()->read(bytes, name);
    if (!read) return tl::unexpected(NotSuggested{"unread", read.error()});
    return suggest_sources(*read, {name, 2026});
}

std::string toml_of(const Sources& sources)
{
    return to_toml(*sources, "kind = \"table\"\npath = \"inbox/*\"\n", Language::de);
}

struct Kept {
    std::vector<Text> mistakes;
    std::uint64_t cells = 0, unread = 0;
    std::vector<std::string> observations;
};

// The TOML as `tuermer check` sees it, and the file as `tuermer fetch --dry-run` reads it.
Kept kept_by(const std::string& toml, const std::string& bytes, const std::string& name)
{
    Kept kept;
    Mistakes mistakes;
    const auto document = config::read_document(toml, "suggested.toml", mistakes);
    if (document) {
        Settings root{std::get<Table>(document->root.value), {}, "", mistakes};
        for (auto& [id, settings] : root.named_tables("source")) {
            EXPECT_EQ(settings.need_text("kind"), "table");
            const auto connector = source_kinds().front().make(id, settings, {});
            settings.finish();
            const auto understood = connector->inspect({name, held_bytes(bytes), "", {}, {}});
            if (!understood) {
                kept.mistakes.push_back(understood.error().what);
                continue;
            }
            kept.cells += understood->cells_read;
            kept.unread += understood->unread_total;
            for (auto& seen : test::observations(*understood))
                kept.observations.push_back(std::move(seen));
        }
    }
    for (const auto& mistake : mistakes.sorted()) kept.mistakes.push_back(mistake.what);
    return kept;
}

// What a person gets for this text.
std::vector<std::string> lived(const std::string& bytes, const std::string& name = "fall.csv")
{
    const auto sources = suggested(bytes, name);
    if (!sources) return {std::string{sources.error().reason}};
    const auto toml = toml_of(sources);
    auto kept = kept_by(toml, bytes, name);
    for (const auto& mistake : kept.mistakes) ADD_FAILURE() << mistake.de << "\n" << toml;
    EXPECT_EQ(kept.unread, 0U) << toml;
    return kept.observations;
}

using Seen = std::vector<std::string>;

TEST(SuggestedSource, OfALongTableHasAreaGroupsAndMeasures)
{
    const auto bytes = "Jahr;AGS;Geschlecht;Arbeitslose;Quote\n"
                       "2023;03153;männlich;1200;5,5\n2023;03153;weiblich;1100;5,1\n"
                       "2024;03153;männlich;1250;5,7\n2024;03153;weiblich;.;-\n";
    EXPECT_EQ(lived(bytes), (Seen{"arbeitslose area=03153 geschlecht=maennlich 2023 1200",
                                  "arbeitslose area=03153 geschlecht=maennlich 2024 1250",
                                  "arbeitslose area=03153 geschlecht=weiblich 2023 1100",
                                  "arbeitslose area=03153 geschlecht=weiblich 2024 withheld",
                                  "quote area=03153 geschlecht=maennlich 2023 5.5",
                                  "quote area=03153 geschlecht=maennlich 2024 5.7",
                                  "quote area=03153 geschlecht=weiblich 2023 5.1",
                                  "quote area=03153 geschlecht=weiblich 2024 0"}));
    const auto sources = suggested(bytes, "fall.csv");
    EXPECT_EQ(to_string(sources->front().mapping.measures[0].unit), "persons");
    EXPECT_EQ(to_string(sources->front().mapping.measures[1].unit), "percent");
}

TEST(SuggestedSource, UnpivotsYearsInTheNamesOfColumns)
{
    EXPECT_EQ(lived("Kreis;Ergebnis 2023;Plan 2024;Plan 2025\n03153;1.500;2.000;3.000\n"
                    "03154;1.234.567;2;3\n"),
              (Seen{"ergebnis area=03153 2023 1500", "ergebnis area=03154 2023 1234567",
                    "plan area=03153 2024 2000", "plan area=03153 2025 3000",
                    "plan area=03154 2024 2", "plan area=03154 2025 3"}));
}

TEST(SuggestedSource, PartsAValueColumnByWhatItsRowsMeasure)
{
    EXPECT_EQ(lived("RAUM;MERKMAL;ZEIT;WERT;WERTEEINHEIT\nStadt;Haushalte;2023;100;Anzahl\n"
                    "Stadt;Anteil;2023;12,5;%\nStadt;Haushalte;2024;k.A.;Anzahl\n"
                    "Stadt;Anteil;2024;13,5;%\nStadt;Haushalte;2022;1;Anzahl\n"
                    "Stadt;Haushalte;2021;1;Anzahl\nStadt;Haushalte;2020;1;Anzahl\n"
                    "Stadt;Haushalte;2019;1;Anzahl\nStadt;Haushalte;2018;1;Anzahl\n"
                    "Stadt;Haushalte;2017;1;Anzahl\n")
                  .size(),
              10U);
    const auto sources = suggested("RAUM;MERKMAL;ZEIT;WERT;WERTEEINHEIT\n"
                                   "Stadt;Haushalte;2023;100;Anzahl\nStadt;Anteil;2023;12,5;%\n",
                                   "fall.csv");
    ASSERT_EQ(sources->front().mapping.measures.size(), 2U);
    EXPECT_EQ(sources->front().mapping.measures[0].where.front().values.front(), "Anteil");
    EXPECT_EQ(to_string(sources->front().mapping.measures[1].unit), "households");
}

TEST(SuggestedSource, JoinsYearAndMonth)
{
    EXPECT_EQ(lived("Jahr;Monat;Gestorbene\n2023;Januar;5\n2023;Februar;6\n2024;Januar;7\n"),
              (Seen{"gestorbene  2023-01 5", "gestorbene  2023-02 6", "gestorbene  2024-01 7"}));
}

TEST(SuggestedSource, KeepsMonthsApartThatAreDatesOrWords)
{
    EXPECT_EQ(lived("datum,gesamt\n2000-01-31,5\n2000-02-29,6\n2000-03-31,7\n"),
              (Seen{"gesamt  2000-01 5", "gesamt  2000-02 6", "gesamt  2000-03 7"}));
    EXPECT_EQ(lived("Monat;Zahl\nMai 2026;5\n"), (Seen{"zahl  2026-05 5"}));
    EXPECT_EQ(lived("Stichtag;Zahl\n31.12.2022;5\n31.12.2023;6\n"),
              (Seen{"zahl  2022 5", "zahl  2023 6"}));
}

TEST(SuggestedSource, TakesPeriodAndAreaFromTheFilesNameWhereTheTableHasNone)
{
    EXPECT_EQ(lived("Altersgruppe;Personen\nunter 18;5\nab 18;6\n", "05515000_stand_2024.csv"),
              (Seen{"personen area=05515000 altersgruppe=unter_18 2024 5",
                    "personen area=05515000 altersgruppe=ab_18 2024 6"}));
}

TEST(SuggestedSource, PutsBackZerosThatAWorkbookLost)
{
    EXPECT_EQ(lived("Jahr;AGS;Zahl\n2024;3153;5\n2024;11000;6\n"),
              (Seen{"zahl area=03153 2024 5", "zahl area=11000 2024 6"}));
}

TEST(SuggestedSource, NamesThingsThatTomlWouldNotTakeBare)
{
    EXPECT_EQ(lived("\"Jahr \"\"neu\"\"\";Größe [m²]\n2024;5\n"), (Seen{"groesse_m  2024 5"}));
}

TEST(SuggestedSource, SaysWhyThereIsNone)
{
    EXPECT_EQ(lived("Name;Adresse\nAmt;Markt\nRathaus;Platz\n"), (Seen{"no_figures"}));
    EXPECT_EQ(lived("Jahr;Zahl\n2024;1\n2024;2\n2024;3\n"), (Seen{"unclear"}));
}

fs::path fixtures()
{
    const char* shared = std::getenv("TUERMER_SHARED");
    return fs::path{shared != nullptr ? shared : TUERMER_ROOT "/../shared"} / "data" / "fixtures";
}

std::string bytes_of(const fs::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// "file<tab>outcome" by file.
std::map<std::string, std::string> outcomes_written_down()
{
    std::ifstream file{TUERMER_ROOT "/tests/connectors/suggestions.tsv"};
    std::map<std::string, std::string> outcomes;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        outcomes.emplace(line.substr(0, line.find('\t')), line.substr(line.find('\t') + 1));
    }
    return outcomes;
}

std::string summary(const std::vector<SuggestedSource>& sources)
{
    std::uint64_t rows = 0, columns = 0, periods = 0, areas = 0, measures = 0, cells = 0,
                  unread = 0;
    for (const auto& source : sources) {
        rows += source.rows;
        columns += source.columns;
        periods += source.periods;
        areas += source.areas;
        measures += source.mapping.measures.size();
        cells += source.cells;
        unread += source.unread;
    }
    return fmt::format("suggested {} {} {} {} {} {} {} {}", sources.size(), rows, columns, periods,
                       areas, measures, cells, unread);
}

// Outcome; a suggestion also has to read the file as it promises.
std::string outcome_of(const std::string& file)
{
    const auto bytes = bytes_of(fixtures() / file);
    const auto sources = suggested(bytes, file);
    if (!sources) return fmt::format("refused {}", sources.error().reason);
    const auto toml = toml_of(sources);
    const auto kept = kept_by(toml, bytes, file);
    for (const auto& mistake : kept.mistakes) ADD_FAILURE() << mistake.de;
    std::uint64_t cells = 0, unread = 0;
    for (const auto& source : *sources) {
        cells += source.cells;
        unread += source.unread;
    }
    EXPECT_EQ(kept.cells, cells);
    EXPECT_EQ(kept.unread, unread);
    return summary(*sources);
}

TEST(SuggestedSource, ReadsEveryFixtureWithDataAsWrittenDown)
{
    if (!fs::exists(fixtures())) GTEST_SKIP() << "skipped: no shared data";
    const auto expected = outcomes_written_down();
    std::ifstream manifest{fixtures() / "MANIFEST.tsv"};
    std::size_t with_data = 0;
    for (std::string line; std::getline(manifest, line);) {
        const auto file = line.substr(0, line.find('\t'));
        if (file == "file" || file.ends_with(".http.json")) continue;
        const auto bytes = bytes_of(fixtures() / file);
        if (classify({bytes}).kind != ReplyKind::data) continue;
        SCOPED_TRACE(file);
        const auto came = outcome_of(file);
        if (came == "refused unread") continue; // the table of outcomes says which
        ++with_data;
        const auto found = expected.find(file);
        EXPECT_EQ(came, found == expected.end() ? "no line for it" : found->second);
    }
    EXPECT_EQ(with_data, expected.size());
}

Sources suggested_in_portions(const std::string& bytes, const std::string& name)
{
    auto portions = make_detecting_reader()->portions(
        std::make_shared<HeldBytes>(std::string_view{bytes}), name);
    if (!portions) return tl::unexpected(NotSuggested{"unread", portions.error()});
    return suggest_sources(**portions, {name, 2026});
}

TEST(Suggest, SaysTheSameOfATableThatPassesBy)
{
    std::string text = "Jahr;AGS;Herkunft;Personen\n";
    for (int area = 1; area < 9'000; ++area)
        text += fmt::format("2023;{0:08};{1};{0}\n2024;{0:08};{1};-\n", area,
                            area % 2 ? "EU" : "Asien");
    const auto held = suggested(text, "bestand.csv");
    const auto passing = suggested_in_portions(text, "bestand.csv");
    ASSERT_TRUE(held && passing);
    EXPECT_EQ(toml_of(passing), toml_of(held));
}

// More rows than are looked at: the others are counted.
TEST(Suggest, CountsTheCellsOfALongTable)
{
    constexpr int areas = 160'000;
    std::string text = "Jahr;AGS;Personen\n";
    for (const auto year : {"2023", "2024"})
        for (int area = 0; area < areas; ++area)
            text += fmt::format("{};{:08};{}\n", year, area, area == 7 ? "unlesbar" : "5");
    const auto sources = suggested_in_portions(text, "bestand.csv");
    ASSERT_TRUE(sources);
    const auto& source = sources->at(0);
    EXPECT_EQ(source.rows, 2U * areas);
    EXPECT_EQ(source.cells + source.unread, 2U * areas);
    EXPECT_EQ(source.periods, 2U);
    EXPECT_EQ(source.areas, std::size_t{areas});
}

} // namespace
} // namespace tuermer
