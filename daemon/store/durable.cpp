// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/durable.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuermer::durable {

namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : number_(::open(file.c_str(), flags, 0640)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

tl::unexpected<Error> refused(int code, const fs::path& file)
{
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return fail(
            Remedy::retry,
            say("Auf dem Datenträger ist kein Platz mehr.", "There is no space left on the disk."),
            file.string());
    const bool passes = code == EIO || code == EMFILE || code == ENFILE || code == EINTR;
    return fail(passes ? Remedy::retry : Remedy::mend,
                say("Die Datei lässt sich nicht schreiben ({}).",
                    "The file cannot be written ({}).", std::strerror(code)),
                file.string());
}

Result<> flush(const fs::path& path, int flags)
{
    const Descriptor opened(path, flags | O_CLOEXEC);
    if (!opened.is_open() || ::fsync(opened.number()) != 0) return refused(errno, path);
    return {};
}

fs::path folder_of(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Result<> write_all(int to, std::string_view bytes, const fs::path& file)
{
    while (!bytes.empty()) {
        const auto written = ::write(to, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return refused(errno, file);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

Result<> make_folder(const fs::path& folder)
{
    std::error_code error;
    if (fs::is_directory(folder, error)) return {};
    const auto parent = folder_of(folder);
    if (parent != folder) {
        const auto made = make_folder(parent);
        if (!made) return made;
    }
    if (::mkdir(folder.c_str(), 0750) != 0 && errno != EEXIST) return refused(errno, folder);
    return flush(parent, O_RDONLY | O_DIRECTORY);
}

Result<> write(const fs::path& file, std::string_view bytes)
{
    auto writing = Writing::begin(file);
    if (!writing) return tl::unexpected(writing.error());
    if (auto written = writing->add(bytes); !written) return written;
    return std::move(*writing).end();
}

Result<Writing> Writing::begin(const fs::path& file)
{
    Writing writing(file, -1);
    writing.number_ =
        ::open(writing.part().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (writing.number_ < 0) return refused(errno, writing.part());
    return writing;
}

Writing::Writing(Writing&& other) noexcept
    : file_(std::move(other.file_)), number_(std::exchange(other.number_, -1))
{
}

Writing::~Writing()
{
    if (number_ < 0) return;
    ::close(number_);
    ::unlink(part().c_str());
}

Result<> Writing::add(std::string_view bytes)
{
    return write_all(number_, bytes, part());
}

Result<> Writing::end() &&
{
    ::close(std::exchange(number_, -1));
    return durable::rename(part(), file_);
}

Result<> rename(const fs::path& from, const fs::path& to)
{
    const auto flushed = flush(from, O_RDONLY);
    if (!flushed) return flushed;
    if (::rename(from.c_str(), to.c_str()) != 0) return refused(errno, to);
    return flush(folder_of(to), O_RDONLY | O_DIRECTORY);
}

} // namespace tuermer::durable
