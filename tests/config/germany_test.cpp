// SPDX-License-Identifier: EUPL-1.2
// Germany's Länder, districts and reforms as shipped. How many districts there were at the end of
// each year: Destatis, Gemeindeverzeichnis, number of Kreise and kreisfreie Städte.
#include "tests/config/installation_on_disk.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

Date day(std::string_view iso)
{
    return parse_date(iso).value();
}

const Areas& germany()
{
    static const auto areas = [] {
        std::ifstream file(fs::path(TUERMER_ROOT) / "config/catalogue/areas.d/deutschland.toml");
        std::ostringstream text;
        text << file.rdbuf();
        test::InstallationOnDisk disk;
        const auto loaded = disk.with("areas.d/deutschland.toml", text.str()).load();
        EXPECT_THAT(test::lines_of(loaded.mistakes, Language::de), testing::IsEmpty());
        return loaded.config.installation.areas;
    }();
    return *areas;
}

std::size_t districts_at_end_of(int year)
{
    return germany().of_kind("kreis", day(fmt::format("{}-12-31", year))).size();
}

TEST(Germany, HadSixteenLaenderAndFourHundredDistrictsIn2024)
{
    EXPECT_EQ(germany().of_kind("land", day("2024-06-30")).size(), 16U);
    EXPECT_EQ(germany().of_kind("kreis", day("2024-06-30")).size(), 400U);
    EXPECT_EQ(germany().of_kind("kreisfreie_stadt", day("2024-06-30")).size(), 106U);
    EXPECT_EQ(germany().of_kind("landkreis", day("2024-06-30")).size(), 294U);
    EXPECT_EQ(germany().of_kind("regierungsbezirk", day("2024-06-30")).size(), 19U);
}

TEST(Germany, HadSoManyDistrictsInEachLandIn2024)
{
    const std::vector<std::pair<std::string, std::size_t>> expected{
        {"01", 15}, {"02", 1},  {"03", 45}, {"04", 2}, {"05", 53}, {"06", 26},
        {"07", 36}, {"08", 44}, {"09", 96}, {"10", 6}, {"11", 1},  {"12", 18},
        {"13", 8},  {"14", 13}, {"15", 14}, {"16", 22}};
    for (const auto& [land, count] : expected) {
        const auto inside = germany().under(land, day("2024-06-30"));
        const auto is_district = [&](const auto& code) {
            return germany().is_of_kind(code, "kreis");
        };
        EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(inside, is_district)), count)
            << land;
    }
}

TEST(Germany, HadSoManyDistrictsBeforeEachReform)
{
    EXPECT_EQ(districts_at_end_of(2006), 439U);
    EXPECT_EQ(districts_at_end_of(2007), 429U);
    EXPECT_EQ(districts_at_end_of(2008), 413U);
    EXPECT_EQ(districts_at_end_of(2009), 412U);
    EXPECT_EQ(districts_at_end_of(2011), 402U);
    EXPECT_EQ(districts_at_end_of(2016), 401U);
    EXPECT_EQ(districts_at_end_of(2021), 400U);
    EXPECT_EQ(districts_at_end_of(2026), 401U); // Hanau
}

TEST(Germany, LosesNoDistrictWithoutASuccessor)
{
    for (const auto& area : germany().all())
        if (area.valid_to && germany().is_of_kind(area.code, "kreis") &&
            germany().find(area.code) == &area) {
            EXPECT_FALSE(germany().successors_of(area.code).empty()) << area.code;
        }
}

TEST(Germany, CallsDistrictsAsPeopleDo)
{
    const auto name = [](const char* code) { return germany().name_of(code)->de; };
    EXPECT_EQ(name("03153"), "Landkreis Goslar");
    EXPECT_EQ(name("01051"), "Kreis Dithmarschen");
    EXPECT_EQ(name("03241"), "Region Hannover");
    EXPECT_EQ(name("05334"), "Städteregion Aachen");
    EXPECT_EQ(name("09162"), "München");
    EXPECT_EQ(name("09184"), "Landkreis München");
    EXPECT_EQ(name("10041"), "Regionalverband Saarbrücken");
    EXPECT_EQ(name("03358"), "Heidekreis");
    EXPECT_EQ(germany().name_of("03358", day("2011-07-31"))->de, "Landkreis Soltau-Fallingbostel");
}

fs::path shared_data()
{
    const auto* folder = std::getenv("TUERMER_SHARED");
    return (folder != nullptr ? fs::path(folder) : fs::path(TUERMER_ROOT) / "../shared") / "data";
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Codes as INKAR ("01001" first in its line) and Lower Saxony's office ("K03153", "MZ03153") write
// them: cells that end in digits and begin with a Land.
void collect_codes(const fs::path& file, std::set<std::string>& codes)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        std::istringstream cells(line);
        const char separator = line.find(';') == std::string::npos ? ',' : ';';
        for (std::string cell; std::getline(cells, cell, separator);) {
            std::erase(cell, '"');
            const bool inkar = separator == ';' && cell.size() == 5;
            const bool lsn =
                cell.starts_with("K03") || cell.starts_with("RH03") || cell.starts_with("MZ03");
            const auto digits =
                cell.substr(std::min(cell.find_first_of("0123456789"), cell.size()));
            if ((inkar || lsn) && digits.size() >= 3 && std::ranges::all_of(digits, is_digit) &&
                (lsn || digits == cell))
                codes.insert(digits);
        }
    }
}

TEST(Germany, KnowsEveryCodeOfTheSharedFigures)
{
    if (!fs::exists(shared_data() / "lsn")) GTEST_SKIP() << "skipped: no shared data";
    std::set<std::string> codes;
    collect_codes(shared_data() / "fixtures/inkar/Durchschnittsalter_Kreise.csv", codes);
    EXPECT_EQ(codes.size(), 401U); // INKAR's districts of 2016 to 2020
    for (const auto& entry : fs::recursive_directory_iterator(shared_data() / "lsn"))
        if (entry.path().extension() == ".csv") collect_codes(entry.path(), codes);
    EXPECT_GT(codes.size(), 401U);
    for (const auto& code : codes) EXPECT_TRUE(germany().may_exist(code)) << code;
}

} // namespace
} // namespace tuermer
