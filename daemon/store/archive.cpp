// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/archive.hpp"

#include "connectors/bytes/growing_bytes.hpp"
#include "daemon/store/durable.hpp"
#include "rules/base/digest.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <zstd.h>

namespace tuermer {

namespace {

namespace fs = std::filesystem;

// A single publication is far smaller; a damaged header must not ask for all the memory there is.
constexpr std::uint64_t largest_document = 4ULL << 30U;
// Level 9 halves what is kept for years and still takes 50 MB a second; what is large must not take
// minutes, nor the memory of that level.
int level_for(std::uint64_t size)
{
    return size > held_at_most ? 3 : 9;
}

bool is_digest(std::string_view text)
{
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

fs::path file_of(const fs::path& folder, const std::string& digest)
{
    return folder / digest.substr(0, 2) / (digest + ".zst");
}

std::optional<Instant> last_written(const fs::path& file)
{
    struct stat seen {};
    if (::stat(file.c_str(), &seen) != 0) return std::nullopt;
    return Instant(std::chrono::seconds(seen.st_mtim.tv_sec));
}

tl::unexpected<Error> damaged(const fs::path& file)
{
    return fail(Remedy::mend,
                say("Das archivierte Dokument ist beschädigt; es wird ersetzt, sobald dieselben "
                    "Bytes wieder eintreffen, oder aus einer Sicherung.",
                    "The archived document is damaged; it is replaced when the same bytes come "
                    "again, or from a backup."),
                file.string());
}

tl::unexpected<Error> not_packed(std::size_t code)
{
    return fail(Remedy::retry,
                say("Das Dokument lässt sich nicht packen ({}).",
                    "The document cannot be compressed ({}).", ZSTD_getErrorName(code)));
}

// Packs what comes and hands it on.
class Packer {
public:
    Packer(std::uint64_t size, durable::Writing& to) : to_(to)
    {
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level_for(size));
        ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
        ZSTD_CCtx_setPledgedSrcSize(context_.get(), size);
    }

    Result<> add(std::string_view bytes) { return pack(bytes, ZSTD_e_continue); }
    Result<> end() { return pack({}, ZSTD_e_end); }

private:
    Result<> pack(std::string_view bytes, ZSTD_EndDirective until)
    {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (std::size_t left = 1; left > 0;) {
            ZSTD_outBuffer out{packed_.data(), packed_.size(), 0};
            left = ZSTD_compressStream2(context_.get(), &out, &in, until);
            if (ZSTD_isError(left) != 0) return not_packed(left);
            if (auto written = to_.add({packed_.data(), out.pos}); !written) return written;
            if (until == ZSTD_e_continue) left = in.size - in.pos;
        }
        return {};
    }

    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_{ZSTD_createCCtx(),
                                                                  &ZSTD_freeCCtx};
    std::string packed_ = std::string(ZSTD_CStreamOutSize(), '\0');
    durable::Writing& to_;
};

// Hands on what a packed file holds; false where that is not one whole document.
bool unpack(const ByteSource& packed, const std::function<Result<>(std::string_view)>& take)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                       &ZSTD_freeDCtx);
    std::string bytes(ZSTD_DStreamOutSize(), '\0');
    std::size_t left = 1; // 0: the document is whole
    std::uint64_t size = 0;
    const Result<> damage = tl::unexpected(Error{});
    const auto read = read_through(packed, [&](std::string_view part) -> Result<> {
        ZSTD_inBuffer in{part.data(), part.size(), 0};
        for (bool more = true; more;) {
            if (left == 0) return damage; // something comes behind it
            ZSTD_outBuffer out{bytes.data(), bytes.size(), 0};
            left = ZSTD_decompressStream(context.get(), &out, &in);
            size += out.pos;
            if (ZSTD_isError(left) != 0 || size > largest_document) return damage;
            if (auto taken = take({bytes.data(), out.pos}); !taken) return taken;
            more = in.pos < in.size || (left > 0 && out.pos == out.size);
        }
        return {};
    });
    return read && left == 0;
}

bool holds(const fs::path& file, const std::string& digest)
{
    const auto packed = FileBytes::open(file);
    RunningDigest running;
    const auto add = [&](std::string_view bytes) {
        running.add(bytes);
        return Result<>{};
    };
    return packed && unpack(**packed, add) && std::move(running).text() == digest;
}

} // namespace

Result<std::string> Archive::keep(const ByteSource& bytes) const
{
    if (bytes.size() > largest_document)
        return fail(Remedy::mend,
                    say("Das Dokument ist zu groß für das Archiv ({} Bytes).",
                        "The document is too large for the archive ({} bytes).", bytes.size()));
    auto digest = bytes.digest();
    if (!digest) return digest;
    const auto file = file_of(folder_, *digest);
    if (holds(file, *digest)) return digest;
    const auto folder = durable::make_folder(file.parent_path());
    if (!folder) return tl::unexpected(folder.error());
    auto writing = durable::Writing::begin(file);
    if (!writing) return tl::unexpected(writing.error());
    Packer packer(bytes.size(), *writing);
    auto written = read_through(bytes, [&](std::string_view part) { return packer.add(part); });
    if (written) written = packer.end();
    if (written) written = std::move(*writing).end();
    if (!written) return tl::unexpected(written.error());
    return digest;
}

Result<SharedBytes> Archive::open(const std::string& digest) const
{
    if (!is_digest(digest))
        return fail(Remedy::mend, say("„{}“ ist keine SHA-256-Prüfsumme.",
                                      "\"{}\" is not a SHA-256 digest.", digest));
    const auto file = file_of(folder_, digest);
    const auto packed = FileBytes::open(file);
    if (!packed)
        return fail(
            Remedy::mend,
            say("Dieses Dokument liegt nicht im Archiv.", "This document is not in the archive."),
            file.string());
    GrowingBytes bytes(folder_);
    RunningDigest running;
    Result<> kept; // a full disk is no damage
    const bool whole = unpack(**packed, [&](std::string_view part) {
        running.add(part);
        return kept = bytes.append(part);
    });
    if (!kept) return tl::unexpected(kept.error());
    if (!whole || std::move(running).text() != digest) return damaged(file);
    return std::move(bytes).take();
}

Result<Archive::Pruned> Archive::prune(const std::set<std::string>& needed, Instant before,
                                       Pruning pruning) const
{
    Pruned pruned;
    std::error_code problem;
    for (fs::recursive_directory_iterator file(folder_, problem), end; !problem && file != end;
         file.increment(problem)) {
        const auto digest = file->path().stem().string();
        if (file->path().extension() != ".zst" || !is_digest(digest)) continue;
        ++pruned.of;
        const auto written = last_written(file->path());
        if (needed.contains(digest) || !written || *written >= before) continue;
        std::error_code gone; // meanwhile: then there is nothing left to do
        const auto size = file->file_size(gone);
        if (gone || (pruning == Pruning::remove && !remove(file->path(), problem))) continue;
        ++pruned.documents;
        pruned.bytes += size;
    }
    if (!problem) return pruned;
    return fail(Remedy::mend,
                say("Im Archiv kann nicht aufgeräumt werden ({}).",
                    "The archive cannot be tidied up ({}).", problem.message()),
                folder_.string());
}

} // namespace tuermer
