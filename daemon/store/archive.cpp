// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/archive.hpp"

#include "daemon/store/durable.hpp"
#include "rules/base/digest.hpp"

#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <sys/stat.h>
#include <zstd.h>

namespace tuermer {

namespace {

// A single publication is far smaller; a damaged header must not ask for all the memory there is.
constexpr std::uint64_t largest_document = 4ULL << 30U;
// Level 9 halves what is kept for years and still takes 50 MB a second.
constexpr int compression_level = 9;

bool is_digest(std::string_view text)
{
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& digest)
{
    return folder / digest.substr(0, 2) / (digest + ".zst");
}

std::optional<Instant> last_written(const std::filesystem::path& file)
{
    struct stat seen {};
    if (::stat(file.c_str(), &seen) != 0) return std::nullopt;
    return Instant(std::chrono::seconds(seen.st_mtim.tv_sec));
}

tl::unexpected<Error> damaged(const std::filesystem::path& file)
{
    return fail(Remedy::mend,
                say("Das archivierte Dokument ist beschädigt; es wird ersetzt, sobald dieselben "
                    "Bytes wieder eintreffen, oder aus einer Sicherung.",
                    "The archived document is damaged; it is replaced when the same bytes come "
                    "again, or from a backup."),
                file.string());
}

Result<std::string> compress(std::string_view bytes)
{
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                       &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compression_level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const auto size =
        ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0)
        return fail(Remedy::retry,
                    say("Das Dokument lässt sich nicht packen ({}).",
                        "The document cannot be compressed ({}).", ZSTD_getErrorName(size)));
    packed.resize(size);
    return packed;
}

std::optional<std::string> unpack(std::string_view packed)
{
    // Both special answers (unknown, error) are beyond the limit.
    const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size > largest_document) return std::nullopt;
    std::string bytes(size, '\0');
    const auto got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
    return bytes;
}

std::optional<std::string> read(const std::filesystem::path& file)
{
    const std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

} // namespace

Result<std::string> Archive::keep(std::string_view bytes) const
{
    if (bytes.size() > largest_document)
        return fail(Remedy::mend,
                    say("Das Dokument ist zu groß für das Archiv ({} Bytes).",
                        "The document is too large for the archive ({} bytes).", bytes.size()));
    const auto digest = sha256(bytes);
    if (get(digest)) return digest; // there, and whole
    const auto file = file_of(folder_, digest);
    const auto folder = durable::make_folder(file.parent_path());
    if (!folder) return tl::unexpected(folder.error());
    const auto packed = compress(bytes);
    if (!packed) return tl::unexpected(packed.error());
    const auto written = durable::write(file, *packed);
    if (!written) return tl::unexpected(written.error());
    return digest;
}

Result<std::string> Archive::get(const std::string& digest) const
{
    if (!is_digest(digest))
        return fail(Remedy::mend, say("„{}“ ist keine SHA-256-Prüfsumme.",
                                      "\"{}\" is not a SHA-256 digest.", digest));
    const auto file = file_of(folder_, digest);
    const auto packed = read(file);
    if (!packed)
        return fail(
            Remedy::mend,
            say("Dieses Dokument liegt nicht im Archiv.", "This document is not in the archive."),
            file.string());
    auto bytes = unpack(*packed);
    if (!bytes || sha256(*bytes) != digest) return damaged(file);
    return std::move(*bytes);
}

Result<Archive::Pruned> Archive::prune(const std::set<std::string>& needed, Instant before,
                                       Pruning pruning) const
{
    Pruned pruned;
    std::error_code problem;
    for (std::filesystem::recursive_directory_iterator file(folder_, problem), end;
         !problem && file != end; file.increment(problem)) {
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
