// SPDX-License-Identifier: EUPL-1.2
// Every recorded answer and real file of the shared fixtures has an outcome that was written down
// before it was read here: tests/connectors/fixtures/FOLDER.tsv has a line for each file of
// MANIFEST.tsv in that folder. A file without a line fails, and so does a line without a file.
//
// A line:  FILE <tab> read FORMAT ROWS COLUMNS FIGURES
//          FILE <tab> refused REASON <tab> a part of the German sentence
//          FILE <tab> headers of OTHER FILE
// FORMAT "zip/csv" is a csv in a zip. ROWS and FIGURES are sums over all tables, COLUMNS those of
// the widest. A figure is a cell of digits, with sign, points, commas, blanks or a percent sign.
// REASON: not_yet, later, credentials, too_big, gone, foreign (to_string(ReplyKind)), or "unread"
// where the format was known and its reader refused.
#include "connectors/formats/classify/classify.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/table.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

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

std::vector<std::string> lines_of(const fs::path& path)
{
    std::ifstream file{path};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// Of a line "file<tab>outcome[<tab>words]".
struct Expected {
    std::string outcome, words;
};

using Table = std::map<std::string, Expected>; // by file

Table read_table(const fs::path& path)
{
    Table table;
    for (const auto& line : lines_of(path)) {
        if (line.empty() || line.front() == '#') continue;
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        const auto words = second == std::string::npos ? "" : line.substr(second + 1);
        const auto outcome = line.substr(first + 1, second - first - 1);
        EXPECT_TRUE(table.emplace(line.substr(0, first), Expected{outcome, words}).second)
            << "twice: " << line;
    }
    return table;
}

// By folder of the fixtures.
std::map<std::string, Table> read_tables()
{
    std::map<std::string, Table> tables;
    for (const auto& entry : fs::directory_iterator{TUERMER_ROOT "/tests/connectors/fixtures"})
        if (entry.path().extension() == ".tsv")
            tables.emplace(entry.path().stem(), read_table(entry.path()));
    return tables;
}

bool is_figure(std::string_view cell)
{
    cell = trimmed(cell);
    if (!cell.empty() && cell.back() == '%') cell.remove_suffix(1);
    cell = trimmed(cell);
    if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
    if (cell.empty() || cell.front() < '0' || cell.front() > '9') return false;
    while (!cell.empty()) {
        const auto blank = leading_blank(cell);
        if (blank == 0 &&
            std::string_view{"0123456789.,'"}.find(cell.front()) == std::string_view::npos)
            return false;
        cell.remove_prefix(std::max<std::size_t>(blank, 1));
    }
    return true;
}

std::uint64_t figures_of(const CellTable& table)
{
    std::uint64_t figures = 0;
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        for (std::uint32_t column = 0; column < table.columns.size(); ++column)
            if (is_figure(table.cell(row, column))) ++figures;
    return figures;
}

std::string summary(const ReadTable& read)
{
    std::uint64_t rows = 0, figures = 0;
    std::size_t columns = 0;
    for (const auto& table : read.tables) {
        rows += table.rows();
        columns = std::max(columns, table.columns.size());
        figures += figures_of(table);
    }
    return fmt::format("read {} {} {} {}", read.format, rows, columns, figures);
}

// The answer as recorded: its status stands in the sidecar, a file without one came with 200.
struct Recorded {
    std::string bytes, media_type;
    int status = 200;
};

Recorded recorded(const fs::path& file)
{
    Recorded answer{bytes_of(file), "", 200};
    const auto sidecar =
        nlohmann::json::parse(bytes_of(file.string() + ".http.json"), nullptr, false);
    if (!sidecar.is_object()) return answer;
    answer.status = sidecar.value("status", 200);
    answer.media_type =
        sidecar.value("headers", nlohmann::json::object()).value("content-type", "");
    return answer;
}

struct Came {
    std::string outcome;
    Text words;
};

Came outcome_of(const Recorded& recorded, std::string_view name)
{
    Received answer{recorded.bytes};
    answer.status = recorded.status;
    answer.media_type = recorded.media_type;
    const auto classified = classify(answer);
    if (classified.kind != ReplyKind::data)
        return {fmt::format("refused {}", to_string(classified.kind)), classified.what};
    const auto read = make_detecting_reader()->read(recorded.bytes, name);
    if (!read) return {"refused unread", read.error().what};
    return {summary(*read), {}};
}

void compare(const std::string& file, const Expected& expected, const Came& came)
{
    SCOPED_TRACE(file);
    EXPECT_EQ(came.outcome, expected.outcome) << came.words.de;
    if (!came.outcome.starts_with("refused")) return;
    EXPECT_NE(came.words.de.find(expected.words), std::string::npos) << came.words.de;
    EXPECT_FALSE(expected.words.empty()) << "which words say it? " << came.words.de;
    EXPECT_FALSE(came.words.en.empty());
}

void check(const std::string& file, const Expected& expected)
{
    constexpr std::string_view sidecar = "headers of ";
    if (!expected.outcome.starts_with(sidecar))
        return compare(file, expected, outcome_of(recorded(fixtures() / file), file));
    EXPECT_EQ(file, expected.outcome.substr(sidecar.size()) + ".http.json");
    EXPECT_TRUE(nlohmann::json::accept(bytes_of(fixtures() / file))) << file;
}

// By folder of the fixtures.
std::map<std::string, std::set<std::string>> files_of_manifest()
{
    std::map<std::string, std::set<std::string>> files;
    for (const auto& line : lines_of(fixtures() / "MANIFEST.tsv")) {
        const auto slash = line.find('/');
        if (slash > line.find('\t')) continue; // its header
        files[line.substr(0, slash)].insert(line.substr(0, line.find('\t')));
    }
    return files;
}

void check_folder(const std::set<std::string>& files, const Table& table)
{
    for (const auto& file : files) {
        const auto found = table.find(file);
        if (found != table.end())
            check(file, found->second);
        else
            ADD_FAILURE() << file << " has no line; it came as: "
                          << outcome_of(recorded(fixtures() / file), file).outcome;
    }
    for (const auto& [file, expected] : table)
        EXPECT_TRUE(files.contains(file)) << file << " is not in the manifest";
}

TEST(Outcomes, OfAllFixturesAreAsWrittenDown)
{
    if (!fs::exists(fixtures())) GTEST_SKIP() << "skipped: no shared data";
    const auto tables = read_tables();
    for (const auto& [folder, files] : files_of_manifest()) {
        SCOPED_TRACE(folder);
        const auto table = tables.find(folder);
        EXPECT_TRUE(table != tables.end()) << "there is no table of this folder";
        check_folder(files, table == tables.end() ? Table{} : table->second);
    }
}

// The same in small, so that this file says something everywhere.
TEST(Outcomes, HaveSmallCasesOfTheirOwn)
{
    compare("own.csv", {"read csv 2 2 3", ""},
            outcome_of({"Jahr;Anteil\n2023;5,57 %\n2024;-\n", "text/csv", 200}, "own.csv"));
    compare("own.html", {"refused foreign", "Wartung"},
            outcome_of({"<html><title>Wartung</title></html>", "text/csv", 200}, "own.html"));
    compare(
        "own.json", {"refused credentials", "nimmt die Anmeldung nicht an"},
        outcome_of({R"({"Code": 15, "Content": "Nein.", "Type": "ERROR"})", "", 404}, "own.json"));
    compare("empty.csv", {"refused later", "leere Antwort"},
            outcome_of({"", "", 200}, "empty.csv"));
}

} // namespace
} // namespace tuermer
