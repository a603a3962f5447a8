// SPDX-License-Identifier: EUPL-1.2
// Eurostat gzips its TSV files whatever the headers say. The only home of zlib.
#include "connectors/formats/zip/archive.hpp"
#include "connectors/formats/zip/zip.hpp"

#include <algorithm>
#include <zlib.h>

namespace tuermer {
namespace {

struct Inflation {
    z_stream stream{};
    bool begun = false;
    ~Inflation()
    {
        if (begun) inflateEnd(&stream);
    }
};

Error broken(bool cut_off)
{
    if (cut_off)
        return {Remedy::retry,
                say("Die gzip-Datei bricht ab; sie ist unvollständig.",
                    "The gzip file breaks off; it is incomplete."),
                ""};
    return {Remedy::mend, say("Die gzip-Datei ist beschädigt.", "The gzip file is damaged."), ""};
}

Error too_large(std::uint64_t packed, std::uint64_t unpacked)
{
    return {Remedy::mend,
            say("Die gzip-Datei mit {} Byte entpackt sich zu mehr als {} Byte; so viel wird nicht "
                "gelesen.",
                "The gzip file of {} bytes unpacks to more than {} bytes; so much is not read.",
                packed, unpacked),
            ""};
}

} // namespace

bool recognises_gzip(std::string_view bytes)
{
    return bytes.starts_with("\x1F\x8B\x08");
}

Result<std::string> unpack_gzip(std::string_view bytes, const ReadLimits& limits)
{
    constexpr int gzip_window = 15 + 16;
    constexpr std::size_t piece = 1U << 18U, most_fed = 1U << 30U;
    Inflation inflation;
    auto& stream = inflation.stream;
    inflation.begun = inflateInit2(&stream, gzip_window) == Z_OK;
    std::string text;
    std::size_t fed = 0;
    std::vector<Bytef> out(piece);
    for (;;) {
        if (stream.avail_in == 0) {
            const auto next = std::min(bytes.size() - fed, most_fed);
            // zlib's interface is not const, its reading is
            stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data() + fed));
            stream.avail_in = static_cast<uInt>(next);
            fed += next;
        }
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        const auto status = inflate(&stream, Z_NO_FLUSH);
        text.append(reinterpret_cast<const char*>(out.data()), out.size() - stream.avail_out);
        const bool bomb =
            text.size() > growth_counts_from && text.size() / most_growth > bytes.size();
        if (bomb || text.size() > limits.bytes)
            return tl::unexpected(too_large(bytes.size(), text.size()));
        if (status == Z_STREAM_END) {
            const bool another = stream.avail_in > 0 && *stream.next_in == 0x1F;
            if (!another) return text;
            if (inflateReset(&stream) != Z_OK) return tl::unexpected(broken(false));
        } else if (status == Z_BUF_ERROR || (status == Z_OK && stream.avail_in == 0 &&
                                             stream.avail_out > 0 && fed == bytes.size())) {
            return tl::unexpected(broken(true));
        } else if (status != Z_OK) {
            return tl::unexpected(broken(false));
        }
    }
}

} // namespace tuermer
