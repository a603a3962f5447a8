// SPDX-License-Identifier: EUPL-1.2
// Messages as files, for try-outs and for programs that pick them up. Once deliver() has answered,
// the file survives a power cut: its bytes and its name are on the disk.
#include "connectors/channels/channel.hpp"
#include "rules/base/digest.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <unistd.h>

namespace tuermer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_name_length = 200; // file systems allow 255 bytes

bool may_stand_in_name(char c, bool at_start)
{
    const bool is_alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return is_alphanumeric || (!at_start && c != '\0' && std::strchr(".-_@+=", c));
}

// Different ids have different names: what may not stand in a name is written as %XX.
std::string name_of(std::string_view message_id)
{
    if (message_id.starts_with('<') && message_id.ends_with('>'))
        message_id = message_id.substr(1, message_id.size() - 2);
    std::string name;
    for (const char c : message_id) {
        if (may_stand_in_name(c, name.empty()))
            name += c;
        else
            name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    if (name.empty()) return "%";
    if (name.size() <= max_name_length) return name;
    return name.substr(0, 100) + "%" + sha256(message_id);
}

// A full disk is emptied by somebody and a broken one may be back; a missing right stays missing.
Remedy remedy_of(int error)
{
    const bool may_pass = error == ENOSPC || error == EDQUOT || error == EIO || error == EMFILE ||
                          error == ENFILE || error == EINTR || error == ENOMEM;
    return may_pass ? Remedy::retry : Remedy::mend;
}

tl::unexpected<Error> not_written(int error, const fs::path& file)
{
    return fail(remedy_of(error),
                say("Die Datei lässt sich nicht schreiben ({})", "The file cannot be written ({})",
                    std::strerror(error)),
                file.string());
}

class Descriptor {
public:
    Descriptor(const fs::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0640))
    {
    }
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    bool is_open() const { return number_ >= 0; }
    bool sync() const { return ::fsync(number_) == 0; }
    bool write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

private:
    int number_;
};

bool write_and_sync(const fs::path& file, std::string_view bytes)
{
    const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC);
    return descriptor.is_open() && descriptor.write(bytes) && descriptor.sync();
}

Result<> named_for_good(const fs::path& folder)
{
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (!descriptor.is_open() || !descriptor.sync()) return not_written(errno, folder);
    return {};
}

std::optional<std::string> content_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

Result<> write_new(const fs::path& file, std::string_view bytes)
{
    const fs::path folder = file.parent_path();
    const fs::path part = folder / ("." + file.filename().string() + ".part");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return not_written(error.value(), folder);
    if (!write_and_sync(part, bytes)) return not_written(errno, part);
    if (std::rename(part.c_str(), file.c_str()) != 0) return not_written(errno, file);
    return named_for_good(folder);
}

Result<> write_once(const fs::path& file, std::string_view bytes)
{
    const auto present = content_of(file);
    if (!present) return write_new(file, bytes);
    if (*present == bytes) return named_for_good(file.parent_path()); // a try before may have died
    return fail(Remedy::mend,
                say("Unter dieser Message-Id liegt schon eine andere Nachricht",
                    "Another message lies under this Message-Id already"),
                file.string());
}

class SpoolChannel final : public Channel {
public:
    explicit SpoolChannel(fs::path folder) : folder_(std::move(folder)) {}

    boost::asio::awaitable<Result<std::vector<Delivery>>> deliver(Outgoing message) override
    {
        const auto written = write_once(spool_file(folder_, message.message_id), message.bytes);
        if (!written) co_return tl::unexpected(written.error());
        std::vector<Delivery> deliveries;
        for (auto& recipient : message.recipients)
            deliveries.push_back({std::move(recipient), Delivery::Outcome::accepted, 0, ""});
        co_return deliveries;
    }

private:
    fs::path folder_;
};

} // namespace

std::unique_ptr<Channel> make_spool_channel(fs::path folder)
{
    return std::make_unique<SpoolChannel>(std::move(folder));
}

fs::path spool_file(const fs::path& folder, const std::string& message_id)
{
    return folder / (name_of(message_id) + ".eml");
}

} // namespace tuermer
