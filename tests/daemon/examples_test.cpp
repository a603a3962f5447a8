// SPDX-License-Identifier: EUPL-1.2
// The shipped examples of sources, checked by the kinds themselves.
#include "daemon/setup.hpp"
#include "tests/folder.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

class EtcWithExamples {
public:
    EtcWithExamples()
    {
        fs::copy(fs::path(TUERMER_ROOT) / "config/etc/tuermer", path(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        std::vector<fs::path> examples;
        for (const auto& entry : fs::recursive_directory_iterator(path()))
            if (entry.path().extension() == ".example") examples.push_back(entry.path());
        for (const auto& example : examples)
            fs::rename(example, fs::path(example).replace_extension());
    }
    const fs::path& path() const { return folder_.path(); }

private:
    test::Folder folder_;
};

TEST(ShippedExamples, OfSourcesPassTheChecksOfTheirKinds)
{
    const EtcWithExamples etc;
    const auto loaded = load_installation(etc.path());
    ASSERT_TRUE(loaded) << loaded.error().what.de;
    for (const auto& mistake : loaded->mistakes.sorted())
        if (mistake.level == Level::error) ADD_FAILURE() << describe(mistake, Language::de);
    std::set<std::string> kinds;
    for (const auto& source : loaded->config.sources) kinds.insert(source.kind);
    for (const auto* kind : {"table", "genesis", "eurostat", "sdmx", "pxweb"})
        EXPECT_TRUE(kinds.contains(kind)) << kind;
}

} // namespace
} // namespace tuermer
