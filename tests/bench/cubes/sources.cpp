// SPDX-License-Identifier: EUPL-1.2
// Reading statistical formats beside the programs that others read them with.
// bench_cubes --write FOLDER makes the files; bench_cubes FOLDER [--json] reads them and sets
// what the peers left there beside.
#include "tests/bench/cubes/cubes.hpp"

#include <cstdio>
#include <string_view>

int main(int count, char** words)
{
    using namespace tuermer::bench;
    if (count < 2) return 2;
    const bool write = std::string_view{words[1]} == "--write";
    if (write) {
        if (count < 3) return 2;
        write_cube_files(words[2]);
        return 0;
    }
    const auto results = cubes_beside_peers(words[1]);
    const bool as_json = count > 2 && std::string_view{words[2]} == "--json";
    std::fputs((as_json ? json(results) : markdown(results)).c_str(), stdout);
    return 0;
}
