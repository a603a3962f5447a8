// SPDX-License-Identifier: EUPL-1.2
// A small valid installation in a temporary folder, in which a test replaces single files; and a
// source kind that is just large enough to promise measures.
#pragma once

#include "config/load.hpp"
#include "tests/folder.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tuermer::test {

// Reads url, period.frequency, dimensions and measures, as the kind "table" does.
void check_small_source(SourceConfig& source, Settings& settings, Mistakes& mistakes);

class InstallationOnDisk {
public:
    InstallationOnDisk(); // the valid one

    InstallationOnDisk& with(const std::string& file, const std::string& text);
    InstallationOnDisk& without(const std::string& file);
    const std::filesystem::path& path() const { return folder_.path(); }
    std::string text_of(const std::string& file) const;
    static std::vector<std::string> files();

    Loaded load(std::optional<Date> today = std::nullopt) const;
    // All mistakes as `check` prints them.
    std::vector<std::string> said(Language language = Language::de) const;

private:
    Folder folder_;
};

std::vector<std::string> lines_of(const Mistakes& mistakes, Language language);

} // namespace tuermer::test
