// SPDX-License-Identifier: EUPL-1.2
// pread and no mapping of the file into memory: a file that is cut off meanwhile, or a disk that
// fails, is an error of this read and not the end of the process (SIGBUS).
#include "connectors/bytes/byte_source.hpp"

#include "rules/base/digest.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuermer {

namespace {

tl::unexpected<Error> unreadable_file(const std::filesystem::path& path)
{
    return fail(
        Remedy::retry,
        say("Die Datei ist nicht zu lesen, oder sie hat sich dabei geändert. Darf der Dienst sie "
            "lesen?",
            "The file cannot be read, or it changed meanwhile. May the service read it?"),
        path.string());
}

std::int64_t modified_nanoseconds(const struct stat& status)
{
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

} // namespace

Result<std::string> ByteSource::digest() const
{
    if (!digest_.empty()) return digest_;
    RunningDigest running;
    const auto read = read_through(*this, [&](std::string_view part) {
        running.add(part);
        return Result<>{};
    });
    if (!read) return tl::unexpected(read.error());
    return digest_ = std::move(running).text();
}

Result<std::size_t> HeldBytes::read(std::uint64_t offset, std::span<char> to) const
{
    if (offset >= bytes_.size()) return std::size_t{0};
    return bytes_.copy(to.data(), to.size(), offset);
}

SharedBytes held_bytes(std::string text)
{
    return std::make_shared<HeldBytes>(std::move(text));
}

FileBytes::~FileBytes()
{
    ::close(number_);
}

Result<std::unique_ptr<FileBytes>> FileBytes::open(const std::filesystem::path& path)
{
    const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (number < 0) return unreadable_file(path);
    return adopt(number, path);
}

Result<std::unique_ptr<FileBytes>> FileBytes::adopt(int number, const std::filesystem::path& path)
{
    std::unique_ptr<FileBytes> file{new FileBytes(path, number)};
    struct stat status = {};
    if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) return unreadable_file(path);
    ::posix_fadvise(number, 0, 0, POSIX_FADV_SEQUENTIAL);
    file->size_ = static_cast<std::uint64_t>(status.st_size);
    file->modified_nanoseconds_ = modified_nanoseconds(status);
    return file;
}

bool FileBytes::is_unchanged() const
{
    struct stat status = {};
    return ::fstat(number_, &status) == 0 && static_cast<std::uint64_t>(status.st_size) == size_ &&
           modified_nanoseconds(status) == modified_nanoseconds_;
}

Result<std::size_t> FileBytes::read(std::uint64_t offset, std::span<char> to) const
{
    const auto wanted = static_cast<std::size_t>(
        std::min<std::uint64_t>(to.size(), size_ - std::min(offset, size_)));
    std::size_t done = 0;
    while (done < wanted) {
        const auto got =
            ::pread(number_, to.data() + done, wanted - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return unreadable_file(path_); // shorter than it was
        done += static_cast<std::size_t>(got);
    }
    if (offset + done == size_ && !is_unchanged()) return unreadable_file(path_);
    return done;
}

Result<std::string> all_bytes(const ByteSource& source)
{
    if (const auto held = source.whole()) return std::string{*held};
    std::string bytes(source.size(), '\0');
    const auto got = source.read(0, bytes);
    if (!got) return tl::unexpected(got.error());
    bytes.resize(*got);
    return bytes;
}

Result<> read_through(const ByteSource& source,
                      const std::function<Result<>(std::string_view part)>& take)
{
    constexpr std::size_t at_once = std::size_t{1} << 17U;
    if (const auto held = source.whole()) return take(*held);
    std::string part(static_cast<std::size_t>(std::min<std::uint64_t>(at_once, source.size())),
                     '\0');
    for (std::uint64_t offset = 0; offset < source.size();) {
        const auto got = source.read(offset, part);
        if (!got) return tl::unexpected(got.error());
        if (auto taken = take(std::string_view{part}.substr(0, *got)); !taken) return taken;
        offset += *got;
    }
    return {};
}

} // namespace tuermer
