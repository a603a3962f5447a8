// SPDX-License-Identifier: EUPL-1.2
// The members of a ZIP, unpacked piece by piece and within limits. The only home of libzip.
#pragma once

#include "connectors/formats/table.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuermer {

struct ZipMember {
    std::string name;                   // UTF-8, folders by '/'
    std::uint64_t size = 0, packed = 0; // bytes, as the archive claims
    bool encrypted = false;
};

// A bomb is what grows more than this, once it is larger than that.
constexpr std::uint64_t most_growth = 300;
constexpr std::uint64_t growth_counts_from = 16ULL << 20U; // bytes

// The directory at the end of a ZIP, raw: it names its members, and not those of archives within
// it. Empty where there is none (any more).
std::string_view zip_directory(std::string_view bytes);

// An archive of these members (name, bytes), as they are: the same bytes whenever it is made.
std::string pack_zip(const std::vector<std::pair<std::string, std::string_view>>& members,
                     std::string_view comment);

class ZipArchive {
public:
    // The bytes must outlive the archive. Refused: no ZIP, cut off, too many members.
    static Result<ZipArchive> open(std::string_view bytes, const ReadLimits& limits);
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

    const std::vector<ZipMember>& members() const; // files, no folders
    const ZipMember* find(std::string_view name) const;

    // Each piece goes to the sink, whose error stops it. Refused: encrypted, damaged, larger than
    // the limits, grown more than `most_growth` times.
    using Sink = std::function<Result<>(std::string_view piece)>;
    Result<> unpack(const ZipMember& member, const Sink& sink) const;
    Result<std::string> unpack(const ZipMember& member) const;

private:
    struct Inside;
    explicit ZipArchive(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace tuermer
