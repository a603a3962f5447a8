// SPDX-License-Identifier: EUPL-1.2
// Bytes that are read part by part: of a text in memory, or of a file that need not fit into it.
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tuermer {

class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const = 0;
    // Fills `to` with what stands from `offset` on; fewer bytes only at the end. How many.
    virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> to) const = 0;
    // All of it, where it is in memory anyway.
    virtual std::optional<std::string_view> whole() const { return std::nullopt; }
    // SHA-256, 64 hex digits; computed once.
    Result<std::string> digest() const;

private:
    mutable std::string digest_;
};
using SharedBytes = std::shared_ptr<const ByteSource>;

// A view of bytes that outlive it, or a text of its own.
class HeldBytes final : public ByteSource {
public:
    explicit HeldBytes(std::string_view bytes) : bytes_(bytes) {}
    explicit HeldBytes(std::string&& text) : text_(std::move(text)), bytes_(text_) {}

    std::uint64_t size() const override { return bytes_.size(); }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> to) const override;
    std::optional<std::string_view> whole() const override { return bytes_; }

private:
    std::string text_;
    std::string_view bytes_;
};
SharedBytes held_bytes(std::string text);

// A file, as it was when it was opened: when it is read to its end and was changed meanwhile, that
// is an error to be tried again.
class FileBytes final : public ByteSource {
public:
    static Result<std::unique_ptr<FileBytes>> open(const std::filesystem::path& path);
    // Takes over an open descriptor; `path` is for messages.
    static Result<std::unique_ptr<FileBytes>> adopt(int number, const std::filesystem::path& path);
    ~FileBytes() override;

    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> to) const override;

private:
    FileBytes(std::filesystem::path path, int number) : path_(std::move(path)), number_(number) {}
    bool is_unchanged() const;

    std::filesystem::path path_;
    int number_;
    std::uint64_t size_ = 0;
    std::int64_t modified_nanoseconds_ = 0;
};

// Where they are not in memory, they are brought there.
Result<std::string> all_bytes(const ByteSource& source);
// From the first to the last, in parts of some 100 kB.
Result<> read_through(const ByteSource& source,
                      const std::function<Result<>(std::string_view part)>& take);

} // namespace tuermer
