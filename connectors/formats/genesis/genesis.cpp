// SPDX-License-Identifier: EUPL-1.2
// Bytes to text, then by the first line to a layout.
#include "connectors/formats/genesis/genesis.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/genesis/layouts.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/reader_of.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {
namespace genesis {
namespace {

using Kind = SignMeaning::Kind;

constexpr std::string_view total_code = "INSGESAMT";

std::string_view first_line(std::string_view text)
{
    return trimmed(text.substr(0, text.find_first_of("\r\n")));
}

// A comma anywhere in the column's figures.
bool has_comma(const CellTable& table, std::uint32_t column)
{
    for (std::uint32_t row = 0; row < table.rows(); ++row)
        if (table.cell(row, column).find(',') != std::string_view::npos) return true;
    return false;
}

// The service's own envelope, sent with status 200 in place of a file.
Error message_in_envelope(std::string_view bytes)
{
    const auto json = read_json(bytes);
    const auto content = json ? json->root().at({"Status", "Content"}) : std::nullopt;
    const auto flat = json ? json->root().member("Content") : std::nullopt;
    const auto words = content ? header_name(content->text())
                       : flat  ? header_name(flat->text())
                               : std::string{};
    const auto code = json ? json->root().at({"Status", "Code"}) : std::nullopt;
    return {Remedy::retry,
            say("GENESIS schickt statt einer Tabelle die Meldung {}: {}",
                "GENESIS sends the message {} instead of a table: {}",
                code ? code->text() : std::string_view{"?"}, words),
            ""};
}

Result<DecodedFile> decode(std::string_view bytes, const ReadLimits& limits)
{
    if (bytes.size() > limits.bytes)
        return fail(Remedy::mend,
                    say("Die Datei hat {} Byte; erlaubt sind {}.",
                        "The file has {} bytes; {} are allowed.", bytes.size(), limits.bytes));
    if (trimmed(bytes.substr(0, 64)).starts_with('{'))
        return tl::unexpected(message_in_envelope(bytes));
    if (auto foreign = refuse_foreign_bytes(bytes)) return tl::unexpected(std::move(*foreign));
    auto encoding = detect_encoding(bytes);
    if (!encoding) return tl::unexpected(std::move(encoding.error()));
    auto text = to_utf8(bytes, *encoding);
    if (!text) return tl::unexpected(std::move(text.error()));
    if (auto foreign = refuse_foreign_text(*text)) return tl::unexpected(std::move(*foreign));
    return DecodedFile{std::move(*text), std::move(*encoding)};
}

Result<ReadTable> read_layout(const DecodedFile& file, std::string_view name,
                              const ReadLimits& limits)
{
    switch (layout_of(file.text())) {
    case Layout::flat:
        return read_flat(file, name, limits);
    case Layout::old_flat:
        return read_old_flat(file, name, limits);
    case Layout::cube:
        return read_cube(file, name, limits);
    case Layout::web:
        return read_web(file.text(), name, limits);
    case Layout::none:
        break;
    }
    return fail(Remedy::mend,
                say("Das ist keine Datei von GENESIS: Die erste Zeile beginnt weder mit "
                    "„statistics_code“, „Statistik_Code“, „GENESIS-Tabelle“ noch mit „K;DQ“. Für "
                    "andere CSV-Dateien bitte format = {{ kind = \"csv\" }} setzen.",
                    "This is no file of GENESIS: the first line begins neither with "
                    "'statistics_code', 'Statistik_Code', 'GENESIS-Tabelle' nor with 'K;DQ'. For "
                    "other CSV files please set format = {{ kind = \"csv\" }}."));
}

} // namespace

DecodedFile::DecodedFile(std::string text, Encoding encoding)
    : text_(std::make_shared<std::string>(std::move(text))),
      size_(text_->size()),
      encoding_(std::move(encoding))
{
    text_->append(csv::Records::padding, '\0');
    text_->append(total_code);
}

std::string_view DecodedFile::total() const
{
    return {text_->data() + size_ + csv::Records::padding, total_code.size()};
}

csv::Records DecodedFile::records() const
{
    char* const begin = text_->data();
    return {begin, begin + size_, ';', '"', csv::line_end_of(text())};
}

Layout layout_of(std::string_view text)
{
    const auto line = first_line(text);
    if (line.starts_with("statistics_code;")) return Layout::flat;
    if (line.starts_with("Statistik_Code;")) return Layout::old_flat;
    if (line.starts_with("* ") || line.starts_with("K;DQ;")) return Layout::cube;
    if (line.starts_with("GENESIS-Tabelle") || line.starts_with("GENESIS-Table"))
        return Layout::web;
    return Layout::none;
}

Dialect dialect_of(const CellTable& table, const std::vector<std::uint32_t>& figures)
{
    Dialect dialect;
    dialect.separator = ';';
    dialect.decimal_told = true;
    const bool comma = std::any_of(figures.begin(), figures.end(),
                                   [&](std::uint32_t column) { return has_comma(table, column); });
    dialect.decimal = comma ? ',' : '.';
    return dialect;
}

const Signs& quality_signs()
{
    static const Signs signs = [] {
        auto all = default_signs();
        all["e"] = {Kind::status, Missing::none, Status::final}; // endgültig
        all["()"] = {Kind::status, Missing::none, Status::limited};
        all["( )"] = all["()"];
        all["|"] = {Kind::status, Missing::none, Status::break_in_series};
        all["0"] = {Kind::status, Missing::none, Status::rounded};
        return all;
    }();
    return signs;
}

} // namespace genesis

Result<ReadTable> read_genesis(std::string_view bytes, std::string_view name,
                               const GenesisSettings& settings)
{
    const auto file = genesis::decode(bytes, settings.limits);
    if (!file) return tl::unexpected(file.error());
    auto read = genesis::read_layout(*file, name, settings.limits);
    if (!read) return read;
    read->dialect.encoding = file->encoding().name;
    read->dialect.bom = file->encoding().bom_bytes > 0;
    read->statuses = genesis::quality_signs();
    return read;
}

bool recognises_genesis(std::string_view bytes)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    return bytes.starts_with("* Der Benutzer") ||
           (!bytes.starts_with("* ") && genesis::layout_of(bytes) != genesis::Layout::none);
}

std::unique_ptr<Reader> make_genesis_reader(Settings&)
{
    return std::make_unique<ReaderOf<GenesisSettings>>(GenesisSettings{}, read_genesis);
}

} // namespace tuermer
