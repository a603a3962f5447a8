// SPDX-License-Identifier: EUPL-1.2
// Sizes in a ZIP are claims: what counts is what comes out, so it is measured while it comes.
#include "connectors/formats/zip/archive.hpp"

#include <algorithm>
#include <array>
#include <zip.h>

namespace tuermer {

struct ZipArchive::Inside {
    zip_t* zip = nullptr;
    std::vector<ZipMember> members;
    std::vector<zip_uint64_t> indices; // of the members
    ReadLimits limits;
    std::uint64_t packed_bytes = 0, unpacked_bytes = 0; // of the archive; of all members so far

    ~Inside()
    {
        if (zip != nullptr) zip_discard(zip);
    }
};

namespace {

constexpr zip_int64_t most_members = 20'000;
constexpr std::uint64_t most_at_once = 256 * 1'024; // bytes of a member

Error no_archive(const zip_error_t& error, std::string_view bytes)
{
    const bool begins_well = bytes.starts_with("PK\x03\x04");
    const bool cut_off = begins_well && zip_error_code_zip(&error) == ZIP_ER_NOZIP;
    if (cut_off)
        return {Remedy::retry,
                say("Das ZIP-Archiv ist abgeschnitten: Sein Verzeichnis am Ende fehlt.",
                    "The ZIP archive is cut off: its directory at the end is missing."),
                ""};
    return {Remedy::mend,
            say("Das ZIP-Archiv ist beschädigt und lässt sich nicht öffnen.",
                "The ZIP archive is damaged and cannot be opened."),
            ""};
}

Error damaged(std::string_view name)
{
    return {Remedy::retry,
            say("„{}“ im ZIP-Archiv ist beschädigt (Prüfsumme oder Packung).",
                "'{}' in the ZIP archive is damaged (checksum or packing).", name),
            ""};
}

ZipMember member_of(const zip_stat_t& stat)
{
    ZipMember member;
    if ((stat.valid & ZIP_STAT_NAME) != 0U) member.name = stat.name;
    if ((stat.valid & ZIP_STAT_SIZE) != 0U) member.size = stat.size;
    if ((stat.valid & ZIP_STAT_COMP_SIZE) != 0U) member.packed = stat.comp_size;
    member.encrypted =
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0U && stat.encryption_method != ZIP_EM_NONE;
    return member;
}

struct OpenMember {
    zip_file_t* file = nullptr;
    ~OpenMember()
    {
        if (file != nullptr) zip_fclose(file);
    }
};

void add_member(zip_t* zip, const std::string& name, std::string_view bytes)
{
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const auto at = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0) return zip_source_free(source);
    const auto index = static_cast<zip_uint64_t>(at);
    zip_set_file_compression(zip, index, ZIP_CM_STORE, 0);
    zip_file_set_dostime(zip, index, 0, 0x21, 0); // 1980-01-01, whatever the day
}

std::string content_of(zip_source_t* archive)
{
    zip_stat_t stat;
    if (zip_source_stat(archive, &stat) != 0 || zip_source_open(archive) != 0) return {};
    std::string bytes(stat.size, '\0');
    const auto read = zip_source_read(archive, bytes.data(), bytes.size());
    zip_source_close(archive);
    bytes.resize(static_cast<std::size_t>(std::max<zip_int64_t>(read, 0)));
    return bytes;
}

} // namespace

std::string pack_zip(const std::vector<std::pair<std::string, std::string_view>>& members,
                     std::string_view comment)
{
    zip_source_t* archive = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(archive);
    zip_t* zip = zip_open_from_source(archive, ZIP_TRUNCATE, nullptr);
    for (const auto& [name, bytes] : members) add_member(zip, name, bytes);
    zip_set_archive_comment(zip, comment.data(), static_cast<zip_uint16_t>(comment.size()));
    const bool written = zip_close(zip) == 0;
    auto bytes = written ? content_of(archive) : std::string{};
    if (!written) zip_discard(zip);
    zip_source_free(archive);
    return bytes;
}

// APPNOTE 4.3.16: the end record has 22 bytes and a comment of at most 65,535.
std::string_view zip_directory(std::string_view bytes)
{
    constexpr std::size_t end_record = 22, longest_comment = 65'535, size_at = 12;
    const auto at = bytes.rfind("PK\x05\x06");
    if (at == std::string_view::npos || at + end_record > bytes.size() ||
        bytes.size() - at > end_record + longest_comment)
        return {};
    std::size_t size = 0;
    for (std::size_t i = 4; i > 0; --i)
        size = size << 8U | static_cast<unsigned char>(bytes[at + size_at + i - 1]);
    return size <= at ? bytes.substr(at - size, size) : std::string_view{};
}

ZipArchive::ZipArchive(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes, const ReadLimits& limits)
{
    auto inside = std::make_unique<Inside>();
    inside->limits = limits;
    inside->packed_bytes = bytes.size();
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) inside->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (inside->zip == nullptr) {
        if (source != nullptr) zip_source_free(source);
        auto refused = no_archive(error, bytes);
        zip_error_fini(&error);
        return tl::unexpected(std::move(refused));
    }
    const auto count = zip_get_num_entries(inside->zip, 0);
    if (count > most_members)
        return fail(Remedy::mend,
                    say("Das ZIP-Archiv hat {} Dateien; erlaubt sind {}.",
                        "The ZIP archive has {} files; {} are allowed.", count, most_members));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t stat;
        if (zip_stat_index(inside->zip, i, 0, &stat) != 0) continue;
        auto member = member_of(stat);
        if (member.name.empty() || member.name.back() == '/') continue;
        inside->members.push_back(std::move(member));
        inside->indices.push_back(i);
    }
    return ZipArchive{std::move(inside)};
}

const std::vector<ZipMember>& ZipArchive::members() const
{
    return inside_->members;
}

const ZipMember* ZipArchive::find(std::string_view name) const
{
    const auto& all = inside_->members;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& member) { return member.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Result<> ZipArchive::unpack(const ZipMember& member, const Sink& sink) const
{
    if (member.encrypted)
        return fail(Remedy::mend,
                    say("„{}“ im ZIP-Archiv ist mit einem Kennwort geschützt.",
                        "'{}' in the ZIP archive is protected by a password.", member.name));
    const auto at = static_cast<std::size_t>(&member - inside_->members.data());
    OpenMember open{zip_fopen_index(inside_->zip, inside_->indices[at], 0)};
    if (open.file == nullptr) return tl::unexpected(damaged(member.name));
    std::vector<char> buffer(std::clamp<std::uint64_t>(member.size + 1, 512, most_at_once));
    for (;;) {
        const auto read = zip_fread(open.file, buffer.data(), buffer.size());
        if (read < 0) return tl::unexpected(damaged(member.name));
        if (read == 0) return {};
        auto& total = inside_->unpacked_bytes;
        total += static_cast<std::uint64_t>(read);
        const bool bomb = total > growth_counts_from && total / most_growth > inside_->packed_bytes;
        if (bomb || total > inside_->limits.bytes)
            return fail(Remedy::mend,
                        say("Das ZIP-Archiv mit {} Byte entpackt sich zu mehr als {} Byte; so viel "
                            "wird nicht gelesen.",
                            "The ZIP archive of {} bytes unpacks to more than {} bytes; so much is "
                            "not read.",
                            inside_->packed_bytes, total));
        const std::string_view piece{buffer.data(), static_cast<std::size_t>(read)};
        if (auto taken = sink(piece); !taken) return taken;
    }
}

Result<std::string> ZipArchive::unpack(const ZipMember& member) const
{
    std::string bytes;
    const auto append = [&](std::string_view piece) {
        bytes += piece;
        return Result<>{};
    };
    if (auto unpacked = unpack(member, append); !unpacked)
        return tl::unexpected(std::move(unpacked.error()));
    return bytes;
}

} // namespace tuermer
