// SPDX-License-Identifier: EUPL-1.2
// Bytes as they arrive: in memory while they are few, then in a file without a name, which is gone
// with its last reader, also after a crash.
#pragma once

#include "connectors/bytes/byte_source.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace tuermer {

// What is held in memory at most before a file is taken.
constexpr std::uint64_t held_at_most = 16ULL << 20U;

class GrowingBytes {
public:
    // `folder`: where the file would lie; empty: all stays in memory.
    explicit GrowingBytes(std::filesystem::path folder, std::uint64_t held = held_at_most)
        : folder_(std::move(folder)), held_(held)
    {
    }
    GrowingBytes(const GrowingBytes&) = delete;
    GrowingBytes& operator=(const GrowingBytes&) = delete;
    ~GrowingBytes();

    // An error (a full disk) leaves nothing to go on with.
    Result<> append(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    bool lies_in_file() const { return number_ >= 0; }
    std::string take_text() &&; // where it does not
    Result<SharedBytes> take() &&;

private:
    Result<> move_to_file();
    Result<> flush();

    std::filesystem::path folder_;
    std::uint64_t held_, size_ = 0;
    std::string text_; // all, or what is not in the file yet
    int number_ = -1;
};

} // namespace tuermer
