// SPDX-License-Identifier: EUPL-1.2
// Which member is meant is never guessed: one matches, or the error names them all.
#include "connectors/formats/zip/zip.hpp"

#include "connectors/formats/classify/classify.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/zip/archive.hpp"

#include <algorithm>
#include <fmt/ranges.h>

namespace tuermer {
namespace {

constexpr std::size_t names_shown = 20;

// What Macs and Windows put beside the files.
bool is_by_product(std::string_view name)
{
    return name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") ||
           name.ends_with("Thumbs.db");
}

std::string_view file_name(std::string_view path)
{
    return path.substr(path.find_last_of('/') + 1);
}

std::vector<const ZipMember*> matching(const ZipArchive& archive, const std::string& pattern)
{
    std::vector<const ZipMember*> found;
    for (const auto& member : archive.members()) {
        if (is_by_product(member.name)) continue;
        if (pattern.empty() || matches_pattern(member.name, pattern) ||
            matches_pattern(file_name(member.name), pattern))
            found.push_back(&member);
    }
    return found;
}

std::string names_of(const ZipArchive& archive)
{
    std::vector<std::string_view> names;
    for (const auto& member : archive.members())
        if (names.size() < names_shown) names.push_back(member.name);
    const auto more = archive.members().size() > names.size() ? ", …" : "";
    return fmt::format("{}{}", fmt::join(names, ", "), more);
}

Result<const ZipMember*> chosen(const ZipArchive& archive, const std::string& pattern)
{
    const auto found = matching(archive, pattern);
    if (found.size() == 1) return found.front();
    if (archive.members().empty())
        return fail(Remedy::retry, say("Das ZIP-Archiv ist leer.", "The ZIP archive is empty."));
    if (pattern.empty())
        return fail(Remedy::mend,
                    say("Das ZIP-Archiv hat mehrere Dateien. Bitte mit member = \"…\" eine nennen: "
                        "{}.",
                        "The ZIP archive has several files. Please name one by member = \"…\": {}.",
                        names_of(archive)));
    return fail(Remedy::mend,
                say("Im ZIP-Archiv passen {} Dateien zu member = \"{}\"; genau eine ist nötig. Es "
                    "gibt: {}.",
                    "In the ZIP archive {} files match member = \"{}\"; exactly one is needed. "
                    "There are: {}.",
                    found.size(), pattern, names_of(archive)));
}

std::shared_ptr<Reader> inner_reader(Settings& settings)
{
    auto inner = settings.table("inner");
    if (!inner) return make_detecting_reader();
    std::vector<std::string> names;
    for (const auto& kind : format_kinds())
        if (kind.name != "zip" && kind.name != "gzip") names.emplace_back(kind.name);
    const auto name = inner->one_of("kind", names).value_or("csv");
    if (inner->is_recorded()) {
        for (const auto& kind : format_kinds())
            if (kind.name != "zip" && kind.name != "gzip")
                inner->record_kind("kind", kind.name, kind.summary,
                                   shape_of([&](Settings& own) { kind.make(own); }));
        return nullptr;
    }
    std::shared_ptr<Reader> reader;
    for (const auto& kind : format_kinds())
        if (kind.name == name) reader = kind.make(*inner);
    inner->finish();
    return reader;
}

// An archive within an archive may be one that contains itself.
Result<ReadTable> read_inner(const ZipSettings& settings, std::string_view bytes,
                             const std::string& name)
{
    if (recognises_zip(bytes) || recognises_gzip(bytes))
        return fail(Remedy::mend,
                    say("Das Archiv enthält wieder ein Archiv; so tief wird nicht entpackt.",
                        "The archive holds another archive; so deep nothing is unpacked."),
                    name);
    return settings.inner->read(bytes, name);
}

} // namespace

Result<ReadTable> read_zip(std::string_view bytes, std::string_view name,
                           const ZipSettings& settings)
{
    const auto archive = ZipArchive::open(bytes, settings.limits);
    if (!archive) return tl::unexpected(archive.error());
    const auto member = chosen(*archive, settings.member);
    if (!member) return tl::unexpected(member.error());
    const auto unpacked = archive->unpack(**member);
    if (!unpacked) return tl::unexpected(unpacked.error());
    return read_inner(settings, *unpacked, fmt::format("{}: {}", name, (*member)->name));
}

std::unique_ptr<Reader> make_zip_reader(Settings& settings)
{
    ZipSettings zip;
    zip.member = settings.text("member").value_or("");
    zip.inner = inner_reader(settings);
    return std::make_unique<ReaderOf<ZipSettings>>(std::move(zip), read_zip);
}

bool recognises_zip(std::string_view bytes)
{
    const bool zip = bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
    if (!zip) return false;
    for (const auto& kind : format_kinds()) {
        if (kind.name == "zip") return true;
        if (kind.recognises(bytes)) return false; // a workbook is an archive, too
    }
    return true;
}

namespace {

Result<ReadTable> read_gzip(std::string_view bytes, std::string_view name,
                            const ZipSettings& settings)
{
    const auto unpacked = unpack_gzip(bytes, settings.limits);
    if (!unpacked) return tl::unexpected(unpacked.error());
    return read_inner(settings, *unpacked, std::string{name});
}

} // namespace

std::unique_ptr<Reader> make_gzip_reader(Settings& settings)
{
    ZipSettings gzip;
    gzip.inner = inner_reader(settings);
    return std::make_unique<ReaderOf<ZipSettings>>(std::move(gzip), read_gzip);
}

} // namespace tuermer
