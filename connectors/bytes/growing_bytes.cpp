// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bytes/growing_bytes.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tuermer {

namespace {

constexpr std::size_t written_at_once = std::size_t{1} << 18U;

// A full disk passes when something else is tidied up.
tl::unexpected<Error> not_kept(const std::filesystem::path& folder)
{
    return fail(Remedy::retry,
                say("Hier lässt sich kein großes Dokument zwischenlagern ({}).",
                    "A large document cannot be kept here meanwhile ({}).", std::strerror(errno)),
                folder.string());
}

} // namespace

GrowingBytes::~GrowingBytes()
{
    if (number_ >= 0) ::close(number_);
}

Result<> GrowingBytes::append(std::string_view bytes)
{
    text_.append(bytes);
    size_ += bytes.size();
    if (!lies_in_file()) return size_ > held_ && !folder_.empty() ? move_to_file() : Result<>{};
    return text_.size() < written_at_once ? Result<>{} : flush();
}

Result<> GrowingBytes::move_to_file()
{
    auto name = (folder_ / "arriving-XXXXXX").string();
    number_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (number_ < 0) return not_kept(folder_);
    ::unlink(name.c_str());
    auto flushed = flush();
    std::string{}.swap(text_);
    return flushed;
}

Result<> GrowingBytes::flush()
{
    std::string_view left = text_;
    while (!left.empty()) {
        const auto written = ::write(number_, left.data(), left.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return not_kept(folder_);
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    text_.clear();
    return {};
}

std::string GrowingBytes::take_text() &&
{
    return std::move(text_);
}

Result<SharedBytes> GrowingBytes::take() &&
{
    if (!lies_in_file()) return held_bytes(std::move(text_));
    if (auto flushed = flush(); !flushed) return tl::unexpected(flushed.error());
    auto file = FileBytes::adopt(std::exchange(number_, -1), folder_);
    if (!file) return tl::unexpected(file.error());
    return SharedBytes{std::move(*file)};
}

} // namespace tuermer
