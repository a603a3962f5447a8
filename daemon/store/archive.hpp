// SPDX-License-Identifier: EUPL-1.2
// What was received, as it was: compressed (zstd), named by the SHA-256 of the bytes, written once.
#pragma once

#include "connectors/bytes/byte_source.hpp"
#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace tuermer {

class Archive {
public:
    explicit Archive(std::filesystem::path folder) : folder_(std::move(folder)) {}
    // FOLDER/ab/abcdef….zst; the digest is the answer. Atomic and durable before it returns; the
    // same bytes twice are one file.
    Result<std::string> keep(const ByteSource& bytes) const;
    Result<std::string> keep(std::string_view bytes) const { return keep(HeldBytes{bytes}); }
    // Verifies the digest. A large document lies unpacked in a file without a name.
    Result<SharedBytes> open(const std::string& digest) const;

    // Removes the documents that are not `needed` (digests) and were last written before that time.
    // With `count_only` nothing is removed.
    struct Pruned {
        std::uint64_t documents = 0, of = 0; // `of`: how many there were
        std::uint64_t bytes = 0;             // as they lie on the disk
        bool operator==(const Pruned&) const = default;
    };
    enum class Pruning { count_only, remove };
    Result<Pruned> prune(const std::set<std::string>& needed, Instant before,
                         Pruning pruning) const;

private:
    std::filesystem::path folder_;
};

} // namespace tuermer
