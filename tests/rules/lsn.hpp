// SPDX-License-Identifier: EUPL-1.2
// The published tables of Lower Saxony's integration monitoring (Landesamt für Statistik
// Niedersachsen), where they are at hand.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace tuermer::lsn {

inline std::filesystem::path table(const std::string& file)
{
    const auto* given = std::getenv("TUERMER_SHARED");
    const auto shared = given != nullptr ? std::filesystem::path(given)
                                         : std::filesystem::path(TUERMER_ROOT) / "../shared";
    return shared / "data/lsn" / file;
}

// The cells of one line of CSV.
inline std::vector<std::string> cells_of(const std::string& line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

// "K03153" → "03153"; the Land, "K030" → "03".
inline std::string area_of(const std::string& code)
{
    return code == "K030" ? "03" : code.substr(1);
}

} // namespace tuermer::lsn
