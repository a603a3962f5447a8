// SPDX-License-Identifier: EUPL-1.2
// pread and no mapping of the file into memory: a file that is cut off meanwhile, or a disk that
// fails, is an error of this read and not the end of the process (SIGBUS).
#include "connectors/formats/byte_source.hpp"

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

} // namespace

Result<std::size_t> HeldBytes::read(std::uint64_t offset, std::span<char> to) const
{
    if (offset >= bytes_.size()) return std::size_t{0};
    return bytes_.copy(to.data(), to.size(), offset);
}

FileBytes::FileBytes(std::filesystem::path path, int number, std::uint64_t size)
    : path_(std::move(path)), number_(number), size_(size)
{
}

FileBytes::~FileBytes()
{
    ::close(number_);
}

Result<std::unique_ptr<FileBytes>> FileBytes::open(const std::filesystem::path& path)
{
    const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (number < 0) return unreadable_file(path);
    struct stat status = {};
    if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(number);
        return unreadable_file(path);
    }
    ::posix_fadvise(number, 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::unique_ptr<FileBytes>{
        new FileBytes(path, number, static_cast<std::uint64_t>(status.st_size))};
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

} // namespace tuermer
