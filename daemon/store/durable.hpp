// SPDX-License-Identifier: EUPL-1.2
// Files that are there completely or not at all, also after a power failure: written beside,
// flushed, renamed, and the folder flushed too.
#pragma once

#include "rules/base/result.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

namespace tuermer::durable {

// Makes the folder, its parents if need be, and sees to it that their names are on disk.
Result<> make_folder(const std::filesystem::path& folder);
Result<> write(const std::filesystem::path& file, std::string_view bytes);
// The same of a file that is written part by part; left alone before its end it leaves nothing.
class Writing {
public:
    static Result<Writing> begin(const std::filesystem::path& file);
    ~Writing();
    Writing(Writing&&) noexcept;
    Writing& operator=(Writing&&) = delete;

    Result<> add(std::string_view bytes);
    Result<> end() &&;

private:
    Writing(std::filesystem::path file, int number) : file_(std::move(file)), number_(number) {}
    std::filesystem::path part() const { return file_.string() + ".part"; }

    std::filesystem::path file_;
    int number_;
};
// Flushes `from`, gives it the name `to` (replacing what is there) and flushes the folder.
Result<> rename(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace tuermer::durable
