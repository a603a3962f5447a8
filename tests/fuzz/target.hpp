// SPDX-License-Identifier: EUPL-1.2
// What every fuzz target has: the entry point that libFuzzer and `replay.cpp` both call, and a way
// to say which promise of the reader was broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// Reads the bytes as its reader would; aborts when a promise is broken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace tuermer::fuzz {

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size)
{
    return size == 0 ? std::string_view()
                     : std::string_view(reinterpret_cast<const char*>(bytes), size);
}

// Ends the program where `sentence` does not hold, whatever NDEBUG says.
inline void promise(bool kept, const char* sentence)
{
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s\n", sentence);
    std::abort();
}

} // namespace tuermer::fuzz
