// SPDX-License-Identifier: EUPL-1.2
// From bytes to a table: encoding, notation, layout, then one pass of the scanner over the text.
#include "connectors/formats/csv/csv.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/csv/portions.hpp"
#include "connectors/formats/encoding.hpp"

#include <limits>
#include <utility>

namespace tuermer {
namespace {

using csv::CsvPortions;
using csv::DecodedText;

constexpr std::size_t looked_at = 64 * 1'024;
// Text and cells of a portion lie in a processor's cache together.
constexpr std::size_t portion_bytes = 256 * 1'024;

Error too_many_bytes(std::uint64_t bytes, std::uint64_t limit)
{
    return {Remedy::mend,
            say("Die Datei hat {} Byte; erlaubt sind {}.", "The file has {} bytes; {} are allowed.",
                bytes, limit),
            ""};
}

Result<DecodedText> decoded_in_memory(std::shared_ptr<const ByteSource> bytes,
                                      std::string_view held, const CsvSettings& settings)
{
    if (auto refused = refuse_foreign_bytes(held)) return tl::unexpected(std::move(*refused));
    auto found = settings.encoding ? Result<Encoding>{told_encoding(held, *settings.encoding)}
                                   : detect_encoding(held);
    if (!found) return tl::unexpected(std::move(found.error()));
    DecodedText text{std::move(bytes), found->bom_bytes, *found};
    if (found->name != "utf-8" || (settings.encoding && check_utf8(held).faults > 0)) {
        auto converted = to_utf8(held, *found);
        if (!converted) return tl::unexpected(std::move(converted.error()));
        if (converted->size() > settings.limits.bytes)
            return tl::unexpected(too_many_bytes(converted->size(), settings.limits.bytes));
        text.bytes = std::make_shared<HeldBytes>(std::move(*converted));
        text.begin = 0;
    }
    auto refused = refuse_foreign_text(text.bytes->whole()->substr(text.begin));
    if (refused) return tl::unexpected(std::move(*refused));
    return text;
}

Result<bool> is_plain_utf8(const ByteSource& bytes, const CsvSettings& settings)
{
    if (settings.encoding && *settings.encoding != "utf-8") return false;
    return holds_utf8_without_zeros(bytes);
}

// What is not UTF-8 is brought into memory: its encoding shows in all of it.
Result<DecodedText> decoded(std::shared_ptr<const ByteSource> bytes, const CsvSettings& settings)
{
    const auto limit = settings.limits.bytes;
    if (bytes->size() > limit) return tl::unexpected(too_many_bytes(bytes->size(), limit));
    if (const auto held = bytes->whole())
        return decoded_in_memory(std::move(bytes), *held, settings);
    std::string head(looked_at, '\0');
    const auto got = bytes->read(0, head);
    if (!got) return tl::unexpected(got.error());
    head.resize(*got);
    if (auto refused = refuse_foreign_bytes(head)) return tl::unexpected(std::move(*refused));
    const auto plain = is_plain_utf8(*bytes, settings);
    if (!plain) return tl::unexpected(plain.error());
    if (*plain) {
        if (auto refused = refuse_foreign_text(head)) return tl::unexpected(std::move(*refused));
        const auto marked = told_encoding(head, "utf-8");
        return DecodedText{std::move(bytes), marked.bom_bytes, marked};
    }
    auto all = all_bytes(*bytes);
    if (!all) return tl::unexpected(std::move(all.error()));
    const auto held = std::make_shared<HeldBytes>(std::move(*all));
    return decoded_in_memory(held, *held->whole(), settings);
}

Error in_file(Error error, std::string_view name)
{
    if (error.where.empty()) error.where = name;
    return error;
}

Result<std::unique_ptr<CsvPortions>> open_portions(std::shared_ptr<const ByteSource> bytes,
                                                   std::string_view name,
                                                   const CsvSettings& settings, std::size_t portion)
{
    auto text = decoded(std::move(bytes), settings);
    if (!text) return tl::unexpected(std::move(text.error()));
    return CsvPortions::open(std::move(*text), name, settings, portion);
}

Result<ReadTable> read_all(std::string_view bytes, std::string_view name,
                           const CsvSettings& settings)
{
    constexpr auto everything = std::numeric_limits<std::size_t>::max();
    auto portions = open_portions(std::make_shared<HeldBytes>(bytes), name, settings, everything);
    if (!portions) return tl::unexpected(std::move(portions.error()));
    if (auto table = (*portions)->next(); !table) return tl::unexpected(std::move(table.error()));
    ReadTable read = std::move((*portions)->about());
    read.tables.push_back(std::move(**portions).take());
    return read;
}

// What goes wrong on the way says in which file.
class NamedPortions final : public TablePortions {
public:
    NamedPortions(std::unique_ptr<CsvPortions> portions, std::string_view name)
        : portions_(std::move(portions)), name_(name)
    {
    }
    ReadTable& about() override { return portions_->about(); }
    std::size_t expected_rows() const override { return portions_->expected_rows(); }
    Result<const CellTable*> next() override
    {
        auto table = portions_->next();
        if (!table) return tl::unexpected(in_file(std::move(table.error()), name_));
        return table;
    }
    void rewind() override { portions_->rewind(); }

private:
    std::unique_ptr<CsvPortions> portions_;
    std::string name_;
};

class CsvReader final : public Reader {
public:
    explicit CsvReader(CsvSettings settings) : settings_(std::move(settings)) {}
    Result<ReadTable> read(std::string_view bytes, std::string_view name) const override
    {
        return read_csv(bytes, name, settings_);
    }
    Result<std::unique_ptr<TablePortions>> portions(std::shared_ptr<const ByteSource> bytes,
                                                    std::string_view name) const override
    {
        return csv_portions(std::move(bytes), name, settings_, portion_bytes);
    }

private:
    CsvSettings settings_;
};

} // namespace

Result<ReadTable> read_csv(std::string_view bytes, std::string_view name,
                           const CsvSettings& settings)
{
    auto read = read_all(bytes, name, settings);
    if (!read) return tl::unexpected(in_file(std::move(read.error()), name));
    return read;
}

Result<std::unique_ptr<TablePortions>> csv_portions(std::shared_ptr<const ByteSource> bytes,
                                                    std::string_view name,
                                                    const CsvSettings& settings,
                                                    std::size_t portion)
{
    auto portions = open_portions(std::move(bytes), name, settings, portion);
    if (!portions) return tl::unexpected(in_file(std::move(portions.error()), name));
    return std::make_unique<NamedPortions>(std::move(*portions), name);
}

bool recognises_csv(std::string_view bytes)
{
    const auto head = bytes.substr(0, looked_at);
    if (refuse_foreign_bytes(head)) return false;
    const auto encoding = detect_encoding(head);
    if (!encoding) return true; // damaged text: the reader says where
    const auto text = to_utf8(head, *encoding);
    return !text || !refuse_foreign_text(*text);
}

std::unique_ptr<Reader> make_csv_reader(Settings& settings)
{
    return std::make_unique<CsvReader>(read_csv_settings(settings));
}

} // namespace tuermer
