// SPDX-License-Identifier: EUPL-1.2
// A fuzz target without a fuzzer: feeds it every file of the given folders, so that seeds and
// crashes once found are tested with every build.
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code trouble;
    for (fs::directory_iterator entry(folder, trouble), end; !trouble && entry != end;
         entry.increment(trouble))
        if (entry->is_regular_file()) files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    return files;
}

void replay(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::vector<char> held{std::istreambuf_iterator<char>(stream), {}};
    const std::vector<std::uint8_t> bytes(held.begin(),
                                          held.end()); // no terminator: ASan sees over-reads
    std::printf("%s\n", file.filename().c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

} // namespace

int main(int count, char** arguments)
{
    std::size_t replayed = 0;
    for (int i = 1; i < count; ++i)
        for (const auto& file : files_in(arguments[i])) {
            replay(file);
            ++replayed;
        }
    std::printf("%zu inputs\n", replayed);
    return replayed > 0 ? 0 : 1; // a moved folder must not pass for a calm one
}
