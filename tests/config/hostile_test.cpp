// SPDX-License-Identifier: EUPL-1.2
// Whatever stands in the files, reading them ends: with a configuration or with mistakes.
#include "config/document.hpp"
#include "tests/config/installation_on_disk.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tuermer::config {
namespace {

using test::InstallationOnDisk;

std::string mutated(std::string text)
{
    static const std::vector<std::string> splinters{"[",          "]",      "[[",
                                                    "{",          "}",      "=",
                                                    ".",          ",",      "\"",
                                                    "'",          "\"\"\"", "\n",
                                                    "\\",         "\\u",    "#",
                                                    "\xC3",       "ü",      "nan",
                                                    "1e999",      "0",      "-1",
                                                    "2024-02-30", "= {}",   "= []",
                                                    "= \"\"",     "\r",     std::string(1, '\0')};
    const auto changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        const auto length = *rc::gen::inRange<std::size_t>(0, 12);
        text.replace(at, length, *rc::gen::elementOf(splinters));
    }
    return text;
}

TEST(Configuration, SurvivesAnyText)
{
    InstallationOnDisk disk;
    const auto files = InstallationOnDisk::files();
    std::map<std::string, std::string> valid;
    for (const auto& file : files) valid[file] = disk.text_of(file);
    EXPECT_TRUE(rc::check("mutated files are read to their end", [&] {
        const auto file = *rc::gen::elementOf(files);
        disk.with(file, mutated(valid[file]));
        const auto loaded = disk.load();
        for (const auto& mistake : loaded.mistakes.sorted()) {
            RC_ASSERT(!mistake.what.de.empty());
            RC_ASSERT(!mistake.what.en.empty());
            RC_ASSERT(!mistake.place.file.empty());
        }
        disk.with(file, valid[file]);
    }));
    EXPECT_TRUE(disk.said().empty()) << "the valid files are back";
}

TEST(Document, SurvivesAnyBytes)
{
    EXPECT_TRUE(rc::check("bytes", [](const std::string& bytes) {
        Mistakes mistakes;
        const auto document = read_document(bytes, "a.toml", mistakes);
        RC_ASSERT(document.has_value() || mistakes.any_error());
    }));
}

TEST(Document, IsUnderstoodOrExplainedAtEveryLengthOfATruncatedFile)
{
    const InstallationOnDisk disk;
    for (const auto& file : InstallationOnDisk::files()) {
        const auto text = disk.text_of(file);
        for (std::size_t length = 0; length < text.size(); ++length) {
            Mistakes mistakes;
            const auto document = read_document(text.substr(0, length), file, mistakes);
            EXPECT_TRUE(document.has_value() || mistakes.any_error()) << file << " " << length;
        }
    }
}

} // namespace
} // namespace tuermer::config
