// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a ZIP or gzip file with a table in it; and as the content of a member of one.
#include "connectors/formats/zip/zip.hpp"

#include "tests/connectors/formats/archives.hpp"
#include "tests/fuzz/workbooks.hpp"

namespace tuermer::fuzz {
namespace {

void check_archive(std::string_view bytes)
{
    ZipSettings settings;
    settings.inner = make_detecting_reader();
    settings.limits.bytes = 1U << 20U;
    const auto read = read_zip(bytes, "a.zip", settings);
    promise(read || !read.error().what.empty(), "a refusal is a sentence");
    const auto unpacked = unpack_gzip(bytes, settings.limits);
    promise(!unpacked || unpacked->size() <= settings.limits.bytes, "unpacking keeps its limit");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const auto text = tuermer::fuzz::text_of(bytes, size);
    tuermer::fuzz::check_archive(text);
    tuermer::fuzz::check_archive(tuermer::test::zip_of({{"a.csv", std::string{text}}}));
    return 0;
}
