// SPDX-License-Identifier: EUPL-1.2
// The reader of sources that name no format.
#include "connectors/formats/classify/classify.hpp"
#include "connectors/formats/table.hpp"

namespace tuermer {
namespace {

std::unique_ptr<Reader> reader_with_defaults(std::string_view format)
{
    static const Table nothing_told;
    Mistakes none;
    Settings settings{nothing_told, {}, "format", none};
    for (const auto& kind : format_kinds())
        if (kind.name == format) return kind.make(settings);
    return nullptr;
}

class DetectingReader final : public Reader {
public:
    Result<ReadTable> read(std::string_view bytes, std::string_view name) const override
    {
        auto classified = classify({bytes});
        if (classified.kind != ReplyKind::data)
            return fail(classified.remedy, std::move(classified.what), std::string{name});
        auto read = reader_with_defaults(classified.format)->read(bytes, name);
        if (!read) return read;
        read->format =
            std::string{classified.format} + (read->format.empty() ? "" : "/") + read->format;
        return read;
    }
    Result<std::unique_ptr<TablePortions>> portions(std::shared_ptr<const ByteSource> bytes,
                                                    std::string_view name) const override
    {
        const auto classified = classify(*bytes, {});
        if (classified.kind != ReplyKind::data) return nullptr; // `read` says what it is
        // What is not held and may be more than text with separators is read as a whole.
        if (!bytes->whole() && classified.format != "csv") return nullptr;
        auto portions = reader_with_defaults(classified.format)->portions(std::move(bytes), name);
        if (portions && *portions) (*portions)->about().format = classified.format;
        return portions;
    }
};

} // namespace

std::unique_ptr<Reader> make_detecting_reader()
{
    return std::make_unique<DetectingReader>();
}

} // namespace tuermer
