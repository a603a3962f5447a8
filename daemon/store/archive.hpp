// SPDX-License-Identifier: EUPL-1.2
// What was received, as it was: compressed (zstd), named by the SHA-256 of the bytes, written once.
#pragma once

#include "rules/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tuermer {

class Archive {
public:
    explicit Archive(std::filesystem::path folder) : folder_(std::move(folder)) {}
    // FOLDER/ab/abcdef….zst; the digest is the answer. Atomic and durable before it returns; the
    // same bytes twice are one file.
    Result<std::string> keep(std::string_view bytes) const;
    Result<std::string> get(const std::string& digest) const; // verifies the digest

private:
    std::filesystem::path folder_;
};

} // namespace tuermer
